#!/usr/bin/env python3
"""The examples of the documentation, on a catalog of their own: formatted, applied, imported, read, listed and invoked.

The resources of all examples together are one configuration, which is why they refer to each other.

usage: examples.py TOOL EXAMPLES MIRROR
"""

import os
import pathlib
import re
import shutil
import sys
import tempfile

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "terraform"))
from harness import Failure, Tool  # noqa: E402 (the path has to be known first)


class Examples:
    """The examples, a catalog, and folders with some of the examples in them."""

    def __init__(self, name, examples, mirror, scratch):
        self.name, self.examples, self.scratch = name, pathlib.Path(examples), pathlib.Path(scratch)
        self.tool = Tool(name, scratch, mirror)
        self.tool.environment["TENANTFORM_CATALOG"] = f"{scratch}/tenantform.db"

    def files(self, pattern):
        found = sorted(self.examples.glob(pattern))
        if not found:
            raise Failure(f"there is no example {pattern}")
        return found

    def folder(self, name, *patterns):
        """A root with the provider's example and those of the patterns, ready for use."""
        folder = self.scratch / name
        folder.mkdir()
        provider = (self.examples / "provider" / "provider.tf").read_text()
        # The catalog is the one that the environment names, for all folders.
        (folder / "provider.tf").write_text(re.sub(r'^ *catalog *=.*\n', "", provider, flags=re.MULTILINE))
        for pattern in patterns:
            for path in self.files(pattern):
                shutil.copyfile(path, folder / f"{path.parent.name}_{path.name}")
        self.tool.run(folder, "init", "-no-color")
        self.tool.run(folder, "validate", "-no-color")
        return folder

    def apply(self, folder, *options):
        return self.tool.run(folder, "apply", "-no-color", "-auto-approve", *options)

    def expect_no_change(self, folder):
        self.tool.run(folder, "plan", "-no-color", "-detailed-exitcode")

    def has_queries(self):
        """OpenTofu has neither lists nor actions nor import by identity."""
        return self.name == "terraform"


def they_are_formatted(examples):
    examples.tool.run(examples.examples, "fmt", "-check", "-diff", "-recursive", "-no-color")


def resources_are_applied(examples):
    folder = examples.folder("resources", "resources/*/resource*.tf")
    examples.apply(folder)
    examples.expect_no_change(folder)


def data_sources_and_functions_are_read(examples):
    folder = examples.folder("data", "data-sources/*/data-source.tf", "functions/*/function.tf")
    said = examples.apply(folder)
    if "Outputs:" not in said:
        raise Failure(f"they give nothing:\n{said}")


def import_blocks_import(examples):
    for way in ["string-id"] + (["identity"] if examples.has_queries() else []):
        imports = f"resources/*/import-by-{way}.tf"
        count = sum(path.read_text().count("import {") for path in examples.files(imports))
        folder = examples.folder(f"imported-by-{way}", "resources/*/resource*.tf", imports)
        said = examples.apply(folder)
        if not re.search(rf"\b{count} imported, 0 added, 0 changed, 0 destroyed", said):
            raise Failure(f"{way}: not {count} imported and nothing else:\n{said}")
        examples.expect_no_change(folder)


def import_commands_import(examples):
    folder = examples.folder("imported-by-command", "resources/*/resource*.tf")
    for path in examples.files("resources/*/import.sh"):
        for command in path.read_text().splitlines():
            examples.tool.run(folder, *command.split()[1:])
    examples.expect_no_change(folder)


def lists_find_what_is_there(examples):
    if not examples.has_queries():
        return "skipped: OpenTofu has none"
    folder = examples.folder("lists")
    for path in examples.files("list-resources/*/list-resource.tfquery.hcl"):
        shutil.copyfile(path, folder / f"{path.parent.name}.tfquery.hcl")
    said = examples.tool.run(folder, "query", "-no-color")
    for path in examples.files("list-resources/*/list-resource.tfquery.hcl"):
        if f"list.{path.parent.name}." not in said:
            raise Failure(f"{path.parent.name}: nothing found:\n{said}")
    return None


def actions_are_invoked(examples):
    if not examples.has_queries():
        return "skipped: OpenTofu has none"
    folder = examples.folder("actions", "actions/*/action.tf")
    for path in examples.files("actions/*/action.tf"):
        for kind, name in re.findall(r'^action "([^"]+)" "([^"]+)"', path.read_text(), re.MULTILINE):
            said = examples.apply(folder, f"-invoke=action.{kind}.{name}")
            if "Actions: 1 invoked" not in said:
                raise Failure(f"{kind} was not invoked:\n{said}")
    return None


def everything_is_destroyed(examples):
    folder = examples.scratch / "resources"
    examples.apply(folder)
    examples.tool.run(folder, "destroy", "-no-color", "-auto-approve")


STEPS = (
    they_are_formatted,
    resources_are_applied,
    data_sources_and_functions_are_read,
    import_blocks_import,
    import_commands_import,
    lists_find_what_is_there,
    actions_are_invoked,
    everything_is_destroyed,
)


def main(name, examples, mirror):
    with tempfile.TemporaryDirectory(prefix="tenantform-examples-") as scratch:
        for step in STEPS:
            try:
                outcome = step(Examples(name, examples, mirror, os.path.realpath(scratch)))
            except Failure as failure:
                sys.exit(f"{step.__name__}: {str(failure)[-6000:]}")
            print(f"{step.__name__}: {outcome or 'ok'}", flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
