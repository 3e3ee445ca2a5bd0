# Sourced by scripts/setup: moto, which plays S3 and the rest of AWS for tests. What cannot be had is said to be skipped, and so
# are its tests.
# shellcheck shell=bash disable=SC2154 # root and tools come from common.sh

moto_requirements="$root/tests/e2e-aws/requirements.txt"
moto_cache="${XDG_CACHE_HOME:-$HOME/.cache}/tenantform/tools/moto-$(sha256sum "$moto_requirements" | cut -c1-12)"

# In a virtual environment of its own, once per machine.
setup_moto() {
  mkdir -p "$tools" "$moto_cache"
  (
    flock 9
    [ -e "$moto_cache/complete" ] || install_moto
  ) 9>"$moto_cache/lock" || return 0
  ln -sfn "$moto_cache/venv" "$tools/moto"
}

install_moto() {
  local python=python3
  [ ! -x /usr/bin/python3 ] || python=/usr/bin/python3
  say "installing moto (once per machine)"
  rm -rf "$moto_cache/venv"
  if ! { "$python" -m venv "$moto_cache/venv" && "$moto_cache/venv/bin/pip" install --quiet --requirement "$moto_requirements"; } \
    >"$tools/moto.log" 2>&1; then
    say "moto is skipped: it cannot be installed; the whole output is in $tools/moto.log"
    return 1
  fi
  touch "$moto_cache/complete"
}
