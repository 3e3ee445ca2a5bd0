# Sourced by scripts that need a tool written in Go: built from its source, once per machine and version.
# shellcheck shell=bash disable=SC2154 # root and tools come from common.sh

# setup_go_tool NAME VERSION PACKAGE: makes $tools/bin/NAME; fails, having said why, when it is to be done without.
setup_go_tool() {
  local name=$1 version=$2 package=$3
  local cache="${XDG_CACHE_HOME:-$HOME/.cache}/tenantform/tools/$name-$version"
  mkdir -p "$tools/bin" "$cache"
  # Two checkouts may come here at the same time: the second waits, and finds it built.
  (
    flock 9
    [ -x "$cache/$name" ] || build_go_tool "$name" "$version" "$package" "$cache"
  ) 9>"$cache/lock" || return 1
  ln -sfn "$cache/$name" "$tools/bin/$name"
}

build_go_tool() {
  local name=$1 version=$2 package=$3 cache=$4
  if ! have go; then
    say "$name is skipped: there is no Go to build it with"
    return 1
  fi
  say "building $name $version with Go (some minutes, once per machine)"
  if ! GOTOOLCHAIN=local GOFLAGS=-mod=mod GOBIN="$cache" nice -n 10 go install "$package@v$version" >"$tools/$name.log" 2>&1; then
    say "$name is skipped: it does not build; the whole output is in $tools/$name.log"
    return 1
  fi
}
