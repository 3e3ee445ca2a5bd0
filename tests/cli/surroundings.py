#!/usr/bin/env python3
"""What the documentation says of the program's surroundings is what its sources do, in both directions: variables of the
environment that are read, exit statuses, and options and commands in the pages of docs.

usage: surroundings.py PROGRAM SOURCE_DIR
"""

import json
import os
import re
import subprocess
import sys

PROGRAM, SOURCE = os.path.abspath(sys.argv[1]), os.path.abspath(sys.argv[2])
NAME = r'"([A-Z][A-Z0-9_]+)"'
# Functions whose argument is the name of a variable, and lists of names that are passed to one.
READERS = re.compile(r"\b(?:getenv|tnf_environment|variable|from_file)\(" + NAME)
LATER = re.compile(r"\bconfigured\([^;]*?" + NAME)
LISTS = re.compile(r"names\[\] = \{((?:" + NAME + r"[, ]*)+)\}")


def read(path):
    with open(f"{SOURCE}/{path}", encoding="utf-8") as file:
        return file.read()


def sources():
    for top in ("base", "catalog", "generator"):
        for folder, _, files in os.walk(f"{SOURCE}/{top}"):
            for name in files:
                if name.endswith(".c"):
                    yield read(os.path.relpath(f"{folder}/{name}", SOURCE))


def variables_read():
    found = set()
    for text in sources():
        found |= set(READERS.findall(text)) | set(LATER.findall(text))
        if "getenv(names[" in text or "tnf_environment(names[" in text:
            for group in LISTS.findall(text):
                found |= set(re.findall(NAME, group[0]))
    return found


def differences(what, documented, actual):
    yield from (f"{what} {name} is documented, and the program has none" for name in sorted(documented - actual))
    yield from (f"{what} {name} is not documented" for name in sorted(actual - documented))


def statuses():
    text = read("generator/cli/command.h")
    return set(re.findall(r"TNF_CLI_EXIT_[A-Z_]+ = (\d+),", text))


def undocumented(page, tables):
    """Commands and options of the tables that a page does not have; scdoc and Markdown both escape."""
    text = read(page).replace("\\", "")
    for command in tables["commands"]:
        if f"tenantform {command['name']}" not in text:
            yield f"{page}: command {command['name']} is missing"
        if command["entity"] is None:
            for option in command["options"]:
                if f"--{option['name']}" not in text:
                    yield f"{page}: option --{option['name']} of {command['name']} is missing"
    for row in tables["exit_statuses"] + tables["variables"]:
        if row["name"] not in text:
            yield f"{page}: {row['name']} is missing"
    known = {option["name"] for command in tables["commands"] for option in command["options"]}
    known |= {option["name"] for option in tables["options"]}
    for name in sorted(set(re.findall(r"(?:^\*|, \*|`)--([a-z][a-z-]*)", text, re.M)) - known):
        yield f"{page}: there is no option --{name}"


def main():
    answer = subprocess.run([PROGRAM, "help", "--json"], capture_output=True, check=True, text=True)
    tables = json.loads(answer.stdout)
    documented = {name for row in tables["variables"] for name in row["name"].split(", ")}
    findings = list(differences("variable", documented, variables_read()))
    findings += differences("exit status", {row["name"] for row in tables["exit_statuses"]}, statuses())
    for page in ("docs/commands.md", "docs/man/tenantform.1.scd"):
        findings += undocumented(page, tables)
    print(*findings, f"{len(findings)} findings", sep="\n")
    return 1 if findings else 0


if __name__ == "__main__":
    sys.exit(main())
