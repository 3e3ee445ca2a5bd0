#!/usr/bin/env python3
"""Checks the formatting of the modules and runs `terraform test` in each that has tests.

usage: run_modules.py TOOL MIRROR MODULES [PLANS]
Applies and destroys its example, too. PLANS is a folder that is emptied, and gets the plans of the examples for the scanners.
"""

import os
import sys

from harness import JOBS, Failure, Tool, emptied, modules_below, run_all, scratch_copy, test_module


def untested(root):
    folders = (os.path.join(root, entry) for entry in sorted(os.listdir(root)))
    return [folder for folder in folders if os.path.isdir(folder) and not os.path.isdir(os.path.join(folder, "tests"))]


def main():
    program, mirror, modules, *plans = sys.argv[1:]
    plans = emptied(plans[0] if plans else None)
    with scratch_copy(modules) as scratch:
        tool = Tool(program, scratch, mirror)
        tree = f"{scratch}/tree"
        failed = 0
        for folder in untested(tree):
            failed += 1
            print(f"{os.path.basename(folder)}: has no tests")
        try:
            tool.run(tree, "fmt", "-check", "-recursive", "-diff", "-no-color")
        except Failure as failure:
            failed += 1
            print(failure)
        failed += run_all(lambda folder: test_module(tool, folder, plans), modules_below(tree), tree, JOBS)
        return 1 if failed else 0


sys.exit(main())
