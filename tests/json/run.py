#!/usr/bin/env python3
"""What commands print with --json is what docs/json says: every command has a schema and a case, every case's output and
every error fits, and every field of a schema is seen.

usage: run.py PROGRAM SOURCE_DIR [CASE …]

A case is a file cases/NAME.bash, run by bash in a folder of its own with the functions of prelude.bash: `expect STATUS
ARGUMENT …` runs the program with --json and keeps what it prints.
"""

import concurrent.futures
import json
import os
import subprocess
import sys
import tempfile

try:
    from jsonschema import Draft202012Validator
except ImportError:
    print("skipped: python3-jsonschema is not installed")
    sys.exit(77)

PROGRAM, SOURCE = os.path.abspath(sys.argv[1]), os.path.abspath(sys.argv[2])
HERE = os.path.dirname(os.path.abspath(__file__))
HIDDEN = ["man"]  # not in `help`, and JSON on request all the same
SHARED = ["errors.schema.json", "common.schema.json", "rows.schema.json"]
GENERATED = SHARED[2]  # from the table of entities, as the rows are: its fields need not be seen


def load(path):
    with open(path, encoding="utf-8") as file:
        return json.load(file)


def documents():
    """The schemas by their path below docs, as it is written in a $ref of docs/json."""
    folder = f"{SOURCE}/docs/json"
    found = {name: load(f"{folder}/{name}") for name in sorted(os.listdir(folder))}
    return found | {"../catalog.schema.json": load(f"{SOURCE}/docs/catalog.schema.json")}


DOCUMENTS = documents()


def resolve(place, reference):
    """(document, pointer) and the schema that a $ref leads to; (None, None) and true when it leads out of docs."""
    name, _, pointer = reference.partition("#")
    name = name or place
    if name.startswith("https:"):
        return None, True
    node = DOCUMENTS[name]
    for part in filter(None, pointer.split("/")):
        node = node[part]
    return (name, pointer), node


def bundle(place, node, strict, used):
    """The schema without $refs to other files: what they lead to is put into `used`. Strict: an object has no field that
    is not named."""
    if isinstance(node, list):
        return [bundle(place, item, strict, used) for item in node]
    if not isinstance(node, dict):
        return node
    result = {}
    for key, value in node.items():
        if key in ("if", "then", "else", "allOf"):
            result[key] = bundle(place, value, False, used)
        elif key == "$ref" and not value.startswith("https:"):
            target, found = resolve(place, value)
            name = "/".join(target).replace("/", "~")
            result[key] = f"#/$defs/{name}"
            if name not in used:
                used[name] = None
                used[name] = bundle(target[0], found, True, used)
        elif key not in ("$id", "$defs"):
            result[key] = bundle(place, value, strict, used)
    if strict and "properties" in node and "additionalProperties" not in node:
        result["additionalProperties"] = False
    return result


def validator(name):
    used = {}
    schema = bundle(name, DOCUMENTS[name], True, used)
    schema["$defs"] = used
    Draft202012Validator.check_schema(schema)
    return Draft202012Validator(schema)


def properties(place, pointer, node, seen):
    """Adds the place of every property below the node, through its references, to `seen` as unseen."""
    if not isinstance(node, dict) or pointer is None:
        return
    for name, value in node.get("properties", {}).items():
        spot = (place, f"{pointer}/properties/{name}")
        if spot not in seen:
            seen[spot] = name
            properties(place, spot[1], value, seen)
    for key in ("items", "additionalProperties"):
        properties(place, f"{pointer}/{key}", node.get(key), seen)
    for i, branch in enumerate(node.get("anyOf", [])):
        properties(place, f"{pointer}/anyOf/{i}", branch, seen)
    if "$ref" in node:
        target, found = resolve(place, node["$ref"])
        if target and not target[0].startswith("..") and target[0] != GENERATED and (target, "visited") not in seen:
            seen[(target, "visited")] = None
            properties(*target, found, seen)


def mark(place, pointer, node, value, unseen):
    """Takes the properties that `value` has from `unseen`."""
    if not isinstance(node, dict):
        return
    if "$ref" in node:
        target, found = resolve(place, node["$ref"])
        if target:
            mark(*target, found, value, unseen)
    for i, branch in enumerate(node.get("anyOf", [])):
        mark(place, f"{pointer}/anyOf/{i}", branch, value, unseen)
    if isinstance(value, list):
        for item in value:
            mark(place, f"{pointer}/items", node.get("items"), item, unseen)
    if isinstance(value, dict):
        for name, item in value.items():
            known = node.get("properties", {})
            unseen.pop((place, f"{pointer}/properties/{name}"), None) if name in known else None
            if name in known:
                mark(place, f"{pointer}/properties/{name}", known[name], item, unseen)
            else:
                mark(place, f"{pointer}/additionalProperties", node.get("additionalProperties"), item, unseen)


def commands():
    answer = subprocess.run([PROGRAM, "help", "--json"], capture_output=True, check=True, text=True)
    return {command["name"]: command for command in json.loads(answer.stdout)["commands"]} | {
        name: {"name": name, "entity": None} for name in HIDDEN}


def schema_of(command):
    """The schema's file of a command: its own, or that of a verb which all entities have."""
    name = command["name"].replace(" ", "-") + ".schema.json"
    if name in DOCUMENTS or command["entity"] is None:
        return name
    verb = command["name"].split()[1]
    return f"entity-{verb}.schema.json" if verb in ("list", "show") else "entity-change.schema.json"


def command_of(words, known):
    if words == ["--version"]:
        return known["version"]
    if "--explain" in words:
        return known["explain"]
    for count in (2, 1):
        if " ".join(words[:count]) in known:
            return known[" ".join(words[:count])]
    return None


