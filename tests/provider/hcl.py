"""Configurations from Python values."""

import json


class Expression(str):
    """HCL as it stands, not a string."""


def value(given, depth=1):
    if isinstance(given, Expression):
        return str(given)
    if isinstance(given, list):
        return "[" + ", ".join(value(item, depth) for item in given) + "]"
    if isinstance(given, dict):
        indent = "  " * (depth + 1)
        lines = "".join(f"{indent}{key} = {value(item, depth + 1)}\n" for key, item in given.items())
        return "{\n" + lines + "  " * depth + "}"
    return json.dumps(given).replace("${", "$${").replace("%{", "%%{")


def block(*labels, **attributes):
    """block("resource", "tenantform_tenant", "it", name="acme"): an attribute that is None is left out."""
    head = " ".join([labels[0], *(json.dumps(label) for label in labels[1:])])
    lines = "".join(f"  {name} = {value(item)}\n" for name, item in attributes.items() if item is not None)
    return f"{head} {{\n{lines}}}\n"
