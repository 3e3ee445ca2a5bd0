#!/usr/bin/env python3
"""Fails when docs/coverage.md misses a row, or names a file or a test that there is not.

usage: coverage.py ROOT BUILD CTEST
Tests are those that ctest knows in the build tree.
"""

import json
import os
import re
import subprocess
import sys

from tree import report

PAGE = "docs/coverage.md"
ROWS = ["A7", *(f"B{number}" for number in range(1, 29)), *(f"C{number}" for number in range(1, 13))]
CELLS = ("row", "what", "modules", "templates and code", "tests")


def registered(build, ctest):
    """Names of the build tree's tests."""
    listing = subprocess.run([ctest, "--test-dir", build, "--show-only=json-v1"], stdout=subprocess.PIPE, check=True)
    return {test["name"] for test in json.loads(listing.stdout)["tests"]}


def rows(root):
    """The table's rows as (line number, cells)."""
    with open(f"{root}/{PAGE}", encoding="utf-8") as page:
        for number, line in enumerate(page, 1):
            if re.match(r"\| [ABC]\d+ \|", line):
                yield number, [cell.strip() for cell in line.strip().strip("|").split("|")]


def missing_paths(root, cell):
    return [path for path in re.findall(r"`([^`]+)`", cell) if not os.path.exists(f"{root}/{path}")]


def missing_tests(cell, tests):
    return [name for name in re.findall(r"`([^`]+)`", cell) if name not in tests]


def check(root, tests):
    seen = []
    for number, cells in rows(root):
        place = f"{PAGE}:{number}"
        if len(cells) != len(CELLS):
            yield f"{place}: a row has {len(CELLS)} cells: {', '.join(CELLS)}"
            continue
        seen.append(cells[0])
        for path in missing_paths(root, cells[2]) + missing_paths(root, cells[3]):
            yield f"{place}: there is no {path}"
        for name in missing_tests(cells[4], tests):
            yield f"{place}: there is no test {name}"
        if "`" not in cells[4] and not cells[4].startswith("not yet: "):
            yield f"{place}: no test proves {cells[0]}"
    if sorted(seen) != sorted(ROWS):
        yield f"{PAGE}: wanted {', '.join(ROWS)} once each, found {', '.join(seen)}"


def main():
    root, build, ctest = sys.argv[1:]
    report(list(check(root, registered(build, ctest))))


main()
