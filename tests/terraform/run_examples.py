#!/usr/bin/env python3
"""Generates an example catalog, and takes every stack of it through fmt, init, validate, plan, apply and an empty second plan.

usage: run_examples.py TOOL MIRROR TENANTFORM CATALOG [JOBS]
TOOL is terraform or tofu, MIRROR a provider mirror, TENANTFORM the program, CATALOG a folder below environments/.
"""

import os
import subprocess
import sys
import tempfile

from harness import Failure, Tool, rehearse_stack, require, run_all, scratch_copy, stacks_below


def generate(program, catalog, folder, *options):
    database = os.path.join(folder, "catalog.db")
    output = os.path.join(folder, "output" + "".join(options))
    if not os.path.exists(database):
        subprocess.run([program, "--quiet", "--catalog", database, "import", catalog], check=True)
    subprocess.run([program, "--quiet", "--catalog", database, "generate", "--out", output, *options], check=True,
                   stdout=subprocess.DEVNULL)
    return output


def plan_by_hand(tool, output):
    """What the README tells people to type, in an output that keeps its state beside the stacks."""
    folder = os.path.join(output, "environments", "staging")
    tool.run(folder, "init", "-no-color")
    tool.run(folder, "plan", "-no-color")


def main():
    program, mirror, tenantform, catalog, *jobs = sys.argv[1:]
    require(program)
    with tempfile.TemporaryDirectory(prefix="tenantform-examples-") as folder:
        output = generate(tenantform, catalog, folder)
        with scratch_copy(output) as scratch:
            tool = Tool(program, scratch, mirror)
            tree = f"{scratch}/tree"
            try:
                tool.run(tree, "fmt", "-check", "-recursive", "-diff", "-no-color")
                plan_by_hand(tool, generate(tenantform, catalog, folder, "--local-state"))
            except Failure as failure:
                print(failure)
                return 1
            return 1 if run_all(rehearse_stack, tool, stacks_below(tree), tree, int(jobs[0]) if jobs else 2) else 0


sys.exit(main())
