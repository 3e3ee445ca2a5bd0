#!/usr/bin/env bats
# shellcheck disable=SC2016,SC2154
load common

# A platform with one tenant in staging.
setup() {
    common_setup
    server=
    unset "${!AWS_@}"
    tf init --platform acme --region eu-central-1
    tf tenant add alpha --isolation pool
    tf placement add alpha staging
    tf service add alpha api --image nginx:1 --memory 512
} >/dev/null 2>&1
teardown() {
    [[ -z $server ]] || kill "$server"
    common_teardown
}

resources='{"version":4,"serial":1,"lineage":"l","resources":[{"mode":"managed","instances":[{},{}]}]}'
empty='{"version":4,"serial":2,"lineage":"l","resources":[]}'
staging=environments/staging
alpha=$staging/tenants/alpha

audit() {
    run_split tf audit --local-state --out infra "$@"
}

generate() {
    tf --quiet generate --out infra "$@" >/dev/null
}

# Generated, and a state with resources in each stack.
applied() {
    generate --local-state
    while read -r stack; do
        echo "$resources" >"$stack/terraform.tfstate"
    done < <(find infra/environments -name terraform.tf -printf '%h\n')
}

# The findings as "kind subject", one a line.
kinds() {
    json '.findings[] | "\(.kind) \(.subject)"'
}

@test "stacks are applied or not" {
    generate --local-state
    audit
    [[ $status -eq 2 ]]
    expect_equal "$stdout" "stacks that were never applied (4): apply them
  environments/production: there is no state
  environments/production/hardening: there is no state
  environments/staging: there is no state
  environments/staging/tenants/alpha: there is no state"
    applied
    audit
    expect_ok
    expect_equal "$stdout" ""
    expect_equal "$stderr" "4 stacks and 4 objects looked at: all fits together"
    audit --json
    expect_ok
    expect_equal "$(json '"\(.clean) \(.stacks) \(.commit) \(.findings)"')" "true 4 null []"
    echo "$empty" >infra/$staging/terraform.tfstate
    audit
    [[ $status -eq 2 ]]
    [[ $stdout == *"environments/staging: its state is empty" ]]
}

# Of every file but what SQLite has beside a catalog that is read, and ours.
sums() {
    find . -type f ! -name '.std*' ! -name '*.db-*' -exec sha256sum {} + | sort
}

@test "nothing is written" {
    applied
    tf --quiet tenant offboard alpha >/dev/null
    echo "# by hand" >>infra/$staging/main.tf
    sums >"$BATS_TEST_TMPDIR/before"
    audit
    [[ $status -eq 2 ]]
    diff "$BATS_TEST_TMPDIR/before" <(sums)
}

@test "orphans, strangers, what is out of step and what cannot be read" {
    applied
    mkdir -p infra/$staging/tenants/{gone,mine,left}
    echo "$resources" >infra/$staging/tenants/gone/terraform.tfstate
    echo "$empty" >infra/$staging/tenants/left/terraform.tfstate
    echo '{"meta":{},"encrypted_data":"AAAA","encryption_version":"v0"}' >infra/environments/production/terraform.tfstate
    echo 'locals {}' >infra/$staging/tenants/mine/main.tf
    echo "# by hand" >>infra/$staging/main.tf
    audit --json
    [[ $status -eq 2 ]]
    expect_equal "$(kinds)" "orphan $staging/tenants/gone/terraform.tfstate
out_of_step $staging
unreadable environments/production
stranger $staging/tenants/mine
empty_state $staging/tenants/left/terraform.tfstate"
    expect_equal "$(json '.findings[0] | "\(.resources) \(.note) \(.state)"')" "2 false $staging/tenants/gone/terraform.tfstate"
    expect_equal "$(json '.findings[1].text')" "main.tf changed by hand"
    expect_equal "$(json '.findings[2].text')" "it is encrypted by OpenTofu, and only OpenTofu with its key can read it; look with \`tofu state list\` in the stack's folder"
    expect_equal "$(json '.findings[4].note')" true
}

