#!/usr/bin/env python3
"""What `rehearse --since` says of a change, with real Terraform: stacks that changed, came, went and have another name.

usage: rehearse_since.py TERRAFORM TENANTFORM
"""

import json
import os
import subprocess
import sys
import tempfile
import unittest

from harness import require

TERRAFORM, TENANTFORM = require(sys.argv[1]), os.path.abspath(sys.argv[2])
TENANTS = "environments/staging/tenants"


class Change(unittest.TestCase):
    """One repository with the branches before and after; git's objects are all there is of either."""

    @classmethod
    def setUpClass(cls):
        cls.folder = cls.enterClassContext(tempfile.TemporaryDirectory())
        person = {f"GIT_{who}_{what}": value for who in ("AUTHOR", "COMMITTER")
                  for what, value in (("NAME", "Ada"), ("EMAIL", "ada@example.com"))}
        os.mkdir(f"{cls.folder}/tmp")
        cls.environment = {**os.environ, **person, "HOME": cls.folder, "TMPDIR": f"{cls.folder}/tmp"}
        cls.run_program("git", "init", "--quiet", "--initial-branch=main", "repo")
        cls.run_program("git", "-C", "repo", "commit", "--quiet", "--allow-empty", "--message=First")
        cls.catalog("init --platform acme-ai --region us-east-1")
        for tenant, service in (("acme", "api"), ("globex", "web"), ("initech", "job")):
            cls.catalog(f"tenant add {tenant} --isolation bridge")
            cls.catalog(f"placement add {tenant} staging")
            cls.catalog(f"service add {tenant} {service} --image nginx:1 --memory 512")
        cls.commit("before", "main")
        cls.catalog("service set acme api --memory 1024")
        cls.catalog("tenant rename globex hooli")
        cls.catalog("placement remove initech staging")
        cls.catalog("tenant add umbrella --isolation bridge")
        cls.catalog("placement add umbrella staging")
        cls.catalog("service add umbrella web --image nginx:1")
        cls.commit("after", "before")
        cls.stacks = {stack["stack"]: stack for stack in cls.rehearse("before", "after")["stacks"]}

    @classmethod
    def run_program(cls, *arguments, expected=0):
        result = subprocess.run(arguments, cwd=cls.folder, env=cls.environment, capture_output=True, text=True)
        if result.returncode != expected:
            raise AssertionError(f"{' '.join(arguments)}: exit code {result.returncode}\n{result.stdout}{result.stderr}")
        return result.stdout

    @classmethod
    def catalog(cls, command):
        cls.run_program(TENANTFORM, *command.split())

    @classmethod
    def commit(cls, branch, onto):
        cls.run_program(TENANTFORM, "commit", "--repo", "repo", "--branch", branch, "--onto", onto)

    @classmethod
    def rehearse(cls, since, until, expected=0):
        text = cls.run_program(TENANTFORM, "rehearse", "--json", "--repo", "repo", "--since", since, "--until", until,
                               "--terraform", TERRAFORM, expected=expected)
        return json.loads(text)

    def actions(self, stack):
        return {resource["address"]: resource["action"] for resource in self.stacks[stack]["resources"]}

    def test_no_other_stack_is_touched(self):
        self.assertEqual(sorted(self.stacks), sorted(f"{TENANTS}/{name}" for name in ("acme", "hooli", "initech", "umbrella")))
        self.assertTrue(all(stack["ok"] for stack in self.stacks.values()))

    def test_a_changed_service_gets_a_new_task_definition_and_keeps_the_rest(self):
        self.assertEqual(self.actions(f"{TENANTS}/acme"), {
            'module.services["api"].aws_ecs_service.this[0]': "change",
            'module.services["api"].aws_ecs_task_definition.this': "replace",
        })

    def test_a_renamed_tenant_keeps_what_it_has(self):
        self.assertLessEqual(set(self.actions(f"{TENANTS}/hooli").values()), {"change", "move"})

    def test_what_goes_is_destroyed_as_a_whole(self):
        actions = self.actions(f"{TENANTS}/initech")
        self.assertEqual(actions['module.services["job"].aws_ecs_service.this[0]'], "destroy")
        self.assertEqual(set(actions.values()), {"destroy"})
        self.assertTrue(self.stacks[f"{TENANTS}/initech"]["removed"])

    def test_what_comes_is_created(self):
        actions = self.actions(f"{TENANTS}/umbrella")
        self.assertEqual(actions['module.services["web"].aws_ecs_service.this[0]'], "create")
        self.assertEqual(set(actions.values()), {"create"})

    def test_counts_are_those_of_the_resources(self):
        for stack in self.stacks.values():
            actions = [resource["action"] for resource in stack["resources"]]
            for action in ("create", "change", "replace", "destroy", "move", "forget", "import"):
                self.assertEqual(stack[action], actions.count(action))

    def test_nothing_is_left_behind(self):
        self.assertEqual(os.listdir(f"{self.folder}/tmp"), [])

    def test_a_stack_that_cannot_be_planned_says_why(self):
        self.run_program("git", "-C", "repo", "checkout", "--quiet", "-b", "broken", "after")
        with open(f"{self.folder}/repo/{TENANTS}/acme/extra.tf", "w", encoding="utf-8") as file:
            file.write('resource "aws_sqs_queue" "extra" {\n  colour = "blue"\n}\n')
        self.run_program("git", "-C", "repo", "add", "--all")
        self.run_program("git", "-C", "repo", "commit", "--quiet", "--message=Break it")
        result = self.rehearse("after", "broken", expected=1)
        self.assertFalse(result["ok"])
        self.assertEqual([stack["step"] for stack in result["stacks"]], ["plan"])
        self.assertIn("colour", result["stacks"][0]["output"])


unittest.main(argv=sys.argv[:1])
