# What cases of tests/json share. TENANTFORM is the program, SOURCE_DIR the source tree, KEPT where results go.
# shellcheck shell=bash
export GIT_AUTHOR_NAME="Ada Lovelace" GIT_AUTHOR_EMAIL=ada@example.com GIT_COMMITTER_NAME="Ada Lovelace"
export GIT_COMMITTER_EMAIL=ada@example.com GIT_CONFIG_NOSYSTEM=1
calls=0

# The program without --json, to prepare something.
tf() {
    "$TENANTFORM" --quiet "$@" >/dev/null
}

# expect STATUS ARGUMENT…: runs the program with --json; its status and what it prints are checked by run.py.
expect() {
    local wanted=$1 status=0 text
    shift
    text=$("$TENANTFORM" --json "$@" 2>"$KEPT.errors") || status=$?
    if [[ -s $KEPT.errors ]]; then
        echo "$*: with --json something is on standard error:" && cat "$KEPT.errors"
        return 1
    fi
    calls=$((calls + 1))
    # printf without an argument would write an empty line
    { echo "$wanted $status $#" && { [[ $# -eq 0 ]] || printf '%s\n' "$@"; } && printf '%s\n' "$text"; } >"$KEPT/$calls"
}

# An example catalog, and its output in the folder out.
example() {
    tf import "$SOURCE_DIR/environments/$1"
}

# A small catalog: platform acme, staging and production, tenant alpha with a service in staging.
small() {
    tf init --platform acme --region eu-central-1
    tf tenant add alpha --isolation pool
    tf placement add alpha staging
    tf service add alpha api --image nginx:1 --memory 512
}

# A repository "repo" with the output on main, then another memory of alpha's service on work.
repository() {
    git init --quiet --initial-branch=start repo
    git -C repo commit --quiet --allow-empty --message "First"
    tf commit --local-state --repo repo --branch main
    tf service set alpha api --memory 1024 --reason "Out of memory"
    tf commit --local-state --repo repo --branch work --onto main
}

# A program "terraform" that plays every step of a rehearsal: what rehearse makes of real Terraform is tested in
# tests/terraform, here it is the form of the result. Where there is a file "refuses", validate fails.
play_terraform() {
    cat >terraform <<'TEXT'
#!/bin/sh
case "$*" in
validate* | apply*) if [ -e "$PLAYED/refuses" ]; then echo "no such argument" && exit 1; fi ;;
plan*-json*)
    for action in create update replace delete move remove import; do
        echo "{\"type\":\"planned_change\",\"change\":{\"action\":\"$action\",\"resource\":{\"addr\":\"aws_x.$action\",\"resource_type\":\"aws_x\"}}}"
    done
    ;;
esac
TEXT
    chmod +x terraform
    export PLAYED=$PWD
}
