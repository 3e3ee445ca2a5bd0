#!/usr/bin/env python3
"""Committing 10,000 tenants in 2 environments into an empty repository, against git add -A and git commit of the tree."""

import os
import shutil

from lib import measure

TENANTS = int(os.environ.get("TNF_BENCH_TENANTS", "10000"))
AUTHOR = {
    "GIT_AUTHOR_NAME": "bench",
    "GIT_AUTHOR_EMAIL": "bench@example.com",
    "GIT_COMMITTER_NAME": "bench",
    "GIT_COMMITTER_EMAIL": "bench@example.com",
    "GIT_CONFIG_GLOBAL": os.devnull,
    "GIT_CONFIG_NOSYSTEM": "1",
}


def bench(place):
    catalog = os.path.join(place, "catalog.db")
    bare, tree = os.path.join(place, "bare"), os.path.join(place, "tree")
    measure.make_catalog(catalog, TENANTS)
    measure.generate(catalog, tree)

    def fresh_repositories(_):
        for repository in (bare, os.path.join(tree, ".git")):
            shutil.rmtree(repository, ignore_errors=True)
        measure.run(["git", "init", "-q", "--bare", bare])
        measure.run(["git", "-C", tree, "init", "-q"])
        # No collection in the background that would run into the next round.
        measure.run(["git", "-C", tree, "config", "gc.auto", "0"])

    def git(_):
        add = measure.run(["git", "-C", tree, "add", "-A"], env=AUTHOR)
        commit = measure.run(["git", "-C", tree, "commit", "-q", "-m", "all"], env=AUTHOR)
        return add[0] + commit[0], max(add[1], commit[1])

    def ours(_):
        command = [measure.TENANTFORM, "--catalog", catalog, "--quiet", "commit", "--repo", bare, "--branch", "main"]
        return measure.run(command, env=AUTHOR)

    our_times, git_times, peak = measure.alternate(ours, git, fresh_repositories)
    measure.report("commit_cold", "git add -A && git commit", our_times, git_times, peak)


if __name__ == "__main__":
    with measure.workplace(need_gib=4) as folder:
        bench(folder)
