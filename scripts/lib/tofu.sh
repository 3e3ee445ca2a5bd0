# Sourced by scripts/setup: OpenTofu, from PATH when it is recent enough, else built from its source with Go, once
# per machine and version.
# shellcheck shell=bash disable=SC2154 # root and tools come from common.sh

tofu_minimum=1.12
tofu_version=1.12.6
tofu_cache="${XDG_CACHE_HOME:-$HOME/.cache}/tenantform/tools/tofu-$tofu_version"

setup_tofu() {
  local outside
  mkdir -p "$tools/bin"
  if outside=$(outside_tool tofu) && version_at_least "$(tool_version "$outside")" "$tofu_minimum"; then
    ln -sfn "$outside" "$tools/bin/tofu"
    return 0
  fi
  if [ ! -x "$tofu_cache/tofu" ]; then
    build_tofu || return 0
  fi
  ln -sfn "$tofu_cache/tofu" "$tools/bin/tofu"
}

# Fails, having said why, when OpenTofu is to be done without.
build_tofu() {
  if ! have go; then
    say "OpenTofu is skipped: there is no tofu $tofu_minimum on PATH and no Go to build it with"
    return 1
  fi
  mkdir -p "$tofu_cache"
  # Two checkouts may come here at the same time: the second waits, and finds it built.
  exec 9>"$tofu_cache/lock"
  flock 9
  if [ -x "$tofu_cache/tofu" ]; then
    return 0
  fi
  local source
  source=$(tofu_source) || return 1
  go_is_new_enough "$source" || return 1
  say "building OpenTofu $tofu_version with Go (some minutes, once per machine)"
  compile_tofu "$source" || return 1
}

# The folder of the module cache that holds OpenTofu's source.
tofu_source() {
  local folder
  folder=$(go mod download -json "github.com/opentofu/opentofu@v$tofu_version" 2>/dev/null |
    sed -n 's/^[[:space:]]*"Dir": "\(.*\)",\{0,1\}$/\1/p')
  if [ -z "$folder" ]; then
    say "OpenTofu is skipped: Go's module proxy does not give its source"
    return 1
  fi
  printf '%s\n' "$folder"
}

go_is_new_enough() {
  local needed found
  needed=$(sed -n 's/^go \([0-9.]*\)$/\1/p' "$1/go.mod")
  found=$(GOTOOLCHAIN=local go env GOVERSION | sed 's/^go\([0-9.]*\).*/\1/')
  if ! version_at_least "$found" "$needed"; then
    say "OpenTofu is skipped: building it needs Go $needed, this is Go $found"
    return 1
  fi
}

# In a copy of its module, so that its own requirements, checksums and replacements hold.
compile_tofu() {
  local work
  work=$(mktemp -d "$tofu_cache/build.XXXXXX")
  cp -R "$1/." "$work/source"
  chmod -R u+w "$work/source"
  if ! (cd "$work/source" && GOTOOLCHAIN=local nice -n 10 go build -trimpath \
    -ldflags '-s -w -X github.com/opentofu/opentofu/version.dev=no' -o "$work/tofu" ./cmd/tofu) >"$tools/tofu.log" 2>&1; then
    tail -n 20 "$tools/tofu.log" >&2
    say "OpenTofu is skipped: it does not build; the whole output is in $tools/tofu.log"
    rm -rf "$work"
    return 1
  fi
  mv -f "$work/tofu" "$tofu_cache/tofu"
  rm -rf "$work"
}
