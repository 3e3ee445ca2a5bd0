"""Which rules of a scanner do not hold where, and why.

A rule of checkov is skipped at the resource that it is about, with a comment that checkov reads too, so that who scans a
generated tree sees nothing new:

    #checkov:skip=CKV_AWS_118:enhanced monitoring costs extra

What has no place for a comment stands in skips.txt. A skip is (rule, folder, resource): the folder is modules/NAME,
"examples" for those of all modules, or "stacks" for what templates write; the resource is TYPE.NAME without keys, "-" in
skips.txt.
"""

import os
import re
from typing import NamedTuple

HERE = os.path.dirname(os.path.abspath(__file__))
STACKS = "stacks"
EXAMPLES = "examples"

BLOCK = re.compile(r'^(resource|data|module|provider) "([^"]+)"(?: "([^"]+)")? \{')
COMMENT = re.compile(r"^\s*#checkov:skip=(CKV2?_[A-Z]+_\d+):(\S.*)$")
# Whatever else would make one of the scanners, or one like them, look away.
OTHER_COMMENT = re.compile(r"checkov:skip|bridgecrew:skip|tflint-ignore|tfsec:ignore|trivy:ignore")


class Place(NamedTuple):
    """What a finding is about, and what a skip is for."""
    rule: str
    folder: str
    resource: str

    def __str__(self):
        return f"{self.rule} in {self.folder}" + (f", {self.resource}" if self.resource != "-" else "")


def in_text(text, folder):
    """(skips as {Place: reason}, faults) of one file's text; `folder` is the one of its places."""
    skips, faults = {}, []
    resource = None
    for number, line in enumerate(text.splitlines(), 1):
        if block := BLOCK.match(line):
            kind, *labels = (part for part in block.groups() if part)
            resource = ".".join(labels if len(labels) == 2 else [kind, *labels])
        elif line.startswith("}"):
            resource = None
        comment = COMMENT.match(line)
        if comment and resource:
            skips[Place(comment[1], folder, resource)] = comment[2]
        elif OTHER_COMMENT.search(line):
            faults.append(f"{folder}:{number}: a skip is a line #checkov:skip=RULE:REASON in a block: {line.strip()}")
    return skips, faults


def without(text):
    """The text with its skips turned off, line by line, so that a scan shows what they are for."""
    return text.replace("#checkov:skip=", "#")


def in_list(text):
    """Skips of skips.txt: rule, folder, reason."""
    lines = (line for line in text.splitlines() if line.strip() and not line.startswith("#"))
    entries = (line.split(maxsplit=2) for line in lines)
    return {Place(rule, folder, "-"): reason for rule, folder, reason in entries}


def folder_of(path):
    """What a path in the tree that is scanned belongs to."""
    parts = path.strip("/").split("/")
    if parts[0] != "modules":
        return STACKS
    return EXAMPLES if "examples" in parts else "/".join(parts[:2])


def of_project(root):
    """(skips, faults) of the modules, their examples and the templates of a checkout, and of skips.txt."""
    skips, faults = {}, []
    for top, ending in (("modules", ".tf"), ("templates", ".mustache")):
        for folder, names, entries in sorted(os.walk(os.path.join(root, top))):
            names[:] = sorted(name for name in names if not name.startswith("."))
            for path in (os.path.join(folder, entry) for entry in sorted(entries) if entry.endswith(ending)):
                with open(path, encoding="utf-8") as file:
                    found, wrong = in_text(file.read(), folder_of(os.path.relpath(path, root)))
                skips.update(found)
                faults.extend(wrong)
    with open(os.path.join(root, "tests", "scan", "skips.txt"), encoding="utf-8") as file:
        skips.update(in_list(file.read()))
    return skips, faults
