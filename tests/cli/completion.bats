#!/usr/bin/env bats
# shellcheck disable=SC2016,SC2154
load common
setup() { common_setup; }
teardown() { common_teardown; }

@test "each shell gets its script" {
    local shell
    for shell in bash zsh fish; do
        run_split tf completion "$shell"
        expect_ok
        [[ $stdout == *"tenantform __complete"* ]]
    done
    run_split tf completion tcsh
    expect_error 64 'error: there is no completion for the shell "tcsh"*'
}

@test "the script works in bash" {
    mkdir bin && ln -s "$TENANTFORM" bin/tenantform
    run_split env PATH="$work/bin:$PATH" bash --norc -c '
        source <(tenantform completion bash)
        COMP_WORDS=(tenantform tenant su) COMP_CWORD=2
        _tenantform && echo "${COMPREPLY[*]}"
        COMP_WORDS=(tenantform service set acme api --mem) COMP_CWORD=5
        _tenantform && echo "${COMPREPLY[*]}"'
    expect_equal "$stdout" $'suspend\n--memory'
}

@test "the script is good bash" {
    tf completion bash | bash -n
    if command -v zsh >/dev/null; then tf completion zsh | zsh -n; fi
    if command -v fish >/dev/null; then tf completion fish | fish -n; fi
}
