#!/usr/bin/env python3
"""Committing 10,000 tenants in 2 environments into an empty repository, against git add -A and git commit of the tree."""

import os
import shutil

from lib import git, measure

TENANTS = int(os.environ.get("TNF_BENCH_TENANTS", "10000"))


def bench(place):
    catalog = os.path.join(place, "catalog.db")
    bare, tree = os.path.join(place, "bare"), os.path.join(place, "tree")
    measure.make_catalog(catalog, TENANTS)
    measure.generate(catalog, tree)

    def fresh_repositories(_):
        for repository in (bare, os.path.join(tree, ".git")):
            shutil.rmtree(repository, ignore_errors=True)
        git.init(bare, "--bare")
        git.init(tree)

    our_times, git_times, peak = measure.alternate(
        lambda _: git.our_commit(catalog, bare), lambda _: git.commit_all(tree), fresh_repositories
    )
    measure.report("commit_cold", git.COMMIT_ALL, our_times, git_times, peak)


if __name__ == "__main__":
    measure.in_workplace(bench, need_gib=4)
