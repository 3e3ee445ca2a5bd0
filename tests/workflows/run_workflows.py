#!/usr/bin/env python3
"""Runs the workflows that are generated, step by step, from the first commit of a repository on: a good pull request passes, one with a
hand edit does not, a merge applies what it changes and nothing else, and a run that is late refuses.

usage: run_workflows.py MIRROR TENANTFORM
"""

import json
import os
import subprocess
import sys
import tempfile
import unittest

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "terraform"))
from harness import require, run_tenantform  # noqa: E402 (the path has to be known first)
from runner import Runner  # noqa: E402

MIRROR, TENANTFORM = (os.path.abspath(argument) for argument in sys.argv[1:3]) if len(sys.argv) > 2 else ("", "")
MAIN = "refs/heads/main"
TEXT = {
    "platform.yaml": """platform: acme
region: us-east-1
account_id: "111122223333"
github: {repository: acme/infrastructure}
""",
    "environments/staging.yaml": "environment: staging\nprotected: false\ncidr: 10.0.0.0/16\nzone_count: 2\nnat: single\n",
}
TENANT = """tenant: {name}
isolation: bridge
environments:
  staging: {{}}
services:
  job:
    kind: worker
    image: registry.example.com/{name}:1
    memory: {memory}
"""
# Keeps the state of each stack of the checkout in a folder of its own, whatever backend the stack names.
WRAPPER = """#!/bin/bash
folder=. init=no
for argument in "$@"; do
  case $argument in -chdir=*) folder=${{argument#-chdir=}} ;; init) init=yes ;; esac
done
if [ $init = yes ] && stack=$(git -C "$folder" rev-parse --show-prefix 2>/dev/null) && [ -n "$stack" ]; then
  mkdir -p "{states}/$stack"
  printf 'terraform {{\\n  backend "local" {{\\n    path = "%s"\\n  }}\\n}}\\n' "{states}/${{stack}}terraform.tfstate" >"$folder/state_override.tf"
fi
exec "{terraform}" "$@"
"""


class Repository:
    """A bare repository, a clone that people work in, and states."""

    def __init__(self, scratch):
        self.scratch, self.bare, self.work = scratch, f"{scratch}/bare.git", f"{scratch}/work"
        self.states, self.tools = f"{scratch}/states", f"{scratch}/tools"
        os.makedirs(self.tools)
        with open(f"{self.tools}/terraform", "w", encoding="utf-8") as file:
            file.write(WRAPPER.format(states=self.states, terraform=require("terraform")))
        os.chmod(f"{self.tools}/terraform", 0o755)
        with open(f"{scratch}/cli.tfrc", "w", encoding="utf-8") as file:
            file.write(f'provider_installation {{\n  filesystem_mirror {{\n    path = "{MIRROR}"\n  }}\n}}\n')
        self.environment = {"TF_CLI_CONFIG_FILE": f"{scratch}/cli.tfrc", "CHECKPOINT_DISABLE": "1"}
        self.runner = Runner(self.bare, scratch, [self.tools], [os.path.dirname(TENANTFORM)], self.environment)
        subprocess.run(["git", "init", "--quiet", "--bare", "--initial-branch=main", self.bare], check=True)
        subprocess.run(["git", "clone", "--quiet", self.bare, self.work], check=True, stderr=subprocess.DEVNULL)
        self.git("checkout", "--quiet", "-b", "main")
        for path, text in TEXT.items():
            self.write(path, text)

    def git(self, *arguments):
        identity = ["-c", "user.name=Ada", "-c", "user.email=ada@example.com"]
        return subprocess.run(["git", *identity, "-C", self.work, *arguments], check=True, stdout=subprocess.PIPE, text=True).stdout.strip()

    def write(self, path, text):
        path = f"{self.work}/catalog/{path}"
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, "w", encoding="utf-8") as file:
            file.write(text)

    def tenant(self, name, memory=512):
        self.write(f"tenants/{name}.yaml", TENANT.format(name=name, memory=memory))

    def generate(self):
        """What a person does before a commit: bring the output in step with the text."""
        database = tempfile.mktemp(suffix=".db", dir=self.scratch)
        for arguments in (["import", f"{self.work}/catalog"], ["generate", "--out", self.work]):
            run_tenantform(TENANTFORM, database, *arguments)

    def commit(self, message):
        self.git("add", "--all")
        self.git("commit", "--quiet", "--message", message)
        return self.git("rev-parse", "HEAD")

    def pull_request(self, message, edit):
        """A branch with one change; returns the commit that GitHub makes of it and main to check, and leaves main as it was."""
        self.git("checkout", "--quiet", "-B", "change", "main")
        edit()
        self.commit(message)
        self.git("checkout", "--quiet", "-B", "merge", "main")
        self.git("merge", "--quiet", "--no-ff", "--no-edit", "change")
        self.git("push", "--quiet", "--force", "origin", "merge:refs/pull/1/merge")
        return self.git("rev-parse", "HEAD")

    def check(self, sha, head="acme/infrastructure"):
        event = {"pull_request": {"number": 1, "head": {"repo": {"full_name": head}}}}
        return self.runner.run("check.yml", sha, "pull_request", event, "refs/pull/1/merge")

    def merge(self):
        """What was checked last becomes main."""
        self.git("checkout", "--quiet", "-B", "main", "merge")
        self.git("push", "--quiet", "origin", "main")
        return self.git("rev-parse", "HEAD")

    def apply(self, sha):
        return self.runner.run("apply.yml", sha, "push", {"ref": MAIN})

    def resources(self, stack):
        path = f"{self.states}/{stack}/terraform.tfstate"
        if not os.path.exists(path):
            return None
        with open(path, encoding="utf-8") as file:
            return len(json.load(file)["resources"])

    def serial(self, stack):
        with open(f"{self.states}/{stack}/terraform.tfstate", encoding="utf-8") as file:
            return json.load(file)["serial"]


