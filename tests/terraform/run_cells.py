#!/usr/bin/env python3
"""Moves tenants between cells and stacks of their own: the state follows by the script of `tenant move`, and no plan
afterwards touches anything.

usage: run_cells.py TOOL MIRROR TENANTFORM
TOOL is terraform or tofu, MIRROR a provider mirror, TENANTFORM the program.
"""

import json
import os
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor

from harness import JOBS, Failure, Tool, managed, require, run_tenantform, write_texts
from tenants import TENANT

PLATFORM = """platform: acme
region: us-east-1
cell_size: 2
"""
ENVIRONMENT = """environment: {name}
domain: {name}.example.com
zone_id: Z0123456789ABCDEFGHIJ
"""
TENANTS = {"ann": "{staging: {}}", "bob": "{production: {}, staging: {}}", "cid": "{staging: {}}"}
# Who goes where, one after the other. At first ann and bob fill cell-1, and cid is in cell-2.
MOVES = (("bob", "own"), ("ann", "cell-2"), ("robert", "cell-2"))


class Project:
    """A catalog, its output, and the states of all stacks in files below it."""

    def __init__(self, tool, tenantform, folder):
        self.tool = tool
        self.tenantform = tenantform
        self.folder = folder
        self.output = os.path.join(folder, "output")

    def program(self, *arguments):
        return run_tenantform(self.tenantform, os.path.join(self.folder, "catalog.db"), *arguments)

    def fill(self):
        texts = {"platform.yaml": PLATFORM}
        texts |= {f"environments/{name}.yaml": ENVIRONMENT.format(name=name) for name in ("production", "staging")}
        texts |= {f"tenants/{name}.yaml": TENANT.format(name=name, isolation="pool", environments=where)
                  for name, where in TENANTS.items()}
        catalog = os.path.join(self.folder, "catalog")
        write_texts(catalog, texts)
        self.program("import", catalog)

    def generate(self):
        self.program("generate", "--local-state", "--out", self.output)

    def stacks(self):
        """Those of tenants, in order."""
        for environment in ("production", "staging"):
            for kind in ("cells", "tenants"):
                parent = os.path.join(self.output, "environments", environment, kind)
                for name in sorted(os.listdir(parent)) if os.path.isdir(parent) else []:
                    if os.path.exists(os.path.join(parent, name, "main.tf")):
                        yield os.path.join(parent, name)

    def on_each_stack(self, work):
        """What work(stack) gives for each, some side by side."""
        with ThreadPoolExecutor(JOBS) as pool:
            return list(pool.map(work, self.stacks()))

    def apply_stack(self, stack):
        self.tool.run(stack, "init", "-no-color")
        self.tool.run(stack, "apply", "-no-color", "-auto-approve")

    def apply(self):
        self.on_each_stack(self.apply_stack)

    def run_script(self, script):
        path = os.path.join(self.folder, "move.sh")
        with open(path, "w", encoding="utf-8") as file:
            file.write(script)
        environment = dict(self.tool.environment, TERRAFORM=self.tool.program)
        result = subprocess.run(["sh", path], cwd=self.output, env=environment, stdin=subprocess.DEVNULL,
                                stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
        if result.returncode != 0:
            raise Failure(f"the script ended with {result.returncode}\n{result.stdout}")
        return result.stdout

    def ids_of_stack(self, stack):
        self.tool.run(stack, "init", "-no-color")
        return [(resource["type"], resource["values"].get("id")) for resource in managed(self.tool, stack).values()]

    def ids(self):
        """Of every resource that some stack has: what a move may not change."""
        return sorted(sum(self.on_each_stack(self.ids_of_stack), []), key=str)

    def planned(self, stack):
        """Nothing is to be made, changed or destroyed; only outputs may go along."""
        self.tool.run(stack, "init", "-no-color")
        self.tool.run(stack, "plan", "-no-color", "-out=after.plan")
        plan = json.loads(self.tool.run(stack, "show", "-json", "after.plan"))
        touched = [f"{change['address']}: {'/'.join(change['change']['actions'])}"
                   for change in plan.get("resource_changes", []) if change["change"]["actions"] not in (["no-op"], ["read"])]
        if touched:
            raise Failure(f"the plan of {os.path.relpath(stack, self.output)} has\n" + "\n".join(touched))
        self.tool.run(stack, "apply", "-no-color", "after.plan")


def check_left(project, what):
    """A stack that has no tenants any more is not in the output, and has nothing in its state."""
    for folder, _, files in os.walk(project.output):
        if "terraform.tfstate" not in files or os.path.exists(os.path.join(folder, "main.tf")):
            continue
        state = os.path.join(folder, "terraform.tfstate")
        lines = project.tool.run(project.folder, "state", "list", f"-state={state}").splitlines()
        if left := [line for line in lines if not line.startswith("data.")]:
            raise Failure(f"{what}: in the state of {os.path.relpath(folder, project.output)} is still\n" + "\n".join(left))


def move(project, tenant, cell):
    what = f"{tenant} to {cell}"
    before = project.ids()
    script = project.program("tenant", "move", tenant, "--cell", cell, "--local-state")
    project.run_script(script)
    project.generate()
    project.on_each_stack(project.planned)
    check_left(project, what)
    if project.ids() != before:
        raise Failure(f"{what}: other resources than before")
    # A second time there is nothing of it where it was.
    if "nothing of it is in the state" not in project.run_script(script):
        raise Failure(f"{what}: the script moved something again")
    print(f"{what}: {len(before)} resources stay", flush=True)


def main():
    name, mirror, tenantform = sys.argv[1:]
    require(name)
    with tempfile.TemporaryDirectory(prefix="tenantform-cells-") as folder:
        project = Project(Tool(name, folder, mirror), tenantform, folder)
        project.tool.environment["TMPDIR"] = folder
        try:
            project.fill()
            project.generate()
            project.apply()
            for tenant, cell in MOVES:
                if tenant == "robert":  # addresses and states go by the first name
                    project.program("tenant", "rename", "bob", "robert")
                    project.generate()
                    project.apply()  # the tag Tenant is another
                move(project, tenant, cell)
        except Failure as failure:
            print(failure)
            return 1
    return 0


sys.exit(main())
