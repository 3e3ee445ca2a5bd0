#!/usr/bin/env python3
"""Two runs of Terraform or OpenTofu, each with 50 operations at a time, and imports of the command line, all at once on
one catalog: nothing is lost, and nobody hears of a lock.

usage: concurrency.py TOOL PROVIDER CLI
"""

import sys
from concurrent.futures import ThreadPoolExecutor

from rig import Rig, expect, expect_equal, run_side_by_side

TENANTS = 100  # of each run; each has a placement and a secret
IMPORTED = 20  # tenants, one import each

CONFIGURATION = """
resource "tenantform_tenant" "it" {{
  count     = {count}
  name      = "{name}-${{count.index}}"
  isolation = count.index % 10 == 0 ? "silo" : "bridge"
}}
resource "tenantform_placement" "it" {{
  count       = {count}
  tenant      = tenantform_tenant.it[count.index].name
  environment = "staging"
}}
resource "tenantform_secret" "it" {{
  count     = {count}
  tenant    = tenantform_tenant.it[count.index].name
  name      = "key"
  generated = true
}}
"""


def names(name, count):
    return {f"{name}-{index}" for index in range(count)}


def import_one_by_one(rig):
    for index in range(IMPORTED):
        path = rig.at(f"import-{index}.yaml")
        with open(path, "w", encoding="utf-8") as file:
            file.write(f"tenant: c-{index}\nisolation: bridge\nenvironments:\n  staging: {{}}\nsecrets:\n  key: {{}}\n")
        rig.cli("import", path)
    return ""


def all_at_once(rig, *work):
    """Runs functions side by side, and returns what they give; the first failure is raised."""
    with ThreadPoolExecutor(len(work)) as pool:
        return [result.result() for result in [pool.submit(function) for function in work]]


def expect_no_lock(said):
    text = "\n".join(said)
    expect("locked" not in text.lower() and "busy" not in text.lower(), f"somebody heard of a lock:\n{text}")


def nothing_is_lost():
    with Rig(*sys.argv[1:4]) as rig:
        rig.cli("init", "--platform", "acme", "--region", "us-east-1")
        one, other = (rig.workspace(name, CONFIGURATION.format(name=name, count=TENANTS)) for name in ("a", "b"))
        before = rig.revision()

        def apply(folder):
            return folder.apply("-parallelism=50").text()

        said = all_at_once(rig, lambda: apply(one), lambda: apply(other), lambda: import_one_by_one(rig))
        expect_no_lock(said)
        expect_complete(rig, before)
        for folder in (one, other):
            folder.expect_empty_plan("an apply beside others")

        def destroy(folder):
            return folder.json("destroy", "-auto-approve", "-parallelism=50").text()

        expect_no_lock(all_at_once(rig, lambda: destroy(one), lambda: destroy(other)))
        expect_equal({row["name"] for row in rig.rows("tenant")}, names("c", IMPORTED), "tenants that are left")
        rig.check_file()
        rig.cli("validate")


def expect_complete(rig, before):
    """Every row is there, and was made once: also in the history."""
    wanted = names("a", TENANTS) | names("b", TENANTS) | names("c", IMPORTED)
    history = rig.history(before)
    for entity, key in (("tenant", "name"), ("placement", "tenant"), ("secret", "tenant")):
        rows = [row[key] for row in rig.rows(entity)]
        expect_equal((len(rows), set(rows)), (len(wanted), wanted), f"rows of {entity}")
        made = [change for change in history if change[:2] == (entity, "insert")]
        expect_equal((len(made), len(set(made))), (len(wanted), len(wanted)), f"rows of {entity} made in the history")
    ranges = [row["cidr"] for row in rig.rows("placement") if row["cidr"]]
    expect_equal(len(set(ranges)), len(ranges), "different ranges of silo tenants")
    expect_equal({change[1] for change in history} - {"insert", "update"}, set(), "other changes in the history")
    rig.check_file()
    rig.cli("validate")


sys.exit(run_side_by_side({"two runs and an import": nothing_is_lost}))
