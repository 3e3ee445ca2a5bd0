#!/usr/bin/env bats
# shellcheck disable=SC2016,SC2154
load common

# Branch work, pushed to a repository that a double of GitHub's API knows.
setup() {
    common_setup
    export GIT_COMMITTER_NAME=$GIT_AUTHOR_NAME GIT_COMMITTER_EMAIL=$GIT_AUTHOR_EMAIL GIT_CONFIG_NOSYSTEM=1
    unset GH_TOKEN GITHUB_TOKEN GITHUB_SERVER_URL GITHUB_API_URL http_proxy HTTP_PROXY
    tf init --platform acme-ai --region us-east-1
    tf tenant add acme --isolation bridge
    tf placement add acme staging
    git init --quiet --initial-branch=start repo
    git -C repo commit --quiet --allow-empty --message "First"
    tf commit --repo repo --branch main
    git init --quiet --bare there.git
    tf service add acme api --image nginx:1 --reason "First service"
    tf commit --repo repo --branch work --onto main
    git -C repo push --quiet "$PWD/there.git" main work
    git -C repo update-ref refs/remotes/origin/main main
    python3 "$SOURCE_DIR/tests/cli/servers/github.py" there.git ghp_s3cret >requests 3>&- &
    server=$!
    until [[ -s requests ]]; do sleep 0.05; done
    port=$(head -1 requests)
    git -C repo remote add origin "http://127.0.0.1:$port/acme/platform.git"
    export GITHUB_SERVER_URL=http://127.0.0.1:$port GITHUB_API_URL=http://127.0.0.1:$port GH_TOKEN=ghp_s3cret
} >/dev/null 2>&1
teardown() {
    kill "$server"
    common_teardown
}

open_pr() {
    run_split tf pr --repo repo --branch work --no-rehearsal --open "$@"
}

# requests: what the server was asked since the last call.
asked() {
    sed 1d requests | tail -n "+$((seen + 1))"
    seen=$(($(wc -l <requests) - 1))
}
seen=0

# body FILTER: of the last request that changed something.
body() {
    jq -r "$1" "bodies/$(find bodies -type f | wc -l)"
}

# edit_in_browser NUMBER: what somebody sends who edits the pull request, from standard input.
edit_in_browser() {
    python3 -c '
import sys, urllib.request
number, api, token = sys.argv[1:]
fields = {"Authorization": f"Bearer {token}", "Accept": "application/vnd.github+json", "X-GitHub-Api-Version": "2022-11-28"}
urllib.request.urlopen(urllib.request.Request(f"{api}/repos/acme/platform/pulls/{number}", sys.stdin.buffer.read(), fields, method="PATCH"))
' "$1" "$GITHUB_API_URL" "$GH_TOKEN"
}

@test "a pull request is opened, then left alone, then updated around what people wrote" {
    open_pr
    expect_ok
    expect_equal "$stdout" "opened #7 https://github.example/acme/platform/pull/7"
    expect_equal "$(asked)" "GET /repos/acme/platform 200
GET /repos/acme/platform/git/ref/heads/work 200
GET /repos/acme/platform/pulls?state=open&head=acme:work 200
POST /repos/acme/platform/pulls 201"
    seen=$(($(wc -l <requests) - 1))
    expect_equal "$(body '"\(.title)|\(.head)|\(.base)|\(.draft)"')" "Update acme in staging|work|main|false"
    [[ $(body .body) == '<!-- tenantform -->'*'`service acme/api` new'*'`First service`'*'<!-- /tenantform -->' ]]
    open_pr
    expect_ok
    expect_equal "$stdout" "unchanged #7 https://github.example/acme/platform/pull/7"
    [[ $(asked) != *PATCH* ]]
    body .body | jq -Rs '{body: ("Ask Grace first.\r\n\r\n" + . + "\r\nSigned off: ada")}' | edit_in_browser 7
    tf service set acme api --memory 1024 --reason "Second thoughts" >/dev/null
    tf commit --repo repo --branch work >/dev/null
    git -C repo push --quiet "$PWD/there.git" work
    open_pr --json
    expect_ok
    expect_equal "$(json '.pull_request | "\(.action) \(.number) \(.url)"')" "updated 7 https://github.example/acme/platform/pull/7"
    [[ $(body .body) == 'Ask Grace first.'*'<!-- tenantform -->'*'`Second thoughts`'*'<!-- /tenantform -->'*'Signed off: ada' ]]
    expect_equal "$(body .body | grep -c -- '<!-- tenantform -->')" 1
    expect_equal "$(body .base)" null
    expect_equal "$(grep -l "ghp_s3cret" .stdout .stderr requests bodies/* || echo none)" none
}

