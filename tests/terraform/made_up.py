"""Takes out of a plan what the rehearsal provider made up, so that scanners judge what a stack says.

A provider that knows schemas only fills in what AWS would have computed: a rule of a security group without a description, the id
of an instance in a route. Such an argument was unknown in the plan before the apply, and the configuration does not name it.
"""

import re

KEYS = re.compile(r"\[[^\]]*\]")
IDENTITY = ("arn", "id")  # by which scanners connect resources


def resources(values):
    """What a state or a plan has of resources, with those of all modules."""
    yield from values.get("resources", [])
    for module in values.get("child_modules", []):
        yield from resources(module)


def configured(plan, address):
    """The expressions that the configuration of a plan has for a resource."""
    module = plan["configuration"]["root_module"]
    parts = KEYS.sub("", address).split(".")
    while parts[0] == "module":
        module, parts = module["module_calls"][parts[1]]["module"], parts[2:]
    return next(resource.get("expressions", {}) for resource in module["resources"] if resource["address"] == ".".join(parts))


def merged(mappings):
    """One mapping with the keys of all, and for each the first value."""
    return {key: value for mapping in reversed(mappings) for key, value in mapping.items()}


def stripped(values, unknown, expressions):
    """The values of a block without the made up ones. Blocks of one kind are looked at together: a set of them has no order."""
    kept = {key: value for key, value in values.items()
            if key in expressions or key in IDENTITY or unknown.get(key) is not True}
    for key, blocks in kept.items():
        said, before = expressions.get(key), unknown.get(key)
        if all(isinstance(part, list) for part in (blocks, said, before)):
            kept[key] = [stripped(block, merged(before), merged(said)) for block in blocks]
    return kept


def strip(plan, first):
    """Changes a plan with nothing to do; `first` is the one that was applied before."""
    unknown = {change["address"]: change["change"]["after_unknown"] for change in first.get("resource_changes", [])}
    for resource in resources(plan["planned_values"].get("root_module", {})):
        address = resource["address"]
        if resource["mode"] == "managed" and address in unknown:
            resource["values"] = stripped(resource["values"], unknown[address], configured(plan, address))
    return plan
