#!/usr/bin/env bats
# shellcheck disable=SC2154
load common

# A repository with the branch work, and an empty one to push to.
setup() {
    common_setup
    server=
    agent=
    export GIT_COMMITTER_NAME=$GIT_AUTHOR_NAME GIT_COMMITTER_EMAIL=$GIT_AUTHOR_EMAIL GIT_CONFIG_NOSYSTEM=1
    unset GH_TOKEN GITHUB_TOKEN GITHUB_SERVER_URL SSH_AUTH_SOCK GIT_ASKPASS SSH_ASKPASS
    tf init --platform acme-ai --region us-east-1
    tf tenant add acme --isolation bridge
    tf placement add acme staging
    tf service add acme api --image nginx:1 --memory 512
    git init --quiet --initial-branch=main repo
    git -C repo commit --quiet --allow-empty --message "First"
    git init --quiet --bare served/there.git
    git -C served/there.git config http.receivepack true
    commit
} >/dev/null 2>&1
teardown() {
    [[ -z $server ]] || kill "$server"
    [[ -z $agent ]] || kill "$agent"
    common_teardown
}

commit() {
    tf commit --local-state --repo repo --branch work
}

push() {
    run_split tf push --repo repo --branch work "$@"
}

here() { git -C repo rev-parse work; }
there() { git -C served/there.git rev-parse --verify --quiet work; }

# A commit of somebody else's on the branch there.
move_there() {
    git -C served/there.git update-ref refs/heads/work \
        "$(git -C served/there.git commit-tree -p work -m "Somebody else's" "work^{tree}")"
}

# first_line FILE: waits for it.
first_line() {
    local tries
    for ((tries = 0; tries < 200; tries++)); do
        [[ -s $1 ]] && head -1 "$1" && return
        sleep 0.05
    done
    return 1
}

@test "a branch goes to a bare repository, and again only with something new" {
    push --remote "$PWD/served/there.git"
    expect_ok
    expect_equal "$stdout" "$(here | cut -c1-10) to $PWD/served/there.git, new branch work"
    expect_equal "$(there)" "$(here)"
    git -C served/there.git fsck --strict
    push --remote "$PWD/served/there.git"
    expect_ok
    [[ $stderr == "nothing to push: "* ]]
    tf service set acme api --memory 1024
    commit
    git -C repo remote add origin "$PWD/served/there.git"
    push --json
    expect_ok
    expect_equal "$(json '"\(.pushed) \(.new_branch) \(.branch) \(.commit)"')" "true false work $(here)"
    expect_equal "$(there)" "$(here)"
}

@test "a branch that has moved there is left alone" {
    git -C repo remote add origin "$PWD/served/there.git"
    push
    expect_ok
    move_there
    local moved
    moved=$(there)
    tf service set acme api --memory 1024
    commit
    push
    expect_error 1 'error: branch "work" has commits at "origin" that it does not have here*nothing was pushed*'
    expect_equal "$(there)" "$moved"
}

@test "what a hook says when it refuses is shown" {
    git -C repo remote add origin "$PWD/served/there.git"
    local port=$((20000 + RANDOM % 20000))
    git daemon --reuseaddr --listen=127.0.0.1 --port=$port --base-path="$PWD/served" --export-all --enable=receive-pack 3>&- &
    server=$!
    until git ls-remote "git://127.0.0.1:$port/there.git" >/dev/null 2>&1; do sleep 0.05; done
    printf '#!/bin/sh\necho "work is protected" >&2\nexit 1\n' >served/there.git/hooks/pre-receive
    chmod +x served/there.git/hooks/pre-receive
    push --remote "git://127.0.0.1:$port/there.git"
    expect_error 1 'error: *refused branch "work": pre-receive hook declined
  it said: work is protected'
    expect_equal "$(there 2>/dev/null || echo none)" none
    rm served/there.git/hooks/pre-receive
    push --remote "git://127.0.0.1:$port/there.git"
    expect_ok
    expect_equal "$(there)" "$(here)"
}

# serve_http [USER PASSWORD]
serve_http() {
    python3 "$SOURCE_DIR/tests/cli/servers/git_http.py" served "${1:-ada}" "${2:-s3cret word}" >requests 3>&- &
    server=$!
    port=$(first_line requests)
    git -C repo remote add origin "http://127.0.0.1:$port/there.git"
}

