#!/usr/bin/env python3
"""Fails when a call that base/banned.h bans compiles, or when a source of ours is built without base/banned.h.

usage: banned.py ROOT BUILD COMPILER
"""

import json
import os
import re
import subprocess
import sys

from tree import report

OURS = ("base/", "catalog/", "generator/", "provider/", "tests/")


def banned_names(root):
    with open(f"{root}/base/banned.h", encoding="utf-8") as header:
        for line in header:
            if line.startswith("#pragma GCC poison"):
                yield from line.split()[3:]


def compiles(root, compiler, call):
    source = f"void tnf_use(void);\nvoid tnf_use(void) {{ (void)&{call}; }}\n"
    command = [compiler, "-D_GNU_SOURCE", "-include", f"{root}/base/banned.h", "-fsyntax-only", "-w", "-x", "c", "-"]
    return subprocess.run(command, input=source, text=True, capture_output=True).returncode == 0


def unguarded_sources(root, build):
    """Sources of ours that the build compiles without banned.h."""
    with open(f"{build}/compile_commands.json", encoding="utf-8") as database:
        for entry in json.load(database):
            path = os.path.relpath(entry["file"], root).replace(os.sep, "/")
            if path.startswith(OURS) and not re.search(r"-include \S*base/banned\.h", entry["command"]):
                yield path


def main():
    root, build, compiler = sys.argv[1:]
    findings = [] if compiles(root, compiler, "snprintf") else ["snprintf does not compile: the test itself is broken"]
    names = list(banned_names(root))
    findings += [] if "strcpy" in names else ["base/banned.h bans no strcpy: the test does not see its list"]
    findings += [f"{name} is banned and compiles" for name in names if compiles(root, compiler, name)]
    findings += [f"{path} is compiled without base/banned.h: link its target with tnf_flags"
                 for path in unguarded_sources(root, build)]
    report(findings)


main()
