#!/usr/bin/env python3
"""Gives a tenant another isolation: a successor is made beside it, the data is copied, routes and name go over, and only
then is the old one taken down. Each plan is looked at before it is applied.

usage: run_isolation_moves.py TOOL MIRROR TENANTFORM ISOLATION...
TOOL is terraform or tofu, MIRROR a provider mirror, TENANTFORM the program. The tenant begins with the first isolation and
gets the others one after the other.
"""

import json
import os
import re
import shutil
import subprocess
import sys
import tempfile

from harness import LOCAL_STATE, Failure, Tool, expect, managed, protections, require, run_tenantform, write_texts
from tenants import TENANT

PLATFORM = "platform: acme\nregion: us-east-1\n"
ENVIRONMENT = "environment: staging\ndomain: example.com\nzone_id: Z0123456789ABCDEFGHIJ\nprotected: true\n"
OWN_STORES = "databases: {main: {}}, caches: {main: {}}"
STORES = {"pool": "", "bridge": OWN_STORES, "silo": f"{OWN_STORES}, domain: ann.example.com, zone_id: Z0123456789ABCDEFGHIJ"}
# What holds data, by isolation.
SHARED = {"postgresql_database", "postgresql_role", "aws_elasticache_user", "aws_efs_file_system", "aws_secretsmanager_secret"}
OWN = {"aws_db_instance", "aws_elasticache_replication_group", "aws_efs_file_system", "aws_secretsmanager_secret"}
HOLDERS = {"pool": SHARED, "bridge": OWN, "silo": OWN}
# What may come and go with a route.
ROUTED = {"aws_lb_listener_rule", "aws_lb_target_group", "aws_route53_record", "aws_vpc_security_group_ingress_rule",
          "aws_vpc_security_group_egress_rule", "aws_cloudwatch_metric_alarm", "aws_ecs_service", "aws_cloudwatch_dashboard"}


def actions(changes, *wanted):
    return {address: change["type"] for address, change in changes.items() if set(change["change"]["actions"]) & set(wanted)}


class Project:
    """A catalog, its output, and the states of its stacks in files below it."""

    def __init__(self, tool, tenantform, folder):
        self.tool, self.tenantform, self.folder = tool, tenantform, folder
        self.output = os.path.join(folder, "output")

    def program(self, *arguments):
        return run_tenantform(self.tenantform, os.path.join(self.folder, "catalog.db"), *arguments)

    def refused(self, *arguments):
        command = [self.tenantform, "--catalog", os.path.join(self.folder, "catalog.db"), *arguments]
        result = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        expect(result.returncode == 1, f"{' '.join(arguments)} was not refused: {result.stdout}")
        return result.stderr

    def fill(self, isolation):
        texts = {"platform.yaml": PLATFORM, "environments/staging.yaml": ENVIRONMENT,
                 "tenants/ann.yaml": TENANT.format(name="ann", isolation=isolation, environments=f"{{staging: {{{STORES[isolation]}}}}}")}
        catalog = os.path.join(self.folder, "catalog")
        write_texts(catalog, texts)
        self.program("import", catalog)

    def stack(self, tenant):
        return os.path.join(self.output, "environments", "staging", "tenants", tenant)

    def keep_state(self, tenant):
        """The state goes by its key, as in the bucket, wherever the stack's folder is."""
        with open(os.path.join(self.stack(tenant), "terraform.tf"), encoding="utf-8") as file:
            key = re.search(r'\bkey\s*=\s*"([^"]*)"', file.read()).group(1)
        path = os.path.join(self.folder, "states", key)
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(os.path.join(self.stack(tenant), LOCAL_STATE[0]), "w", encoding="utf-8") as file:
            file.write(f'terraform {{\n  backend "local" {{\n    path = "{path}"\n  }}\n}}\n')

    def plan(self, tenant):
        """What generating and planning would change, by address; from a fresh checkout, as a pipeline has it."""
        self.program("generate", "--out", self.output)
        shutil.rmtree(os.path.join(self.stack(tenant), ".terraform"), ignore_errors=True)
        self.keep_state(tenant)
        self.tool.run(self.stack(tenant), "init", "-no-color")
        self.tool.run(self.stack(tenant), "plan", "-no-color", "-lock=false", "-out=next.plan")
        plan = json.loads(self.tool.run(self.stack(tenant), "show", "-json", "next.plan"))
        return {change["address"]: change for change in plan.get("resource_changes", [])
                if change["mode"] == "managed" and change["change"]["actions"] != ["no-op"]}

    def apply(self, tenant):
        self.tool.run(self.stack(tenant), "apply", "-no-color", "-lock=false", "next.plan")
        return self.state(tenant)

    def state(self, tenant):
        return managed(self.tool, self.stack(tenant))


