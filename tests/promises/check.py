#!/usr/bin/env python3
"""`generate --check` sees every byte of the output and every row of the catalog.

usage: check.py PROGRAM SOURCE
"""

import os
import random

from program import digest, expect, run_promises, tree

# Changes to rows of every kind that the example has, most of which no file shows, and how the report names the row. That
# every column of every entity counts is tested in tests/unit/generator/resolve/rows.c.
CHANGES = [
    (("platform", "set", "omc", "--owner", "else@example.com"), "platform omc"),
    (("platform", "set", "omc", "--tags", "CostCenter=elsewhere"), "platform omc"),
    (("environment", "set", "staging", "--log-retention", "30"), "environment staging"),
    (("tenant", "set", "omc", "--title", "Another title"), "tenant omc"),
    (("tenant", "suspend", "omc"), "tenant omc"),
    (("service", "set", "omc", "backend", "--cpu", "1024", "--memory", "4096"), "service omc/backend"),
    (("secret", "set", "omc", "jwt-signing-key", "--summary", "another summary"), "secret omc/jwt-signing-key"),
    (("gpu-pool", "add", "staging", "models", "--instance-type", "g5.xlarge", "--max", "2"), "GPU pool staging/models"),
    (("runner-cluster", "add", "staging", "ci", "--version", "1.31"), "runner cluster staging/ci"),
    (("runner-cluster", "set", "staging", "ci", "--github-url", "https://github.com/omc"), "runner cluster staging/ci"),
    (("tenant", "add", "idle", "--isolation", "bridge"), "tenant idle"),
    (("service", "add", "idle", "api", "--image", "api:1"), "tenant idle"),
    (("tenant", "remove", "idle"), "tenant idle"),
    (("gpu-pool", "remove", "staging", "models"), "GPU pool staging/models"),
]


def check(workshop, expected):
    return workshop.run("generate", "--check", "--out", workshop.at("out"), expected=expected)


def in_step_is_0(workshop):
    workshop.make_catalog("omc")
    workshop.generate()
    check(workshop, 0)


def write(workshop, path, content):
    with open(workshop.at(f"out/{path}"), "wb") as file:
        file.write(content)


def telling(root):
    """Path and content of the files to try: all but most files of modules, which are read as the first ones are."""
    number = 0
    for path, content in sorted(tree(root).items()):
        plain = path.startswith("modules/") and not path.endswith("manifest")
        number += plain
        if not plain or number % 5 == 1:
            yield path, content


def damages(content, chance):
    """The content with a byte changed, one more and one less, each at a random place, and cut off."""
    place = chance.randrange(len(content))
    yield content[:place] + bytes([content[place] ^ 1 << chance.randrange(8)]) + content[place + 1:]
    place = chance.randrange(len(content) + 1)
    yield content[:place] + bytes([chance.randrange(256)]) + content[place:]
    place = chance.randrange(len(content))
    yield content[:place] + content[place + 1:]
    yield content[:chance.randrange(len(content))]


def any_changed_byte_is_2_and_named(workshop):
    workshop.make_catalog("omc")
    workshop.run("tenant", "add", "idle", "--isolation", "bridge")
    workshop.generate()
    chance = random.Random(1)
    for path, content in list(telling(workshop.at("out"))):
        # The files that are about others are read in more ways.
        rounds = 12 if path.startswith(".tenantform/") else 3 if path.endswith("manifest") else 1
        for wrong in [damage for _ in range(rounds) for damage in damages(content, chance)]:
            write(workshop, path, wrong)
            said = check(workshop, 2)
            expect(path in said.stdout + said.stderr,
                   f"{path} was changed, and the report does not name it:\n{said.stdout}{said.stderr}")
        write(workshop, path, content)
    check(workshop, 0)


def a_missing_file_is_2_and_written_again(workshop):
    workshop.make_catalog("omc")
    workshop.generate()
    before = digest(workshop.at("out"))
    for path, _ in list(telling(workshop.at("out"))):
        os.unlink(workshop.at(f"out/{path}"))
        said = check(workshop, 2)
        expect(path in said.stdout + said.stderr, f"{path} is missing and not named:\n{said.stdout}{said.stderr}")
        workshop.generate()
        expect(digest(workshop.at("out")) == before, f"{path} was not written again")


def a_damaged_manifest_is_mended_and_nothing_is_lost(workshop):
    workshop.make_catalog("omc")
    workshop.generate()
    before = tree(workshop.at("out"))
    chance = random.Random(3)
    for path, content in sorted(before.items()):
        if not path.endswith("manifest"):
            continue
        for wrong in damages(content, chance):
            write(workshop, path, wrong)
            check(workshop, 2)
            workshop.generate()
            expect(tree(workshop.at("out")) == before, f"{path} was damaged and is not mended")


def a_hand_change_beside_a_damaged_manifest_is_kept(workshop):
    workshop.make_catalog("omc")
    workshop.generate()
    manifest = "environments/staging/.tenantform.manifest"
    mine = "environments/staging/main.tf"
    write(workshop, manifest, b"nonsense\n")
    write(workshop, mine, b"# mine\n")
    said = workshop.generate("out", "--force")
    expect(f"{manifest}: line 1" in said.stderr, f"the damage is not told:\n{said.stderr}")
    expect(tree(workshop.at("out"))[mine] == b"# mine\n", f"{mine} was changed by hand and is lost")
    said = check(workshop, 2)
    expect(f"{mine}: was changed by hand" in said.stderr, f"{mine} is not told:\n{said.stderr}")
    workshop.generate("out", "--force")
    check(workshop, 0)


def any_changed_row_is_2_and_named_and_check_writes_nothing(workshop):
    workshop.make_catalog("omc")
    workshop.generate()
    for change, name in CHANGES:
        before = digest(workshop.at("out"))
        workshop.run(*change)
        said = check(workshop, 2)
        expect(f"{name}: was " in said.stdout, f"{change}: {name} is not named:\n{said.stdout}{said.stderr}")
        expect(digest(workshop.at("out")) == before, f"{change}: --check wrote to the output")
        workshop.generate()
        check(workshop, 0)


def the_same_content_in_another_catalog_is_in_step(workshop):
    """Row ids, revisions and the order of changes are no content."""
    workshop.make_catalog("omc")
    workshop.run("tenant", "set", "omc", "--title", "Another title")
    workshop.generate()
    workshop.make_catalog("omc", catalog="other.db")
    workshop.run("platform", "set", "omc", "--owner", "else@example.com", catalog="other.db")
    workshop.run("tenant", "set", "omc", "--title", "Another title", catalog="other.db")
    workshop.run("platform", "set", "omc", "--owner", "platform@omc.example.com", catalog="other.db")
    workshop.run("generate", "--check", "--out", workshop.at("out"), catalog="other.db")


def a_failure_is_1(workshop):
    workshop.run("generate", "--check", "--out", workshop.at("out"), expected=1)


run_promises([in_step_is_0, any_changed_byte_is_2_and_named, a_missing_file_is_2_and_written_again,
              a_damaged_manifest_is_mended_and_nothing_is_lost, a_hand_change_beside_a_damaged_manifest_is_kept,
              any_changed_row_is_2_and_named_and_check_writes_nothing,
              the_same_content_in_another_catalog_is_in_step, a_failure_is_1])
