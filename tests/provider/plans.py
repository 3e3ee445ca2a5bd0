#!/usr/bin/env python3
"""Plans are honest: what the catalog would refuse fails in the plan, at the line of its attribute, and what a plan shows is
what an apply does.

usage: plans.py TOOL PROVIDER CLI
"""

import json
import re
import sys

from rig import Failure, Rig, expect, expect_equal, run_side_by_side

TOOL = sys.argv[1]
MARK = "# wrong"

# What the catalog has before: a bridge tenant and a silo tenant in staging, a runner cluster, and no GPU pool.
BEFORE = [
    ("init", "--platform", "acme", "--region", "us-east-1"),
    ("environment", "set", "staging", "--cidr", "10.20.0.0/16", "--domain", "acme.example.com", "--zone-id", "ZACME"),
    ("tenant", "add", "acme", "--isolation", "bridge", "--quota-cpu", "1024", "--quota-volumes", "0"),
    ("placement", "add", "acme", "staging"),
    ("service", "add", "acme", "web", "--image", "nginx:1", "--cpu", "256", "--memory", "512", "--port", "80",
     "--scaling-max", "2"),
    ("route", "add", "acme", "web", "home", "--subdomain", "acme", "--priority", "7"),
    ("runner-cluster", "add", "staging", "ci"),
]

SERVICE = 'tenant = "acme"\n  name = "api"\n  image = "nginx:1"\n  cpu = 256\n  memory = 512'

# name -> (configuration with MARK behind what is wrong, what the error says)
WRONG = {
    "a service above the quota": (f"""
resource "tenantform_service" "it" {{
  tenant = "acme"
  name   = "api"
  image  = "nginx:1"
  cpu    = 1024  # wrong
  memory = 2048
}}""", "quota"),
    "services that are above the quota together": (f"""
resource "tenantform_tenant" "it" {{
  name      = "new"
  isolation = "bridge"
  quota     = {{ cpu = 1024 }}
}}
resource "tenantform_placement" "it" {{
  tenant      = tenantform_tenant.it.name
  environment = "staging"
}}
resource "tenantform_service" "one" {{
  tenant  = tenantform_placement.it.tenant
  name    = "one"
  image   = "nginx:1"
  cpu     = 512
  memory  = 1024
  scaling = {{ max = 1 }}
}}
resource "tenantform_service" "two" {{
  tenant  = tenantform_service.one.tenant
  name    = "two"
  image   = "nginx:1"
  cpu     = 1024  # wrong
  memory  = 2048
  scaling = {{ max = 1 }}
}}""", "quota"),
    "more volumes than the quota": ("""
resource "tenantform_volume" "it" {  # wrong
  tenant  = "acme"
  service = "web"
  name    = "data"
  path    = "/data"
}""", "quota"),
    "a range that overlaps one of the catalog": ("""
resource "tenantform_environment" "it" {
  name = "testing"
  cidr = "10.20.128.0/20"  # wrong
}""", "overlap"),
    "a range that overlaps one of the plan": ("""
resource "tenantform_environment" "one" {
  name = "one"
  cidr = "10.30.0.0/16"
}
resource "tenantform_environment" "two" {
  name       = "two"
  cidr       = "10.30.128.0/20"  # wrong
  depends_on = [tenantform_environment.one]
}""", "overlap"),
    "a service on a runner cluster": (f"""
resource "tenantform_service" "it" {{
  {SERVICE}
  cluster = "ci"  # wrong
}}""", "runner"),
    "a service with GPUs where there is no pool": (f"""
resource "tenantform_service" "it" {{
  {SERVICE}
  gpus = 1  # wrong
}}""", "pool with enough GPUs"),
    "a tenant that is not there": ("""
resource "tenantform_secret" "it" {
  tenant = "nobody"  # wrong
  name   = "key"
}""", "nobody"),
    "a secret that is not there": (f"""
resource "tenantform_service" "it" {{
  {SERVICE}
  secrets = ["nothing"]  # wrong
}}""", "nothing"),
    "a name with capitals": ("""
resource "tenantform_tenant" "it" {
  name      = "Acme"  # wrong
  isolation = "bridge"
}""", "name"),
    "a choice that there is not": ("""
resource "tenantform_tenant" "it" {
  name      = "other"
  isolation = "house"  # wrong
}""", "pool.*bridge.*silo"),
    "a range with host bits": ("""
resource "tenantform_environment" "it" {
  name = "testing"
  cidr = "10.40.0.1/16"  # wrong
}""", "cidr.*host bits"),
    "a number out of its range, in a group": ("""
resource "tenantform_environment" "it" {
  name = "testing"
  scaling = {
    min = 1
    max = 5001  # wrong
  }
}""", r"scaling\.max.*5000"),
    "a size that Fargate has not": ("""
resource "tenantform_service" "it" {
  tenant = "acme"
  name   = "api"
  image  = "nginx:1"
  cpu    = 256
  memory = 1000  # wrong
}""", "Fargate"),
    "least above most": (f"""
resource "tenantform_service" "it" {{
  {SERVICE}
  scaling = {{
    min = 2  # wrong
    max = 1
  }}
}}""", r"scaling\.min.*more than"),
    "a variable that looks like a credential": (f"""
resource "tenantform_service" "it" {{
  {SERVICE}
  variables = {{
    LOG_LEVEL = "info"
    KEY       = "AKIAIOSFODNN7EXAMPLE"  # wrong
  }}
}}""", "credential|secret"),
    "a policy with a wildcard": (f"""
resource "tenantform_service" "it" {{
  {SERVICE}
  policy = [
    "s3:GetObject arn:aws:s3:::acme-data/*",
    "s3:* arn:aws:s3:::acme-data/*",  # wrong
  ]
}}""", "wildcard|policy"),
    "a priority that a route has": ("""
resource "tenantform_route" "it" {
  tenant    = "acme"
  service   = "web"
  name      = "other"
  subdomain = "other"
  priority  = 7  # wrong
}""", "priorit"),
    "a field for silo tenants only": ("""
resource "tenantform_tenant" "it" {
  name      = "other"
  isolation = "bridge"
}
resource "tenantform_placement" "it" {
  tenant      = tenantform_tenant.it.name
  environment = "staging"
  domain      = "other.example.com"  # wrong
}""", "silo"),
    "a row that is there with other values": ("""
resource "tenantform_tenant" "it" {
  name      = "acme"  # wrong
  isolation = "silo"
}""", "already"),
}