def holders(state, isolation):
    """Address and id of what has data."""
    found = {address: r["values"].get("id") for address, r in state.items() if r["type"] in HOLDERS[isolation]}
    types = {state[address]["type"] for address in found}
    expect(types == HOLDERS[isolation], f"a {isolation} tenant has no {sorted(HOLDERS[isolation] - types)}")
    return found


def prepare(project, isolation, successor):
    """The successor is made beside the tenant, and of the tenant nothing changes."""
    script = project.program("tenant", "move", "ann", "--isolation", isolation, "--as", successor)
    expect("\ndatabase staging main " in script and "\nsecret staging " in script and "\nfiles staging " in script,
           f"the script does not copy everything:\n{script}")
    if isolation == "silo":
        project.program("placement", "set", successor, "staging", "--domain", "ann.example.com", "--zone-id", "Z0123456789ABCDEFGHIJ")
    changes = project.plan("ann")
    expect(not changes, f"a successor changes what is there: {sorted(changes)}")
    changes = project.plan(successor)
    expect(not actions(changes, "delete", "update"), "a successor is not new")
    state = project.apply(successor)
    for target in (r["values"] for r in state.values() if r["type"] == "aws_appautoscaling_target"):
        expect((target["min_capacity"], target["max_capacity"]) == (0, 0), "a successor runs before the cut-over")
    return holders(state, isolation)


def cut_over(project, before, after, successor, data, copies):
    """Routes and name go over; whatever has data stays on both sides."""
    expect("is not suspended" in project.refused("tenant", "move", "ann", "--cut-over", successor), "a running tenant was cut over")
    project.program("tenant", "suspend", "ann")
    changes = project.plan("ann")
    expect(not actions(changes, "create", "delete"), f"suspending makes or destroys {sorted(actions(changes, 'create', 'delete'))}")
    project.apply("ann")
    project.program("tenant", "move", "ann", "--cut-over", successor)
    for tenant, isolation, kept in (("ann", after, copies), ("ann-old", before, data)):
        changes = project.plan(tenant)
        come, go = actions(changes, "create"), actions(changes, "delete")
        expect(set(come.values()) | set(go.values()) <= ROUTED, f"the cut-over changes more than routes of {tenant}: {come} {go}")
        expect(("aws_lb_listener_rule" in come.values()) == (tenant == "ann"), f"the route does not come to {tenant}")
        expect(("aws_lb_listener_rule" in go.values()) == (tenant == "ann-old"), f"the route does not leave {tenant}")
        state = project.apply(tenant)
        expect(holders(state, isolation) == kept, f"the cut-over replaces data of {tenant}")
    for tenant, isolation in (("ann", after), ("ann-old", before)):  # a pool tenant has no instance to protect
        expect(isolation == "pool" or list(protections(project.tool, project.stack(tenant))), f"{tenant} is not protected")


def take_down(project, before):
    """The old one leaves as every tenant does: the last step, and the first that destroys data."""
    project.program("tenant", "offboard", "ann-old")
    gone = actions(project.plan("ann-old"), "delete")
    expect(not set(gone.values()) & HOLDERS[before], f"offboarding destroys {gone}")
    project.apply("ann-old")
    expect(not list(protections(project.tool, project.stack("ann-old"))), "something is still protected")
    project.program("tenant", "set", "ann-old", "--state", "offboarded")
    left = set(project.state("ann-old"))
    changes = project.plan("ann-old")
    expect(set(actions(changes, "delete")) == left == set(changes), "the old stack does not take down what it has")
    expect(not project.apply("ann-old"), "something is left of the old one")
    project.program("tenant", "remove", "ann-old")


def move(project, before, after):
    expect("would be destroyed" in project.refused("tenant", "set", "ann", "--isolation", after), "isolation was changed in place")
    data = holders(project.state("ann"), before)
    copies = prepare(project, after, "ann-next")
    cut_over(project, before, after, "ann-next", data, copies)
    take_down(project, before)
    changes = project.plan("ann")
    expect(not changes, f"the tenant changes when the old one goes: {sorted(changes)}")
    expect(holders(project.state("ann"), after) == copies, "other stores than those that were copied to")
    print(f"{before} to {after}: {len(data)} stores kept until the end, {len(copies)} came", flush=True)


def main():
    name, mirror, tenantform, *isolations = sys.argv[1:]
    require(name)
    with tempfile.TemporaryDirectory(prefix="tenantform-isolation-") as folder:
        project = Project(Tool(name, folder, mirror), tenantform, folder)
        try:
            project.fill(isolations[0])
            project.plan("ann")
            project.apply("ann")
            for before, after in zip(isolations, isolations[1:]):
                move(project, before, after)
        except Failure as failure:
            print(failure)
            return 1
    return 0


sys.exit(main())
