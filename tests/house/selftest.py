#!/usr/bin/env python3
"""Shows that the tests of the house can fail: small trees with one fault each, and one without.

usage: selftest.py COMPILER
"""

import os
import shutil
import subprocess
import sys
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
LONG_BODY = "    tnf_x++;\n" * 70
BRANCHES = "    if (tnf_x == 1) tnf_x++;\n" * 12
VARIABLE = 'variable "b" {\n  validation {\n  }\n}\n'
RUN = 'run "wrong" {\n  expect_failures = [var.b]\n}\n'

# Name, checker, files, whether it is to pass.
CASES = [
    ("down", "layers", {"catalog/a.c": '#include "base/b.h"\n'}, True),
    ("up", "layers", {"base/a.c": '#include "catalog/b.h"\n'}, False),
    ("sideways", "layers", {"generator/git/a.c": '#include "generator/resolve/b.h"\n'}, False),
    ("into the generator", "layers", {"provider/a.c": '#include "generator/cli/b.h"\n'}, False),
    ("not from the root", "layers", {"base/a.c": '#include "b.h"\n'}, False),
    ("no layer", "layers", {"other/a.c": '#include "base/b.h"\n'}, False),
    ("library at home", "layers", {"generator/git/a.c": "#include <git2.h>\n"}, True),
    ("library elsewhere", "layers", {"generator/cli/a.c": "#  include <git2/oid.h>\n"}, False),
    ("header", "headers", {"base/a.h": "#pragma once\n#include <stddef.h>\nextern size_t tnf_a;\n"}, True),
    ("header that needs another", "headers", {"base/a.h": "#pragma once\nextern size_t tnf_a;\n"}, False),
    ("header without a guard", "headers", {"base/a.h": "struct tnf_a { int b; };\n"}, False),
    ("small", "sizes", {"base/a.c": "int tnf_x;\nvoid tnf_a(void) {\n    tnf_x++;\n}\n"}, True),
    ("long function", "sizes", {"base/a.c": f"int tnf_x;\nvoid tnf_a(void) {{\n{LONG_BODY}}}\n"}, False),
    ("many branches", "sizes", {"base/a.c": f"int tnf_x;\nvoid tnf_a(void) {{\n{BRANCHES}}}\n"}, False),
    ("long file", "sizes", {"base/a.h": "/* */\n" * 401}, False),
    ("validation that a run sees fail", "validations", {"modules/a/variables.tf": VARIABLE, "modules/a/tests/a.tftest.hcl": RUN}, True),
    ("validation that no run sees", "validations", {"modules/a/variables.tf": VARIABLE, "modules/a/tests/a.tftest.hcl": ""}, False),
    ("second validation", "validations", {"modules/a/variables.tf": VARIABLE.replace("}\n}", "}\n  validation {\n  }\n}"),
                                          "modules/a/tests/a.tftest.hcl": RUN}, False),
    ("idle exception", "sizes", {"tests/house/sizes-exceptions.txt": "base/a.c lines 500 because\n"}, False),
    ("used exception", "sizes", {"base/a.h": "/* */\n" * 401,
                                 "tests/house/sizes-exceptions.txt": "base/a.h lines 401 because\n"}, True),
]


def run(checker, contents, compiler):
    with tempfile.TemporaryDirectory() as root:
        for path, content in {"tests/house/sizes-exceptions.txt": "", **contents}.items():
            os.makedirs(os.path.dirname(f"{root}/{path}"), exist_ok=True)
            with open(f"{root}/{path}", "w", encoding="utf-8") as file:
                file.write(content)
        arguments = [compiler] if checker == "headers" else []
        command = [sys.executable, f"{HERE}/{checker}.py", root, *arguments]
        return subprocess.run(command, text=True, capture_output=True)


def main():
    failed = 0
    for name, checker, contents, passes in CASES:
        if checker == "sizes" and shutil.which("pmccabe") is None:
            continue
        result = run(checker, contents, sys.argv[1])
        if result.returncode != (0 if passes else 1):
            failed += 1
            print(f"{checker}: {name}: exit code {result.returncode}\n{result.stdout}{result.stderr}")
    sys.exit(1 if failed else 0)


main()
