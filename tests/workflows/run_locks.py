#!/usr/bin/env python3
"""Lock files are made once for each set of providers and carried to each stack, where Terraform has nothing to add to them.

usage: run_locks.py TOOL MIRROR TENANTFORM CATALOG
TOOL is terraform or tofu, MIRROR a provider mirror, TENANTFORM the program, CATALOG a folder below environments/.
"""

import os
import subprocess
import sys
import tempfile

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "terraform"))
from harness import JOBS, LOCAL_STATE, Failure, Tool, run_all, stacks_below  # noqa: E402 (the path has to be known first)

LOCK = ".terraform.lock.hcl"


class Output:
    """An output in a work tree, and the catalog that it is made from."""

    def __init__(self, program, catalog, scratch, tool):
        self.program, self.database, self.tree, self.tool = program, f"{scratch}/catalog.db", f"{scratch}/tree", tool
        self.run("import", catalog)
        self.git("init", "--quiet", "--initial-branch=main")

    def run(self, *arguments, expected=0):
        result = subprocess.run([self.program, "--quiet", "--catalog", self.database, *arguments], env=self.tool.environment,
                                stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
        if result.returncode != expected:
            raise Failure(f"{arguments[0]}: exit code {result.returncode}, not {expected}\n{result.stdout}")
        return result.stdout

    def git(self, *arguments):
        os.makedirs(self.tree, exist_ok=True)
        identity = ["-c", "user.name=Ada", "-c", "user.email=ada@example.com"]
        return subprocess.run(["git", *identity, *arguments], cwd=self.tree, check=True, stdout=subprocess.PIPE, text=True).stdout

    def commit(self):
        self.git("add", "--all")
        self.git("commit", "--quiet", "--message", "Output")


def expect(condition, text):
    if not condition:
        raise Failure(text)


def lock(output, mirror):
    """The way of a lock file from the command to stacks and commits."""
    output.run("generate", "--out", output.tree)
    output.commit()
    made = output.run("lock", "--out", output.tree, "--terraform", output.tool.program, "--platform", "linux_amd64", "--mirror", mirror)
    print(made, end="")
    output.commit()
    output.run("commit", "--repo", output.tree, "--branch", "made", "--onto", "main")
    output.run("generate", "--out", output.tree)
    output.run("generate", "--out", output.tree, "--check")
    output.commit()
    why = output.run("changed", "--since", "HEAD~1", "--repo", output.tree, "--why")
    expect(f"providers {LOCK}" in why, f"changed does not see the lock files:\n{why}")
    expect(output.git("diff", "--stat", "main", "made") == "", "commit makes another output than generate")


def misfit(output):
    """A lock that no longer fits is an error that says so, and nothing is written."""
    path = f"{output.tree}/locks/aws{LOCK.removeprefix('.terraform')}"
    with open(path, encoding="utf-8") as file:
        text = file.read()
    with open(path, "w", encoding="utf-8") as file:
        file.write(text.replace('"6.13.0"', '"5.0.0"'))
    said = output.run("generate", "--out", output.tree, expected=1)
    expect("has hashicorp/aws 5.0.0, and stacks ask for >= 6.0, < 7.0" in said, f"not the error that is expected:\n{said}")
    with open(path, "w", encoding="utf-8") as file:
        file.write(text)


def main():
    program, mirror, tenantform, catalog = sys.argv[1:]
    with tempfile.TemporaryDirectory(prefix="tenantform-locks-") as scratch:
        tool = Tool(program, scratch, mirror)
        tool.environment.update(GIT_AUTHOR_NAME="Ada", GIT_AUTHOR_EMAIL="ada@example.com", GIT_COMMITTER_NAME="Ada",
                                GIT_COMMITTER_EMAIL="ada@example.com")
        output = Output(tenantform, catalog, scratch, tool)

        def initialise(folder):
            with open(os.path.join(folder, LOCAL_STATE[0]), "w", encoding="utf-8") as file:
                file.write(LOCAL_STATE[1])
            before = open(os.path.join(folder, LOCK), encoding="utf-8").read()
            tool.run(folder, "init", "-no-color", "-lockfile=readonly")
            expect(open(os.path.join(folder, LOCK), encoding="utf-8").read() == before, "init changed the lock file")

        try:
            lock(output, mirror)
            misfit(output)
        except Failure as failure:
            print(failure)
            return 1
        return 1 if run_all(initialise, stacks_below(output.tree), output.tree, JOBS) else 0


sys.exit(main())
