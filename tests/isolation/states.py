"""Makes a catalog of every kind of tenant, applies what is generated from it in rehearsal, and reads the states."""

import json
import os
import shutil
import sys
from concurrent.futures import ThreadPoolExecutor

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(HERE, "..", "terraform"))

from harness import LOCAL_STATE, Tool, run_tenantform, stacks_below  # noqa: E402

from model import Model, Stack  # noqa: E402


def make_catalog(example, folder):
    """The example with more tenants, so that each kind of isolation meets each one, its own too."""
    catalog = os.path.join(folder, "catalog")
    shutil.copytree(example, catalog)
    shutil.copytree(os.path.join(HERE, "tenants"), os.path.join(catalog, "tenants"), dirs_exist_ok=True)
    return catalog


def apply(tool, stack):
    with open(os.path.join(stack, LOCAL_STATE[0]), "w", encoding="utf-8") as file:
        file.write(LOCAL_STATE[1])
    tool.run(stack, "init", "-no-color")
    tool.run(stack, "apply", "-no-color", "-auto-approve", "-lock=false")
    # It warns on standard error about overrides that are part of every run here.
    return json.loads(tool.run(stack, "show", "-json"))


def whose(stack):
    """(environment, tenant, kind) of environments/<environment>[/tenants/<tenant>|/<kind>]."""
    _, environment, *rest = stack.split(os.sep)
    if rest[:1] == ["tenants"]:
        return environment, rest[1], None
    return environment, None, rest[0] if rest else None


def published(state):
    """Parameters by name: what a platform stack writes, or what was made up for a tenant's data sources."""
    return {
        resource["values"]["name"]: resource["values"]["insecure_value"]
        for resource in state["values"]["root_module"].get("resources", [])
        if resource["type"] == "aws_ssm_parameter"
    }


def link(state, platform):
    """In rehearsal a data source has a made-up value, another for each parameter. Puts in what the platform published."""
    text = json.dumps(state)
    for name, invented in published(state).items():
        actual = platform[name].split(",")
        for position, part in enumerate(invented.split(",")):
            text = text.replace(json.dumps(part)[1:-1], json.dumps(actual[position % len(actual)])[1:-1])
    return json.loads(text)


def without_prefix(module, prefix):
    """A module as if it were the root."""
    for resource in module.get("resources", []):
        resource["address"] = resource["address"].removeprefix(prefix)
    for child in module.get("child_modules", []):
        child["address"] = child["address"].removeprefix(prefix)
        without_prefix(child, prefix)
    return module


def divided(states):
    """The tenants of a cell are modules of its stack. Gives each a state of its own, beside what the stack itself reads."""
    for stack, state in states.items():
        _, environment, *rest = stack.split(os.sep)
        if rest[:1] != ["cells"]:
            yield stack, state
            continue
        root = state["values"]["root_module"]
        for module in root["child_modules"]:
            own = without_prefix(module, f"{module['address']}.")
            own["resources"] = own.get("resources", []) + root["resources"]
            tenant = module["address"].removeprefix("module.")
            yield os.path.join("environments", environment, "tenants", tenant), {"values": {"root_module": own}}


def read_states(tool, output):
    """Of all stacks but those of bootstrap, whose roles are Terraform's and no task's."""
    stacks = [os.path.relpath(folder, output) for folder in stacks_below(output)]
    stacks = [stack for stack in stacks if not stack.startswith("bootstrap" + os.sep)]
    with ThreadPoolExecutor(2) as pool:
        states = dict(zip(stacks, pool.map(lambda stack: apply(tool, os.path.join(output, stack)), stacks)))
    states = dict(divided(states))
    platforms = {whose(stack)[0]: published(state) for stack, state in states.items() if whose(stack)[1:] == (None, None)}
    for stack, state in states.items():
        if whose(stack)[1] is not None:
            states[stack] = link(state, platforms[whose(stack)[0]])
    return states


def gather(program, mirror, tenantform, example, folder):
    """(states by stack, tenants of the catalog by environment and name)."""
    database, output = os.path.join(folder, "catalog.db"), os.path.join(folder, "output")
    run_tenantform(tenantform, database, "import", make_catalog(example, folder))
    run_tenantform(tenantform, database, "generate", "--out", output)
    states = read_states(Tool(program, folder, mirror), output)
    tenants = {}
    for environment, tenant, _ in map(whose, states):
        if tenant is not None:
            tenants[environment, tenant] = json.loads(run_tenantform(tenantform, database, "export", "--json", "tenant", tenant))
    return states, tenants


def build(states, tenants):
    return Model([Stack(*whose(stack), state) for stack, state in sorted(states.items())], tenants)
