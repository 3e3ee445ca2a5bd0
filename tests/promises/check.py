#!/usr/bin/env python3
"""`generate --check` sees every byte of the output and every row of the catalog.

usage: check.py PROGRAM SOURCE
"""

import os
import random

from program import digest, expect, run_promises, tree

# Changes to rows of several kinds that mean something for what is generated.
CHANGES = [
    ("platform", "set", "omc", "--tags", "CostCenter=elsewhere"),
    ("environment", "set", "staging", "--log-retention", "30"),
    ("tenant", "set", "omc", "--tags", "Team=another"),
    ("service", "set", "omc", "backend", "--cpu", "1024", "--memory", "4096"),
]


def check(workshop, expected):
    return workshop.run("generate", "--check", "--out", workshop.at("out"), expected=expected)


def in_step_is_0(workshop):
    workshop.make_catalog("omc")
    workshop.generate()
    check(workshop, 0)


def any_changed_byte_is_2_and_named(workshop):
    workshop.make_catalog("omc")
    workshop.generate()
    chance = random.Random(1)
    for path, content in sorted(tree(workshop.at("out")).items()):
        place = chance.randrange(len(content))
        changed = content[:place] + bytes([content[place] ^ 1]) + content[place + 1:]
        for wrong in (changed, content + b"\n", content[:-1]):
            with open(workshop.at(f"out/{path}"), "wb") as file:
                file.write(wrong)
            # A manifest that cannot be read is a failure, not a difference.
            said = check(workshop, (1, 2) if "manifest" in path else 2)
            expect(path in said.stdout + said.stderr or os.path.basename(path) in said.stdout + said.stderr,
                   f"{path} was changed, and the report does not name it:\n{said.stdout}{said.stderr}")
        with open(workshop.at(f"out/{path}"), "wb") as file:
            file.write(content)
    check(workshop, 0)


def a_missing_file_is_2(workshop):
    workshop.make_catalog("omc")
    workshop.generate()
    for path, content in sorted(tree(workshop.at("out")).items()):
        os.unlink(workshop.at(f"out/{path}"))
        check(workshop, 2)
        with open(workshop.at(f"out/{path}"), "wb") as file:
            file.write(content)


def any_changed_row_is_2_and_check_writes_nothing(workshop):
    workshop.make_catalog("omc")
    workshop.generate()
    for change in CHANGES:
        before = digest(workshop.at("out"))
        workshop.run(*change)
        said = check(workshop, 2)
        expect(said.stdout + said.stderr, f"{change}: nothing was said")
        expect(digest(workshop.at("out")) == before, f"{change}: --check wrote to the output")
        workshop.generate()
        check(workshop, 0)


def a_failure_is_1(workshop):
    workshop.run("generate", "--check", "--out", workshop.at("out"), expected=1)


run_promises([in_step_is_0, any_changed_byte_is_2_and_named, a_missing_file_is_2,
              any_changed_row_is_2_and_check_writes_nothing, a_failure_is_1])
