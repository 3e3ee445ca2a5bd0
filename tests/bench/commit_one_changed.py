#!/usr/bin/env python3
"""Committing one changed tenant on top of 10,000 tenants in 2 environments, against git add -A and git commit of the same
change in a work tree of as many files.
"""

import os
import sys

from lib import git, measure

TENANTS = int(os.environ.get("TNF_BENCH_TENANTS", "10000"))


def bench(place):
    catalog = os.path.join(place, "catalog.db")
    bare, tree = os.path.join(place, "bare"), os.path.join(place, "tree")
    measure.make_catalog(catalog, TENANTS)
    measure.generate(catalog, tree)
    git.init(bare, "--bare")
    git.init(tree)
    git.our_commit(catalog, bare)
    git.commit_all(tree)

    def change_one(number):
        measure.change_one(catalog, TENANTS, number)
        measure.generate(catalog, tree)

    ours, theirs, peak = measure.alternate(
        lambda _: git.our_commit(catalog, bare), lambda _: git.commit_all(tree), change_one
    )
    if git.ask(bare, "rev-parse", "main^{tree}") != git.ask(tree, "rev-parse", "main^{tree}"):
        sys.exit("the two did not commit the same")
    files = len(git.ask(bare, "ls-tree", "-r", "--name-only", "main").splitlines())
    measure.report("commit_one_changed", git.COMMIT_ALL, ours, theirs, peak, files=files)


if __name__ == "__main__":
    measure.in_workplace(bench, need_gib=4)