@test "base and draft are asked for, and a dry run changes nothing" {
    git -C there.git branch trunk main
    open_pr --base trunk --draft --dry-run
    expect_ok
    expect_equal "$(head -1 <<<"$stdout")" "POST $GITHUB_API_URL/repos/acme/platform/pulls"
    expect_equal "$(sed -n 2p <<<"$stdout" | jq -r '"\(.base) \(.draft)"')" "trunk true"
    [[ ! -e bodies ]]
    open_pr --base trunk --draft
    expect_ok
    expect_equal "$(body '"\(.base) \(.draft)"')" "trunk true"
    open_pr --base trunk --dry-run --json
    expect_ok
    expect_equal "$(json .pull_request.action)" unchanged
}

@test "a branch that is not pushed, or stands elsewhere there, is named before anything takes time" {
    git -C there.git update-ref refs/heads/work main
    open_pr
    expect_error 1 'error: branch "work" stands on another commit on GitHub than here
  push it first: tenantform push --branch work'
    git -C there.git update-ref -d refs/heads/work
    open_pr
    expect_error 1 'error: branch "work" is not on GitHub
  push it first: tenantform push --branch work'
    [[ ! -e bodies ]]
}

@test "a token goes to its own server only, and never in the clear" {
    unset GITHUB_SERVER_URL
    open_pr
    expect_error 1 "error: the remote is at \"127.0.0.1:$port\", and the token is for \"github.com\"*GITHUB_SERVER_URL*"
    GITHUB_SERVER_URL=http://127.0.0.1:$port GITHUB_API_URL=http://elsewhere.example open_pr
    expect_error 1 'error: the token for GitHub is not sent to "elsewhere.example" without https'
    git -C repo remote set-url origin git@gitlab.com:acme/platform.git
    open_pr
    expect_error 1 'error: the remote is at "gitlab.com"*'
    expect_equal "$(asked)" ""
}

@test "what is missing is named" {
    unset GH_TOKEN
    open_pr
    expect_error 1 'error: there is no token to open a pull request with*GH_TOKEN*'
    GITHUB_TOKEN=ghp_wrong open_pr
    expect_error 1 'error: could not read the repository: GitHub says: Bad credentials*make a new one'
    export GITHUB_TOKEN=ghp_s3cret
    git -C repo remote set-url origin "http://127.0.0.1:$port/acme/other.git"
    open_pr
    expect_error 1 "error: could not read the repository: GitHub says: Not Found*"
    run_split tf pr --repo repo --branch work --draft
    expect_error 64 "error: --draft goes with --open*"
    git -C repo remote remove origin
    open_pr --since main
    expect_error 1 'error: there is no remote "origin"*'
}

@test "what GitHub does not take is explained" {
    open_pr --base nothing
    expect_error 1 'error: could not open the pull request: GitHub says: Validation Failed: base is invalid*--base'
    git -C there.git branch same work
    open_pr --base same
    expect_error 1 'error: could not open the pull request: GitHub says: *No commits between same and work*nothing to merge'
    echo 'POST 403 {"message": "Resource not accessible by integration"}' >fault
    open_pr
    expect_error 1 'error: could not open the pull request: GitHub says: Resource not accessible by integration*pull-requests: write*'
    echo 'POST 422 {"message": "Validation Failed", "errors": [{"message": "A pull request already exists for acme:work."}]}' >fault
    open_pr
    expect_error 1 'error: could not open the pull request: GitHub says: *already exists*run the command again*'
    echo 'GET 403 X-RateLimit-Remaining: 0, X-RateLimit-Reset: 1700000000 {"message": "API rate limit exceeded"}' >fault
    open_pr
    expect_error 1 'error: could not read the repository: GitHub takes no more requests with this token for now*after 22:13 UTC'
    echo 'GET 301 Location: http://127.0.0.1:1/elsewhere {"message": "Moved Permanently"}' >fault
    open_pr
    expect_error 1 'error: could not read the repository: GitHub says: Moved Permanently*another name now*'
    echo 'GET 500 {}' >fault
    open_pr
    expect_error 1 'error: could not read the repository: GitHub says: status 500'
}

@test "what does no harm twice is asked again, and what may have been done is not" {
    printf '%s\n' 'GET 429 Retry-After: 0 {"message": "rest"}' 'GET 502 {}' >fault
    open_pr
    expect_ok
    expect_equal "$(asked | head -3)" "GET /repos/acme/platform 429
GET /repos/acme/platform 502
GET /repos/acme/platform 200"
    seen=$(($(wc -l <requests) - 1))
    tf service set acme api --memory 1024 >/dev/null
    tf commit --repo repo --branch work >/dev/null
    git -C repo push --quiet "$PWD/there.git" work
    echo 'PATCH 0 {}' >fault
    open_pr
    expect_ok
    [[ $stdout == "updated #7 "* ]]
    expect_equal "$(asked | grep -c PATCH)" 2
}

@test "an opening whose answer is lost is not sent twice" {
    echo 'POST 0 {}' >fault
    open_pr
    expect_error 1 'error: could not ask "http://127.0.0.1:'*
    expect_equal "$(asked | grep -c POST)" 1
    echo 'POST 502 {}' >fault
    open_pr
    expect_error 1 'error: could not open the pull request: GitHub says: status 502'
}
