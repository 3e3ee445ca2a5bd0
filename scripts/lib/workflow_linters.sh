# Sourced by scripts/setup: what reads the workflows that are generated. Needs go_tool.sh. A linter that cannot be had is said to be
# skipped, and so are its tests.
# shellcheck shell=bash disable=SC2154 # root and tools come from common.sh

actionlint_version=1.7.7
zizmor_version=1.32.0
zizmor_cache="${XDG_CACHE_HOME:-$HOME/.cache}/tenantform/tools/zizmor-$zizmor_version"

setup_workflow_linters() {
  setup_go_tool actionlint "$actionlint_version" github.com/rhysd/actionlint/cmd/actionlint || say "workflows are not linted by actionlint"
  setup_zizmor
}

setup_zizmor() {
  mkdir -p "$tools/bin" "$zizmor_cache"
  (
    flock 9
    [ -e "$zizmor_cache/complete" ] || install_zizmor
  ) 9>"$zizmor_cache/lock" || return 0
  ln -sfn "$zizmor_cache/venv/bin/zizmor" "$tools/bin/zizmor"
}

install_zizmor() {
  local python=python3
  [ ! -x /usr/bin/python3 ] || python=/usr/bin/python3
  say "installing zizmor $zizmor_version (once per machine)"
  rm -rf "$zizmor_cache/venv"
  if ! { "$python" -m venv "$zizmor_cache/venv" && "$zizmor_cache/venv/bin/pip" install --quiet "zizmor==$zizmor_version"; } \
    >"$tools/zizmor.log" 2>&1; then
    say "zizmor is skipped: it cannot be installed; the whole output is in $tools/zizmor.log"
    return 1
  fi
  touch "$zizmor_cache/complete"
}
