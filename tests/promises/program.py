"""The program under test, as the tests of its promises use it."""

import hashlib
import os
import subprocess
import sys
import tempfile


class Broken(Exception):
    """A promise that was not kept."""


def expect(condition, message):
    if not condition:
        raise Broken(message)


class Workshop:
    """A scratch folder with a catalog and places for output. Use with `with`."""

    def __init__(self, program, source):
        self.program = program
        self.source = source
        self.folder = tempfile.TemporaryDirectory(prefix="tenantform-promises-")
        self.path = self.folder.name

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.folder.cleanup()

    def at(self, name):
        return os.path.join(self.path, name)

    def arguments(self, arguments, catalog="tenantform.db"):
        return [self.program, *arguments, "--catalog", self.at(catalog)]

    def run(self, *arguments, expected=0, catalog="tenantform.db"):
        """Runs a command; the result has its stdout and stderr. `expected` may be several codes, or None for any."""
        environment = {**os.environ, "NO_COLOR": "1", "TZ": "UTC"}
        result = subprocess.run(self.arguments(arguments, catalog), cwd=self.path, env=environment, text=True,
                                stdin=subprocess.DEVNULL, capture_output=True)
        allowed = expected if isinstance(expected, tuple) else (expected,)
        if expected is not None and result.returncode not in allowed:
            raise Broken(f"{' '.join(arguments)}: exit code {result.returncode}, not {expected}\n"
                         f"{result.stdout}{result.stderr}")
        return result

    def make_catalog(self, example, catalog="tenantform.db"):
        """A new catalog with the rows of an example below environments/, or of any other path."""
        self.run("init", catalog=catalog)
        self.run("import", os.path.join(self.source, "environments", example), catalog=catalog)

    def generate(self, out="out", *options, **keywords):
        return self.run("generate", "--out", self.at(out), *options, **keywords)


def tree(root):
    """Path -> bytes of every file below root that comes from the catalog."""
    contents = {}
    for folder, _, entries in os.walk(root):
        for entry in entries:
            path = os.path.join(folder, entry)
            if os.path.basename(folder) == ".tenantform" and entry not in ("manifest", ".gitignore"):
                continue
            with open(path, "rb") as file:
                contents[os.path.relpath(path, root)] = file.read()
    return contents


def digest(root):
    """One hash over paths and bytes."""
    whole = hashlib.sha256()
    for path, content in sorted(tree(root).items()):
        whole.update(f"{path}\0{len(content)}\0".encode() + content)
    return whole.hexdigest()


def differences(one, other):
    """Paths that are in one of two trees only, or not the same."""
    first, second = tree(one), tree(other)
    return sorted(path for path in first.keys() | second.keys() if first.get(path) != second.get(path))


def run_promises(promises):
    """Runs the functions, each with a new workshop for the program and sources of the command line."""
    program, source = sys.argv[1:3]
    failed = 0
    for promise in promises:
        try:
            with Workshop(os.path.abspath(program), os.path.abspath(source)) as workshop:
                promise(workshop)
            print(f"{promise.__name__}: kept", flush=True)
        except Broken as broken:
            failed += 1
            print(f"{promise.__name__}: BROKEN: {broken}", flush=True)
    sys.exit(1 if failed else 0)
