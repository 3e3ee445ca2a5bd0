"""Repositories for benchmarks: ours and git's own way to commit a tree."""

import os
import subprocess

from . import measure

AUTHOR = {
    "GIT_AUTHOR_NAME": "bench",
    "GIT_AUTHOR_EMAIL": "bench@example.com",
    "GIT_COMMITTER_NAME": "bench",
    "GIT_COMMITTER_EMAIL": "bench@example.com",
    "GIT_CONFIG_GLOBAL": os.devnull,
    "GIT_CONFIG_NOSYSTEM": "1",
}
COMMIT_ALL = "git add -A && git commit"


def run(repository, *arguments):
    """Runs git in a repository; what measure.run gives."""
    return measure.run(["git", "-C", repository, *arguments], env=AUTHOR)


def init(path, *options):
    measure.run(["git", "init", "-q", "-b", "main", *options, path])
    run(path, "config", "gc.auto", "0")  # no collection in the background that would run into the next round


def commit_all(tree):
    """Commits everything in a work tree: seconds of both commands, and the larger peak."""
    add, commit = run(tree, "add", "-A"), run(tree, "commit", "-q", "-m", "all")
    return add[0] + commit[0], max(add[1], commit[1])


def our_commit(catalog, repository):
    command = [measure.TENANTFORM, "--catalog", catalog, "--quiet", "commit", "--repo", repository, "--branch", "main"]
    return measure.run(command, env=AUTHOR)


def ask(repository, *arguments):
    """What git prints."""
    command = ["git", "-C", repository, *arguments]
    return subprocess.run(command, stdout=subprocess.PIPE, check=True, text=True).stdout.strip()
