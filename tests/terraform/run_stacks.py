#!/usr/bin/env python3
"""Takes every stack below a generated output through fmt, init, validate, plan, apply and an empty second plan.

usage: run_stacks.py TOOL MIRROR OUTPUT [JOBS]
TOOL is terraform or tofu, MIRROR a provider mirror, OUTPUT what `tenantform generate` wrote; OUTPUT is left as it is.
"""

import sys

from harness import Failure, Tool, rehearse_stack, run_all, scratch_copy, stacks_below


def main():
    program, mirror, output, *jobs = sys.argv[1:]
    with scratch_copy(output) as scratch:
        tool = Tool(program, scratch, mirror)
        tree = f"{scratch}/tree"
        try:
            tool.run(tree, "fmt", "-check", "-recursive", "-diff", "-no-color")
        except Failure as failure:
            print(failure)
            return 1
        return 1 if run_all(rehearse_stack, tool, stacks_below(tree), tree, int(jobs[0]) if jobs else 2) else 0


sys.exit(main())
