#!/usr/bin/env python3
"""Finding the stacks that a change of one tenant reaches among 10,000 tenants in 2 environments, against terramate list
--changed, which knows the same folders as its stacks, in the same repository.
"""

import os
import subprocess
import sys
import time

from lib import git, measure, terramate

TENANTS = int(os.environ.get("TNF_BENCH_TENANTS", "10000"))
OURS = [measure.TENANTFORM, "--quiet", "changed", "--since", "origin/main"]
THEIRS = [terramate.PROGRAM, "list", "--changed"]


def add_stacks(tree):
    """Makes a stack of Terramate of each folder that is one of ours; how many there are."""
    count = 0
    for folder, _, files in os.walk(os.path.join(tree, "environments")):
        if "terraform.tf" not in files:
            continue
        count += 1
        with open(os.path.join(folder, "stack.tm.hcl"), "w", encoding="utf-8") as file:
            file.write(f'stack {{\n  name = "{os.path.relpath(folder, tree)}"\n}}\n')
    return count


def make_repository(place):
    """A branch with one change on top of what the remote has; (work tree, number of stacks)."""
    catalog, tree, remote = (os.path.join(place, name) for name in ("catalog.db", "tree", "remote"))
    measure.make_catalog(catalog, TENANTS)
    measure.generate(catalog, tree)
    stacks = add_stacks(tree)
    git.init(remote, "--bare")
    git.init(tree)
    git.run(tree, "remote", "add", "origin", remote)
    git.commit_all(tree)
    git.run(tree, "push", "-q", "-u", "origin", "main")
    git.run(tree, "checkout", "-q", "-b", "change")
    measure.change_one(catalog, TENANTS, 0)
    measure.generate(catalog, tree)
    git.commit_all(tree)
    return tree, stacks


def said(command, tree):
    """The stacks that a program prints, and the seconds that it took."""
    start = time.monotonic()
    output = subprocess.run(command, cwd=tree, env={**os.environ, **terramate.LOCAL}, stdout=subprocess.PIPE,
                            check=True, text=True).stdout
    return sorted(word for word in output.split() if "/" in word), time.monotonic() - start


def bench(place):
    tree, stacks = make_repository(place)
    runs = [measure.run(OURS, cwd=tree) for _ in range(measure.ROUNDS)]
    found, _ = said(OURS, tree)
    measure.say("running Terramate once, which takes minutes")
    theirs, seconds = said(THEIRS, tree)
    if found != theirs:
        sys.exit(f"the two did not find the same stacks: {found}, {theirs}")
    measure.report("changed_10k", f"terramate {terramate.VERSION} list --changed", [run[0] for run in runs], [seconds],
                   max(run[1] for run in runs), stacks=stacks, changed=len(found))


if __name__ == "__main__":
    terramate.build()
    measure.in_workplace(bench, need_gib=4)
