#!/usr/bin/env python3
"""Whole applies with the provider under valgrind: no error, no definite leak.

usage: memory.py TOOL PROVIDER CLI SUPPRESSIONS DYNAMIC

DYNAMIC is the provider with shared libraries, whose malloc valgrind can replace.
"""

import glob
import os
import re
import sys

import cases
from rig import Rig, expect, run_side_by_side

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "terraform"))
from harness import require  # noqa: E402 (the path has to be known first)

TOOL, _, CLI, SUPPRESSIONS, PROVIDER = sys.argv[1:6]
VALGRIND = require("valgrind")


class Watched:
    """A rig whose provider runs under valgrind."""

    def __init__(self):
        self.rig = Rig(TOOL, PROVIDER, CLI)
        self.rig.empty_catalog()
        self.program = self.rig.at("watched")
        # exec, for go-plugin ends its child and nobody below it.
        with open(self.program, "w", encoding="utf-8") as file:
            file.write(f'#!/bin/sh\nexec {VALGRIND} --leak-check=full --show-leak-kinds=definite '
                       f'--errors-for-leak-kinds=definite --suppressions={SUPPRESSIONS} '
                       f'--log-file={self.rig.path}/valgrind.%p {PROVIDER} "$@"\n')
        os.chmod(self.program, 0o755)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.rig.__exit__()

    def expect_clean(self, every_end):
        """No log speaks of an error. go-plugin kills who takes longer than two seconds to end, and such a process has no
        last word; every_end says that each must have one."""
        logs = sorted(glob.glob(self.rig.at("valgrind.*")))
        expect(logs, "no provider ran under valgrind")
        for path in logs:
            with open(path, encoding="utf-8", errors="replace") as file:
                text = file.read()
            ended = "ERROR SUMMARY:" in text
            expect(ended or not every_end, f"{path} ends early:\n{text}")
            heap = re.search(r"total heap usage: ([\d,]+) allocs", text)
            expect(heap is None or int(heap.group(1).replace(",", "")) > 1000, f"valgrind saw no allocations:\n{text}")
            errors = [line for line in text.splitlines() if " at 0x" in line]
            expect(not errors and (not ended or "ERROR SUMMARY: 0 errors" in text), text)


def installed():
    with Watched() as watched:
        watched.rig.place_provider(lambda place: (os.unlink(place), os.symlink(watched.program, place)))
        watched.rig.workspace("live", cases.configuration()).apply()
        watched.expect_clean(every_end=False)


def attached():
    with Watched() as watched:
        watched.rig.provider = watched.program
        watched.rig.attach()
        folder = watched.rig.workspace("live", cases.configuration())
        folder.apply()
        folder.configure(cases.configuration("changed"))
        folder.apply()
        folder.json("destroy", "-auto-approve")
        watched.rig.detach()
        watched.expect_clean(every_end=True)


sys.exit(run_side_by_side({"installed": installed, "attached": attached}))
