#!/usr/bin/env python3
"""What the provider gives beside resources: data sources, a tenant's resolved model, functions, lists and actions.

usage: beside.py TOOL PROVIDER CLI
"""

import glob
import json
import os
import re
import sys

import cases
import hcl
from rig import Rig, expect, expect_equal, messages, run_side_by_side

TOOL = sys.argv[1]
ENVIRONMENTS = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..", "environments")
ENTITIES = list(cases.CASES)


def example_rig(example):
    rig = Rig(*sys.argv[1:4])
    rig.cli("init")
    rig.cli("import", os.path.join(ENVIRONMENTS, example))
    return rig


def outputs(folder, text):
    """The values of a configuration's outputs after an apply that changes nothing else."""
    folder.configure(text)
    said = folder.apply()
    expect_equal(said.summary(), {"add": 0, "change": 0, "import": 0, "remove": 0}, "an apply of outputs")
    return {name: output["value"] for name, output in json.loads(folder.run("output", "-json")).items()}


def output(name, expression):
    return hcl.block("output", name, value=hcl.Expression(expression))


def schemas_of(folder):
    return next(iter(json.loads(folder.run("providers", "schema", "-json"))["provider_schemas"].values()))


# --- data sources


def one_row_is_found_by_its_key():
    """For every entity, with all its values; what is not there fails in the plan."""
    with Rig(*sys.argv[1:4]) as rig:
        rig.empty_catalog()
        known = {}
        live = rig.workspace("live", cases.configuration())
        live.apply()
        for address, values in live.state().items():
            known.setdefault(address.split(".")[0][len("tenantform_"):], values)
        folder = rig.workspace("other")
        text = ""
        for entity in ENTITIES:
            key = {name: known[entity][name] for name in rig.keys(entity)}
            text += hcl.block("data", f"tenantform_{entity}", "it", **key) + output(entity, f"data.tenantform_{entity}.it")
        expect_equal(outputs(folder, text), known, "rows that data sources found")
        folder.configure(hcl.block("data", "tenantform_tenant", "it", name="nobody"))
        expect("nobody" in folder.plan(expected=1).diagnostics()[0]["detail"], "a row that is not there")


def many_rows_are_found_by_filters():
    """For every entity: all rows, and those that each filter leaves, are those that the command line lists."""
    with example_rig("ai-platform") as rig:
        rig.cli("gpu-pool", "add", "staging", "shared", "--instance-type", "g5.xlarge", "--max", "1")
        rig.cli("gpu-pool", "add", "staging", "own", "--instance-type", "g5.xlarge", "--max", "1", "--tenant", "tenant-2")
        folder = rig.workspace("live")
        schemas, text, wanted = schemas_of(folder), "", {}
        for entity in ENTITIES:
            block = schemas["data_source_schemas"][f"tenantform_{entity}s"]["block"]["attributes"]
            rows, key = rig.rows(entity), rig.keys(entity)
            filters = [{}] + [{name: row[name]} for name, attribute in block.items() if attribute.get("optional")
                              for row in rows[:2] + rows[-1:] if row[name] is not None]
            for number, chosen in enumerate(filters):
                name = f"{entity}_{number}"
                text += hcl.block("data", f"tenantform_{entity}s", name, **chosen)
                text += output(name, f"data.tenantform_{entity}s.{name}.ids")
                wanted[name] = ["/".join(row[part] for part in key) for row in rows
                                if all(row[part] == value for part, value in chosen.items())]
        expect(len(wanted) > 3 * len(ENTITIES), f"there are few filters: {sorted(wanted)}")
        expect_equal(outputs(folder, text), wanted, "rows that filters left")


# --- the resolved model

MODEL = """
data "tenantform_placements" "all" {}
data "tenantform_tenant_model" "it" {
  for_each    = { for placement in data.tenantform_placements.all.placements : placement.id => placement }
  tenant      = each.value.tenant
  environment = each.value.environment
}
output "models" {
  value = data.tenantform_tenant_model.it
}
"""


