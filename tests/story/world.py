"""What the story happens in: people with clones, a git server that asks who they are, S3 as moto plays it, and the pipeline that
plans and applies what was merged, with real Terraform or OpenTofu."""

import http.client
import json
import os
import shutil
import subprocess
import sys
import time
import urllib.parse
import xml.etree.ElementTree as ElementTree

HERE = os.path.dirname(os.path.abspath(__file__))
TESTS = os.path.dirname(HERE)
sys.path.insert(0, os.path.join(TESTS, "terraform"))

from harness import SKIPPED, Failure, Tool  # noqa: E402

# moto looks who is said to ask, and at no signature.
S3_FIELDS = {"Content-Type": "application/octet-stream", "Authorization":
             "AWS4-HMAC-SHA256 Credential=key/20260101/us-east-1/s3/aws4_request, SignedHeaders=host, Signature=0"}
# What GitHub takes a token as; the token goes to the pull request's API, too.
LOGIN = ("x-access-token", "ghp_story")
PATIENCE = 120  # seconds until something that is started is there

STAGING = "environments/staging"
# Alpha is called gamma later.
ALPHA, BETA, GAMMA = (f"{STAGING}/tenants/{name}" for name in ("alpha", "beta", "gamma"))


def key(stack):
    """Of its state in the bucket."""
    return f"{stack}/terraform.tfstate"


def expect(is_so, what):
    if not is_so:
        raise Failure(what)


def wait_for(probe, what):
    """What probe() gives once it gives something."""
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        if found := probe():
            return found
        time.sleep(0.05)
    raise Failure(f"{what}: not within {PATIENCE} s")


class Server:
    """A process that says its port on the first line that it writes."""

    def __init__(self, command, log, folder=None):
        with open(log, "w", encoding="utf-8") as errors:
            self.process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=errors, text=True, cwd=folder)
        line = self.process.stdout.readline()
        if not line:
            raise Failure(f"{command[1]} did not start:\n{open(log, encoding='utf-8').read()}")
        self.url = f"http://127.0.0.1:{int(line)}"

    def close(self):
        self.process.kill()
        self.process.wait()
        self.process.stdout.close()


class Bucket:
    """The states, as they lie in the S3 double."""

    def __init__(self, url, name):
        self.host, self.name = urllib.parse.urlsplit(url).netloc, name

    def ask(self, method, path="", body=None):
        server = http.client.HTTPConnection(self.host)
        server.request(method, f"/{self.name}{path}", body, S3_FIELDS)
        answer = server.getresponse()
        content = answer.read()
        expect(answer.status < 300, f"{method} {path}: {answer.status} {content!r}")
        return content

    def keys(self):
        root = ElementTree.fromstring(self.ask("GET", "?list-type=2"))
        return sorted(element.text for element in root.iter() if element.tag.endswith("Key"))

    def state(self, key):
        return json.loads(self.ask("GET", f"/{key}"))

    def lock(self, key):
        """Who holds the lock of a state, or None."""
        lock = f"{key}.tflock"
        return self.state(lock) if lock in self.keys() else None

    def states(self):
        """Of every state, what changes when it is written, and how many resources it has."""
        read = {key: self.state(key) for key in self.keys() if key.endswith(".tfstate")}
        return {key: (state["lineage"], state["serial"], managed(state)) for key, state in read.items()}


def managed(state):
    return sum(len(resource["instances"]) for resource in state["resources"] if resource["mode"] == "managed")