PLATFORM, ACME, BETA = "environments/staging", "environments/staging/tenants/acme", "environments/staging/tenants/beta"


def applied(run):
    """The stacks that jobs of waves applied, in their order."""
    return [name.split("(")[-1].rstrip(")") for name, _ in run.legs if "/ apply (" in name]


class Workflows(unittest.TestCase):
    """In the order of their names: each begins where the one before ended."""

    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.TemporaryDirectory(prefix="tenantform-workflows-")
        cls.repository = Repository(cls.folder.name)

    @classmethod
    def tearDownClass(cls):
        cls.folder.cleanup()

    def expect(self, run, result):
        self.assertEqual(run.result, result, run.text())

    def test_1_the_first_commit_applies_everything_platforms_first(self):
        self.repository.tenant("acme")
        self.repository.generate()
        sha = self.repository.commit("First")
        self.repository.git("push", "--quiet", "origin", "main")
        run = self.repository.apply(sha)
        self.expect(run, "success")
        self.assertEqual(applied(run), [PLATFORM, ACME])
        self.assertGreater(self.repository.resources(ACME), 0)
        self.assertEqual({(environment, role.split("/")[1]) for _, environment, role in run.roles},
                         {("staging", "acme-staging-github-apply")})

    def test_2_a_good_pull_request_passes_and_plans_what_it_changes(self):
        def edit():
            self.repository.tenant("acme", memory=1024)
            self.repository.generate()

        sha = self.repository.pull_request("More memory", edit)
        run = self.repository.check(sha)
        self.expect(run, "success")
        self.assertEqual([role.split("/")[1] for _, _, role in run.roles], ["acme-github-plan"])
        self.assertEqual(os.listdir(run.artifacts), ["plan-environments+staging+tenants+acme"])
        self.assertIn("1024", "".join(run.summaries))
        fork = self.repository.check(sha, head="mallory/infrastructure")
        self.expect(fork, "success")
        self.assertEqual((fork.roles, fork.jobs["plan"].result), ([], "skipped"))

    def test_3_a_merge_applies_that_stack_alone(self):
        platform = self.repository.serial(PLATFORM)
        run = self.repository.apply(self.repository.merge())
        self.expect(run, "success")
        self.assertEqual(applied(run), [ACME])
        self.assertEqual(self.repository.serial(PLATFORM), platform)

    def test_4_a_hand_edit_fails_the_check(self):
        def edit():
            with open(f"{self.repository.work}/{ACME}/main.tf", "a", encoding="utf-8") as file:
                file.write("# by hand\n")

        run = self.repository.check(self.repository.pull_request("By hand", edit))
        self.expect(run, "failure")
        self.assertIn("main.tf", run.text())
        self.assertEqual((run.roles, run.jobs["plan"].result), ([], "skipped"))

    def test_5_a_text_without_its_output_fails_the_check(self):
        run = self.repository.check(self.repository.pull_request("Text alone", lambda: self.repository.tenant("beta")))
        self.expect(run, "failure")

    def test_5_a_text_that_leaves_values_to_be_chosen_fails_the_check(self):
        def edit():
            self.repository.write("environments/extra.yaml", "environment: extra\nzone_count: 2\nnat: single\n")
            self.repository.generate()

        run = self.repository.check(self.repository.pull_request("A network for somebody to choose", edit))
        self.expect(run, "failure")
        self.assertIn("environment extra\n", run.text())

    def test_6_what_is_gone_is_destroyed_before_what_comes_is_made(self):
        def edit():
            os.remove(f"{self.repository.work}/catalog/tenants/acme.yaml")
            self.repository.tenant("beta")
            self.repository.generate()

        self.expect(self.repository.check(self.repository.pull_request("Acme leaves, beta comes", edit)), "success")
        run = self.repository.apply(self.repository.merge())
        self.expect(run, "success")
        self.assertEqual(applied(run), [ACME, BETA])
        self.assertEqual(self.repository.resources(ACME), 0)
        self.assertGreater(self.repository.resources(BETA), 0)

    def test_7_a_run_refuses_when_the_branch_has_moved_on(self):
        old = self.repository.git("rev-parse", "main~1")
        run = self.repository.apply(old)
        self.expect(run, "failure")
        self.assertIn("has moved on", run.text())
        self.assertEqual(applied(run), [])

    def test_8_nothing_drifted(self):
        run = self.repository.runner.run("drift.yml", self.repository.git("rev-parse", "main"), "schedule", {})
        self.expect(run, "success")
        self.assertEqual({role.split("/")[1] for _, _, role in run.roles}, {"acme-github-drift"})
        self.assertEqual(run.text().count("No changes."), 2)

    def test_9_the_catalog_is_exported(self):
        run = self.repository.runner.run("export.yml", self.repository.git("rev-parse", "main"), "push", {"ref": MAIN})
        self.expect(run, "success")
        self.assertEqual(run.roles, [])
        folder = f"{run.artifacts}/catalog"
        self.assertEqual(sorted(os.listdir(folder)), ["catalog.db", "catalog.json"])
        with open(f"{folder}/catalog.json", encoding="utf-8") as file:
            self.assertIn("beta", file.read())


if __name__ == "__main__":
    require("terraform")
    require("git")
    require("jq")
    unittest.main(argv=sys.argv[:1], verbosity=2, failfast=True)