def generated_tenants(rig):
    """The folders of tenants: stacks of their own, or modules in the stack of a cell."""
    environment = rig.at("out", "environments", "*")
    return [folder for part in ("", "cells/*/") for folder in glob.glob(f"{environment}/{part}tenants/*")]


def generated_locals(rig, tenant, environment):
    """The literal values of a generated stack, as the tool itself reads them."""
    stack, = (folder for folder in generated_tenants(rig) if folder.endswith(f"/{tenant}") and f"/{environment}/" in folder)
    with open(os.path.join(stack, "locals.tf"), encoding="utf-8") as file:
        text = file.read()
    folder = rig.workspace(f"{tenant}-{environment}")
    names = re.findall(r"^  (\w+) += ", text, re.MULTILINE)
    return outputs(folder, text + "".join(output(name, f"local.{name}") for name in names))


def the_model_is_what_is_generated():
    """Every value of every generated stack of a tenant is in its model."""
    with example_rig("ai-platform") as rig:
        rig.cli("generate", "--out", rig.at("out"))
        models = outputs(rig.workspace("live"), MODEL)["models"]
        stacks = generated_tenants(rig)
        expect_equal(len(models), len(stacks), "tenants with a model and generated ones")
        for key, model in models.items():
            generated = generated_locals(rig, model["tenant"], model["environment"])
            expect({"name", "services", "tags"} <= set(generated), f"{key}: there is little in it: {sorted(generated)}")
            # A stack that more tenants may come into has the tags of all of them at its provider.
            tags = generated.pop("tags")
            expect(tags.items() <= model["tags"].items(), f"{key}: {tags} are not among the tags of the model, {model['tags']}")
            expect_equal(model["model"]["tags"], model["tags"], f"{key}: tags of the model")
            for name, value in generated.items():
                expect_equal(model["model"].get(name), value, f"{key}: {name} of the model and of what is generated")
            expect_equal(model["name"], generated["name"], f"{key}: name")
            if "network" in generated:
                expect_equal(model["subnets"], generated["network"]["zones"], f"{key}: subnets")
                expect_equal(model["cidr"], generated["network"]["cidr"], f"{key}: range")


# --- functions

CALLS = {
    'slug("Acme GmbH & Co.")': "acme-gmbh-co",
    'slug("3 Musketeers")': "n3-musketeers",
    'slug("A very long name of a tenant", 10)': "a-very-lon",
    'name_of("acme", "staging", "tenant-1", "api")': "acme-staging-tenant-1-api",
    'cidr_of("10.1.0.0/16", "app", 0)': "10.1.0.0/20",
    'cidr_of("10.1.0.0/16", "public", 2)': "10.1.160.0/20",
}
WRONG_CALLS = {
    'slug("&")': "no letter",
    'slug("a", 99)': "1 to 63",
    'name_of("Acme", "staging")': "lower-case",
    'cidr_of("10.1.0.1/16", "app", 0)': "no network",
    'cidr_of("10.1.0.0/16", "attic", 0)': "public, app or database",
    'cidr_of("10.1.0.0/16", "app", 9)': "0 to 3",
}


def functions_give_values_and_refuse():
    with Rig(*sys.argv[1:4]) as rig:
        folder = rig.workspace("live")
        tested = {call.split("(")[0] for call in CALLS}
        # OpenTofu does not print them.
        expect_equal(set(schemas_of(folder).get("functions", tested)), tested, "functions of the provider")
        text = "".join(output(f"call{number}", f"provider::tenantform::{call}") for number, call in enumerate(CALLS))
        found = outputs(folder, text)
        expect_equal({call: found[f"call{number}"] for number, call in enumerate(CALLS)}, CALLS, "results of functions")
        for call, says in WRONG_CALLS.items():
            folder.configure(output("it", f"provider::tenantform::{call}"))
            errors = folder.plan(expected=1).diagnostics()
            expect(len(errors) == 1 and says in errors[0]["detail"], f"{call}: {errors}")
            expect(not errors[0]["detail"].endswith(".."), f"{call}: one full stop too many: {errors}")
            expect_equal(errors[0]["range"]["start"]["line"], 2, f"{call}: line of the error")


