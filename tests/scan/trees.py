"""The tree that the scanners see: the modules once, and beside them the stacks of all example catalogs."""

import os
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "terraform"))

from harness import run_tenantform  # noqa: E402 (the path has to be known first)


def generated(tenantform, catalog, scratch):
    """A folder with everything that is generated from a catalog."""
    name = os.path.basename(catalog)
    database, output = f"{scratch}/{name}.db", f"{scratch}/{name}"
    run_tenantform(tenantform, database, "import", catalog)
    run_tenantform(tenantform, database, "generate", "--out", output)
    return output


def copy(source, target, change):
    """A copy of the Terraform files below a folder, each changed."""
    for folder, names, entries in os.walk(source):
        names[:] = [name for name in names if not name.startswith(".")]
        for entry in (entry for entry in entries if entry.endswith(".tf")):
            path = os.path.join(target, os.path.relpath(folder, source), entry)
            os.makedirs(os.path.dirname(path), exist_ok=True)
            with open(os.path.join(folder, entry), encoding="utf-8") as file:
                text = change(file.read())
            with open(path, "w", encoding="utf-8") as file:
                file.write(text)


def scanned_tree(root, tenantform, examples, scratch, change=lambda text: text):
    """Makes the tree: modules/ as in the checkout, environments/EXAMPLE-ENVIRONMENT/ at the depth where stacks find it."""
    tree = f"{scratch}/tree"
    copy(os.path.join(root, "modules"), f"{tree}/modules", change)
    for example in examples:
        output = generated(tenantform, os.path.join(root, "environments", example), scratch)
        for kind in sorted(os.listdir(output)):
            if kind == "modules" or kind.startswith(".") or not os.path.isdir(f"{output}/{kind}"):
                continue
            for name in sorted(os.listdir(f"{output}/{kind}")):
                copy(f"{output}/{kind}/{name}", f"{tree}/{kind}/{example}-{name}", change)
    return tree
