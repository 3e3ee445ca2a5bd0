#!/usr/bin/env python3
"""docs/provider says what the built provider's schema says, and shows the examples as they are. Needs no Go, unlike
scripts/provider-docs, which makes those pages.

usage: documents.py ROOT MIRROR
"""

import collections
import pathlib
import re
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "terraform"))
sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[2] / "scripts" / "lib"))
from harness import require  # noqa: E402 (the path has to be known first)
from provider_schema import schema  # noqa: E402

# Folder of the pages, key in the schema, and the example in examples/<folder>/<type>/.
KINDS = (
    ("resources", "resource_schemas", "resource.tf"),
    ("data-sources", "data_source_schemas", "data-source.tf"),
    ("ephemeral-resources", "ephemeral_resource_schemas", "ephemeral-resource.tf"),
    ("list-resources", "list_resource_schemas", "list-resource.tfquery.hcl"),
    ("actions", "action_schemas", "action.tf"),
    ("functions", "functions", "function.tf"),
)
ATTRIBUTE = re.compile(r"^- `([^`]+)` \(([^)]*)\)(?: (.*))?$", re.MULTILINE)
PREFIX = "tenantform_"


def parts(kind):
    """(name, "") of what the objects in a type have; types have no descriptions."""
    if not isinstance(kind, list):
        return
    if kind[0] == "object":
        for name, inner in kind[1].items():
            yield name, ""
            yield from parts(inner)
    else:
        yield from parts(kind[1])


def attributes(block):
    """(name, description) of every attribute, nested ones and blocks too."""
    for name, attribute in block.get("attributes", {}).items():
        yield name, attribute.get("description", "")
        yield from parts(attribute.get("type"))
        if "nested_type" in attribute:
            yield from attributes(attribute["nested_type"])
    for name, nested in block.get("block_types", {}).items():
        yield name, nested["block"].get("description", "")
        yield from attributes(nested["block"])


def identity(provider, name):
    found = provider.get("resource_identity_schemas", {}).get(name, {})
    return [(key, value.get("description", "")) for key, value in found.get("attributes", {}).items()]


def wrong_attributes(page, wanted):
    """What differs between a page's lists of attributes and those of the schema."""
    shown = [(name, text or "") for name, _, text in ATTRIBUTE.findall(page)]
    missing = collections.Counter(name for name, _ in wanted) - collections.Counter(name for name, _ in shown)
    foreign = collections.Counter(name for name, _ in shown) - collections.Counter(name for name, _ in wanted)
    yield from (f"attribute {name} is missing" for name in missing)
    yield from (f"attribute {name} is not in the schema" for name in foreign)
    for name, description in wanted:
        if not any(name == other and text.startswith(description) for other, text in shown):
            yield f"attribute {name} is not described as in the schema: {description}"


def function_wrong(page, function):
    parameters = function.get("parameters", []) + [function[key] for key in ("variadic_parameter",) if key in function]
    texts = [function.get("description", ""), *(parameter.get("description", "") for parameter in parameters)]
    return [f"it does not say: {text}" for text in texts if text not in page]


def example_wrong(root, page, folder, name, file):
    path = root / "examples" / folder / name / file
    if not path.exists():
        return [f"there is no example {path.relative_to(root)}"]
    return [] if path.read_text().strip() in page else [f"the example is not that of {path.relative_to(root)}"]


def kind_wrong(root, provider, folder, key, file):
    """Faults of the pages of a kind, as (page, text)."""
    types = provider.get(key, {})
    pages = {path.stem: path for path in (root / "docs" / "provider" / folder).glob("*.md")}
    short = {name.removeprefix(PREFIX): name for name in types}
    yield from ((f"{folder}/{name}.md", "is missing") for name in sorted(short.keys() - pages.keys()))
    yield from ((f"{folder}/{name}.md", "is about nothing that the provider has") for name in sorted(pages.keys() - short.keys()))
    for name in sorted(short.keys() & pages.keys()):
        page, type_name = pages[name].read_text(), short[name]
        faults = example_wrong(root, page, folder, type_name, file)
        if key == "functions":
            faults += function_wrong(page, types[type_name])
        else:
            wanted = list(attributes(types[type_name]["block"]))
            if folder == "resources":
                wanted += identity(provider, type_name)
            faults += wrong_attributes(page, wanted)
        yield from ((f"{folder}/{name}.md", fault) for fault in faults)


def template_wrong(root):
    """Index and guides have the lines of their templates that are not made from the schema, in that order."""
    source = root / "provider" / "docs"
    for template in sorted(source.rglob("*.tmpl")):
        name = template.relative_to(source).with_suffix("")
        path = root / "docs" / "provider" / name
        lines = iter(path.read_text().splitlines() if path.exists() else [])
        fixed = [line for line in template.read_text().splitlines() if "{{" not in line]
        # Looking for one line uses up those before it.
        missing = [line for line in fixed if line not in lines]
        if missing:
            yield str(name), f"this line of provider/docs/{name}.tmpl is not where it should be: {missing[0]}"


def main(root, mirror):
    root = pathlib.Path(root)
    provider = schema(require("terraform"), mirror)
    faults = [fault for kind in KINDS for fault in kind_wrong(root, provider, *kind)]
    faults += wrong_index(root, provider)
    faults += template_wrong(root)
    for page, fault in faults:
        print(f"docs/provider/{page}: {fault}")
    if faults:
        sys.exit("docs/provider is out of step: run scripts/provider-docs")
    print(f"{sum(len(provider.get(key, {})) for _, key, _ in KINDS)} pages: ok")


def wrong_index(root, provider):
    page = (root / "docs" / "provider" / "index.md").read_text()
    return [("index.md", fault) for fault in wrong_attributes(page, list(attributes(provider["provider"]["block"])))]


if __name__ == "__main__":
    main(*sys.argv[1:])
