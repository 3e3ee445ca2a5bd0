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
        _tenantform && echo "${COMPREPLY[*]}"
        COMP_WORDS=(tenantform explain TNF-R012) COMP_CWORD=2
        _tenantform && echo "${COMPREPLY[*]}"'
    expect_equal "$stdout" $'suspend\n--memory\nTNF-R012'
}

@test "the script is good bash" {
    tf completion bash | bash -n
    if command -v zsh >/dev/null; then tf completion zsh | zsh -n; fi
    if command -v fish >/dev/null; then tf completion fish | fish -n; fi
}

# The candidates for the last word, in one line.
candidates() {
    tf __complete -- "$@" | cut -f1 | paste -sd' '
}

@test "names in the catalog are candidates" {
    tf init --platform acme-ai --region us-east-1
    tf tenant add acme --isolation bridge
    tf tenant add beta --isolation bridge
    tf service add acme api --image nginx:1
    tf service add acme web --image nginx:1
    tf service add beta job --image nginx:1
    expect_equal "$(candidates tenant show '')" "acme beta"
    expect_equal "$(candidates tenant show b)" "beta"
    expect_equal "$(candidates service show acme '')" "api web"
    expect_equal "$(candidates service show '')" "acme beta"
    expect_equal "$(candidates service add b)" "beta"
    expect_equal "$(candidates service add acme '')" ""
    expect_equal "$(candidates volume add acme '')" "api web"
    expect_equal "$(candidates placement add acme '')" "production staging"
    expect_equal "$(candidates service list --tenant '')" "acme beta"
    expect_equal "$(candidates tenant rename acme '')" ""
    expect_equal "$(candidates tenant list '')" ""
}

@test "without a catalog there are no names and no complaints" {
    run_split tf __complete -- tenant show ''
    expect_ok
    expect_equal "$stdout$stderr" ""
}

@test "the script works in fish" {
    command -v fish >/dev/null || skip "fish is not installed"
    mkdir bin && ln -s "$TENANTFORM" bin/tenantform
    run_split env PATH="$work/bin:$PATH" fish --no-config -c '
        tenantform completion fish | source
        complete --do-complete "tenantform tenant su"
        complete --do-complete "tenantform service set acme api --mem"
        complete --do-complete "tenantform explain TNF-R012"
        complete --do-complete "tenantform doct"'
    expect_equal "$(cut -f1 <<<"$stdout")" $'suspend\n--memory\nTNF-R012\ndoctor'
    [[ $stdout == *$'doctor\tsay what is missing'* ]]
}

@test "the script works in zsh" {
    command -v zsh >/dev/null || skip "zsh is not installed"
    mkdir bin && ln -s "$TENANTFORM" bin/tenantform
    cat >complete.zsh <<'END'
# _describe is zsh's own, and needs a line editor: here it prints what it is given.
compdef() { :; }
_describe() { print -rl -- "${(@P)2}"; }
source <(tenantform completion zsh)
words=(tenantform tenant su) CURRENT=3; _tenantform
words=(tenantform service set acme api --mem) CURRENT=6; _tenantform
words=(tenantform explain TNF-R012) CURRENT=3; _tenantform
words=(tenantform doct) CURRENT=2; _tenantform
END
    run_split env PATH="$work/bin:$PATH" zsh -f complete.zsh
    expect_ok
    expect_equal "$(cut -d: -f1 <<<"$stdout")" $'suspend\n--memory\nTNF-R012\ndoctor'
}
