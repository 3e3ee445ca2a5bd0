# Sourced by scripts/setup: Debian packages.
# shellcheck shell=bash disable=SC2154 # root and tools come from common.sh

# missing_packages LIST…: the packages of the lists that are not installed, one a line.
missing_packages() {
  local wanted name
  wanted=$(sed -e 's/#.*//' -e 's/[[:space:]]//g' -e '/^$/d' "$@" | sort -u)
  for name in $wanted; do
    if [ "$(dpkg-query -W -f '${db:Status-Status}' "$name" 2>/dev/null)" != installed ]; then
      printf '%s\n' "$name"
    fi
  done
}

# Debian's chromium is a browser; Ubuntu's packages of that name only ask snapd for one, which containers lack.
packages_have_browser() {
  [ -r /etc/os-release ] && (
    # shellcheck source=/dev/null
    . /etc/os-release && [ "$ID" = debian ]
  )
}

install_packages() {
  if ! have dpkg-query || ! have apt-get; then
    say "this is not Debian or Ubuntu: install what scripts/packages.txt names (or its kin) by your own package manager"
    return 0
  fi
  local missing=()
  mapfile -t missing < <(missing_packages "$@")
  if [ "${#missing[@]}" -eq 0 ]; then
    return 0
  fi
  local as_root=()
  if [ "$(id -u)" -ne 0 ]; then
    have sudo || die "these packages are missing and only root can install them: ${missing[*]}"
    as_root=(sudo)
  fi
  say "installing ${#missing[@]} packages: ${missing[*]}"
  export DEBIAN_FRONTEND=noninteractive
  mkdir -p "$tools"
  # A mirror that does not answer matters only when the lists that are here do not have the packages.
  "${as_root[@]}" apt-get -q update >"$tools/apt-update.log" 2>&1 || say "apt-get update failed; trying with the lists that are here"
  quietly "$tools/apt-install.log" "${as_root[@]}" apt-get -q install -y --no-install-recommends "${missing[@]}"
}
