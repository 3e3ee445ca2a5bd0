#!/usr/bin/env python3
"""The provider library under real Terraform or OpenTofu, with the sample provider of the tests.

usage: sample_life.py PROGRAM SAMPLE_PROVIDER

One of everything from a filesystem mirror with AutoMTLS: create, empty plan, change, replace, import by id and by
identity, destroy; what only Terraform since 1.14 has so far: actions and queries. Then what a provider has to bear: Ctrl-C while
an apply waits, a host that is killed while one does, and serving without a host.
"""

import json
import os
import platform
import signal
import subprocess
import sys
import tempfile
import time

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "terraform"))
from harness import Failure, Tool  # noqa: E402

SOURCE = "tenantform/sample"
VERSION = "1.2.3"
PATIENCE_S = 60

HEAD = f"""terraform {{
  required_providers {{
    sample = {{ source = "{SOURCE}", version = "{VERSION}" }}
  }}
}}
"""
THING = """resource "sample_thing" "a" {{
  name   = "alpha"
  secret = "top-secret-value"
  {extra}
}}
"""
REST = """data "sample_named" "n" { name = sample_thing.a.name }
ephemeral "sample_token" "t" { name = "token" }
output "shout" { value = provider::sample::shout("hi", data.sample_named.n.id) }
"""
IMPORTS = """import {
  to = sample_thing.i
  id = "beta"
}
resource "sample_thing" "i" { name = "beta" }
"""
IMPORT_BY_IDENTITY = """import {
  to       = sample_thing.j
  identity = { name = "gamma" }
}
resource "sample_thing" "j" { name = "gamma" }
"""
ACTION = """action "sample_greet" "hello" {
  config { name = "world" }
}
"""
QUERY = """list "sample_thing" "all" {
  provider         = sample
  include_resource = true
  limit            = 3
  config { count_of = 7 }
}
"""


def make_mirror(folder, sample):
    machine = {"x86_64": "amd64", "aarch64": "arm64"}[platform.machine()]
    for registry in ("registry.terraform.io", "registry.opentofu.org"):
        place = f"{folder}/{registry}/{SOURCE}/{VERSION}/linux_{machine}"
        os.makedirs(place)
        os.symlink(os.path.abspath(sample), f"{place}/terraform-provider-sample_v{VERSION}")


def expect(condition, what):
    if not condition:
        raise Failure(what)


class Stack:
    """A folder with a configuration, and a place for sockets that has to be empty afterwards."""

    def __init__(self, tool, root, name):
        self.tool = tool
        self.folder = f"{root}/{name}"
        self.sockets = f"{root}/s-{name}"
        os.makedirs(self.folder)
        os.makedirs(self.sockets)
        tool.environment["TMPDIR"] = self.sockets

    def write(self, name, *texts):
        with open(f"{self.folder}/{name}", "w", encoding="utf-8") as file:
            file.write("\n".join(texts))

    def run(self, *arguments, expected=0):
        return self.tool.run(self.folder, *arguments, "-no-color", expected=expected)

    def apply(self, extra, *more):
        self.write("main.tf", HEAD, THING.format(extra=extra), REST, *more)
        text = self.run("apply", "-auto-approve")
        self.run("plan", "-detailed-exitcode")
        return text

    def state(self):
        with open(f"{self.folder}/terraform.tfstate", encoding="utf-8") as file:
            return file.read()

    def expect_nothing_left(self):
        left = [entry for entry in os.listdir(self.sockets) if entry.startswith("tenantform-")]
        expect(not left, f"sockets are left: {left}")


def has_queries(tool, root):
    """Whether it is a Terraform with identities, actions and queries: 1.14 and later."""
    version = json.loads(tool.run(root, "version", "-json"))["terraform_version"]
    return os.path.basename(tool.program) == "terraform" and [int(part) for part in version.split(".")[:2]] >= [1, 14]


def live(stack, is_whole):
    stack.write("main.tf", HEAD)
    stack.run("init")
    text = stack.apply("tags = { a = \"b\" }\n  any  = [1, { x = true }]")
    expect('shout = "HI!ID-ALPHA!"' in text, f"no function's result in\n{text}")
    expect("top-secret-value" not in stack.state(), "a write-only value is in the state")
    expect('"name": "alpha"' in stack.state(), "no name in the state")
    text = stack.apply("size = 12345678901234567890")
    expect("1 changed" in text, f"no change in place in\n{text}")
    expect("12345678901234567890" in stack.state(), "a large number was cut")
    text = stack.apply("kind = \"other\"")
    expect("forces replacement" in text and "1 added, 0 changed, 1 destroyed" in text, f"no replacement in\n{text}")
    text = stack.apply("old = \"x\"\n  kind = \"other\"", IMPORTS, IMPORT_BY_IDENTITY if is_whole else "")
    expect("Deprecated argument" in text, f"no warning in\n{text}")
    expect(f"{2 if is_whole else 1} imported" in text, f"nothing imported in\n{text}")
    if is_whole:
        stack.apply("old = \"x\"\n  kind = \"other\"", IMPORTS, IMPORT_BY_IDENTITY, ACTION)
        text = stack.run("apply", "-auto-approve", "-invoke=action.sample_greet.hello")
        expect("hello world" in text and "goodbye" in text, f"no progress in\n{text}")
        stack.write("all.tfquery.hcl", QUERY)
        text = stack.run("query")
        expect(text.count("list.sample_thing.all") == 3 and "thing-2" in text, f"no three objects in\n{text}")
    text = stack.run("destroy", "-auto-approve")
    expect(f"{3 if is_whole else 2} destroyed" in text, f"not all destroyed in\n{text}")
    stack.expect_nothing_left()


