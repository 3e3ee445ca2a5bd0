#!/usr/bin/env python3
"""The same catalog gives the same bytes: in another folder, on another run, from rows in another order.

usage: determinism.py PROGRAM SOURCE
"""

import json
import os
import random

from program import differences, expect, run_promises, tree

EXAMPLES = ("omc", "ai-platform")


def shuffled(value, chance):
    """The same JSON value with the members of every object in another order."""
    if isinstance(value, dict):
        members = [(key, shuffled(member, chance)) for key, member in value.items()]
        chance.shuffle(members)
        return dict(members)
    return [shuffled(item, chance) for item in value] if isinstance(value, list) else value


def two_folders_get_the_same_bytes(workshop):
    for example in EXAMPLES:
        catalog = f"{example}.db"
        workshop.make_catalog(example, catalog)
        workshop.generate(f"{example}-1", catalog=catalog)
        workshop.generate(f"deep/er/{example}-2", catalog=catalog)
        different = differences(workshop.at(f"{example}-1"), workshop.at(f"deep/er/{example}-2"))
        expect(not different, f"{example}: {different}")


def a_second_run_changes_nothing(workshop):
    workshop.make_catalog("omc")
    workshop.generate()
    before = {path: os.stat(path).st_mtime_ns for path in files_below(workshop.at("out"))}
    workshop.generate()
    after = {path: os.stat(path).st_mtime_ns for path in files_below(workshop.at("out"))}
    expect(before == after, f"files were written again: {set(before.items()) ^ set(after.items())}")


def files_below(root):
    return [os.path.join(root, path) for path in tree(root)]


def rows_in_another_order_give_the_same_bytes(workshop):
    for example in EXAMPLES:
        workshop.make_catalog(example, f"{example}.db")
        workshop.generate(f"{example}-straight", catalog=f"{example}.db")
        exported = json.loads(workshop.run("export", "--format", "json", catalog=f"{example}.db").stdout)
        for seed in range(3):
            name = f"{example}-{seed}"
            with open(workshop.at(f"{name}.json"), "w", encoding="utf-8") as file:
                json.dump(shuffled(exported, random.Random(seed)), file)
            workshop.run("init", catalog=f"{name}.db")
            workshop.run("import", workshop.at(f"{name}.json"), catalog=f"{name}.db")
            workshop.generate(name, catalog=f"{name}.db")
            different = differences(workshop.at(f"{example}-straight"), workshop.at(name))
            expect(not different, f"{example}, seed {seed}: {different}")


run_promises([two_folders_get_the_same_bytes, a_second_run_changes_nothing, rows_in_another_order_give_the_same_bytes])
