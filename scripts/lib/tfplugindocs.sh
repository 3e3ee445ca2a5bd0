# Sourced by scripts that make or check the provider's documentation: tfplugindocs, the tool that the registry's own
# providers use, built from its source with Go, once per machine and version.
# shellcheck shell=bash disable=SC2154 # root and tools come from common.sh

tfplugindocs_version=0.25.0
tfplugindocs_cache="${XDG_CACHE_HOME:-$HOME/.cache}/tenantform/tools/tfplugindocs-$tfplugindocs_version"

# Makes $tools/bin/tfplugindocs; fails, having said why, when it is to be done without.
setup_tfplugindocs() {
  mkdir -p "$tools/bin"
  if [ ! -x "$tfplugindocs_cache/tfplugindocs" ]; then
    if ! have go; then
      say "tfplugindocs is skipped: there is no Go to build it with"
      return 1
    fi
    say "building tfplugindocs $tfplugindocs_version with Go (a minute, once per machine)"
    mkdir -p "$tfplugindocs_cache"
    if ! GOTOOLCHAIN=local GOFLAGS=-mod=mod GOBIN="$tfplugindocs_cache" nice -n 10 \
      go install "github.com/hashicorp/terraform-plugin-docs/cmd/tfplugindocs@v$tfplugindocs_version" \
      >"$tools/tfplugindocs.log" 2>&1; then
      say "tfplugindocs is skipped: it does not build; the whole output is in $tools/tfplugindocs.log"
      return 1
    fi
  fi
  ln -sfn "$tfplugindocs_cache/tfplugindocs" "$tools/bin/tfplugindocs"
}
