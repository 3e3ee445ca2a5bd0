#!/usr/bin/env python3
"""Runs checkov over the modules, their examples and the stacks of the example catalogs, twice: over their text, as people do,
and over the plans that the rehearsals left, where every value and every stack is its own. Fails on a finding that no skip
covers, and on a skip that covers none.

usage: run_checkov.py ROOT TENANTFORM PLANS EXAMPLE…
PLANS has the plans that tests/terraform kept, in modules/ and a folder for each example.
"""

import json
import os
import re
import subprocess
import sys
import tempfile

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "terraform"))
from harness import SKIPPED, require  # noqa: E402 (the path has to be known first)
from judge import idle, unexpected  # noqa: E402
from skips import Place, folder_of, of_project, without  # noqa: E402
from trees import scanned_tree  # noqa: E402

PRODUCTION = "environments/production"
KEYS = re.compile(r"\[[^\]]*\]")


def scan(program, folder, framework):
    """What checkov says about a folder: its failed checks. No policies or modules are fetched, nothing is sent."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("BC_", "CKV_", "PRISMA_"))}
    command = [program, "--directory", folder, "--framework", framework, "--download-external-modules", "false",
               "--skip-download", "--quiet", "--soft-fail", "--output", "json"]
    result = subprocess.run(command, env=environment, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, text=True, check=True)
    report = json.loads(result.stdout)
    if report["summary"]["parsing_errors"] or not report["summary"]["resource_count"]:
        sys.exit(f"checkov did not understand {folder}: {report['summary']}, {report['results'].get('parsing_errors')}")
    return report["results"]["failed_checks"]


def short(address):
    """TYPE.NAME of an address."""
    return ".".join(KEYS.sub("", address).split(".")[-2:])


def text_findings(program, folder):
    """Of the sources. Who calls a module is not told apart here, so nothing is known to be production."""
    for check in scan(program, folder, "terraform"):
        place = Place(check["check_id"], folder_of(check["file_path"]), short(check["resource"]))
        yield place, False, f"{check['check_name']} ({check['file_path']}, {check['resource']})"


def module_of(plan, root, address):
    """The folder that an address in a plan is written in; `root` is that of the plan."""
    module, folder = plan["configuration"]["root_module"], root
    parts = KEYS.sub("", address).split(".")
    while parts[0] == "module":
        call = module["module_calls"][parts[1]]
        module, folder, parts = call["module"], os.path.normpath(os.path.join(folder, call["source"])), parts[2:]
    return folder_of(f"{folder}/main.tf")


def plan_findings(program, folder):
    """Of the plans, one file a stack."""
    plans = {}
    for check in scan(program, folder, "terraform_plan"):
        path = check["file_path"].lstrip("/")
        if path not in plans:
            with open(os.path.join(folder, path), encoding="utf-8") as file:
                plans[path] = json.load(file)
        address, root = check["resource"], os.path.basename(path).removesuffix(".json").replace("+", "/")
        place = Place(check["check_id"], module_of(plans[path], root, address), short(address))
        yield place, root.startswith(PRODUCTION), f"{check['check_name']} ({path}, {address})"


def main():
    root, tenantform, plans, *examples = sys.argv[1:]
    program = require("checkov")
    if not all(os.path.isdir(os.path.join(plans, example)) for example in ("modules", *examples)):
        print("skipped: there are no plans to scan, because the rehearsals were skipped")
        return SKIPPED
    skips, faults = of_project(root)
    skips = {place: reason for place, reason in skips.items() if place.rule.startswith("CKV")}
    with tempfile.TemporaryDirectory(prefix="tenantform-scan-") as scratch:
        tree = scanned_tree(root, tenantform, examples, scratch, without)
        findings = [*text_findings(program, tree), *plan_findings(program, plans)]
    first = {(place, production): text for place, production, text in reversed(findings)}  # one of a kind is enough to read
    findings = [(*key, text) for key, text in first.items()]
    wrong = sorted({*faults, *unexpected(findings, skips), *idle(findings, skips)})
    print(*wrong, f"{len(findings)} findings, {len(skips)} skips, {len(wrong)} faults", sep="\n")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
