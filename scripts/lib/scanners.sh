# Sourced by scripts/setup: what scans the modules and the generated stacks. Needs go_tool.sh. A scanner that cannot be had is
# said to be skipped, and so are its tests.
# shellcheck shell=bash disable=SC2154 # root and tools come from common.sh

checkov_version=3.3.30
tflint_version=0.64.0
checkov_cache="${XDG_CACHE_HOME:-$HOME/.cache}/tenantform/tools/checkov-$checkov_version"

setup_scanners() {
  setup_checkov
  setup_go_tool tflint "$tflint_version" github.com/terraform-linters/tflint || return 0
}

# In a virtual environment of its own, once per machine: it brings a hundred packages.
setup_checkov() {
  mkdir -p "$tools/bin" "$checkov_cache"
  (
    flock 9
    [ -e "$checkov_cache/complete" ] || install_checkov
  ) 9>"$checkov_cache/lock" || return 0
  ln -sfn "$checkov_cache/venv/bin/checkov" "$tools/bin/checkov"
}

install_checkov() {
  local python=python3
  [ ! -x /usr/bin/python3 ] || python=/usr/bin/python3
  say "installing checkov $checkov_version (once per machine)"
  rm -rf "$checkov_cache/venv"
  if ! { "$python" -m venv "$checkov_cache/venv" && "$checkov_cache/venv/bin/pip" install --quiet "checkov==$checkov_version"; } \
    >"$tools/checkov.log" 2>&1; then
    say "checkov is skipped: it cannot be installed; the whole output is in $tools/checkov.log"
    return 1
  fi
  touch "$checkov_cache/complete"
}