def run_case(name):
    """What a case printed: (expected status, status, arguments, text) for each call, and what is wrong with the case."""
    with tempfile.TemporaryDirectory() as folder:
        work, kept = f"{folder}/work", f"{folder}/kept"
        os.mkdir(work)
        os.mkdir(kept)
        environment = {key: os.environ[key] for key in ("PATH", "LSAN_OPTIONS", "ASAN_OPTIONS") if key in os.environ}
        environment |= {"TENANTFORM": PROGRAM, "SOURCE_DIR": SOURCE, "KEPT": kept, "HOME": work, "TZ": "UTC", "TESTS": HERE}
        script = f'set -eu; source "{HERE}/prelude.bash"; source "{HERE}/cases/{name}.bash"'
        done = subprocess.run(["bash", "-c", script], cwd=work, env=environment, capture_output=True, text=True,
                              stdin=subprocess.DEVNULL, timeout=300)
        calls = []
        for entry in sorted(os.listdir(kept), key=int):
            with open(f"{kept}/{entry}", encoding="utf-8") as file:
                wanted, status, count = map(int, file.readline().split())
                words = [file.readline().rstrip("\n") for _ in range(count)]
                calls.append((wanted, status, words, file.read()))
        trouble = [f"the case ended with {done.returncode}: {done.stdout}{done.stderr}"] if done.returncode else []
        return calls, trouble


class Results:
    def __init__(self):
        self.known = commands()
        self.validators = {}
        self.findings = []
        self.succeeded, self.unseen = set(), {}
        for name in DOCUMENTS:
            if name not in SHARED[1:] and name[0] != ".":
                properties(name, "", DOCUMENTS[name], self.unseen)

    def check(self, case, call):
        wanted, status, words, text = call
        title = f"{case}: {' '.join(words)}"
        if status != wanted:
            self.findings.append(f"{title}: status {status} instead of {wanted}: {text[:500]}")
            return
        try:
            value = json.loads(text)
        except ValueError as error:
            self.findings.append(f"{title}: prints no JSON ({error}): {text[:200]}")
            return
        command = command_of(words, self.known)
        failed = isinstance(value, dict) and "errors" in value
        if failed and status not in (1, 64):
            self.findings.append(f"{title}: status {status} with errors")
        if command is None and not failed:
            self.findings.append(f"{title}: which command is that?")
            return
        name = "errors.schema.json" if failed else schema_of(command)
        self.fits(title, name, value)
        if not failed:
            self.succeeded.add(command["name"])

    def fits(self, title, name, value):
        if name not in DOCUMENTS:
            self.findings.append(f"{title}: docs/json/{name} is missing")
            return
        if name not in self.validators:
            self.validators[name] = validator(name)
        for error in list(self.validators[name].iter_errors(value))[:3]:
            place = "/".join(map(str, error.absolute_path))
            self.findings.append(f"{title}: docs/json/{name}: at \"{place}\": {error.message[:600]}")
        mark(name, "", DOCUMENTS[name], value, self.unseen)

    def check_all_seen(self):
        without = {schema_of(command) for name, command in self.known.items()} - {
            schema_of(self.known[name]) for name in self.succeeded}
        self.findings += [f"no case succeeds with a command of docs/json/{name}: add tests/json/cases/*.bash" for name in sorted(without)]
        used = {schema_of(command) for command in self.known.values()} | set(SHARED)
        self.findings += [f"docs/json/{name} is of no command" for name in DOCUMENTS if name not in used and name[0] != "."]
        self.findings += [f"no case prints {place}{pointer} of docs/json"
                          for (place, pointer), field in self.unseen.items() if field is not None and place not in without]


def check_documents():
    """Every schema is one, has its own name, and every field says what it is."""
    findings = []
    with open(f"{SOURCE}/docs/json-output.md", encoding="utf-8") as file:
        page = file.read()
    for name, document in DOCUMENTS.items():
        Draft202012Validator.check_schema(document)
        if name.startswith(".."):
            continue
        if f"(json/{name})" not in page:
            findings.append(f"docs/json-output.md has no link to json/{name}")
        if document.get("$id") != name:
            findings.append(f"docs/json/{name}: $id is {document.get('$id')}")
        if name != GENERATED:
            findings += [f"docs/json/{name}: {place} has no description" for place in undescribed(document, "")]
    return findings


def undescribed(node, pointer):
    if isinstance(node, list):
        for i, item in enumerate(node):
            yield from undescribed(item, f"{pointer}/{i}")
    if isinstance(node, dict):
        for key, value in node.items():
            yield from undescribed(value, f"{pointer}/{key}")
        for key, value in node.get("properties", {}).items():
            if isinstance(value, dict) and "description" not in value and "$ref" not in value:
                yield f"{pointer}/properties/{key}"


def main():
    all_cases = sorted(name.removesuffix(".bash") for name in os.listdir(f"{HERE}/cases"))
    cases = sys.argv[3:] or all_cases
    results = Results()
    results.findings += check_documents()
    calls = 0
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        for case, (printed, trouble) in zip(cases, pool.map(run_case, cases)):
            results.findings += [f"{case}: {text}" for text in trouble]
            for call in printed:
                results.check(case, call)
            calls += len(printed)
    if cases == all_cases:
        results.check_all_seen()
    for finding in results.findings:
        print(finding)
    print(f"{calls} results of {len(cases)} cases, {len(results.findings)} findings")
    return 1 if results.findings else 0


if __name__ == "__main__":
    sys.exit(main())
