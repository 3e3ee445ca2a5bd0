# Sourced by scripts that make or check the provider's documentation: tfplugindocs, the tool that the registry's own
# providers use. Needs go_tool.sh.
# shellcheck shell=bash

# Makes $tools/bin/tfplugindocs; fails, having said why, when it is to be done without.
setup_tfplugindocs() {
  setup_go_tool tfplugindocs 0.25.0 github.com/hashicorp/terraform-plugin-docs/cmd/tfplugindocs
}
