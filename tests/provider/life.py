#!/usr/bin/env python3
"""The life of every resource type in real Terraform or OpenTofu, one run for all types at each step.

usage: life.py TOOL PROVIDER CLI WAY…

A way is `mirror`, where `init` installs the provider, or `reattach`, where the tool finds one that runs by itself. Several
ways are gone side by side.
"""

import json
import sys

import cases
import hcl
from rig import Rig, command, expect, expect_equal, run_side_by_side

ENTITIES = list(cases.CASES)
RENAMED = [entity for entity in ENTITIES if cases.CASES[entity].renamed]


def expect_planned(said, wanted, what):
    """All that a plan changes, and nothing else."""
    found = {address: action for address, action in said.planned().items() if action != "noop"}
    wrong = {address: (action, found.get(address)) for address, action in wanted.items() if found.get(address) != action}
    more = {address: action for address, action in found.items() if address not in wanted}
    expect(not wrong and not more, f"{what}: wanted and planned: {wrong}; planned beside it: {more}\n{said.text()}")


class Life:
    def __init__(self, rig):
        self.rig = rig
        self.keys = {entity: rig.keys(entity) for entity in ENTITIES}
        self.folder = rig.workspace("live")
        self.label = "it"

    def whole(self):
        for step in (self.every_type_has_a_case, self.create, self.take_over_by_id, self.take_over_by_identity, self.update,
                     self.rename, self.move, self.drift_of_values, self.drift_of_names, self.drift_of_being, self.delete):
            step()

    # --- what the steps have in common

    def configure(self, *stages, before=""):
        self.folder.configure(before + cases.configuration(*stages, label=self.label))

    def everything(self, action, beside=None):
        """Every case's resource -> action; `beside`: that of what the cases need beside them."""
        found = {f"tenantform_{entity}.{self.label}": action for entity in ENTITIES}
        if beside:
            found.update({f"tenantform_{entity}.{label}": beside for entity, label in cases.BESIDE})
        return found

    def apply(self, wanted, what):
        expect_planned(self.folder.apply(), wanted, what)
        self.folder.expect_empty_plan(what)

    def values(self):
        state = self.folder.state()
        return {entity: state[f"tenantform_{entity}.{self.label}"] for entity in ENTITIES}

    def key(self, entity, values):
        return [values[name] for name in self.keys[entity]]

    def expect_history(self, since, allowed, what):
        """The catalog was changed in these ways only: nothing was removed and made anew behind an update."""
        actions = {action for _, action, _ in self.rig.history(since)}
        expect(actions and actions <= allowed, f"{what}: the history has {actions}, not only {allowed}")

    # --- the steps

    def every_type_has_a_case(self):
        schemas = json.loads(self.folder.run("providers", "schema", "-json"))["provider_schemas"]
        schema = next(iter(schemas.values()))
        expect_equal(sorted(schema["resource_schemas"]), sorted(f"tenantform_{entity}" for entity in ENTITIES),
                     "resource types of the provider, and cases")
        # OpenTofu does not print these.
        for name, identity in schema.get("resource_identity_schemas", {}).items():
            expect_equal(sorted(identity["attributes"]), sorted(self.keys[name[len("tenantform_"):]]), f"identity of {name}")

    def create(self):
        self.configure()
        self.folder.run("validate", "-no-color")
        self.apply(self.everything("create", beside="create"), "create")
        for entity, values in self.values().items():
            expect_equal(values["id"], "/".join(self.key(entity, values)), f"id of {entity}")
            keys = [self.key(entity, row) for row in self.rig.rows(entity)]
            expect(self.key(entity, values) in keys, f"{entity} {values['id']} is not in the catalog, only {keys}")
        self.rig.cli("validate")

    def take_over_by_id(self):
        self.take_over("id", lambda entity, values: values["id"])

    def take_over_by_identity(self):
        self.take_over("identity", lambda entity, values: dict(zip(self.keys[entity], self.key(entity, values))))

    def take_over(self, how, name):
        """Imports everything into a state of its own: nothing to change, and the same values."""
        known = self.folder.state()
        text = cases.configuration()
        for address, values in known.items():
            entity = address.split(".")[0][len("tenantform_"):]
            text += hcl.block("import", to=hcl.Expression(address), **{how: name(entity, values)})
        other = self.rig.workspace(f"import-{how}", text)
        said = other.apply()
        expect_equal(said.summary(), {"add": 0, "change": 0, "import": len(known), "remove": 0}, f"import by {how}")
        expect_equal(other.state(), known, f"state after import by {how}")
        other.expect_empty_plan(f"import by {how}")

    def update(self):
        before = self.rig.revision()
        self.configure("changed")
        self.apply(self.everything("update"), "update")
        self.expect_history(before, {"update"}, "update")

    def rename(self):
        before = self.rig.revision()
        self.configure("changed", "renamed")
        self.apply(self.everything("update", beside="update"), "rename")
        self.expect_history(before, {"update", "rename"}, "rename")
        renamed = {entity for entity, action, _ in self.rig.history(before) if action == "rename"}
        expect(renamed >= set(RENAMED), f"rename: the history has no rename of {set(RENAMED) - renamed}")

    def move(self):
        """Another address for everything: the catalog hears nothing of it."""
        before = self.rig.revision()
        moves = "".join(hcl.block("moved", **{"from": hcl.Expression(f"tenantform_{entity}.it"),
                                              "to": hcl.Expression(f"tenantform_{entity}.there")}) for entity in ENTITIES)
        self.label = "there"
        self.configure("changed", "renamed", before=moves)
        self.apply(self.everything("move"), "moved")
        expect_equal(self.rig.history(before), [], "changes of the catalog by moved blocks")

    def drift_of_values(self):
        """Somebody else's values are seen, shown, and put right."""
        before = self.values()
        for entity, values in before.items():
            self.rig.cli(command(entity), "set", *self.key(entity, values), *cases.CASES[entity].drift)
        said = self.folder.plan()
        expect_planned(said, self.everything("update"), "drift")
        unseen = set(self.everything("update")) - set(said.drifted())
        expect(not unseen, f"drift of {unseen} is not shown as a change outside of the tool")
        self.apply(self.everything("update"), "drift")
        expect_equal(self.values(), before, "values after drift was put right")

    def drift_of_names(self):
        """A row that somebody renamed is the same row: it gets its name back and is not made again."""
        before, revision = self.values(), self.rig.revision()
        wanted = {entity: dict(values) for entity, values in before.items()}
        # Leaves before what they hang on, so that each is found under the keys that the state has.
        for entity in reversed(RENAMED):
            name = f"other-{command(entity)[:9]}".rstrip("-")
            self.rig.cli(command(entity), "rename", *self.key(entity, before[entity]), name)
            # It had that name for a while, and resources may be under it.
            if "former_names" in wanted[entity]:
                wanted[entity]["former_names"] = [*(wanted[entity]["former_names"] or []), name]
        said = self.folder.apply()
        expect_planned(said, self.everything("update", beside="update"), "renamed rows")
        self.folder.expect_empty_plan("renamed rows")
        expect_equal(self.values(), wanted, "values after rows got their names back")
        self.expect_history(revision, {"update", "rename"}, "renamed rows")

    def drift_of_being(self):
        """Rows that somebody removed are made again."""
        before = self.values()
        for entity in ("gpu_pool", "tenant", "environment", "platform"):
            self.rig.cli(command(entity), "remove", *self.key(entity, before[entity]))
        self.apply(self.everything("create", beside="create"), "removed rows")
        # New rows were never called anything else.
        new = {"physical_name": None, "former_names": None}
        wanted = {entity: {**values, **{name: new[name] for name in new if name in values}} for entity, values in before.items()}
        expect_equal(self.values(), wanted, "values after removed rows were made again")

    def delete(self):
        self.folder.json("destroy", "-auto-approve")
        for entity in ENTITIES:
            expect_equal(self.rig.rows(entity), [], f"rows of {entity} after destroy")
        expect_equal(self.folder.state(), {}, "state after destroy")


def live(attached):
    with Rig(*sys.argv[1:4]) as rig:
        rig.empty_catalog()
        if attached:
            rig.attach()
        Life(rig).whole()
        rig.check_file()
        if attached:
            rig.detach()
        expect_equal(rig.providers(), [], "providers that still run")


WAYS = {"mirror": lambda: live(attached=False), "reattach": lambda: live(attached=True)}
sys.exit(run_side_by_side({way: WAYS[way] for way in sys.argv[4:]}))
