#!/usr/bin/env python3
"""Fails on files and functions that are too long, and on functions that branch too much.

usage: sizes.py ROOT
Exceptions stand in tests/house/sizes-exceptions.txt, one a line: path[:function], what (lines or complexity), limit,
reason. One that is not needed any more is a failure too. Without pmccabe the test is skipped (exit code 77).
"""

import re
import shutil
import subprocess
import sys

from tree import files, report

FILE_LINES = 400
FUNCTION_LINES = 60
COMPLEXITY = 12
EXCEPTIONS = "tests/house/sizes-exceptions.txt"
MEASURED = re.compile(r"^(\d+)\t\d+\t\d+\t(\d+)\t(\d+)\t(\S+)\(\d+\): (\S+)$")


def read_exceptions(root):
    exceptions = {}
    with open(f"{root}/{EXCEPTIONS}", encoding="utf-8") as lines:
        for line in lines:
            if line.strip() and not line.startswith("#"):
                subject, what, limit, _reason = line.split(maxsplit=3)
                exceptions[subject, what] = int(limit)
    return exceptions


def file_sizes(root):
    for path in files(root, ".c", ".h", ".py", ".sh", ".cmake"):
        with open(f"{root}/{path}", encoding="utf-8") as source:
            yield path, "lines", sum(1 for _ in source), FILE_LINES


def function_sizes(root):
    sources = files(root, ".c")
    output = subprocess.run(["pmccabe", *sources], cwd=root, text=True, capture_output=True, check=True).stdout
    for line in output.splitlines():
        match = MEASURED.match(line)
        if match is not None:
            complexity, start, length, path, function = match.groups()
            yield f"{path}:{function}", "lines", int(length), FUNCTION_LINES
            yield f"{path}:{function}", "complexity", int(complexity), COMPLEXITY


def main():
    root = sys.argv[1]
    if shutil.which("pmccabe") is None:
        print("skipped: pmccabe is not installed (scripts/setup --lint)")
        sys.exit(77)
    exceptions = read_exceptions(root)
    needed = set()
    findings = []
    for subject, what, value, limit in [*file_sizes(root), *function_sizes(root)]:
        if value <= limit:
            continue
        needed.add((subject, what))
        allowed = exceptions.get((subject, what), limit)
        if value > allowed:
            findings.append(f"{subject}: {what} {value}, at most {allowed}: split it, or give the reason in {EXCEPTIONS}")
    findings += [f"{EXCEPTIONS}: {subject} {what} is within the limits: remove the line"
                 for subject, what in sorted(set(exceptions) - needed)]
    report(findings)


main()