@test "over http the login comes from git's credential helpers, and they hear whether it was right" {
    serve_http
    push
    expect_error 1 'error: could not push to "origin": there is no login for it*'
    # shellcheck disable=SC2016
    git config --global credential.helper '!f() { cat >>"$HOME/heard"; echo "== $1" >>"$HOME/heard"; [ "$1" != get ] || { echo username=ada; echo "password=$(cat "$HOME/word")"; }; }; f'
    echo "wrong" >word
    push
    expect_error 1 'error: could not push to "origin": every login for it was refused*'
    grep -q "== erase" heard
    echo "s3cret word" >word
    : >heard
    push
    expect_ok
    expect_equal "$(there)" "$(here)"
    grep -q "== store" heard
    [[ $stdout == *" to http://127.0.0.1:$port/there.git, new branch work" ]]
    expect_equal "$(grep -rl "s3cret" repo .stdout .stderr || echo none)" none
}

@test "a token for GitHub is not sent to another host" {
    serve_http
    GH_TOKEN=ghp_token push
    expect_error 1 'error: could not push to "origin": there is no login for it*'
    GITHUB_SERVER_URL=http://127.0.0.1:1 GITHUB_TOKEN=ghp_token push
    expect_error 1 'error: could not push to "origin": there is no login for it*'
    GITHUB_SERVER_URL=https://127.0.0.1:$port GITHUB_TOKEN=ghp_token push
    expect_error 1 'error: could not push to "origin": there is no login for it*'
}

@test "a token in the environment is the login for the server of Actions" {
    serve_http x-access-token ghp_token
    GITHUB_SERVER_URL=http://127.0.0.1:$port GITHUB_TOKEN=ghp_token push
    expect_ok
    expect_equal "$(there)" "$(here)"
}

@test "a password in a remote's URL is used and not shown" {
    serve_http
    push --remote "http://ada:s3cret%20word@127.0.0.1:$port/there.git" --json
    expect_ok
    expect_equal "$(json .url)" "http://127.0.0.1:$port/there.git"
}

# An ssh server of our own that lets in the key in .ssh/$1.
serve_ssh() {
    local sshd
    sshd=$(command -v sshd || command -v /usr/sbin/sshd) || skip "there is no sshd"
    port=$((20000 + RANDOM % 20000))
    mkdir -p -m 700 .ssh
    ssh-keygen -q -t ed25519 -N "" -f ".ssh/$1"
    ssh-keygen -q -t ecdsa -N "" -f host_key
    cat >sshd_config <<EOF
Port $port
ListenAddress 127.0.0.1
HostKey $PWD/host_key
AuthorizedKeysFile $PWD/.ssh/$1.pub
PidFile none
StrictModes no
UsePAM no
PasswordAuthentication no
EOF
    mkdir -p /run/sshd 2>/dev/null || true
    "$sshd" -D -e -f sshd_config 2>sshd.log 3>&- &
    server=$!
    until ssh-keyscan -p "$port" 127.0.0.1 2>/dev/null | grep -q ecdsa; do sleep 0.05; done
    url="ssh://$(id -un)@127.0.0.1:$port$PWD/served/there.git"
}

@test "over ssh a host that is not known is refused; a key file logs in, as does the agent" {
    serve_ssh id_ed25519
    # libgit2 1.5 and libssh2 do not free what they read of known hosts.
    export ASAN_OPTIONS=detect_leaks=0
    push --remote "$url"
    [[ $status -eq 1 && $stderr == *"error: could not push to \"ssh://"* ]]
    expect_equal "$(there 2>/dev/null || echo none)" none
    ssh-keyscan -p "$port" 127.0.0.1 >.ssh/known_hosts 2>/dev/null
    push --remote "$url"
    expect_ok
    expect_equal "$(there)" "$(here)"
    mv .ssh/id_ed25519 .ssh/elsewhere
    tf service set acme api --memory 1024
    commit
    push --remote "$url"
    [[ $status -eq 1 && $stderr == *"there is no login for it"* ]]
    eval "$(ssh-agent -s)" >/dev/null
    agent=$SSH_AGENT_PID
    ssh-add -q .ssh/elsewhere
    push --remote "$url"
    expect_ok
    expect_equal "$(there)" "$(here)"
}

@test "what is missing is named" {
    push
    expect_error 1 'error: there is no remote "origin"*git remote add*'
    run_split tf push --repo repo --branch nothing --remote "$PWD/served/there.git"
    expect_error 1 'error: there is no branch "nothing" to push*'
    run_split tf push --repo nowhere
    expect_error 1 'error: there is no git repository at "nowhere"*'
    push --remote "$PWD/served/none.git"
    [[ $status -eq 1 && $stderr == *"error: could not push to \"$PWD/served/none.git\": "* ]]
    push --remote http://127.0.0.1:1/there.git
    [[ $status -eq 1 && $stderr == *"error: could not push to \"http://127.0.0.1:1/there.git\": "* ]]
}
