#!/usr/bin/env python3
"""A platform's life as its people live it, from an empty folder: pull requests, applies, mistakes and mishaps.

usage: story.py TOOL MIRROR TENANTFORM MOTO
TOOL is terraform or tofu, MIRROR a provider mirror, TENANTFORM the program, MOTO a Python that has moto. Without TOOL or MOTO
the test is skipped.
"""

import json
import os
import sys
import tempfile
import time

from mishaps import Mishaps
from world import ALPHA, BETA, GAMMA, STAGING, Bucket, Failure, Person, Pipeline, World, actions, expect, key, managed

CATALOG = """\
platform: acme
region: us-east-1
account_id: "111122223333"
github:
  repository: acme/platform
"""
ENVIRONMENT = """\
environment: staging
cidr: 10.1.0.0/16
"""
BOOTSTRAP = "bootstrap/111122223333"


class Story(Mishaps):
    def __init__(self, world):
        self.world = world
        self.bucket = Bucket(world.aws.url, "acme-terraform-state")
        self.ada, self.bob, self.ci = Person(world, "ada"), Person(world, "bob"), Pipeline(world, "ci")

    def serials(self):
        return self.bucket.states()

    def audit(self, *expected):
        """What an audit of main finds: pairs of kind and subject."""
        self.ada.git("fetch", "--quiet")
        found = self.ada.json("audit", "--repo", self.ada.clone, "--branch", "origin/main", expected=2 if expected else 0)
        findings = [(finding["kind"], finding["subject"]) for finding in found["findings"] if not finding["note"]]
        expect(findings == list(expected), f"audit finds {findings}, not {list(expected)}")
        return found

    def only_changed(self, before, *stacks):
        """States that were written since: exactly those of the stacks."""
        after = self.serials()
        written = sorted(name for name in after if after[name] != before.get(name))
        expect(written == sorted(key(stack) for stack in stacks), f"states of {written} were written, not of {stacks}")

    # Chapters, in order.

    def begin(self):
        """A repository on a server, a catalog, and the platform's first pull request"""
        self.ada.git("init", "--quiet", "--bare", "--initial-branch=main", self.world.served, folder=self.ada.home)
        self.ada.git("config", "http.receivepack", "true", folder=self.world.served)
        text = os.path.join(self.ada.home, "catalog")
        os.makedirs(os.path.join(text, "environments"))
        for name, content in (("platform.yaml", CATALOG), ("environments/staging.yaml", ENVIRONMENT)):
            with open(os.path.join(text, name), "w", encoding="utf-8") as file:
                file.write(content)
        self.ada.tenantform("import", text)
        self.ada.clone_infra()
        with open(os.path.join(self.ada.clone, ".gitignore"), "w", encoding="utf-8") as file:
            file.write(".terraform/\n.terraform.lock.hcl\n*.plan\n")
        self.ada.git("add", ".gitignore")
        self.ada.git("commit", "--quiet", "--message", "Keep what Terraform makes out of git")
        self.ada.git("push", "--quiet", "origin", "HEAD:main")
        self.bob.clone_infra()
        self.ci.clone_infra()
        self.ada.propose("platform", "Begin with the platform")
        self.first_merge = self.ci.merge("platform")

    def bootstrap(self):
        """The account's own stack, by hand: its state begins in a file and goes into the bucket that it made"""
        tool, folder = self.world.tool, self.ci.stack(BOOTSTRAP)
        override = os.path.join(folder, "first_run_override.tf")
        with open(override, "w", encoding="utf-8") as file:
            file.write('terraform {\n  backend "local" {}\n}\n')
        tool.run(folder, "init", "-no-color")
        tool.run(folder, "apply", "-no-color", "-auto-approve")
        with open(os.path.join(folder, "terraform.tfstate"), encoding="utf-8") as file:
            state = json.load(file)
        made = [resource["instances"][0]["attributes"]["bucket"] for resource in state["resources"]
                if resource["type"] == "aws_s3_bucket"]
        expect(made == [self.bucket.name], f"the stack makes the buckets {made}")
        # The provider that plays AWS makes nothing; in the S3 double it is made here.
        self.bucket.ask("PUT")
        os.remove(override)
        tool.run(folder, "init", "-no-color", "-migrate-state", "-force-copy")
        os.remove(os.path.join(folder, "terraform.tfstate"))
        expect(managed(self.bucket.state(key(BOOTSTRAP))) == managed(state), "the state is not the one that was in the file")
        tool.run(folder, "plan", "-no-color", "-detailed-exitcode")

    def platform(self):
        """The environment's platform is applied; its state is in S3"""
        before = self.serials()
        plans = self.ci.apply_changed(*self.first_merge)
        expect(list(plans) == [STAGING], f"the platform's merge changes {list(plans)}")
        expect(managed(self.bucket.state(key(STAGING))) == len(plans[STAGING]) > 0, "not all of the platform is in its state")
        self.only_changed(before, STAGING)
        self.audit()

    def add_tenant(self, name):
        self.ada.tenantform("tenant", "add", name, "--isolation", "pool")
        self.ada.tenantform("placement", "add", name, "staging")
        self.ada.tenantform("service", "add", name, "api", "--image", "registry.example.com/api:1.0", "--memory", "512")

    def first_tenant(self):
        """The first tenant, as a branch that is reviewed, merged and applied"""
        before = self.serials()
        self.add_tenant("alpha")
        self.ada.propose("alpha", "Add alpha")
        request = self.ada.request("alpha")
        expect((request["head"], request["base"]) == ("alpha", "main") and "alpha" in request["title"], f"GitHub got {request}")
        expect(ALPHA in request["body"], request["body"])
        # The environment's first pool tenant brings what all of them share.
        self.audit(("never_applied", ALPHA), ("out_of_step", STAGING), ("out_of_step", ALPHA))
        plans = self.ci.deliver("alpha")
        expect(list(plans) == [STAGING, ALPHA], f"alpha's merge changes {list(plans)}")
        expect(not actions(plans[STAGING], "delete") and not actions(plans[ALPHA], "update", "delete"), "a new tenant destroys")
        self.only_changed(before, STAGING, ALPHA)
        state = self.bucket.state(key(ALPHA))
        expect(managed(state) == len(plans[ALPHA]) > 0, f"{managed(state)} resources of {len(plans[ALPHA])} are in the state")
        self.audit()

    def second_tenant(self):
        """A second tenant touches one state only"""
        before = self.serials()
        self.add_tenant("beta")
        self.ada.propose("beta", "Add beta")
        request = self.ada.json("pr", "--repo", self.ada.clone, "--branch", "beta", "--terraform", self.world.tool.program)
        plans = self.ci.deliver("beta")
        expect(list(plans) == [BETA], f"beta's merge changes {list(plans)}")
        told = [(stack["stack"], stack["create"]) for stack in request["stacks"]]
        expect(told == [(BETA, len(plans[BETA]))], f"the pull request tells of {told}, and {len(plans[BETA])} were made")
        self.only_changed(before, BETA)

    def rename(self):
        """A rename destroys nothing, and leaves the state where it is"""
        before = self.serials()
        self.ada.tenantform("tenant", "rename", "alpha", "gamma")
        self.ada.tenantform("service", "rename", "gamma", "api", "web")
        self.ada.propose("rename", "Call alpha gamma, and its api web")
        plans = self.ci.deliver("rename")
        expect(list(plans) == [GAMMA], f"the rename changes {list(plans)}")
        other = actions(plans[GAMMA], "create", "delete", "forget")
        expect(not other, f"the rename creates or destroys {other}")
        expect(any("previous_address" in change for change in plans[GAMMA].values()), "no address was moved")
        self.only_changed(before, ALPHA)
        expect(self.serials()[key(ALPHA)][2] == before[key(ALPHA)][2], "a renamed tenant has another number of resources")
        self.audit()

    def two_people_one_catalog(self):
        """Two people change the catalog at the same moment"""
        first = self.ada.json("service", "show", "beta", "api")["row"]["memory"]
        revision = self.ada.json("log", "--limit", "1")["revisions"][0]["revision"]
        changes = [(self.ada, ("service", "set", "beta", "api", "--memory", "1024")),
                   (self.bob, ("service", "set", "gamma", "web", "--memory", "2048"))]
        running = [person.start(*command) for person, command in changes for _ in range(2)]
        for process in running:
            output = process.communicate()[0]
            expect(process.returncode == 0, f"a change is lost: {output}")
        memory = [self.ada.json("service", "show", tenant, name)["row"]["memory"] for tenant, name in (("beta", "api"), ("gamma", "web"))]
        expect(first == 512 and memory == [1024, 2048], f"memory was {first} and is {memory}")
        log = self.ada.json("log")["revisions"]
        new = [entry for entry in log if entry["revision"] > revision]
        expect(len(new) == 2 and {entry["author"] for entry in new} ==
               {"Ada <ada@example.com>", "Bob <bob@example.com>"}, f"the log has {new}")

    def two_people_one_branch(self):
        """Two people push to one branch: the second is told, and loses nothing"""
        for person in (self.ada, self.bob):
            person.git("fetch", "--quiet")
        self.ada.tenantform("commit", "--repo", self.ada.clone, "--branch", "more", "--onto", "origin/main")
        self.bob.tenantform("commit", "--repo", self.bob.clone, "--branch", "more", "--onto", "origin/main", "--message", "Bob's")
        self.ada.tenantform("push", "--repo", self.ada.clone, "--branch", "more")
        mine = self.bob.git("rev-parse", "more")
        said = self.bob.tenantform("push", "--repo", self.bob.clone, "--branch", "more", expected=1)
        expect('branch "more" has commits at "origin" that it does not have here' in said, said)
        expect(self.bob.git("rev-parse", "more") == mine, "the branch of who came second moved")
        before = self.serials()
        plans = self.ci.deliver("more")
        expect(list(plans) == [BETA, GAMMA], f"the changes of both reach {list(plans)}")
        self.only_changed(before, BETA, ALPHA)
        self.audit()

    def two_people_one_text(self):
        """The catalog as text in git: two branches are merged, and both changes arrive"""
        folder = os.path.join(self.world.folder, "text")
        os.makedirs(folder)
        self.ada.git("init", "--quiet", "--initial-branch=main", ".", folder=folder)
        self.ada.tenantform("export", "--output", folder)
        commit = ("commit", "--quiet", "--all", "--message")
        self.ada.git("add", ".", folder=folder)
        self.ada.git(*commit, "The catalog", folder=folder)
        for person, tenant, memory in ((self.ada, "beta", 1024), (self.bob, "gamma", 2048)):
            person.git("switch", "--quiet", "--create", person.name, "main", folder=folder)
            path = os.path.join(folder, "tenants", f"{tenant}.yaml")
            with open(path, encoding="utf-8") as file:
                text = file.read()
            expect(f"memory: {memory}\n" in text, f"{tenant}'s file is\n{text}")
            with open(path, "w", encoding="utf-8") as file:
                file.write(text.replace(f"memory: {memory}\n", "memory: 512\n"))
            person.git(*commit, f"Less for {tenant}", folder=folder)
        self.ada.git("switch", "--quiet", "main", folder=folder)
        self.ada.git("merge", "--quiet", "--no-edit", "ada", folder=folder)
        self.ada.git("merge", "--quiet", "--no-edit", "bob", folder=folder)
        imported = self.ada.json("import", folder)["entities"]
        changed = {entity: counts["changed"] for entity, counts in imported.items() if counts["changed"]}
        expect(changed == {"service": 2}, f"the import changed {changed}")

    def offboard(self):
        """A tenant leaves: exactly what it had is destroyed, and audit says when its rows may go"""
        before = self.serials()
        owned = before[key(BETA)][2]
        self.ada.tenantform("tenant", "offboard", "beta", "--reason", "the contract ends")
        self.ada.propose("offboard", "Offboard beta")
        plans = self.ci.deliver("offboard")
        expect(list(plans) == [BETA] and not actions(plans[BETA], "delete"), f"offboarding destroys {plans}")
        self.ada.tenantform("tenant", "set", "beta", "--state", "offboarded")
        self.ada.propose("offboarded", "Take beta down")
        self.ada.git("fetch", "--quiet")
        before, after = self.serials(), self.ci.merge("offboarded")
        found = self.audit(("destroy_left", BETA))
        expect(found["findings"][0]["resources"] == owned, f"audit says {found['findings'][0]}, and there are {owned}")
        expect([stack["stack"] for stack in self.ci.changed(*after)] == [BETA], "another stack changes")
        plan = self.ci.plan(BETA)
        expect(len(actions(plan, "delete")) == len(plan) == owned, f"of {owned} resources the plan destroys {actions(plan, 'delete')}")
        self.ci.apply(BETA)
        self.only_changed(before, BETA)
        expect(self.serials()[key(BETA)][2] == 0, "something is left of beta")
        found = self.audit(("removable", "beta"))
        expect(found["findings"][0]["text"] == "may be removed: tenantform tenant remove beta", f"{found['findings'][0]}")

    def remove(self):
        """What audit named is typed; nothing is orphaned"""
        before = self.serials()
        self.ada.tenantform("tenant", "remove", "beta")
        self.ada.propose("remove", "Forget beta")
        plans = self.ci.deliver("remove")
        expect(plans == {BETA: None}, f"the merge changes {plans}")
        self.only_changed(before)
        self.ada.tenantform("validate")

    def end(self):
        """All fits together"""
        found = self.audit()
        notes = [(finding["kind"], finding["subject"].rpartition("/tenants/")[2]) for finding in found["findings"]]
        expect(notes == [("empty_state", "beta/terraform.tfstate")], f"audit notes {notes}")
        self.ci.git("pull", "--quiet")
        self.ci.tenantform("generate", "--check", "--out", self.ci.clone)


CHAPTERS = (Story.begin, Story.bootstrap, Story.platform, Story.first_tenant, Story.second_tenant, Story.rename, Story.two_people_one_catalog,
            Story.two_people_one_branch, Story.two_people_one_text, Story.hand_edit, Story.killed_generate, Story.two_applies,
            Story.killed_apply, Story.offboard, Story.remove, Story.end)


def main():
    terraform, mirror, program, moto = sys.argv[1:]
    with tempfile.TemporaryDirectory(prefix="tenantform-story-") as folder:
        world = World(folder, program, terraform, mirror, moto)
        try:
            story = Story(world)
            for number, chapter in enumerate(CHAPTERS, 1):
                started = time.monotonic()
                print(f"{number:2}. {chapter.__doc__}", end="", flush=True)
                chapter(story)
                print(f" ({time.monotonic() - started:.1f} s)", flush=True)
        except Failure as failure:
            print(f"\n{failure}")
            return 1
        finally:
            world.close()
    return 0


sys.exit(main())
