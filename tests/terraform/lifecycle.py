#!/usr/bin/env python3
"""Takes tenants of each isolation through their life with real states: applied, everything renamed, suspended, resumed,
offboarding, offboarded, removed. Each step is what an operator types, and each plan is looked at before it is applied.

usage: lifecycle.py TOOL MIRROR TENANTFORM CATALOG [LIFE ...]
TOOL is terraform or tofu, MIRROR a provider mirror, TENANTFORM the program, CATALOG a folder below environments/ that has the
tenants below. LIFE is one of pool, bridge, silo, cell, platform; all of them without one.
"""

import json
import os
import sys
import tempfile

from harness import JOBS, Failure, Tool, expect, managed, protections, require, run_all, run_tenantform

# What holds data: none of it is destroyed before the tenant is offboarded.
STORES = ("aws_db_instance", "aws_elasticache_replication_group", "aws_efs_file_system", "aws_efs_access_point", "aws_s3_bucket",
          "aws_secretsmanager_secret", "postgresql_database", "postgresql_role")


class Life:
    """A tenant in an environment: its catalog, what is generated from it, and its stack's state beside the files."""

    def __init__(self, tool, program, example, folder, subject):
        self.tool, self.program, self.folder = tool, program, folder
        self.output = os.path.join(folder, "output")
        self.tenant, self.environment, self.cell = subject.get("tenant"), subject["environment"], subject.get("cell")
        self.label = self.tenant
        os.makedirs(self.output)
        self.catalog("import", example)

    def catalog(self, *arguments):
        return run_tenantform(self.program, os.path.join(self.folder, "catalog.db"), *arguments)

    def revision(self):
        return str(json.loads(self.catalog("validate", "--json"))["revision"])

    @property
    def stack(self):
        environment = os.path.join(self.output, "environments", self.environment)
        if self.cell:
            return os.path.join(environment, "cells", self.cell)
        return os.path.join(environment, "tenants", self.tenant) if self.tenant else environment

    def plan(self):
        """Generates and plans; returns what the plan changes, by address."""
        self.catalog("generate", "--local-state", "--out", self.output)
        self.tool.run(self.stack, "init", "-no-color")
        self.tool.run(self.stack, "plan", "-no-color", "-lock=false", "-out=next.plan")
        plan = json.loads(self.tool.run(self.stack, "show", "-json", "next.plan"))
        return {change["address"]: change for change in plan.get("resource_changes", [])
                if change["mode"] == "managed" and (change["change"]["actions"] != ["no-op"] or "previous_address" in change)}

    def apply(self):
        """Applies what was planned; nothing is left to do then. Returns the state's resources by address."""
        self.tool.run(self.stack, "apply", "-no-color", "-lock=false", "next.plan")
        self.tool.run(self.stack, "plan", "-no-color", "-lock=false", "-detailed-exitcode")
        return self.state()

    def state(self):
        return managed(self.tool, self.stack)


def of_type(state, kind):
    return [resource["values"] for resource in state.values() if resource["type"] == kind]


def actions(changes, *wanted):
    return sorted(address for address, change in changes.items() if set(change["change"]["actions"]) & set(wanted))


def expect_kept(changes, step):
    gone = [address for address in actions(changes, "delete") if changes[address]["type"] in STORES]
    expect(not gone, f"{step} destroys data: {gone}")


def applied(life):
    """Active, and protected where the environment is."""
    life.plan()
    return life.apply()


def renamed(life, before, subject):
    """Addresses and tags change; nothing is created or destroyed, and the state is found where it was."""
    for command in subject["renames"]:
        life.catalog(*command)
    life.tenant = subject.get("new_tenant", life.tenant)
    life.environment = subject.get("new_environment", life.environment)
    changes = life.plan()
    other = actions(changes, "create", "delete", "forget")
    expect(not other, f"a rename creates or destroys {other}")
    moved = {change["previous_address"] for change in changes.values() if "previous_address" in change}
    for part in subject["moved"]:
        expect(any(part in address for address in moved), f"no address that has {part} was moved")
    after = life.apply()
    expect(len(after) == len(before), f"{len(before)} resources became {len(after)}")


def reverted(life, before, subject):
    """All renames undone by one revision, and that one by another: addresses go back and forth, and nothing is destroyed."""
    names = (life.tenant, life.environment)
    for command, tenant, environment in ((("--to", subject["revision"]), subject["tenant"], subject["environment"]), (None, *names)):
        newest = life.revision()
        life.catalog("revert", *(command or (newest,)))
        life.tenant, life.environment = tenant, environment
        changes = life.plan()
        other = actions(changes, "create", "delete", "forget")
        expect(not other, f"undoing a rename creates or destroys {other}")
        expect(any("previous_address" in change for change in changes.values()), "undoing a rename moves no address")
        after = life.apply()
        expect(len(after) == len(before), f"{len(before)} resources became {len(after)}")


