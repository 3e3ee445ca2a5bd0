#!/usr/bin/env python3
"""The examples of catalog/rules: what is said to be refused is refused for that rule, what is said to be accepted is.

usage: rule_examples.py PROGRAM SOURCE_DIR

A file has the two parts "refused:" and "accepted:". A part is text that is imported, and then lines of "$ tenantform …" that are
run; the last step of the refused one fails. Parts of "~ words" describe what would be too long. They are imported into the
catalog of BASE.
"""

import concurrent.futures
import json
import os
import re
import shlex
import shutil
import subprocess
import sys
import tempfile

PROGRAM, RULES = os.path.abspath(sys.argv[1]), os.path.join(os.path.abspath(sys.argv[2]), "catalog/rules")
BASE = """platform: acme
region: us-east-1
---
environment: staging
domain: staging.example.com
zone_id: Z0123456789ABCDEFGHIJ
"""


def run(folder, *arguments):
    """The ids of the errors, none when it went well."""
    answer = subprocess.run([PROGRAM, *arguments, "--json"], cwd=folder, capture_output=True, text=True,
                            env=os.environ | {"HOME": folder, "GIT_AUTHOR_NAME": "Ada", "GIT_AUTHOR_EMAIL": "ada@example.com"})
    if answer.returncode == 0:
        return []
    errors = json.loads(answer.stdout)["errors"] if answer.stdout else [{"id": "crash", "message": answer.stderr}]
    return [(error["id"], error["message"]) for error in errors]


def steps(part):
    text = "".join(line for line in part.splitlines(True) if not line.startswith("$ "))
    commands = [shlex.split(line[2:])[1:] for line in part.splitlines() if line.startswith("$ ")]
    return text, commands


def play(base, part):
    """The errors of the first step that fails, and whether it was the last."""
    with tempfile.TemporaryDirectory() as folder:
        shutil.copy(base, f"{folder}/tenantform.db")
        text, commands = steps(part)
        with open(f"{folder}/example.yaml", "w", encoding="utf-8") as file:
            file.write(text)
        calls = ([["import", "example.yaml"]] if text else []) + commands
        for call in calls:
            if errors := run(folder, *call):
                return errors, call is calls[-1]
        return [], True


def check(base, name):
    with open(f"{RULES}/{name}", encoding="utf-8") as file:
        parts = re.fullmatch(r"refused:\n(.+)accepted:\n(.+)", file.read(), re.S)
    if parts is None:
        return f"{name}: is not \"refused:\", an example, \"accepted:\", an example"
    if parts[1].startswith("~ ") or parts[2].startswith("~ "):
        return None
    rule = name.removesuffix(".txt")
    errors, last = play(base, parts[1])
    if not last or not errors or rule not in {identity for identity, _ in errors}:
        return f"{name}: what is refused gives {errors}"
    errors, _ = play(base, parts[2])
    return f"{name}: what is accepted gives {errors}" if errors else None


def main():
    with tempfile.TemporaryDirectory() as folder, concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        with open(f"{folder}/base.yaml", "w", encoding="utf-8") as file:
            file.write(BASE)
        if errors := run(folder, "import", "base.yaml"):
            sys.exit(f"the catalog of the examples: {errors}")
        names = sorted(os.listdir(RULES))
        findings = [finding for finding in pool.map(lambda name: check(f"{folder}/tenantform.db", name), names) if finding]
    print(*findings, f"{len(names)} examples, {len(findings)} findings", sep="\n")
    return 1 if findings else 0


if __name__ == "__main__":
    sys.exit(main())