# --- lists and actions, which OpenTofu does not have


def lists_find_every_row():
    """For every resource type: all rows with their identities; what is found can be imported with what is written for it."""
    with example_rig("ai-platform") as rig:
        folder = rig.workspace("live")
        folder.write("".join(f'list "tenantform_{entity}" "all" {{\n  provider = tenantform\n}}\n' for entity in ENTITIES),
                     "all.tfquery.hcl")
        found = messages(folder.run("query", "-json", "-generate-config-out=found.tf")).of("list_resource_found")
        names = {entity: sorted(message["list_resource_found"]["display_name"] for message in found
                                if message["list_resource_found"]["resource_type"] == f"tenantform_{entity}")
                 for entity in ENTITIES}
        wanted = {entity: sorted("/".join(row[part] for part in rig.keys(entity)) for row in rig.rows(entity))
                  for entity in ENTITIES}
        expect_equal(names, wanted, "rows that lists found")
        os.unlink(os.path.join(folder.path, "all.tfquery.hcl"))
        said = folder.apply()
        expect_equal(said.summary(), {"add": 0, "change": 0, "import": len(found), "remove": 0}, "import of what was found")
        folder.expect_empty_plan("import of what was found")


def a_list_can_be_filtered_and_limited():
    with example_rig("ai-platform") as rig:
        folder = rig.workspace("live")
        folder.write('list "tenantform_service" "some" {\n  provider         = tenantform\n  include_resource = true\n'
                     '  limit            = 2\n  config {\n    tenant = "tenant-2"\n  }\n}\n', "some.tfquery.hcl")
        found = [message["list_resource_found"] for message in
                 messages(folder.run("query", "-json")).of("list_resource_found")]
        rows = [row for row in rig.rows("service") if row["tenant"] == "tenant-2"][:2]
        expect_equal([one["identity"] for one in found], [{"tenant": "tenant-2", "name": row["name"]} for row in rows],
                     "what was found")
        expect_equal([one["resource_object"]["image"] for one in found], [row["image"] for row in rows], "values of it")


ACTIONS = """
action "tenantform_suspend" "it" {
  config {
    tenant = "tenant-1"
  }
}
action "tenantform_resume" "it" {
  config {
    tenant = "tenant-1"
  }
}
"""


def state_of(rig, tenant):
    return next(row["state"] for row in rig.rows("tenant") if row["name"] == tenant)


def actions_suspend_and_resume():
    with example_rig("ai-platform") as rig:
        folder = rig.workspace("live", ACTIONS)
        for action, state in (("suspend", "suspended"), ("resume", "active")):
            said = folder.apply(f"-invoke=action.tenantform_{action}.it")
            expect(f"is {state}" in said.text(), said.text())
            expect_equal(state_of(rig, "tenant-1"), state, f"state of the tenant after {action}")
        rig.cli("tenant", "set", "tenant-1", "--state", "offboarding")
        said = folder.plan("-invoke=action.tenantform_resume.it", expected=1)
        expect("offboarding" in said.text(), said.text())
        expect_equal(state_of(rig, "tenant-1"), "offboarding", "state of a tenant that goes")


TESTS = {
    "one row": one_row_is_found_by_its_key,
    "many rows": many_rows_are_found_by_filters,
    "model": the_model_is_what_is_generated,
    "functions": functions_give_values_and_refuse,
}
if TOOL != "tofu":
    TESTS.update({
        "lists": lists_find_every_row,
        "filtered list": a_list_can_be_filtered_and_limited,
        "actions": actions_suspend_and_resume,
    })
sys.exit(run_side_by_side(TESTS))
