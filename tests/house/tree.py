"""What the tests of the house share: the project's files, and how findings are reported."""

import os
import sys

SKIPPED = {".git", "build", ".terraform"}


def files(root, *endings):
    """Paths relative to root with '/' between parts, sorted, of files with one of the endings."""
    found = []
    for folder, names, entries in os.walk(root):
        names[:] = [name for name in names if name not in SKIPPED]
        for entry in entries:
            if entry.endswith(endings):
                found.append(os.path.relpath(os.path.join(folder, entry), root).replace(os.sep, "/"))
    return sorted(found)


def report(findings):
    """Prints the findings and ends the program: 0 without any, else 1."""
    for finding in findings:
        print(finding)
    sys.exit(1 if findings else 0)
