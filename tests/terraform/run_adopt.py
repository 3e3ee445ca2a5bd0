#!/usr/bin/env python3
"""What a hand-written root has comes into a generated stack by `adopt`: imported, not created, and nothing is destroyed.

usage: run_adopt.py TOOL MIRROR TENANTFORM ENVIRONMENTS
"""

import json
import os
import sys
import tempfile

from harness import Failure, Tool, expect, managed, run_tenantform, write_texts

STACK = "environments/staging"
OLD = """terraform {
  required_providers {
    aws = { source = "hashicorp/aws" }
  }
}

resource "aws_vpc" "main" { cidr_block = "10.0.0.0/16" }

resource "aws_subnet" "private" {
  for_each   = { a = "10.0.0.0/20", b = "10.0.16.0/20", unknown = "10.0.224.0/24" }
  vpc_id     = aws_vpc.main.id
  cidr_block = each.value
}

resource "aws_internet_gateway" "main" { vpc_id = aws_vpc.main.id }

resource "aws_ecs_cluster" "twin" {
  count = 2
  name  = "omc-staging"
}
"""
FOUND = {"module.network.aws_vpc.this": "aws_vpc.main",
         "module.network.aws_internet_gateway.this": "aws_internet_gateway.main",
         'module.network.aws_subnet.app["us-east-1a"]': 'aws_subnet.private["a"]',
         'module.network.aws_subnet.app["us-east-1b"]': 'aws_subnet.private["b"]'}
CLUSTER = "module.cluster.aws_ecs_cluster.this"


def test(tool, program, environments, scratch):
    database, tree, old = f"{scratch}/catalog.db", f"{scratch}/out", f"{scratch}/old"
    provider = os.path.dirname(program)

    def adopt(*arguments):
        return run_tenantform(program, database, "adopt", STACK, "--out", tree, "--provider", provider, "--terraform",
                              tool.program, *arguments)

    write_texts(old, {"main.tf": OLD})
    tool.run(old, "init", "-no-color")
    tool.run(old, "apply", "-no-color", "-auto-approve")
    ids = {address: resource["values"]["id"] for address, resource in managed(tool, old).items()}
    run_tenantform(program, database, "import", f"{environments}/omc")
    run_tenantform(program, database, "generate", "--local-state", "--out", tree)

    said = json.loads(adopt("--from-state", f"{old}/terraform.tfstate", "--dry-run", "--json"))
    imports = {block["to"]: block["id"] for block in said["imports"]}
    expect(imports == {address: ids[theirs] for address, theirs in FOUND.items()}, f"imports: {imports}")
    expect(said["ambiguous"] == [CLUSTER], f"ambiguous: {said['ambiguous']}")
    expect(set(said["left"]) == set(ids) - set(FOUND.values()), f"left: {said['left']}")
    expect(said["file"] is None and not os.path.exists(f"{tree}/{STACK}/imports.tf"), "a dry run writes")

    write_texts(scratch, {"ids.yaml": f"{CLUSTER}: omc-staging\n"})
    for _ in range(2):  # the second time over its own file
        adopt("--from-state", f"{old}/terraform.tfstate", "--from", f"{scratch}/ids.yaml")
    run_tenantform(program, database, "generate", "--local-state", "--out", tree, "--check")
    run_tenantform(program, database, "generate", "--local-state", "--out", tree)

    stack = f"{tree}/{STACK}"
    tool.run(stack, "init", "-no-color")
    tool.run(stack, "plan", "-no-color", "-out=adopt.tfplan")
    changes = json.loads(tool.run(stack, "show", "-json", "adopt.tfplan"))["resource_changes"]
    imported = {change["address"] for change in changes if change["change"].get("importing")}
    expect(imported == {*FOUND, CLUSTER}, f"imported: {imported}")
    for change in changes:
        expect("delete" not in change["change"]["actions"], f"{change['address']} is destroyed")
        expect(change["address"] not in imported or "create" not in change["change"]["actions"],
               f"{change['address']} is created")
    tool.run(stack, "apply", "-no-color", "adopt.tfplan")
    now = managed(tool, stack)
    for address, theirs in FOUND.items():
        expect(now[address]["values"]["id"] == ids[theirs], f"{address} is another resource")
    os.remove(f"{stack}/imports.tf")
    tool.run(stack, "plan", "-no-color", "-detailed-exitcode")
    check_refusals(adopt, scratch, stack)


def check_refusals(adopt, scratch, stack):
    write_texts(scratch, {"wrong.yaml": "module.network.aws_vpc.that: vpc-1\n"})
    write_texts(stack, {"imports.tf": "# mine\n"})
    for arguments, message in (
            (("--from", f"{scratch}/wrong.yaml"), "wrong.yaml:1:1: environments/staging has no resource module.network.aws_vpc.that"),
            (("--from", f"{scratch}/ids.yaml"), "was not written by tenantform"),
            (("--from-state", f"{scratch}/ids.yaml"), "it is no Terraform state")):
        try:
            adopt(*arguments)
        except Failure as failure:
            expect(message in str(failure), f"another error than {message}: {failure}")
        else:
            raise Failure(f"no error: {message}")


def main(tool, mirror, program, environments):
    with tempfile.TemporaryDirectory(prefix="tenantform-adopt-") as scratch:
        try:
            test(Tool(tool, scratch, mirror), os.path.abspath(program), environments, scratch)
        except Failure as failure:
            sys.exit(str(failure)[-6000:])


if __name__ == "__main__":
    main(*sys.argv[1:])
