#!/usr/bin/env python3
"""Every validation of a module's variable, and every precondition, is seen to refuse something: as many runs of the module's
tests expect a variable to fail as it has validations.

usage: validations.py ROOT
"""

import collections
import os
import re
import sys

from tree import report

START = re.compile(r'^(variable|resource|data|output|run) "([^"]+)"(?: "([^"]+)")? \{')
CHECK = re.compile(r"^\s+(validation|precondition|postcondition) \{")
EXPECTED = re.compile(r"expect_failures\s*=\s*\[([^\]]*)\]")


def blocks(folder, ending):
    """(kind, address, text) of the top-level blocks of a folder's files."""
    for entry in sorted(os.listdir(folder)):
        if not entry.endswith(ending):
            continue
        with open(os.path.join(folder, entry), encoding="utf-8") as file:
            text = file.read()
        for part in re.split(r"(?m)^(?=[a-z_]+ .*\{$)", text):
            if found := START.match(part):
                yield found[1], address(*found.groups()), part


def address(kind, first, second):
    if kind == "resource":
        return f"{first}.{second}"
    return {"variable": "var", "data": "data", "output": "output", "run": "run"}[kind] + "." + ".".join(filter(None, (first, second)))


def wanted(folder):
    """How many conditions each variable, resource and output has."""
    counts = {name: sum(1 for line in text.splitlines() if CHECK.match(line)) for _, name, text in blocks(folder, ".tf")}
    return {name: count for name, count in counts.items() if count}


def seen(folder):
    """How many runs expect each of them to fail."""
    counts = collections.Counter()
    for kind, _, text in blocks(folder, ".tftest.hcl"):
        found = EXPECTED.search(text) if kind == "run" else None
        counts.update(name.strip() for name in found[1].split(",") if name.strip()) if found else None
    return counts


def findings(root):
    for name in sorted(os.listdir(f"{root}/modules")):
        folder = f"{root}/modules/{name}"
        if not os.path.isdir(f"{folder}/tests"):
            continue
        runs = seen(f"{folder}/tests")
        for subject, count in wanted(folder).items():
            if runs[subject] < count:
                yield f"modules/{name}: {subject} has {count} conditions, and {runs[subject]} runs expect it to fail"


if __name__ == "__main__":
    report(list(findings(sys.argv[1])))
