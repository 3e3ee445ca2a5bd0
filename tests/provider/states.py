#!/usr/bin/env python3
"""States of other versions, and configuration that is written for what is there.

usage: states.py TOOL PROVIDER CLI
"""

import json
import os
import sys

import cases
import hcl
from rig import Rig, expect, expect_equal, run_side_by_side

HERE = os.path.dirname(os.path.abspath(__file__))
TOOL = sys.argv[1]


def filled_rig():
    """A catalog with a row of every entity, made by Terraform."""
    rig = Rig(*sys.argv[1:4])
    rig.empty_catalog()
    folder = rig.workspace("live", cases.configuration())
    folder.apply()
    return rig, folder


def an_older_state_is_understood():
    """A state of schema version 0 (fields of groups stood flat beside the others) gives an empty plan, and is stored anew."""
    rig, folder = filled_rig()
    with rig, open(os.path.join(HERE, "state", "version-0.tfstate"), encoding="utf-8") as file:
        older = json.load(file)
        host = "registry.opentofu.org" if TOOL == "tofu" else "registry.terraform.io"
        for resource in older["resources"]:
            resource["provider"] = f'provider["{host}/tenantform/tenantform"]'
        known = folder.state()
        folder.write(json.dumps(older), "terraform.tfstate")
        # Without a refresh nothing but the state says what the rows are.
        folder.expect_empty_plan("a state of version 0", "-refresh=false")
        said = folder.apply()
        expect_equal(set(said.planned().values()) - {"noop"}, set(), "what a state of version 0 leaves to do")
        expect_equal(folder.state(), known, "values out of a state of version 0")


def a_newer_state_is_refused():
    """A state that a newer provider wrote is not guessed at."""
    rig, folder = filled_rig()
    with rig:
        with open(os.path.join(folder.path, "terraform.tfstate"), encoding="utf-8") as file:
            state = json.load(file)
        for resource in state["resources"]:
            resource["instances"][0]["schema_version"] = 99
        folder.write(json.dumps(state), "terraform.tfstate")
        said = folder.plan(expected=1)
        expect("newer" in said.text() or "99" in said.text(), said.text())


def configuration_is_generated():
    """Import blocks alone: the tool writes the configuration, and it is that of the rows."""
    rig, folder = filled_rig()
    with rig:
        known = folder.state()
        blocks = "".join(hcl.block("import", to=hcl.Expression(address), id=values["id"]) for address, values in known.items())
        other = rig.workspace("generated", blocks)
        other.plan("-generate-config-out=generated.tf")
        said = other.apply()
        expect_equal(said.summary(), {"add": 0, "change": 0, "import": len(known), "remove": 0}, "generated configuration")
        expect_equal(other.state(), known, "state with generated configuration")


sys.exit(run_side_by_side({
    "an older state": an_older_state_is_understood,
    "a newer state": a_newer_state_is_refused,
    "generated configuration": configuration_is_generated,
}))
