#!/usr/bin/env python3
"""Runs tflint with all rules for Terraform over the modules, their examples and the stacks of the example catalogs. Fails on a
finding that skips.txt does not name, and on an entry there that names none.

usage: run_tflint.py ROOT TENANTFORM EXAMPLE…
"""

import json
import os
import subprocess
import sys
import tempfile

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "terraform"))
from harness import require  # noqa: E402 (the path has to be known first)
from judge import idle, unexpected  # noqa: E402
from skips import HERE, Place, folder_of, in_list  # noqa: E402
from trees import scanned_tree  # noqa: E402


def findings(program, tree):
    environment = {name: value for name, value in os.environ.items() if not name.startswith("TFLINT_")}
    command = [program, "--config", os.path.join(HERE, "tflint.hcl"), "--recursive", "--format", "json", "--force"]
    result = subprocess.run(command, cwd=tree, env=environment, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, text=True)
    report = json.loads(result.stdout)
    if result.returncode or report["errors"]:
        sys.exit(f"tflint failed: {report['errors']}")
    for issue in report["issues"]:
        where = issue["range"]
        place = Place(issue["rule"]["name"], folder_of(where["filename"]), "-")
        yield place, False, f"{issue['message']} ({where['filename']}:{where['start']['line']})"


def main():
    root, tenantform, *examples = sys.argv[1:]
    program = require("tflint")
    with open(os.path.join(HERE, "skips.txt"), encoding="utf-8") as file:
        skips = in_list(file.read())
    with tempfile.TemporaryDirectory(prefix="tenantform-scan-") as scratch:
        found = list(findings(program, scanned_tree(root, tenantform, examples, scratch)))
    wrong = sorted({*unexpected(found, skips), *idle(found, skips)})
    print(*wrong, f"{len(found)} findings, {len(skips)} skips, {len(wrong)} faults", sep="\n")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
