"""The generated stacks, in the order in which they are applied, and what Terraform does with one of them."""

import json
import os
import re

# What a generated stack does not say because it is for AWS and not for a server that plays it. Where calls go, and with
# whose credentials, comes through the environment.
OVERRIDE = """terraform {
  backend "local" {}
}
"""
PROVIDER = """
provider "aws" {{{alias}
  skip_credentials_validation = true
  skip_metadata_api_check     = true
  s3_use_path_style           = true
  max_retries                 = 2 # a call that moto lacks fails at once
}}
"""


def read_all(folder):
    texts = []
    for entry in sorted(os.listdir(folder)):
        if entry.endswith(".tf") and not entry.endswith("_override.tf"):
            with open(os.path.join(folder, entry), encoding="utf-8") as file:
                texts.append(file.read())
    return "\n".join(texts)


class Stack:
    """A root module of the output."""

    def __init__(self, root, folder):
        self.folder = folder
        self.name = os.path.relpath(folder, root)
        self.rank = 0
        text = read_all(folder)
        accounts = re.search(r'allowed_account_ids = \["(\d+)"', text)
        self.account = accounts.group(1) if accounts else None
        self.blocks = [re.search(r'alias *= *"([^"]+)"', block)
                       for block in re.findall(r'^provider "aws" \{\n(.*?)^\}', text, re.M | re.S)]

    def override(self):
        """Writes what makes the stack run against moto into a file of its own; Terraform merges it over the others."""
        with open(os.path.join(self.folder, "moto_override.tf"), "w", encoding="utf-8") as file:
            file.write(OVERRIDE)
            for alias in self.blocks:
                file.write(PROVIDER.format(alias=f'\n  alias = "{alias.group(1)}"\n' if alias else ""))


def stacks_of(root, folders):
    """The stacks of an output; the rank is how many stacks are above one in the tree, and those are applied before it."""
    stacks = {folder: Stack(root, folder) for folder in folders}
    for folder, stack in stacks.items():
        above = os.path.dirname(folder)
        while len(above) > len(root):
            stack.rank += above in stacks
            above = os.path.dirname(above)
    return sorted(stacks.values(), key=lambda stack: (stack.rank, stack.name))


def create(tool, stack):
    """Applies a stack for the first time. Returns the provider's warnings."""
    tool.run(stack.folder, "init", "-no-color")
    validated = json.loads(tool.run(stack.folder, "validate", "-json", quiet=True))
    tool.run(stack.folder, "plan", "-no-color", "-lock=false", "-out=first.plan")
    tool.run(stack.folder, "apply", "-no-color", "-lock=false", "first.plan")
    return [f"{item['summary']}: {item.get('detail', '')}" for item in validated["diagnostics"]]


def differences(tool, stack):
    """What a plan would change: (address, type, attribute, what) for each."""
    tool.run(stack.folder, "plan", "-no-color", "-lock=false", "-out=second.plan")
    plan = json.loads(tool.run(stack.folder, "show", "-json", "second.plan", quiet=True))
    found = []
    for change in plan.get("resource_changes", []):
        if change["change"]["actions"] not in (["no-op"], ["read"]):
            found.extend((change["address"], change["type"], attribute, what) for attribute, what in changed(change["change"]))
    for name, change in plan.get("output_changes", {}).items():
        if change["actions"] != ["no-op"]:
            found.append((f"output.{name}", "output", name, "/".join(change["actions"])))
    return found


def changed(change):
    """Attributes that a change of a resource is about, with their values before and after."""
    actions, before, after = change["actions"], change["before"], change["after"]
    if before is None or after is None:
        return [("", "/".join(actions))]
    unknown = {name for name, value in change["after_unknown"].items() if holds_true(value)}
    known = [(name, f"{json.dumps(before.get(name))} -> {json.dumps(after.get(name))}")
             for name in sorted(after) if (before.get(name) or None) != (after.get(name) or None) and name not in unknown]
    # Only where nothing else differs: what follows from another change is not known before it.
    return known or [(name, "-> known after apply") for name in sorted(unknown)] or [("", "/".join(actions))]


def holds_true(value):
    """Whether a part of a value is not known: after_unknown has the value's shape, with true where it is not."""
    parts = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return value is True or any(holds_true(part) for part in parts)


def apply(tool, stack):
    tool.run(stack.folder, "apply", "-no-color", "-lock=false", "-auto-approve")


def outputs(tool, stack):
    return json.loads(tool.run(stack.folder, "output", "-json", quiet=True))


def destroy(tool, stack):
    tool.run(stack.folder, "destroy", "-no-color", "-lock=false", "-auto-approve")


def resources(tool, stack):
    """Addresses in the stack's state, without data sources."""
    listed = tool.run(stack.folder, "state", "list", quiet=True).splitlines()
    return [line for line in listed if not re.search(r"(^|\.)data\.", line)]