def marked_line(text):
    """OpenTofu finds no attribute of a group, and shows the resource then."""
    lines = text.splitlines()
    marked = next(number for number, line in enumerate(lines) if MARK in line)
    if TOOL == "tofu" and re.match("    m(in|ax) =", lines[marked]):
        marked = max(number for number in range(marked) if lines[number].startswith("resource"))
    return marked + 1


def expect_refused(folder, name):
    text, says = WRONG[name]
    folder.configure(text)
    said = folder.plan(expected=1)
    found = said.diagnostics()
    expect(len(found) == 1, f"{name}: {len(found)} errors instead of one\n{said.text()}")
    error = found[0]
    where = error.get("range", {})
    expect_equal((where.get("filename"), where.get("start", {}).get("line")), ("main.tf", marked_line(text)),
                 f"{name}: place of the error\n{said.text()}\n")
    words = f"{error['summary']} {error['detail']}"
    expect(re.search(says, words, re.IGNORECASE | re.DOTALL), f"{name}: the error does not say \"{says}\": {words}")


def what_is_refused():
    with new_rig() as rig:
        revision = rig.revision()
        folder = rig.workspace("live")
        failed = []
        for name in WRONG:
            try:
                expect_refused(folder, name)
            except Failure as failure:
                failed.append(str(failure))
        expect_equal(rig.revision(), revision, "revision after plans")
        expect(not failed, "\n".join(failed))


CHOSEN = """
resource "tenantform_tenant" "it" {
  name      = "big"
  isolation = "silo"
}
resource "tenantform_placement" "it" {
  tenant      = tenantform_tenant.it.name
  environment = "staging"
  domain      = "big.example.com"
  zone_id     = "ZBIG"
}
resource "tenantform_service" "it" {
  tenant  = tenantform_placement.it.tenant
  name    = "web"
  image   = "nginx:1"
  cpu     = 256
  memory  = 512
  port    = 80
}
resource "tenantform_route" "it" {
  tenant    = tenantform_service.it.tenant
  service   = tenantform_service.it.name
  name      = "home"
  subdomain = "www"
}
"""


def new_rig():
    rig = Rig(*sys.argv[1:4])
    for arguments in BEFORE:
        rig.cli(*arguments)
    return rig


def planned_changes(folder):
    """Saves a plan; address -> what it changes."""
    folder.run("plan", "-no-color", "-out=saved")
    changes = json.loads(folder.run("show", "-json", "saved"))["resource_changes"]
    return {change["address"]: change["change"] for change in changes}