@test "an offboarded tenant has work left, then may be removed" {
    applied
    tf --quiet tenant offboard alpha >/dev/null
    tf --quiet tenant set alpha --state offboarded >/dev/null
    generate --local-state
    audit
    [[ $status -eq 2 ]]
    expect_equal "$stdout" "destroy work left (1): apply these stacks; their plans destroy
  $alpha: 2 resources of tenant alpha"
    echo "$empty" >infra/$alpha/terraform.tfstate
    audit
    [[ $status -eq 2 ]]
    expect_equal "$stdout" "tenants that have nothing any more (1): their rows may go
  alpha: may be removed: tenantform tenant remove alpha"
    run_split tf tenant remove alpha
    expect_ok
    expect_equal "$stderr" ""
    generate --local-state
    audit
    expect_ok
    [[ $stdout == *"$alpha/terraform.tfstate: 0 resources" ]]
}

@test "a row that is removed too early leaves destroy work, and then an orphan" {
    applied
    run_split tf tenant remove alpha
    expect_ok
    [[ $stderr == "not offboarded in staging: destroy what was applied there before its files go;"* ]]
    audit --json
    [[ $status -eq 2 ]]
    expect_equal "$(kinds | grep -v out_of_step)" "destroy_left $alpha"
    expect_equal "$(json '.findings[0].text')" "2 resources, and the catalog has the stack no more: destroy it before its files go"
    generate --local-state
    audit --json
    expect_equal "$(kinds)" "orphan $alpha/terraform.tfstate"
}

@test "a renamed tenant has the state of before, in the old folder's place" {
    applied
    tf --quiet tenant rename alpha beta >/dev/null
    audit --json
    [[ $status -eq 2 ]]
    expect_equal "$(kinds | sort -u)" "out_of_step $alpha
out_of_step $staging/tenants/beta"
    generate --local-state
    audit
    expect_ok
}