def suspended(life, before):
    """Nothing runs, and what has data stays."""
    life.catalog("tenant", "suspend", life.tenant)
    changes = life.plan()
    expect(not actions(changes, "delete", "create", "forget"), f"suspending replaces {actions(changes, 'delete', 'create')}")
    state = life.apply()
    mine = own(life, state)
    for target in of_type(mine, "aws_appautoscaling_target"):
        expect((target["min_capacity"], target["max_capacity"]) == (0, 0), f"{target['resource_id']} still scales")
    for schedule in of_type(mine, "aws_scheduler_schedule"):
        expect(schedule["state"] == "DISABLED", f"schedule {schedule['name']} still starts tasks")
    for group in of_type(mine, "aws_autoscaling_group"):
        expect(group["min_size"] == 0, f"instances of {group['name']} stay")
    expect(of_type(mine, "aws_appautoscaling_target"), "there is no service to suspend")
    expect(of_type(mine, "aws_scheduler_schedule") or life.cell, "there is no schedule to suspend")
    expect(set(state) == set(before), "a suspended tenant has other resources than an active one")


def resumed(life, before):
    """As it was before it was suspended."""
    life.catalog("tenant", "resume", life.tenant)
    changes = life.plan()
    expect(not actions(changes, "delete", "create", "forget"), f"resuming replaces {actions(changes, 'delete', 'create')}")
    state = life.apply()
    for kind, fields in (("aws_appautoscaling_target", ("min_capacity", "max_capacity")),
                         ("aws_scheduler_schedule", ("state",)), ("aws_autoscaling_group", ("min_size", "max_size"))):
        for address in (address for address, resource in before.items() if resource["type"] == kind):
            was, now = before[address]["values"], state[address]["values"]
            expect([was[f] for f in fields] == [now[f] for f in fields], f"{address} is not as it was")


def own(life, state):
    """Of a cell, what belongs to the tenant. Its module has the tenant's first name."""
    return {address: r for address, r in state.items() if not life.cell or address.startswith(f"module.{life.label}.")}


def offboarding(life, is_protected):
    """Nothing stands in the way of a destroy any more, and everything leaves a copy."""
    expect(is_protected == bool(list(protections(life.tool, life.stack))), "the tenant is not protected as the test has it")
    life.catalog("tenant", "offboard", life.tenant)
    expect_kept(life.plan(), "offboarding")
    mine = own(life, life.apply())
    left = list(protections(life.tool, life.stack))
    expect(not left, f"this keeps AWS from deleting it: {left}")
    for database in of_type(mine, "aws_db_instance"):
        expect(not database["skip_final_snapshot"] and database["final_snapshot_identifier"], "a database leaves no snapshot")
        expect(not database["delete_automated_backups"], "a database takes its backups along")
    for cache in of_type(mine, "aws_elasticache_replication_group"):
        expect(cache["final_snapshot_identifier"], "a cache leaves no snapshot")
    for policy in of_type(mine, "aws_efs_backup_policy"):
        expect(policy["backup_policy"][0]["status"] == "ENABLED", "a file system leaves no backup")
    expect(len(of_type(mine, "aws_efs_file_system")) == len(of_type(mine, "aws_efs_backup_policy")), "files leave no backup")
    for secret in of_type(mine, "aws_secretsmanager_secret"):
        expect(secret["recovery_window_in_days"] >= 7, f"secret {secret['name']} cannot be brought back")
    for bucket in of_type(mine, "aws_s3_bucket"):
        expect(not bucket["force_destroy"], f"bucket {bucket['bucket']} takes its objects along")
    return mine


def offboarded(life, others):
    """The stack destroys what there is of the tenant, and nothing else; then it can leave the environment."""
    life.catalog("tenant", "set", life.tenant, "--state", "offboarded")
    changes = life.plan()
    gone = actions(changes, "delete")
    expect(sorted(changes) == gone and gone, f"an offboarded tenant's stack does other things: {sorted(set(changes) - set(gone))}")
    state = life.apply()
    expect(set(state) == others, f"left in the state: {sorted(set(state) - others)}, gone from it: {sorted(others - set(state))}")
    life.catalog("placement", "remove", life.tenant, life.environment)
    folder = os.path.join(life.stack, "tenants", life.tenant) if life.cell else life.stack
    life.catalog("generate", "--local-state", "--out", life.output)
    expect(not [entry for entry in os.listdir(folder) if entry.endswith(".tf")] if os.path.isdir(folder) else True,
           "a removed tenant still has a stack")


