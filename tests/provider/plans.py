#!/usr/bin/env python3
"""Plans are honest: what the catalog would refuse fails in the plan, at the line of its attribute.

usage: plans.py TOOL PROVIDER CLI
"""

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
}}""", "GPU pool"),
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
    with Rig(*sys.argv[1:4]) as rig:
        for command in BEFORE:
            rig.cli(*command)
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


sys.exit(run_side_by_side({"what the catalog would refuse": what_is_refused}))