def logs(stack):
    stack.tool.environment.update(TF_LOG_PROVIDER="DEBUG", TF_LOG_PATH=f"{stack.folder}/log")
    stack.run("plan")
    del stack.tool.environment["TF_LOG_PROVIDER"], stack.tool.environment["TF_LOG_PATH"]
    with open(f"{stack.folder}/log", encoding="utf-8") as file:
        lines = [line for line in file if "PlanResourceChange took" in line]
    expect(lines and "[DEBUG] provider.terraform-provider-sample" in lines[0], f"no log of a plan: {lines}")


def wait_until(done, what):
    end = time.monotonic() + PATIENCE_S
    while not done():
        expect(time.monotonic() < end, f"{what} does not come")
        time.sleep(0.02)


def read_held(path):
    with open(path, encoding="utf-8") as file:
        return file.read().strip()


def start_held(stack):
    """Starts an apply that waits; gives its process, the provider's id and Terraform's own."""
    held = f"{stack.folder}/held"
    stack.write("main.tf", HEAD, THING.format(extra=f'hold = "{held}"'))
    stack.run("init")
    process = subprocess.Popen([stack.tool.program, "apply", "-auto-approve", "-no-color"], cwd=stack.folder,
                               env=stack.tool.environment, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                               stderr=subprocess.STDOUT, text=True)
    wait_until(lambda: os.path.exists(held) and read_held(held), "the apply's wait")
    provider = int(read_held(held))
    with open(f"/proc/{provider}/stat", encoding="utf-8") as file:
        host = int(file.read().rsplit(")", 1)[1].split()[1])
    return process, provider, host


def interrupt(stack):
    process, _, host = start_held(stack)
    os.kill(host, signal.SIGINT)
    text, _ = process.communicate(timeout=PATIENCE_S)
    expect("Stopped while it was held." in text, f"the stop did not arrive:\n{text}")
    expect(process.returncode != 0, "an interrupted apply ended well")
    stack.expect_nothing_left()


def kill_host(stack):
    process, provider, host = start_held(stack)
    os.kill(host, signal.SIGKILL)
    process.wait(timeout=PATIENCE_S)
    process.stdout.close()
    wait_until(lambda: not os.path.exists(f"/proc/{provider}"), "the provider's end")
    stack.expect_nothing_left()


def reattach(stack, sample):
    provider = subprocess.Popen([sample, "--debug"], env=stack.tool.environment, stdout=subprocess.PIPE, text=True)
    line = next(line for line in provider.stdout if "TF_REATTACH_PROVIDERS=" in line)
    value = line.split("'")[1]
    json.loads(value)
    stack.tool.environment["TF_REATTACH_PROVIDERS"] = value
    try:
        stack.write("main.tf", HEAD)
        stack.run("init")
        stack.apply("size = 2")
        stack.run("destroy", "-auto-approve")
    finally:
        del stack.tool.environment["TF_REATTACH_PROVIDERS"]
        provider.send_signal(signal.SIGINT)
        code = provider.wait(timeout=PATIENCE_S)
        provider.stdout.close()
    expect(code == 0, f"the provider ended with {code}")
    stack.expect_nothing_left()


def main(program, sample):
    # Nothing of it may be long: a socket's path has a limit.
    with tempfile.TemporaryDirectory(prefix="tnf-") as root:
        make_mirror(f"{root}/mirror", sample)
        tool = Tool(program, root, f"{root}/mirror")
        try:
            whole = Stack(tool, root, "life")
            live(whole, has_queries(tool, root))
            logs(whole)
            interrupt(Stack(tool, root, "interrupt"))
            kill_host(Stack(tool, root, "kill"))
            reattach(Stack(tool, root, "attach"), sample)
        except Failure as failure:
            sys.exit(str(failure)[-6000:])
    print("ok")


if __name__ == "__main__":
    main(*sys.argv[1:])