def live(tool, tenantform, example, folder, subject):
    """What happens to a tenant from its first day to its last; to an environment's own stack only renames."""
    life = Life(tool, tenantform, example, folder, subject)
    for command in subject.get("more", []):
        life.catalog(*command)
    subject["revision"] = life.revision()
    renamed(life, applied(life), subject)
    if not life.tenant:
        return
    if subject.get("reverted"):
        reverted(life, life.state(), subject)
    before = life.state()
    suspended(life, before)
    resumed(life, before)
    mine = offboarding(life, subject["protected"])
    offboarded(life, set(life.state()) - set(mine))


def renames(tenant, new_tenant, *more):
    """Commands that rename the tenant and what it has."""
    return [("tenant", "rename", tenant, new_tenant), ("service", "rename", new_tenant, "chat", "talk"),
            ("secret", "rename", new_tenant, "openai-key", "gateway-key"), ("route", "rename", new_tenant, "talk", "openai", "gpt"),
            *((*command[:2], new_tenant, *command[2:]) for command in more)]


LARGE = [("service", "rename", "model-training", "learn"), ("schedule", "rename", "learn", "nightly", "weekly"),
         ("volume", "rename", "agents", "artifacts", "files")]
# Services name a database that each environment has: it is renamed in all of them, and services follow.
OWN_DATA = [*(("database", "rename", environment, "main", "store") for environment in ("production", "staging")),
            *(("cache", "rename", environment, "main", "quick") for environment in ("production", "staging")),
            *(("service", "set", service, "--database", "store") for service in ("talk", "embed", "worker", "agents")),
            *(("service", "set", service, "--cache", "quick") for service in ("talk", "embed"))]
NIGHTLY = ("nightly", "--expression", "cron(0 3 * * ? *)")
MOVED = ['module.services["chat"]', "aws_secretsmanager_secret.this", "aws_lb_listener_rule.this"]
MOVED_LARGE = [*MOVED, 'module.schedules["model-training"]', 'aws_scheduler_schedule.this["nightly"]']

SUBJECTS = {
    "pool": {
        "tenant": "tenant-1", "new_tenant": "alpha", "environment": "production", "protected": False,
        "more": [("schedule", "add", "tenant-1", "model-training", *NIGHTLY)],
        "renames": renames("tenant-1", "alpha", *LARGE), "moved": MOVED_LARGE,
    },
    "bridge": {
        "tenant": "tenant-2", "new_tenant": "beta", "environment": "production", "protected": True, "reverted": True,
        "more": [("schedule", "add", "tenant-2", "model-training", *NIGHTLY)],
        "renames": renames("tenant-2", "beta", *LARGE, *OWN_DATA),
        "moved": [*MOVED_LARGE, 'module.database["main"]', 'module.cache["main"]'],
    },
    # With its environment and the platform.
    "silo": {
        "tenant": "tenant-3", "new_tenant": "gamma", "environment": "production", "new_environment": "live", "protected": True,
        "more": [("schedule", "add", "tenant-3", "model-training", *NIGHTLY)],
        "renames": [*renames("tenant-3", "gamma", *LARGE, *OWN_DATA),
                    ("gpu-pool", "rename", "production", "tenant-3", "training"),
                    ("environment", "rename", "production", "live"), ("platform", "rename", "acme-ai", "zeta")],
        "moved": [*MOVED_LARGE, 'module.database["main"]', 'module.cache["main"]', 'module.pools["tenant-3"]'],
    },
    "cell": {
        "tenant": "trial-1", "new_tenant": "delta", "environment": "staging", "cell": "cell-1", "protected": False,
        "renames": renames("trial-1", "delta"), "moved": MOVED,
    },
    "platform": {
        "environment": "staging", "new_environment": "test", "moved": ['module.pools["gpu"]'],
        "renames": [("gpu-pool", "rename", "staging", "gpu", "training"), ("environment", "rename", "staging", "test"),
                    ("tenant", "rename", "tenant-2", "beta"), ("platform", "rename", "acme-ai", "zeta")],
    },
}


def main():
    program, mirror, tenantform, example, *names = sys.argv[1:]
    require(program)
    with tempfile.TemporaryDirectory(prefix="tenantform-lifecycle-") as folder:
        tool = Tool(program, folder, mirror)

        def work(subject_folder):
            live(tool, tenantform, example, subject_folder, SUBJECTS[os.path.basename(subject_folder)])

        return 1 if run_all(work, [os.path.join(folder, name) for name in names or SUBJECTS], folder, JOBS) else 0


sys.exit(main())