@test "locks are told with age and owner" {
    applied
    echo '{"ID":"7f","Who":"ada@laptop","Operation":"OperationTypeApply","Created":"2020-01-01T00:00:00Z"}' \
        >infra/$staging/.terraform.tfstate.lock.info
    echo '{"ID":"8","Who":"bob","Operation":"OperationTypePlan"}' >infra/$alpha/.terraform.tfstate.lock.info
    audit
    [[ $status -eq 2 ]]
    [[ $stdout == "locks that were left behind (1)"*"  $staging: for "*" d "*" h by ada@laptop (OperationTypeApply), ID 7f
stacks that somebody works on now (1)
  $alpha: for 0 min by bob (OperationTypePlan), ID 8" ]]
    rm infra/$staging/.terraform.tfstate.lock.info
    audit
    expect_ok
    audit --stale-after never
    expect_error 64 "error: --stale-after takes minutes from 0 to 525600, not \"never\"*"
}

@test "a branch is looked at as it is committed" {
    applied
    export GIT_COMMITTER_NAME=$GIT_AUTHOR_NAME GIT_COMMITTER_EMAIL=$GIT_AUTHOR_EMAIL GIT_CONFIG_NOSYSTEM=1
    git init --quiet --initial-branch=main repo
    git -C repo commit --quiet --allow-empty --message "First"
    tf --quiet commit --local-state --repo repo --branch work --directory infra >/dev/null
    mkdir repo/infra
    (cd infra && find environments -name terraform.tfstate -exec cp --parents {} ../repo/infra \;)
    run_split tf audit --local-state --repo repo --branch work --directory infra --json
    expect_ok
    expect_equal "$(json .commit)" "$(git -C repo rev-parse work)"
    tf --quiet service set alpha api --memory 1024 >/dev/null
    run_split tf audit --local-state --repo repo --branch work --directory infra --json
    [[ $status -eq 2 ]]
    expect_equal "$(kinds)" "out_of_step $alpha"
    run_split tf audit --local-state --repo repo --out infra
    expect_error 64 'error: the output is in a folder (--out) or in a repository (--repo): give one*'
    run_split tf audit --repo repo --branch none
    expect_error 1 'error: *none*'
}

# Where to look, without states in files.
audit_s3() {
    run_split tf audit --out infra "$@"
}

# serve [FREE]: moto's S3 with the state bucket; see tests/support/aws_double.py.
serve() {
    local python=$SOURCE_DIR/build/tools/moto/bin/python3 tries
    [[ -x $python ]] || skip "moto is missing (scripts/setup gets it)"
    "$python" "$SOURCE_DIR/tests/support/aws_double.py" "$@" >port 2>moto.log 3>&- &
    server=$!
    for ((tries = 0; tries < 600; tries++)); do
        [[ ! -s port ]] || break
        sleep 0.1
    done
    port=$(<port)
    export AWS_ENDPOINT_URL_S3=http://127.0.0.1:$port AWS_ACCESS_KEY_ID=key AWS_SECRET_ACCESS_KEY=word
    bucket=$AWS_ENDPOINT_URL_S3/acme-terraform-state
}

make_bucket() {
    curl --silent --fail --request PUT "$bucket" --data \
        '<CreateBucketConfiguration><LocationConstraint>eu-central-1</LocationConstraint></CreateBucketConfiguration>' >/dev/null
}

# put KEY TEXT, the key as in a URL
put() {
    curl --silent --fail --request PUT --header "Content-Type: application/json" --data-binary "$2" "$bucket/$1"
}

@test "states in S3 are looked at where the backends say" {
    generate
    serve
    audit_s3
    expect_error 1 'error: could not list bucket "acme-terraform-state": NoSuchBucket: *
  make the state bucket*'
    make_bucket
    audit_s3 --json
    [[ $status -eq 2 ]]
    expect_equal "$(kinds | cut -d' ' -f1 | sort | uniq -c | tr -s ' ')" " 4 never_applied"
    for stack in environments/production environments/production/hardening $staging $alpha; do
        put "$stack/terraform.tfstate" "$resources"
    done
    put elsewhere/terraform.tfstate "$resources"
    audit_s3
    expect_ok
    put $alpha/terraform.tfstate.tflock '{"ID":"7f","Who":"ada@laptop","Operation":"OperationTypeApply","Created":"2020-01-01T00:00:00Z"}'
    put "environments/odd%20name%2B/terraform.tfstate" "$resources"
    put environments/notes.txt "by hand"
    audit_s3 --json
    [[ $status -eq 2 ]]
    expect_equal "$(kinds)" "orphan s3://acme-terraform-state/environments/odd name+/terraform.tfstate
stale_lock $alpha
stranger s3://acme-terraform-state/environments/notes.txt"
    expect_equal "$(json '.findings[0].resources')" 2
}

@test "a bucket with more states than S3 lists at once is seen whole" {
    generate
    serve
    make_bucket
    python3 - "$bucket" "$resources" <<'PUT'
import http.client
import sys
import urllib.parse

bucket = urllib.parse.urlsplit(sys.argv[1])
server = http.client.HTTPConnection(bucket.netloc)
for number in range(1101):
    path = f"{bucket.path}/environments/staging/tenants/gone-{number:04}/terraform.tfstate"
    server.request("PUT", path, sys.argv[2], {"Content-Type": "application/json"})
    server.getresponse().read()
PUT
    audit_s3 --json
    [[ $status -eq 2 ]]
    expect_equal "$(json '[.findings[] | select(.kind == "orphan") | .resources] | "\(length) \(add)"')" "1101 2202"
    audit_s3
    [[ $stdout == *"  … and 1051 more; --json has all"* ]]
}

# iam ACTION: of the user eve, whoever asks.
iam() {
    curl --silent --fail "$AWS_ENDPOINT_URL_S3/?$1&UserName=eve&Version=2010-05-08" \
        --header "Authorization: AWS4-HMAC-SHA256 Credential=key/20261121/us-east-1/iam/aws4_request, SignedHeaders=host, Signature=0"
}

@test "who may not look is told, without the key" {
    generate
    serve 3
    make_bucket
    iam Action=CreateUser >/dev/null
    iam Action=CreateAccessKey >keys
    audit_s3
    expect_error 1 'error: could not list bucket "acme-terraform-state": InvalidAccessKeyId: *'
    AWS_ACCESS_KEY_ID=$(sed -n 's|.*<AccessKeyId>\(.*\)</AccessKeyId>.*|\1|p' keys)
    AWS_SECRET_ACCESS_KEY=$(sed -n 's|.*<SecretAccessKey>\(.*\)</SecretAccessKey>.*|\1|p' keys)
    audit_s3
    expect_error 1 'error: could not list bucket "acme-terraform-state": AccessDenied: *
  the role that audits needs s3:ListBucket on the bucket*'
    [[ $stderr != *"$AWS_SECRET_ACCESS_KEY"* ]]
    unset AWS_ACCESS_KEY_ID AWS_SECRET_ACCESS_KEY
    audit_s3
    expect_error 1 'error: there are no AWS credentials: *profile "default"
  eval "$(aws configure export-credentials --format env)"*'
    export AWS_ACCESS_KEY_ID=key AWS_SECRET_ACCESS_KEY=word AWS_ENDPOINT_URL_S3=http://127.0.0.1:1
    audit_s3
    expect_error 1 'error: could not list bucket "acme-terraform-state": could not ask *'
}
