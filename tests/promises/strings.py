#!/usr/bin/env python3
"""Hostile text either is refused with a clear error or comes out of `terraform console` as the same text.

usage: strings.py PROGRAM SOURCE
"""

import json
import os
import random
import shutil
import subprocess
import unicodedata

from program import Broken, expect, run_promises

ROUNDS = 12
VALUES_A_ROUND = 250
DATA_FILE = "locals.tf"
VARIABLES = 'local.services["backend"].variables'

HOSTILE = [
    "${aws_vpc.x.id}", "%{ if true }x%{ endif }", "$${literal}", "%%{literal}", "$", "$$", "%", "%%", "${", "%{", "$${", "}",
    '"', '\\"', "\\", "\\n", "\\${x}", "a\nb", "\n", "\r\n", "\t", "x\n", "<<EOT\nx\nEOT\n", "EOT", "<<-EOT", "# comment", "// x",
    "/* x", "*/", "'; DROP TABLE tenant; --", '" OR 1=1 --', "../../etc/passwd", "-rf", "--help", "~", "a" * 300, "😀", "👩‍👩‍👧", "é", "e\u0301",
    "\u202e", "\u2028", "\ufeff", "\u00a0", " lead", "trail ", "", " ", "null", "true", "1e3", "0x10", "{{name}}", "{{{x}}}",
    "{{#a}}", "{{/a}}", "{{>a}}", "{{!a}}", "${{ github.token }}", "$(id)", "`id`", "%s%n", "a=b", "[", "]", "(", ")", ",", ";",
    "\x01", "\x1b[31m", "\x7f", "\u0085", "=> x", 'x"\nresource "a" "b" {}', '"]\n', "${jsonencode({})}", "%{for x in y}",
]
PIECES = HOSTILE + list("abz019 \"'\\${}%#<>/*-=\n\t") + ["\u00fc", "\u4e2d", "\U0001F600"]

# Names end up in paths, addresses and labels.
BAD_NAMES = ["${x}", "%{x}", 'a"b', "a\nb", "../../etc", "..", "-rf", "a" * 300, "😀", "a b", "A", "é", "a;b", "a/b", "{{x}}", ""]


def terraform():
    path = shutil.which("terraform")
    if path is None:
        print("skipped: there is no terraform (scripts/setup gets it)")
        raise SystemExit(77)
    return path


def random_text(chance):
    return "".join(chance.choice(PIECES) for _ in range(chance.randint(1, 6)))


def bundle_with(workshop, variables):
    """The example omc with these variables in one of its services, as a file to import."""
    bundle = json.loads(workshop.run("export", "--format", "json", catalog="omc.db").stdout)
    tenant = next(document for document in documents(bundle) if document.get("tenant") == "omc")
    tenant["services"]["backend"]["variables"] = variables
    path = workshop.at("bundle.json")
    with open(path, "w", encoding="utf-8") as file:
        json.dump(bundle, file, indent=1)
    return path


def documents(bundle):
    return bundle if isinstance(bundle, list) else bundle.get("documents", [bundle])


def console_value(folder, expression):
    """What Terraform makes of an expression over the locals that stand in a folder, as Python has it."""
    result = subprocess.run([terraform(), "console", "-no-color"], cwd=folder, text=True, capture_output=True,
                            input=f"jsonencode({expression})\n", env={**os.environ, "CHECKPOINT_DISABLE": "1"})
    expect(result.returncode == 0, f"terraform console: {result.stdout}{result.stderr}")
    # The console prints the JSON as a string literal of its own.
    return json.loads(json.loads(result.stdout))


def accepted(workshop, variables):
    """The variables that import takes. For each of the others it has to name the line."""
    path = bundle_with(workshop, variables)
    said = workshop.run("import", "--dry-run", "--json", path, expected=None, catalog="omc.db")
    if said.returncode == 0:
        return variables
    with open(path, encoding="utf-8") as file:
        lines = file.read().split("\n")
    refused = set()
    for error in json.loads(said.stdout)["errors"]:
        name = lines[error["line"] - 1].split('"')[1]
        expect(name in variables and error["message"], f"an error that is about no variable: {error}")
        refused.add(name)
    expect(refused, f"import failed without a reason: {said.stdout}")
    return {name: text for name, text in variables.items() if name not in refused}


def bad_names_are_refused(workshop):
    workshop.make_catalog("omc", "omc.db")
    for name in BAD_NAMES:
        for command in (["tenant", "add", "--isolation", "pool", "--", name], ["environment", "add", "--", name],
                        ["service", "add", "--image", "registry.example.com/x:1", "--", "omc", name]):
            said = workshop.run(*command, expected=None, catalog="omc.db")
            expect(said.returncode in (1, 64), f"{command}: exit code {said.returncode}")
            expect(said.stderr.startswith("error: "), f"{command}: said {said.stderr!r}")
    workshop.generate(catalog="omc.db")


def text_survives_or_is_refused(workshop):
    workshop.make_catalog("omc", "omc.db")
    chance = random.Random(3)
    total = survived = 0
    for round_number in range(ROUNDS):
        texts = HOSTILE if round_number == 0 else [random_text(chance) for _ in range(VALUES_A_ROUND)]
        variables = accepted(workshop, {f"V{number}": text for number, text in enumerate(texts)})
        total += len(texts)
        survived += len(variables)
        compare(workshop, variables, f"out-{round_number}")
    expect(survived > total / 2, f"only {survived} of {total} texts were accepted")
    print(f"{total} texts, {survived} came through, {total - survived} were refused")


def compare(workshop, variables, out):
    workshop.run("import", bundle_with(workshop, variables), catalog="omc.db")
    workshop.generate(out, catalog="omc.db")
    # Only the data, so that no provider is needed.
    folder = workshop.at(f"{out}-console")
    os.mkdir(folder)
    shutil.copy(workshop.at(f"{out}/environments/staging/tenants/omc/{DATA_FILE}"), folder)
    found = console_value(folder, VARIABLES)
    for name, text in variables.items():
        # Terraform keeps every string in normalization form C, so that is what comes out.
        if found.get(name) != unicodedata.normalize("NFC", text):
            raise Broken(f"{text!r} became {found.get(name)!r}")


run_promises([bad_names_are_refused, text_survives_or_is_refused])
