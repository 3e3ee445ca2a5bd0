"""A scratch place in which real Terraform or OpenTofu uses the provider on a catalog of its own.

The provider is taken from a filesystem mirror by `init`, with AutoMTLS as go-plugin always sets it up, or it runs by
itself and the tool attaches to it (TF_REATTACH_PROVIDERS). No step needs a network or an account.
"""

import json
import os
import re
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
import threading
from concurrent.futures import ThreadPoolExecutor

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "terraform"))
from harness import Failure, Tool, require  # noqa: E402 (the path has to be known first)

VERSION = "0.1.0"
SOURCE = "tenantform/tenantform"
HOSTS = ("registry.terraform.io", "registry.opentofu.org")
# Nothing here takes nearly as long; who is stuck is ended, with what it said until then.
PATIENCE = 300


def expect(condition, message):
    if not condition:
        raise Failure(message)


def expect_equal(found, wanted, what):
    expect(found == wanted, f"{what}:\n  found  {found}\n  wanted {wanted}")


def command(entity):
    """What the command line calls an entity."""
    return entity.replace("_", "-")


class Messages(list):
    """What a tool said with -json: one object each."""

    def of(self, kind):
        return [message for message in self if message.get("type") == kind]

    def planned(self):
        """Address -> create, update, replace, delete, move, import or noop."""
        return {message["change"]["resource"]["addr"]: message["change"]["action"] for message in self.of("planned_change")}

    def drifted(self):
        return {message["change"]["resource"]["addr"]: message["change"]["action"] for message in self.of("resource_drift")}

    def summary(self):
        changes = self.of("change_summary")[0]["changes"]
        return {name: changes[name] for name in ("add", "change", "import", "remove")}

    def diagnostics(self, severity="error"):
        found = (message["diagnostic"] for message in self.of("diagnostic"))
        return [diagnostic for diagnostic in found if diagnostic["severity"] == severity]

    def report(self):
        """What a person would want to see of it when it is not as expected: all of a short one, else what is wrong."""
        short = self if len(self) < 60 else Messages(self.of("diagnostic") + self.of("text") + self[-10:])
        return Messages(short).text()

    def text(self):
        """All that was said, with the places of errors."""
        said = []
        for message in self:
            said.append(message.get("@message", ""))
            diagnostic = message.get("diagnostic", {})
            place = diagnostic.get("range", {})
            said += [diagnostic.get("detail", ""), f"  at {place['filename']}:{place['start']['line']}" if place else ""]
        return "\n".join(line for line in said if line)


def messages(output):
    """A tool's lines of JSON; lines that are none (a crash) become messages."""
    found = Messages()
    for line in output.splitlines():
        try:
            found.append(json.loads(line))
        except ValueError:
            found.append({"type": "text", "@message": line})
    return found


