#!/usr/bin/env bats
# shellcheck disable=SC2016,SC2154
load common
setup() { common_setup; }
teardown() { common_teardown; }

@test "without a command there is an error and no output" {
    run_split tf
    expect_error 64 $'error: a command is missing\n  see `tenantform --help`'
}

@test "an unknown command names the nearest one" {
    run_split tf versoin
    expect_error 64 $'error: there is no command "versoin"\n  did you mean "version"?; see `tenantform --help`'
    run_split tf tennant list
    expect_error 64 '*did you mean "tenant"?*'
    run_split tf tenant lst
    expect_error 64 $'error: there is no command "tenant lst"\n  did you mean "tenant list"?*'
    run_split tf help versoin
    expect_error 64 '*did you mean "version"?*'
    run_split tf tenant
    expect_error 64 "*a verb is missing*it is one of add, show, list, set, rename, remove, suspend, resume, offboard, move*"
}

@test "an unknown option names the nearest one and the help" {
    run_split tf tenant add acme --isolaton pool
    expect_error 64 $'error: there is no option --isolaton\n  did you mean --isolation?; see `tenantform tenant add --help`'
    run_split tf --jsn version
    expect_error 64 "*did you mean --json?; see \`tenantform --help\`"
    run_split tf tenant add acme --isol pool
    expect_error 64 "error: there is no option --isol*"
}

@test "missing and surplus arguments are counted" {
    run_split tf service add acme
    expect_error 64 "error: an argument is missing: tenantform service add TENANT NAME*"
    run_split tf service add acme api three
    expect_error 64 "error: \"three\" is one argument too many*"
    run_split tf tenant add
    expect_error 64 "error: an argument is missing*"
}

@test "choices and switches are checked" {
    run_split tf tenant add acme --isolation island
    expect_error 64 $'error: option --isolation cannot be "island"\n  it is one of pool, bridge, silo*'
    run_split tf version --json=yes
    expect_error 64 "error: option --json takes no value*"
    run_split tf tenant add acme --isolation
    expect_error 64 "error: option --isolation needs a value*"
    run_split tf tenant add acme -rf
    expect_error 64 "error: there is no option -r*put -- before an argument that starts with '-'*"
}

@test "terminal control characters in arguments are made visible" {
    run_split tf $'\x1b[31mred\x1b[0m'
    expect_error 64 '*\\x1b\[31mred*'
    [[ $stderr != *$'\x1b'* ]]
    run_split tf tenant add acme --isolation $'\x1b]0;title\x07'
    [[ $stderr != *$'\x1b'* ]]
}

@test "errors are JSON on request, wherever the switch stands" {
    run_split tf --json versoin
    [[ $status -eq 64 ]]
    expect_equal "$stderr" ""
    expect_equal "$(json '.format_version, .errors[0].code, .errors[0].message')" \
        $'1.0\nnot_found\nthere is no command "versoin"'
    run_split tf tenant add --json
    [[ $status -eq 64 ]]
    expect_equal "$(json '.errors[0].line')" null
}

@test "version is told in both forms" {
    run_split tf version
    expect_ok
    [[ $stdout =~ ^tenantform\ [0-9]+\.[0-9]+\.[0-9]+$ ]]
    local text=${stdout#tenantform }
    run_split tf --version && expect_ok && expect_equal "$stdout" "tenantform $text"
    run_split tf --json version && expect_equal "$(json .version)" "$text"
    run_split tf version --json && expect_equal "$(json .version)" "$text"
}

@test "what cannot be written is an error" {
    [[ -w /dev/full ]] || skip "no /dev/full here"
    status=0
    "$TENANTFORM" help >/dev/full 2>error || status=$?
    [[ $status -eq 1 ]]
    grep -q "could not write to standard output" error
}

@test "colour is for terminals, and never with NO_COLOR" {
    command -v script >/dev/null || skip "script(1) is not installed"
    local text
    text=$(TERM=xterm script -qec "$TENANTFORM nonsense" /dev/null || true)
    [[ $text == *$'\x1b[31m'* ]]
    text=$(TERM=xterm NO_COLOR=1 script -qec "$TENANTFORM nonsense" /dev/null || true)
    [[ $text != *$'\x1b'* ]]
    text=$(TERM=dumb script -qec "$TENANTFORM nonsense" /dev/null || true)
    [[ $text == *nonsense* && $text != *$'\x1b'* ]]
    run_split tf nonsense
    [[ $stderr != *$'\x1b'* ]]
}

@test "a misspelt name of a row brings the nearest one" {
    tf init --platform acme --region us-east-1 --quiet >/dev/null
    tf tenant add customer-shop --isolation pool --quiet
    tf service add customer-shop api --image nginx:1 --quiet
    run_split tf tenant show custmer-shop
    expect_error 1 $'error: tenant "custmer-shop": does not exist\n  did you mean "customer-shop"? `tenantform tenant list` shows what there is'
    run_split tf service set customer-shpo api --cpu 512
    expect_error 1 '*did you mean "customer-shop/api"?*'
    run_split tf service remove customer-shop apj
    expect_error 1 '*did you mean "customer-shop/api"?*'
    run_split tf generate --out out --environment stagin
    expect_error 1 '*did you mean "staging"?*'
    run_split tf export environment produktion
    expect_error 1 '*did you mean "production"?*'
    run_split tf log customer-shob
    expect_error 1 '*did you mean "customer-shop"?*'
    run_split tf placement add customer-shop stagng
    expect_error 1 '*there is no environment "stagng"*did you mean "staging"?*'
    run_split tf tenant move customer-shpo --cell two
    expect_error 1 '*did you mean "customer-shop"?*'
    run_split tf tenant show something-else
    expect_error 1 $'error: tenant "something-else": does not exist\n  `tenantform tenant list` shows what there is'
    run_split tf log --since 1 customer-shop
    expect_ok
}
