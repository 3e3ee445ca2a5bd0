# What every test of the command line shares. TENANTFORM is the program, SOURCE_DIR the source tree.
# shellcheck shell=bash

# A folder and an environment of its own, so that nothing of the user's gets in.
common_setup() {
    : "${TENANTFORM:?the program under test}" "${SOURCE_DIR:?the source tree}"
    work=$(mktemp -d)
    cd "$work" || return 1
    export HOME=$work GIT_AUTHOR_NAME="Ada Lovelace" GIT_AUTHOR_EMAIL=ada@example.com
    unset TENANTFORM_CATALOG NO_COLOR XDG_CONFIG_HOME
}

common_teardown() {
    cd / && rm -rf "$work"
}

# run_split COMMAND…: status, and both streams apart, in $status, $stdout and $stderr.
run_split() {
    status=0
    "$@" >"$work/.stdout" 2>"$work/.stderr" || status=$?
    stdout=$(<"$work/.stdout")
    stderr=$(<"$work/.stderr")
}

tf() {
    "$TENANTFORM" "$@"
}

# The exit status and an error message (a glob pattern), with nothing on standard output.
expect_error() {
    local expected=$1 pattern=$2
    if [[ $status -ne $expected ]]; then
        echo "status $status instead of $expected: $stderr"
        return 1
    fi
    # shellcheck disable=SC2053
    if [[ $stderr != $pattern ]]; then
        printf 'error is not %s but\n%s\n' "$pattern" "$stderr"
        return 1
    fi
    if [[ -n $stdout ]]; then
        printf 'standard output is not empty but\n%s\n' "$stdout"
        return 1
    fi
}

expect_ok() {
    if [[ $status -ne 0 ]]; then
        printf 'status %s: %s\n' "$status" "$stderr"
        return 1
    fi
}

# expect_equal GOT EXPECTED
expect_equal() {
    if [[ $1 != "$2" ]]; then
        printf 'got:\n%s\nexpected:\n%s\n' "$1" "$2"
        return 1
    fi
}

# expect_golden NAME: $stdout is tests/cli/golden/NAME; UPDATE_GOLDEN=1 writes it instead.
expect_golden() {
    local file=$SOURCE_DIR/tests/cli/golden/$1
    if [[ -n ${UPDATE_GOLDEN:-} ]]; then
        printf '%s\n' "$stdout" >"$file"
    fi
    diff -u "$file" <(printf '%s\n' "$stdout")
}

# json FILTER: what jq makes of $stdout.
json() {
    jq -r "$1" <<<"$stdout"
}
