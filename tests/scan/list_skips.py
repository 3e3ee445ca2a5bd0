#!/usr/bin/env python3
"""Writes docs/scans.md, the list of everything that scanners are told to pass over, from the comments and skips.txt.

usage: list_skips.py ROOT [--check]
With --check nothing is written: fails when the page is out of step, and on a skip that is not to be. Needs no scanner.
"""

import os
import sys

from judge import forbidden
from rules import HELD_IN_PRODUCTION
from skips import of_project

PAGE = "docs/scans.md"
HEAD = """# What scanners pass over

`scripts/test` runs checkov and tflint over every module, every module's example and every stack of the example catalogs: over
their text, and checkov over their plans too, where each value is known. Whatever they find fails the test, unless it stands
here with a reason. A line that nothing needs any more fails it too. Nobody may skip a rule about encryption that is off,
public access, wildcards in IAM or instance metadata (`tests/scan/rules.py`). Why it is so: [decision
0970](decisions/0970-skips-stand-at-their-resource.md).

Rules of checkov are skipped by a comment in their resource, so that a scan of generated stacks is as quiet as ours. To see
what is passed over, scan without them: `sed -i 's/#checkov:skip=/#/' $(git ls-files '*.tf')`. Those with a star are held in
production all the same.

<!-- made by tests/scan/list_skips.py from the comments in modules and templates, and tests/scan/skips.txt -->

| where | resource | rule | why |
|---|---|---|---|
"""


def page(skips):
    def row(place, reason):
        star = "*" if place.rule in HELD_IN_PRODUCTION else ""
        resource = "" if place.resource == "-" else f"`{place.resource}`"
        return f"| {place.folder} | {resource} | {place.rule}{star} | {reason} |\n"

    order = sorted(skips.items(), key=lambda item: (item[0].folder, item[0].resource, item[0].rule))
    return HEAD + "".join(row(place, reason) for place, reason in order)


def main():
    root, *options = sys.argv[1:]
    skips, faults = of_project(root)
    path = os.path.join(root, PAGE)
    if options != ["--check"]:
        with open(path, "w", encoding="utf-8") as file:
            file.write(page(skips))
        return 0
    faults.extend(forbidden(skips))
    with open(path, encoding="utf-8") as file:
        if file.read() != page(skips):
            faults.append(f"{PAGE} is out of step: python3 tests/scan/list_skips.py .")
    print(*faults, sep="\n")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
