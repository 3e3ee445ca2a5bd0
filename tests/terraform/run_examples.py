#!/usr/bin/env python3
"""Generates an example catalog, and takes every stack of it through fmt, init, validate, plan, apply, an empty second
plan and destroy.

usage: run_examples.py TOOL MIRROR TENANTFORM CATALOG [PLANS]
TOOL is terraform or tofu, MIRROR a provider mirror, TENANTFORM the program, CATALOG a folder below environments/. PLANS is a
folder that is emptied, and gets every stack's second plan as JSON, for the scanners.
"""

import json
import os
import shutil
import sys
import tempfile

from harness import (JOBS, Failure, Tool, emptied, plan_file, rehearse_stack, require, run_all, run_tenantform, scratch_copy,
                     stacks_below)


class Catalog:
    """An example catalog in a database, and what is generated from it."""

    def __init__(self, program, source, folder):
        self.program, self.folder = program, folder
        self.run("import", source)

    def run(self, *arguments):
        return run_tenantform(self.program, os.path.join(self.folder, "catalog.db"), *arguments)

    def generate(self, name, *options):
        output = os.path.join(self.folder, name)
        self.run("generate", "--out", output, *options)
        return output

    def unprotect(self):
        """What is done in the catalog before something protected is taken down."""
        for environment in json.loads(self.run("environment", "list", "--json"))["rows"]:
            self.run("environment", "set", environment["name"], "--protected", "false")


def plan_by_hand(tool, output):
    """What the README tells people to type, in an output that keeps its state beside the stacks."""
    folder = os.path.join(output, "environments", "staging")
    tool.run(folder, "init", "-no-color")
    tool.run(folder, "plan", "-no-color")


def rehearse_all(tool, tree, unprotected, plans):
    """Every stack's life; `unprotected` is the same tree without protection, for taking it down."""
    def lift(folder):
        source = os.path.join(unprotected, os.path.relpath(folder, tree))
        for entry in (entry for entry in os.listdir(source) if entry.endswith(".tf")):
            shutil.copy(os.path.join(source, entry), folder)

    def work(folder):
        rehearse_stack(tool, folder, lift, plan_file(plans, os.path.relpath(folder, tree)))

    return run_all(work, stacks_below(tree), tree, JOBS)


def main():
    program, mirror, tenantform, source, *plans = sys.argv[1:]
    require(program)
    plans = emptied(plans[0] if plans else None)
    with tempfile.TemporaryDirectory(prefix="tenantform-examples-") as folder:
        catalog = Catalog(tenantform, source, folder)
        with scratch_copy(catalog.generate("output")) as scratch:
            tool = Tool(program, scratch, mirror)
            tree = f"{scratch}/tree"
            try:
                tool.run(tree, "fmt", "-check", "-recursive", "-diff", "-no-color")
                plan_by_hand(tool, catalog.generate("local", "--local-state"))
            except Failure as failure:
                print(failure)
                return 1
            catalog.unprotect()
            return 1 if rehearse_all(tool, tree, catalog.generate("unprotected"), plans) else 0


sys.exit(main())
