#compdef tenantform
# zsh completion for tenantform: the program itself knows the candidates.
_tenantform() {
    local line
    local -a candidates
    for line in "${(@f)$(tenantform __complete -- "${(@)words[2,CURRENT]}" 2>/dev/null)}"; do
        [[ -n $line ]] && candidates+=("${${line%%$'\t'*}//:/\\:}:${line#*$'\t'}")
    done
    if (( $#candidates )); then
        _describe tenantform candidates
    else
        _files
    fi
}
if [[ $funcstack[1] == _tenantform ]]; then
    _tenantform "$@"
else
    compdef _tenantform tenantform
fi
