#!/usr/bin/env python3
"""Takes every stack of the example catalogs through its life on moto, with the real AWS provider.

usage: run.py [--keep FOLDER] TOOL MIRROR TENANTFORM PYTHON CATALOG…
TOOL is terraform or tofu, MIRROR a provider mirror for all but AWS, TENANTFORM the program, PYTHON one that has moto, and
each CATALOG a folder below environments/. When TOOL, the provider or moto is missing the test is skipped.
"""

import argparse
import os
import shutil
import sys
import tempfile
from collections import Counter
from concurrent.futures import ThreadPoolExecutor

import prepare
import rig
import stacks as life
from known import SECOND_PLAN, WARNINGS
from rig import CloudTool, Failure, Moto
from harness import require, run_tenantform, stacks_below

JOBS = 2  # one waits for moto while another computes; the provider takes more than a gigabyte


class Example:
    """A catalog as text, the output and the stacks in it."""

    def __init__(self, program, folder, catalog):
        self.program = program
        self.name = os.path.basename(catalog)
        self.database = os.path.join(folder, f"{self.name}.db")
        self.output = os.path.join(folder, self.name)
        self.catalog = os.path.join(folder, f"{self.name}-catalog")
        shutil.copytree(catalog, self.catalog)
        self.generate()

    def tenantform(self, *arguments):
        run_tenantform(self.program, self.database, *arguments)

    def generate(self):
        self.tenantform("import", self.catalog)
        self.tenantform("generate", "--out", self.output)

    def unprotect(self):
        """Lets databases, caches and load balancers be deleted, as an operator does before an environment is torn down."""
        for folder, _, entries in os.walk(self.catalog):
            for entry in entries:
                path = os.path.join(folder, entry)
                with open(path, encoding="utf-8") as file:
                    text = file.read()
                with open(path, "w", encoding="utf-8") as file:
                    file.write(text.replace("protected: true", "protected: false"))
        self.generate()

    def stacks(self):
        # What is in the archive is applied by nothing.
        return life.stacks_of(os.path.dirname(self.output), stacks_below(os.path.join(self.output, "environments")))


class Run:
    """All stacks with their tools, and what went wrong."""

    def __init__(self, tools, stacks, moto):
        self.tools = tools
        self.moto = moto
        self.stacks = stacks
        self.failures = 0

    def fail(self, text):
        self.failures += 1
        print(text, flush=True)

    def each(self, what, work, stacks=None, backwards=False):
        """Does work(tool, stack) on stacks or all, those of one rank side by side. Returns (stack, result) where it did not
        fail."""
        done = []
        stacks = self.stacks if stacks is None else stacks

        def one(stack):
            try:
                done.append((stack, work(self.tools[stack.account], stack)))
                print(f"{what} {stack.name}: ok", flush=True)
            except Failure as failure:
                self.fail(f"{what} {stack.name}: {failure}")

        with ThreadPoolExecutor(JOBS) as pool:
            for rank in sorted({stack.rank for stack in stacks}, reverse=backwards):
                list(pool.map(one, [stack for stack in stacks if stack.rank == rank]))
        return done

    def create_one(self, tool, stack):
        warnings = life.create(tool, stack)
        prepare.github_app(self.moto, stack, life.outputs(tool, stack))
        return warnings

    def create(self):
        """Returns the stacks that were applied. The provider warns of nothing that is not known."""
        met = Counter()
        created = self.each("apply", self.create_one)
        for stack, warnings in created:
            for warning in warnings:
                entry = next((known for known in WARNINGS if warning.startswith(known)), None)
                met[entry] += 1
                if entry is None:
                    self.fail(f"  {stack.name}: {warning}")
        self.compare("warning", WARNINGS, met)
        return [stack for stack, _ in created]

    def second_plans(self, stacks):
        met = Counter()
        for stack, found in self.each("second plan of", life.differences, stacks):
            for address, kind, attribute, what in found:
                met[kind, attribute] += 1
                if (kind, attribute) not in SECOND_PLAN:
                    self.fail(f"  {stack.name}: {address} would change {attribute}: {what}")
        self.compare("difference", SECOND_PLAN, met)

    def compare(self, what, known, met):
        """Shows how often each known entry was met; one that was not is a failure."""
        for entry, reason in known.items():
            name = entry if isinstance(entry, str) else ".".join(entry)
            print(f"  known {what}, {met[entry]} times: {name}: {reason}")
            if not met[entry]:
                self.fail(f"  {name} is not seen any more: remove it from known.py")

    def nothing_left(self, moto):
        for stack, left in self.each("state of", life.resources):
            if left:
                self.fail(f"  {stack.name}: still in the state: {' '.join(left)}")
        stays = Counter()
        for item in moto.inventory():
            if item["stays"]:
                stays[item["kind"], item["stays"]] += 1
            else:
                self.fail(f"  left in moto: {item['kind']} {item['path']} in {item['account']}, {item['region']}")
        for (kind, reason), count in sorted(stays.items()):
            print(f"  stays: {kind}, {count} times: {reason}")


def run_all(run, moto, examples):
    created = run.create()
    counts = {stack.name: len(life.resources(run.tools[stack.account], stack)) for stack in created}
    for name, count in counts.items():
        print(f"  {name}: {count} resources")
    print(f"{len(created)} of {len(run.stacks)} stacks applied, {sum(counts.values())} resources", flush=True)
    run.second_plans(created)
    for example in examples:
        example.unprotect()
    run.each("unprotect", life.apply)
    run.each("destroy", life.destroy, backwards=True)
    run.nothing_left(moto)


def prepared(arguments, folder, moto):
    """The examples, and in moto what their stacks expect."""
    examples = [Example(arguments.tenantform, folder, catalog) for catalog in arguments.catalogs]
    for example in examples:
        prepare.hosted_zones(moto, example.stacks())
    moto.baseline()
    return examples


def test(arguments, provider, folder):
    moto = Moto(folder)
    try:
        examples = prepared(arguments, folder, moto)
        stacks = [stack for example in examples for stack in example.stacks()]
        overridden = rig.provider_folder(provider, folder)
        tools = {}
        for stack in stacks:
            stack.override()
            if stack.account not in tools:
                scratch = os.path.join(folder, f"account-{stack.account}")
                os.mkdir(scratch)
                tools[stack.account] = CloudTool(arguments.tool, scratch, arguments.mirror, overridden, moto, stack.account)
        run = Run(tools, stacks, moto)
        run_all(run, moto, examples)
        print(f"{run.failures} failures" if run.failures else "nothing is left")
        return 1 if run.failures else 0
    finally:
        moto.close()


def main():
    parser = argparse.ArgumentParser(usage=__doc__)
    parser.add_argument("--keep")
    for name in ("tool", "mirror", "tenantform", "python"):
        parser.add_argument(name)
    parser.add_argument("catalogs", nargs="+")
    arguments = parser.parse_args()
    arguments.mirror = os.path.abspath(arguments.mirror)
    require(arguments.tool)
    provider = rig.find_provider()
    if provider is None:
        rig.skip("there is no terraform-provider-aws")
    rig.python_with_moto(arguments.python)
    if arguments.keep:
        os.makedirs(arguments.keep)
        return test(arguments, provider, os.path.abspath(arguments.keep))
    with tempfile.TemporaryDirectory(prefix="tenantform-e2e-") as folder:
        return test(arguments, provider, folder)


if __name__ == "__main__":
    sys.exit(main())