class Person:
    """Somebody with a home, a name in git, and a clone."""

    def __init__(self, world, name):
        self.world, self.name = world, name
        self.home = os.path.join(world.folder, name)
        self.clone = os.path.join(self.home, "infra")
        os.makedirs(self.home)
        self.environment = {variable: value for variable, value in os.environ.items()
                            if not variable.startswith(("AWS_", "GIT_", "GH_", "GITHUB_", "TENANTFORM_", "TF_"))}
        self.environment.update(HOME=self.home, GIT_CONFIG_NOSYSTEM="1", TENANTFORM_CATALOG=world.catalog)
        self.environment.update(world.aws_environment)
        self.environment.update(GH_TOKEN=LOGIN[1], GITHUB_SERVER_URL=world.git_server.url, GITHUB_API_URL=world.github.url)
        self.git("config", "--global", "user.name", name.capitalize(), folder=self.home)
        self.git("config", "--global", "user.email", f"{name}@example.com", folder=self.home)
        self.git("config", "--global", "credential.helper",
                 f'!f() {{ echo "username={LOGIN[0]}"; echo "password={LOGIN[1]}"; }}; f', folder=self.home)

    def run(self, command, folder=None, expected=0):
        result = subprocess.run(command, cwd=folder or self.home, env=self.environment, stdin=subprocess.DEVNULL,
                                stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
        if result.returncode != expected:
            raise Failure(f"{self.name}: {' '.join(command)}: exit status {result.returncode}, not {expected}\n{result.stdout}")
        return result.stdout

    def git(self, *arguments, folder=None):
        return self.run(["git", *arguments], folder or self.clone).strip()

    def tenantform(self, *arguments, expected=0):
        return self.run([self.world.program, *arguments], expected=expected)

    def json(self, *arguments, expected=0):
        return json.loads(self.tenantform(*arguments, "--json", expected=expected))

    def start(self, *arguments):
        """tenantform in the background."""
        return subprocess.Popen([self.world.program, *arguments], cwd=self.home, env=self.environment, stdin=subprocess.DEVNULL,
                                stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)

    def clone_infra(self):
        self.git("clone", "--quiet", self.world.remote, "infra", folder=self.home)

    def propose(self, branch, subject):
        """The change of the catalog as a branch on the server, on top of main as it is there."""
        self.git("fetch", "--quiet")
        self.tenantform("commit", "--repo", self.clone, "--branch", branch, "--onto", "origin/main", "--message", subject)
        self.tenantform("push", "--repo", self.clone, "--branch", branch)

    def request(self, branch):
        """Opens the pull request, or updates the one that is open; what GitHub was sent."""
        self.tenantform("pr", "--open", "--repo", self.clone, "--branch", branch, "--terraform", self.world.tool.program)
        bodies = os.path.join(self.world.requests, "bodies")
        with open(os.path.join(bodies, str(len(os.listdir(bodies)))), encoding="utf-8") as file:
            return json.load(file)


class World:
    def __init__(self, folder, program, terraform, mirror, moto):
        if not os.access(moto, os.X_OK):
            print("skipped: there is no moto (scripts/setup gets it)")
            sys.exit(SKIPPED)
        self.folder, self.program = folder, program
        self.catalog = os.path.join(folder, "catalog.db")
        self.tool = Tool(terraform, folder, mirror)
        self.aws = Server([moto, os.path.join(TESTS, "support", "aws_double.py")], os.path.join(folder, "moto.log"))
        servers = os.path.join(TESTS, "cli", "servers")
        self.served = os.path.join(folder, "served", "acme", "platform.git")
        self.requests = os.path.join(folder, "requests")
        os.makedirs(self.served)
        os.makedirs(self.requests)
        self.git_server = Server([sys.executable, os.path.join(servers, "git_http.py"), os.path.join(folder, "served"), *LOGIN],
                                 os.path.join(folder, "git.log"))
        self.github = Server([sys.executable, os.path.join(servers, "github.py"), self.served, LOGIN[1]],
                             os.path.join(folder, "github.log"), self.requests)
        self.remote = f"{self.git_server.url}/acme/platform.git"
        self.aws_environment = {"AWS_ENDPOINT_URL": self.aws.url, "AWS_ACCESS_KEY_ID": "key", "AWS_SECRET_ACCESS_KEY": "word",
                                "AWS_EC2_METADATA_DISABLED": "true"}
        self.tool.environment.update(self.aws_environment)
        # One copy of each provider for all stacks, as a pipeline has it.
        self.tool.environment["TF_PLUGIN_CACHE_DIR"] = os.path.join(folder, "plugins")
        os.makedirs(os.path.join(folder, "plugins"))
        self.tool.environment["TF_PLUGIN_CACHE_MAY_BREAK_DEPENDENCY_LOCK_FILE"] = "1"

    def close(self):
        self.github.close()
        self.git_server.close()
        self.aws.close()


class Pipeline(Person):
    """CI: merges what was reviewed, then plans and applies the stacks that the merge changed, in their order."""

    def merge(self, branch):
        """Returns the commits of main before and after."""
        self.git("pull", "--quiet")
        before = self.git("rev-parse", "HEAD")
        self.git("merge", "--quiet", "--no-ff", "--message", f"Merge {branch}", f"origin/{branch}")
        self.git("push", "--quiet")
        return before, self.git("rev-parse", "HEAD")

    def changed(self, before, after):
        return self.json("changed", "--repo", self.clone, "--since", before, "--until", after)["stacks"]

    def stack(self, path):
        return os.path.join(self.clone, path)

    def plan(self, path):
        """Of a stack, what the plan changes, by address."""
        tool, folder = self.world.tool, self.stack(path)
        tool.run(folder, "init", "-no-color")
        tool.run(folder, "plan", "-no-color", "-out=next.plan")
        plan = json.loads(tool.run(folder, "show", "-json", "next.plan"))
        return {change["address"]: change for change in plan.get("resource_changes", [])
                if change["mode"] == "managed" and (change["change"]["actions"] != ["no-op"] or "previous_address" in change)}

    def apply(self, path):
        self.world.tool.run(self.stack(path), "apply", "-no-color", "next.plan")

    def destroy(self, path, commit):
        """A stack that is gone, with the files that it had."""
        folder = os.path.join(self.home, "before")
        self.git("worktree", "add", "--quiet", "--detach", folder, commit)
        self.world.tool.run(os.path.join(folder, path), "init", "-no-color")
        self.world.tool.run(os.path.join(folder, path), "destroy", "-no-color", "-auto-approve")
        self.git("worktree", "remove", "--force", folder)

    def deliver(self, branch):
        return self.apply_changed(*self.merge(branch))

    def apply_changed(self, before, after):
        """Returns for each stack that was applied what its plan changed, and None for one that was destroyed."""
        plans = {}
        for stack in self.changed(before, after):
            if stack["action"] == "destroy":
                self.destroy(stack["stack"], stack["commit"])
                plans[stack["stack"]] = None
                continue
            plans[stack["stack"]] = self.plan(stack["stack"])
            self.apply(stack["stack"])
        return plans


def actions(changes, *wanted):
    return sorted(address for address, change in changes.items() if set(change["change"]["actions"]) & set(wanted))


def copy_of(folder, name):
    target = f"{folder}-{name}"
    shutil.rmtree(target, ignore_errors=True)
    shutil.copytree(folder, target, symlinks=True)
    return target
