"""Prints the schema of the built provider as `terraform providers schema -json` gives it, under the provider's short
name, which is how tfplugindocs looks for it.

usage: provider_schema.py TERRAFORM MIRROR
"""

import json
import os
import subprocess
import sys
import tempfile

SOURCE = "tenantform/tenantform"


def schema(terraform, mirror):
    """As the tool prints it, for the one provider."""
    with tempfile.TemporaryDirectory(prefix="tenantform-schema-") as folder:
        with open(f"{folder}/cli.tfrc", "w", encoding="utf-8") as file:
            file.write(f'provider_installation {{\n  filesystem_mirror {{\n    path = "{mirror}"\n  }}\n}}\n')
        with open(f"{folder}/main.tf", "w", encoding="utf-8") as file:
            file.write(f'terraform {{\n  required_providers {{\n    tenantform = {{\n      source = "{SOURCE}"\n    }}\n  }}\n}}\n')
        environment = {**os.environ, "TF_CLI_CONFIG_FILE": f"{folder}/cli.tfrc", "CHECKPOINT_DISABLE": "1"}
        subprocess.run([terraform, "init", "-no-color"], cwd=folder, env=environment, check=True, stdout=subprocess.PIPE)
        result = subprocess.run([terraform, "providers", "schema", "-json"], cwd=folder, env=environment, check=True,
                                stdout=subprocess.PIPE)
    (provider,) = json.loads(result.stdout)["provider_schemas"].values()
    return provider


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    json.dump({"format_version": "1.0", "provider_schemas": {"tenantform": schema(*sys.argv[1:])}}, sys.stdout)
