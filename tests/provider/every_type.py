#!/usr/bin/env python3
"""The life of every resource type, data source and ephemeral resource of a schema, with real Terraform or OpenTofu.

usage: every_type.py PROGRAM MIRROR SCHEMA.json SOURCE VERSION least|most

Writes a configuration with one of each: `least` sets what has to be set, `most` everything that may be. It is applied;
a second plan has to be empty; after a change of what may change in place a third has to be empty again; then it is
destroyed.
"""

import json
import os
import sys
import tempfile

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "terraform"))
from harness import Failure, Tool  # noqa: E402

# Arguments that Terraform itself takes at the top of a resource: a provider's of the same name cannot be set.
META = {"count", "for_each", "provider", "depends_on", "lifecycle", "connection", "provisioner"}
# How deep `most` goes into blocks that hold blocks.
DEPTH = 4


def type_value(kind, text):
    """Some value of a type in its JSON form."""
    if kind == "string":
        return text
    if kind == "number":
        return 7
    if kind == "bool":
        return True
    if kind == "dynamic":
        return {"any": text}
    name, inner = kind[0], kind[1]
    if name in ("list", "set"):
        return [type_value(inner, text)]
    if name == "map":
        return {"key": type_value(inner, text)}
    if name == "tuple":
        return [type_value(item, text) for item in inner]
    return {key: type_value(item, text) for key, item in inner.items()}


def attribute_value(name, attribute, text, most):
    if text.endswith("-timeouts-0") or text.endswith("-timeouts"):
        return "10m"
    if "nested_type" in attribute:
        nested = attribute["nested_type"]
        inner = object_value(nested, text, most, DEPTH)
        return {"single": inner, "list": [inner], "set": [inner], "map": {"key": inner}}[nested["nesting_mode"]]
    return type_value(attribute["type"], f"{text}-{name}")


def wanted(name, attribute, most):
    if not (attribute.get("required") or attribute.get("optional")):
        return False
    return attribute.get("required") or most


def object_value(shape, text, most, depth):
    """A block or a nested attribute."""
    values = {name: attribute_value(name, attribute, text, most)
              for name, attribute in shape.get("attributes", {}).items() if wanted(name, attribute, most)}
    for name, nested in shape.get("block_types", {}).items():
        count = nested.get("min_items", 0) or (1 if most and depth > 0 else 0)
        if count == 0:
            continue
        inner = [object_value(nested["block"], f"{text}-{name}-{i}", most, depth - 1) for i in range(count)]
        values[name] = inner[0] if nested["nesting_mode"] in ("single", "group") else inner
    return values


def configuration(provider, source, version, most):
    local = source.split("/")[1]
    tree = {"terraform": {"required_providers": {local: {"source": source, "version": version}}},
            "variable": {"tag": {"default": "one"}}}
    kinds = (("resource", "resource_schemas"), ("data", "data_source_schemas"),
             ("ephemeral", "ephemeral_resource_schemas"))
    for keyword, key in kinds:
        for name, schema in provider.get(key, {}).items():
            block = {item: value for item, value in object_value(schema["block"], name, most, DEPTH).items()
                     if item not in META}
            if keyword == "resource" and "tags" in schema["block"].get("attributes", {}):
                block["tags"] = {"Name": "${var.tag}"}
            tree.setdefault(keyword, {})[name] = {"this": block}
    return tree


def live(tool, folder):
    tool.run(folder, "init", "-no-color")
    tool.run(folder, "validate", "-no-color")
    tool.run(folder, "apply", "-no-color", "-auto-approve")
    tool.run(folder, "plan", "-no-color", "-detailed-exitcode")
    tool.run(folder, "plan", "-no-color", "-detailed-exitcode", "-var=tag=two", expected=2)
    tool.run(folder, "apply", "-no-color", "-auto-approve", "-var=tag=two")
    tool.run(folder, "plan", "-no-color", "-detailed-exitcode", "-var=tag=two")
    tool.run(folder, "destroy", "-no-color", "-auto-approve", "-var=tag=two")


def main(program, mirror, schema, source, version, extent):
    with open(schema, encoding="utf-8") as file:
        (provider,) = json.load(file)["provider_schemas"].values()
    mirror = os.path.abspath(mirror)
    with tempfile.TemporaryDirectory(prefix="tenantform-provider-") as scratch:
        tool = Tool(program, scratch, mirror)
        with open(f"{scratch}/main.tf.json", "w", encoding="utf-8") as file:
            json.dump(configuration(provider, source, version, extent == "most"), file, indent=1)
        try:
            live(tool, scratch)
        except Failure as failure:
            sys.exit(str(failure)[-6000:])
    print(f"{len(provider['resource_schemas'])} resource types: ok")


if __name__ == "__main__":
    main(*sys.argv[1:])