def values_are_known_and_kept():
    """All but those that the catalog chooses at its commit; what it does not choose for a row is known to be null."""
    with new_rig() as rig:
        folder = rig.workspace("live", CHOSEN)
        changes = planned_changes(folder)
        unknown = {address: sorted(name for name, is_unknown in change["after_unknown"].items() if is_unknown is True)
                   for address, change in changes.items()}
        expect_equal(unknown, {"tenantform_tenant.it": [], "tenantform_placement.it": ["cidr"], "tenantform_service.it": [],
                               "tenantform_route.it": ["priority"]}, "values that the plan does not know")
        folder.run("apply", "-no-color", "saved")
        for address, values in folder.state().items():
            wanted = changes[address]["after"]
            expect_equal({name: values[name] for name in wanted}, wanted, f"{address}: values, and those of its plan")
        folder.expect_empty_plan("an apply of a saved plan")


def a_plan_that_is_too_old_is_refused():
    """Somebody was quicker: what is theirs stays theirs, and nothing of the plan is made."""
    with new_rig() as rig:
        folder = rig.workspace("live", CHOSEN)
        planned_changes(folder)
        rig.cli("tenant", "add", "big", "--isolation", "bridge")
        revision = rig.revision()
        said = folder.run("apply", "-no-color", "saved", expected=1)
        expect("already" in said and "inconsistent" not in said, said)
        expect_equal(rig.revision(), revision, "revision after a plan that was too old")


UNKNOWN = """
resource "terraform_data" "it" {
  input = "later"
}
resource "tenantform_tenant" "it" {
  name      = terraform_data.it.output
  isolation = "silo"
  title     = "Known ${terraform_data.it.output}"
  quota     = { cpu = length(terraform_data.it.output) * 1000 }
  tags      = { (terraform_data.it.output) = "x", Team = terraform_data.it.output }
}
resource "tenantform_placement" "it" {
  tenant      = tenantform_tenant.it.name
  environment = "staging"
}
resource "tenantform_secret" "it" {
  tenant = tenantform_tenant.it.name
  name   = "key"
}
"""


def values_may_be_unknown():
    with new_rig() as rig:
        folder = rig.workspace("live", UNKNOWN)
        folder.apply()
        folder.expect_empty_plan("values that a plan did not know")
        row = next(row for row in rig.rows("tenant") if row["name"] == "later")
        expect_equal((row["title"], row["quota_cpu"], row["tags"]), ("Known later", 5000, {"later": "x", "Team": "later"}),
                     "values that a plan did not know")


PLACES = """
resource "tenantform_tenant" "it" {{
  name      = "other"
  isolation = "bridge"
}}
resource "tenantform_placement" "it" {{
  tenant      = tenantform_tenant.it.name
  environment = "{environment}"
}}
resource "tenantform_secret" "it" {{
  tenant     = "{tenant}"
  name       = "{name}"
  depends_on = [tenantform_tenant.it]
}}
"""


def only_another_parent_makes_anew():
    with new_rig() as rig:
        folder = rig.workspace("live", PLACES.format(environment="staging", tenant="acme", name="key"))
        folder.apply()
        folder.configure(PLACES.format(environment="staging", tenant="acme", name="new-key"))
        expect_equal(folder.apply().planned(), {"tenantform_secret.it": "update"}, "plan for another name")
        folder.configure(PLACES.format(environment="production", tenant="other", name="new-key"))
        expect_equal(folder.apply().planned(), {"tenantform_secret.it": "replace", "tenantform_placement.it": "replace"},
                     "plan for another parent")
        folder.expect_empty_plan("another parent")
        expect_equal([(row["tenant"], row["name"]) for row in rig.rows("secret")], [("other", "new-key")], "secrets")


def what_others_made_is_not_removed_along():
    with new_rig() as rig:
        folder = rig.workspace("live", PLACES.format(environment="staging", tenant="acme", name="key"))
        folder.apply()
        rig.cli("secret", "add", "other", "theirs")
        said = folder.json("destroy", "-auto-approve", expected=1)
        expect("other/theirs" in said.text(), said.text())
        expect("other" in {row["name"] for row in rig.rows("tenant")}, "the tenant of somebody's secret is gone")
        rig.cli("secret", "remove", "other", "theirs")
        folder.json("destroy", "-auto-approve")


sys.exit(run_side_by_side({
    "what the catalog would refuse": what_is_refused,
    "values are known and kept": values_are_known_and_kept,
    "a plan that is too old": a_plan_that_is_too_old_is_refused,
    "unknown values": values_may_be_unknown,
    "only another parent makes anew": only_another_parent_makes_anew,
    "what others made": what_others_made_is_not_removed_along,
}))
