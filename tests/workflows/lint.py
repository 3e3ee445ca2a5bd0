#!/usr/bin/env python3
"""Reads the workflows of the example catalogs with a linter, and what each action of others is pinned by.

usage: lint.py actionlint|zizmor ROOT TENANTFORM EXAMPLE…
"""

import os
import pathlib
import re
import subprocess
import sys
import tempfile

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "terraform"))
from harness import require, run_tenantform  # noqa: E402 (the path has to be known first)

USES = re.compile(r"(?m)^\s*(?:- )?uses: (\S+)(.*)$")


def command(linter, program, root, output):
    if linter == "actionlint":
        return [program, "-no-color", *map(str, sorted(output.glob(".github/workflows/*.yml")))]
    return [program, "--offline", "--no-progress", "--color=never", "--config", f"{root}/tests/workflows/zizmor.yml", str(output / ".github")]


def unpinned(output):
    """Actions that are not named by a whole commit with their version beside it."""
    for path in sorted(output.glob(".github/**/*.yml")):
        for action, comment in USES.findall(path.read_text(encoding="utf-8")):
            if not action.startswith("./") and not (re.fullmatch(r"[\w-]+/[\w-]+@[0-9a-f]{40}", action) and re.fullmatch(r" # v[\d.]+", comment)):
                yield f"{path.relative_to(output)}: {action}{comment}"


def generated(tenantform, catalog, scratch):
    database, output = f"{scratch}/{catalog.name}.db", pathlib.Path(scratch) / catalog.name
    run_tenantform(tenantform, database, "import", catalog)
    run_tenantform(tenantform, database, "generate", "--out", output)
    return output


def main():
    linter, root, tenantform, *examples = sys.argv[1:]
    program, failed = require(linter), False
    with tempfile.TemporaryDirectory(prefix="tenantform-lint-") as scratch:
        for example in examples:
            output = generated(tenantform, pathlib.Path(root) / "environments" / example, scratch)
            faults = list(unpinned(output))
            print(*faults, sep="\n")
            result = subprocess.run(command(linter, program, root, output), cwd=output, check=False)
            files = len(list(output.glob(".github/**/*.yml")))
            print(f"{example}: {linter} read {files} files and {'found nothing' if result.returncode == 0 else 'is not content'}")
            failed = failed or bool(faults) or result.returncode != 0 or not files
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
