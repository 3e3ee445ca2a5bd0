#!/usr/bin/env python3
"""Shows that the tests of the skips can fail: texts with one fault each, and what is to be said about them."""

import os
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "terraform"))
from made_up import strip, stripped  # noqa: E402 (the path has to be known first)
from judge import forbidden, idle, unexpected  # noqa: E402
from skips import Place, folder_of, in_list, in_text, without  # noqa: E402

BUCKET = 'resource "aws_s3_bucket" "logs" {\n  #checkov:skip=CKV_AWS_18:nobody reads what it logs\n}\n'
PLACE = Place("CKV_AWS_18", "modules/a", "aws_s3_bucket.logs")
FOUND = (PLACE, False, "no access logs")
HELD = Place("CKV_AWS_157", "modules/a", "aws_db_instance.this")

# Plans of a module's security group: the first, and the second with a rule that nobody wrote.
FIRST = {"resource_changes": [{"address": 'module.a["k"].g.this', "change": {"after_unknown": {"ingress": True}}}]}
SECOND = {
    "planned_values": {"root_module": {"child_modules": [{"resources": [
        {"address": 'module.a["k"].g.this', "mode": "managed", "values": {"description": "x", "ingress": [{"from_port": 1}]}}]}]}},
    "configuration": {"root_module": {"module_calls": {"a": {"module": {"resources": [
        {"address": "g.this", "expressions": {"description": {}}}]}}}}},
}


def count(things):
    return len(list(things))


# What, whether it holds.
CASES = [
    ("a comment in a block is a skip", in_text(BUCKET, "modules/a") == ({PLACE: "nobody reads what it logs"}, [])),
    ("of a module's call, too", Place("CKV_TF_1", "a", "module.b") in
     in_text('module "b" {\n  #checkov:skip=CKV_TF_1:it is beside us\n}', "a")[0]),
    ("outside of a block it is a fault", count(in_text(BUCKET.split("\n")[1], "a")[1]) == 1),
    ("after a block it is a fault", count(in_text(BUCKET + "# checkov:skip=CKV_AWS_18:no\n", "a")[1]) == 1),
    ("without a reason it is a fault", count(in_text(BUCKET.replace(":nobody reads what it logs", ""), "a")[1]) == 1),
    ("other scanners' comments are faults", count(in_text("# tflint-ignore: terraform_typed_variables", "a")[1]) == 1),
    ("nothing is left of it in the text that is scanned", in_text(without(BUCKET), "modules/a") == ({}, [])),
    ("an entry of the list is a skip", in_list("# a\n\nrule  stacks  so it is\n") == {Place("rule", "stacks", "-"): "so it is"}),
    ("a module's file", folder_of("/modules/alb/waf.tf") == "modules/alb"),
    ("an example's file", folder_of("modules/alb/examples/basic/main.tf") == "examples"),
    ("a stack's file", folder_of("/environments/production/tenants/a/main.tf") == "stacks"),
    ("a reason is enough", count(forbidden({PLACE: "nobody reads what it logs"})) == 0),
    ("a word is none", count(forbidden({PLACE: "accepted"})) == 1),
    *((f"{rule} is never skipped", count(forbidden({Place(rule, "a", "b"): "we do not want to"})) == 1)
      for rule in ("CKV_AWS_16", "CKV_AWS_17", "CKV_AWS_355", "CKV_AWS_79")),
    ("a finding needs a skip", count(unexpected([FOUND], {})) == 1),
    ("a finding has one", count(unexpected([FOUND], {PLACE: ""})) == 0),
    ("a skip is for its module alone", count(unexpected([FOUND], {PLACE._replace(folder="modules/b"): ""})) == 1),
    ("what is held in production may be missing elsewhere", count(unexpected([(HELD, False, "")], {HELD: ""})) == 0),
    ("but not there", count(unexpected([(HELD, True, "")], {HELD: ""})) == 1),
    ("what the rehearsal made up goes", stripped({"a": 1, "b": 2}, {"b": True}, {"a": {}}) == {"a": 1}),
    ("what a stack says stays, though it was unknown", stripped({"a": 1}, {"a": True}, {"a": {}}) == {"a": 1}),
    ("so does a default that was known", stripped({"a": 1}, {}, {}) == {"a": 1}),
    ("and what connects resources", stripped({"arn": 1, "id": 2}, {"arn": True, "id": True}, {}) == {"arn": 1, "id": 2}),
    ("in blocks, too", stripped({"a": [{"b": 1, "c": 2}]}, {"a": [{"b": True, "c": True}]}, {"a": [{"b": {}}]}) == {"a": [{"b": 1}]}),
    ("in the resources of modules", strip(SECOND, FIRST)["planned_values"]["root_module"]["child_modules"][0]["resources"][0]["values"]
     == {"description": "x"}),
    ("a skip that is needed stays", count(idle([FOUND], {PLACE: ""})) == 0),
    ("one that is not needed goes", count(idle([], {PLACE: ""})) == 1),
]


def main():
    failed = [name for name, holds in CASES if not holds]
    print(*failed, sep="\n")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
