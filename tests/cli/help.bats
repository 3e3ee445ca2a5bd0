#!/usr/bin/env bats
# shellcheck disable=SC2016,SC2154
load common
setup() { common_setup; }
teardown() { common_teardown; }

@test "help lists every command" {
    run_split tf help
    expect_ok
    expect_golden help.txt
    expect_equal "$stderr" ""
}

@test "--help, -h and help say the same" {
    run_split tf help
    local text=$stdout
    run_split tf --help && expect_ok && expect_equal "$stdout" "$text"
    run_split tf -h && expect_ok && expect_equal "$stdout" "$text"
    run_split tf help tenant && text=$stdout
    run_split tf tenant --help && expect_ok && expect_equal "$stdout" "$text"
    run_split tf help tenant set && text=$stdout
    run_split tf tenant set --help && expect_ok && expect_equal "$stdout" "$text"
    run_split tf tenant set acme --cpu nonsense -h
    expect_error 64 "error: there is no option --cpu*"
}

@test "help of every command is as it was agreed" {
    local command
    while read -r command; do
        # shellcheck disable=SC2086
        run_split tf help $command
        expect_ok
        expect_golden "help-${command// /-}.txt"
    done < <(tf help | awk '/^Entities/ { exit } /^  [a-z]/ { print $1 }'
        printf '%s\n' tenant "tenant add" "tenant list" "tenant rename" "tenant suspend" "service set" "database add" \
            "gpu-pool list" "placement remove" "platform show" "prices list" "prices check" "prices import")
}

@test "every command explains itself without a catalog" {
    local entity verb
    while read -r entity; do
        while read -r verb; do
            run_split tf "$entity" "$verb" --help
            expect_ok
            [[ $stdout == "usage: tenantform $entity $verb [options]"* ]]
        done < <(tf help "$entity" | awk -v entity="$entity" '$1 == entity { print $2 }')
    done < <(tf help | awk '/^Options/ { exit } on && /^  / { print $1 } /^Entities/ { on = 1 }')
}

@test "the manual page is current" {
    run_split tf man
    expect_ok
    if [[ -n ${UPDATE_GOLDEN:-} ]]; then printf '%s\n' "$stdout" >"$SOURCE_DIR/docs/man/tenantform.1.scd"; fi
    diff -u "$SOURCE_DIR/docs/man/tenantform.1.scd" <(printf '%s\n' "$stdout")
}

@test "the page of commands is current" {
    run_split tf man commands
    expect_ok
    if [[ -n ${UPDATE_GOLDEN:-} ]]; then printf '%s\n' "$stdout" >"$SOURCE_DIR/docs/commands.md"; fi
    diff -u "$SOURCE_DIR/docs/commands.md" <(printf '%s\n' "$stdout")
}

@test "the manual page is good scdoc" {
    command -v scdoc >/dev/null || skip "scdoc is not installed"
    scdoc <"$SOURCE_DIR/docs/man/tenantform.1.scd" >page.1
    grep -q 'tenantform service set' page.1
}
