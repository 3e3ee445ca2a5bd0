# Sourced by the scripts: where things are, and how they speak. Results go to standard output, chatter to standard error.
# shellcheck shell=bash
set -euo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
tools="$root/build/tools"
export root tools
# Terraform and OpenTofu as scripts/setup found or made them come before others of that name.
export PATH="$tools/bin:$PATH"
# No version check over the network, no colour and no questions from either of them.
export CHECKPOINT_DISABLE=1 TF_IN_AUTOMATION=1 TF_INPUT=0
# A configuration file that is named and does not exist makes both of them warn at each call.
if [ -n "${TF_CLI_CONFIG_FILE:-}" ] && [ ! -e "$TF_CLI_CONFIG_FILE" ]; then
  unset TF_CLI_CONFIG_FILE
fi

say() {
  printf '%s\n' "$*" >&2
}

die() {
  say "error: $*"
  exit 1
}

have() {
  command -v "$1" >/dev/null 2>&1
}

# quietly LOG COMMAND…: runs it with its output in LOG, and shows the end of that only when it fails.
quietly() {
  local log=$1
  shift
  mkdir -p "$(dirname "$log")"
  if ! "$@" >"$log" 2>&1; then
    tail -n 60 "$log" >&2
    die "\"$*\" failed; the whole output is in $log"
  fi
}

# version_at_least HAVE WANT: compares dotted versions.
version_at_least() {
  [ "$(printf '%s\n%s\n' "$2" "$1" | sort -V | head -n 1)" = "$2" ]
}

# tool_version PROGRAM: "1.15.3" out of the first line that `terraform version` or `tofu version` prints.
tool_version() {
  "$1" version 2>/dev/null | sed -n '1s/^[A-Za-z]* v\([0-9][0-9.]*\).*/\1/p'
}