class Debugged:
    """A provider that runs by itself, and what a tool needs to attach to it."""

    def __init__(self, program, folder):
        environment = {name: value for name, value in os.environ.items() if not name.startswith(("TF_", "PLUGIN_"))}
        self.process = subprocess.Popen([program, "--debug"], cwd=folder, env=environment, stdin=subprocess.DEVNULL,
                                        stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
        # The line never comes when the program has a fault: it is ended then, and its output with it.
        watch = threading.Timer(PATIENCE, self.process.kill)
        watch.start()
        said, found = "", None
        while found is None and (line := self.process.stdout.readline()):
            said += line
            found = re.search(r"TF_REATTACH_PROVIDERS='?(\{.*\})'?\s*$", line)
        watch.cancel()
        expect(found, f"{program} --debug said nothing to attach with:\n{said}")
        said = json.loads(found.group(1))
        # One provider, whichever registry's name it goes by.
        self.reattach = {f"{host}/{SOURCE}": next(iter(said.values())) for host in HOSTS}
        threading.Thread(target=self.process.stdout.read, daemon=True).start()

    def stop(self):
        """Ends it as Ctrl-C does, and expects it to go well."""
        self.process.send_signal(signal.SIGINT)
        code = self.process.wait(PATIENCE)
        expect(code in (0, -signal.SIGINT, 128 + signal.SIGINT), f"--debug ended with {code} on Ctrl-C")


class Rig:
    """One tool with a mirror, a catalog and folders for configurations. Use with `with`."""

    def __init__(self, tool, provider, cli):
        self.folder = tempfile.TemporaryDirectory(prefix="tenantform-provider-")
        # Paths in /proc have no symbolic links.
        self.path = os.path.realpath(self.folder.name)
        self.provider, self.cli_program = provider, cli
        self.tool = Tool(tool, self.path, self.at("mirror"))
        self.attached = None
        for name in ("run", "home"):
            os.mkdir(self.at(name))
        # Sockets go where TMPDIR says; a place of our own shows what stays behind.
        self.tool.environment.update(TMPDIR=self.at("run"), TENANTFORM_CATALOG=self.catalog)
        self.place_provider(lambda place: shutil.copy(provider, place))

    def __enter__(self):
        return self

    def __exit__(self, *_):
        if self.attached:
            self.attached.process.kill()
            self.attached.process.wait()
        self.folder.cleanup()

    def at(self, *names):
        return os.path.join(self.path, *names)

    @property
    def catalog(self):
        return self.at("tenantform.db")

    def place_provider(self, put):
        """Puts the provider into the mirror under both registries' names: put(path) makes the file."""
        for host in HOSTS:
            folder = self.at("mirror", host, SOURCE, VERSION, "linux_amd64")
            os.makedirs(folder, exist_ok=True)
            put(os.path.join(folder, f"terraform-provider-tenantform_v{VERSION}"))

    def attach(self):
        """From here on the tool talks to a provider that runs by itself."""
        self.attached = Debugged(self.provider, self.path)
        self.tool.environment["TF_REATTACH_PROVIDERS"] = json.dumps(self.attached.reattach)

    def detach(self):
        self.attached.stop()
        self.attached = None
        del self.tool.environment["TF_REATTACH_PROVIDERS"]

    def workspace(self, name, text="", **settings):
        """A folder with a configuration, and the provider installed for it."""
        folder = Workspace(self, self.at(name)).configure(text, **settings)
        folder.run("init", "-no-color")
        return folder

    def cli(self, *arguments, expected=0, catalog=None):
        """Runs the command line on the catalog; its standard output."""
        result = subprocess.run([self.cli_program, *arguments, "--catalog", catalog or self.catalog], cwd=self.path,
                                env={**os.environ, "NO_COLOR": "1"}, stdin=subprocess.DEVNULL, capture_output=True,
                                text=True, timeout=PATIENCE)
        expect(expected is None or result.returncode == expected,
               f"tenantform {' '.join(arguments)}: exit code {result.returncode}, not {expected}\n"
               f"{result.stdout}{result.stderr}")
        return result.stdout

    def rows(self, entity, **keywords):
        return json.loads(self.cli(command(entity), "list", "--json", **keywords))["rows"]

    def keys(self, entity):
        """An entity's key fields in their order: what `show` wants as arguments."""
        usage = self.cli(command(entity), "show", "--help").splitlines()[0]
        return [word.lower().replace("-", "_") for word in usage.split() if word.isupper()]

    def history(self, since=0):
        """Every change after a revision: (entity, action, key)."""
        revisions = json.loads(self.cli("log", "--json", "--all", "--since", str(since)))["revisions"]
        return [(change["entity"], change["action"], change["key"]) for revision in revisions
                for change in revision["changes"]]

    def revision(self):
        return json.loads(self.cli("validate", "--json", expected=None))["revision"]

    def empty_catalog(self):
        """A catalog without a row."""
        self.cli("init", "--platform", "none", "--region", "us-east-1")
        for environment in self.rows("environment"):
            self.cli("environment", "remove", environment["name"])
        self.cli("platform", "remove", "none")

    def check_file(self):
        """What SQLite has to say about the catalog's file."""
        connection = sqlite3.connect(self.catalog)
        try:
            expect_equal(connection.execute("PRAGMA integrity_check").fetchall(), [("ok",)], "integrity of the catalog")
            expect_equal(connection.execute("PRAGMA foreign_key_check").fetchall(), [], "references of the catalog")
        finally:
            connection.close()

    def providers(self):
        """Processes that run the provider from this rig's mirror."""
        found = []
        for entry in os.listdir("/proc"):
            if not entry.isdigit():
                continue
            try:
                program = os.readlink(f"/proc/{entry}/exe")
            except OSError:
                continue  # gone, or somebody else's
            if program.startswith(self.at("mirror") + "/"):
                found.append(int(entry))
        return found


class Workspace:
    """A root module."""

    def __init__(self, rig, path):
        self.rig, self.path = rig, path
        os.makedirs(path, exist_ok=True)

    def write(self, text, name="main.tf"):
        with open(os.path.join(self.path, name), "w", encoding="utf-8") as file:
            file.write(text)

    def configure(self, text, **settings):
        """Writes the configuration with the provider's block before it."""
        self.write(provider_block(**{"catalog": self.rig.catalog, **settings}), "provider.tf")
        self.write(text)
        return self

    def run(self, *arguments, expected=0):
        return self.rig.tool.run(self.path, *arguments, expected=expected)

    def json(self, *arguments, expected=0):
        """Runs a command that knows -json as lines; its messages."""
        environment = self.rig.tool.environment
        result = subprocess.run([self.rig.tool.program, *arguments, "-json"], cwd=self.path, env=environment, text=True,
                                stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
                                timeout=PATIENCE)
        said = messages(result.stdout)
        expect(expected is None or result.returncode == expected,
               f"{' '.join(arguments)}: exit code {result.returncode}, not {expected}\n{said.report()}")
        return said

    def apply(self, *options, expected=0):
        return self.json("apply", "-auto-approve", *options, expected=expected)

    def plan(self, *options, expected=0):
        return self.json("plan", *options, expected=expected)

    def expect_empty_plan(self, what, *options):
        said = self.json("plan", "-detailed-exitcode", *options, expected=None)
        left = {address: action for address, action in said.planned().items() if action != "noop"}
        expect(not left and not said.diagnostics(), f"{what}: a plan after it is not empty: {left}\n{said.report()}")

    def state(self):
        """Address -> attributes of every managed resource in the state."""
        shown = json.loads(self.run("show", "-json"))
        resources = shown.get("values", {}).get("root_module", {}).get("resources", [])
        return {resource["address"]: resource["values"] for resource in resources if resource["mode"] == "managed"}


def provider_block(**settings):
    given = "".join(f"  {name} = {json.dumps(value)}\n" for name, value in settings.items())
    return (f'terraform {{\n  required_providers {{\n    tenantform = {{\n      source = "{SOURCE}"\n    }}\n  }}\n}}\n'
            f'provider "tenantform" {{\n{given}}}\n')


def run_side_by_side(tests, jobs=2):
    """Runs functions by their names, two at a time; prints how each ended. The exit code. Without the tool that the command
    line names first it ends as skipped."""
    require(sys.argv[1])
    failed = 0
    with ThreadPoolExecutor(jobs) as pool:
        results = {name: pool.submit(test) for name, test in tests.items()}
        for name, result in results.items():
            try:
                result.result()
                print(f"{name}: ok", flush=True)
            except Failure as failure:
                failed += 1
                print(f"{name}: {failure}", flush=True)
    return 1 if failed else 0
