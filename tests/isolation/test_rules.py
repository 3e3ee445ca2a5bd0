#!/usr/bin/env python3
"""That policies, security groups and access strings are read as AWS and Redis read them."""

import json
import unittest

import iam
from acl import AccessString
from network import Network

SECRET = "arn:aws:secretsmanager:us-east-1:111122223333:secret:a/key-AbCdEf"
ROLE = "arn:aws:iam::111122223333:role/a"


def policy(**statement):
    return json.dumps({"Statement": {"Effect": "Allow", "Resource": "*", **statement}})


class Policies(unittest.TestCase):
    def allowed(self, *policies, action="secretsmanager:GetSecretValue", context=None, **more):
        return iam.allowed(policies, action, SECRET, context or {}, **more)

    def test_nothing_is_allowed_without_a_statement(self):
        self.assertFalse(self.allowed())

    def test_actions_match_in_any_case_and_with_wildcards(self):
        for action in ("secretsmanager:getsecretvalue", "secretsmanager:Get*", "*", "secretsmanager:GetSecretValu?"):
            self.assertTrue(self.allowed(policy(Action=action)), action)
        self.assertFalse(self.allowed(policy(Action="secretsmanager:Describe*")))

    def test_resources_match_in_their_case_only(self):
        self.assertTrue(self.allowed(policy(Action="*", Resource=SECRET[:-6] + "??????")))
        self.assertFalse(self.allowed(policy(Action="*", Resource=SECRET.upper())))

    def test_not_action_and_not_resource_allow_everything_else(self):
        self.assertTrue(self.allowed(policy(NotAction="iam:*")))
        self.assertFalse(self.allowed(policy(NotAction="secretsmanager:*")))
        self.assertFalse(self.allowed(json.dumps({"Statement": {"Effect": "Allow", "Action": "*", "NotResource": SECRET}})))

    def test_a_deny_wins(self):
        self.assertFalse(self.allowed(policy(Action="*"), policy(Action="*", Effect="Deny")))

    def test_conditions_need_their_key(self):
        scoped = policy(Action="*", Condition={"StringEquals": {"aws:SourceAccount": "1"}})
        self.assertFalse(self.allowed(scoped))
        self.assertTrue(self.allowed(scoped, context={"AWS:sourceaccount": "1"}))
        self.assertFalse(self.allowed(scoped, context={"aws:SourceAccount": "2"}))

    def test_null_asks_whether_a_key_is_missing(self):
        missing = policy(Action="*", Condition={"Null": {"x": "true"}})
        self.assertTrue(self.allowed(missing))
        self.assertFalse(self.allowed(missing, context={"x": "1"}))

    def test_an_unknown_condition_counts_against_the_policy(self):
        odd = {"IpAddress": {"aws:SourceIp": "10.0.0.0/8"}}
        self.assertTrue(self.allowed(policy(Action="*", Condition=odd)))
        self.assertTrue(self.allowed(policy(Action="*"), policy(Action="*", Effect="Deny", Condition=odd)))

    def test_any_context_meets_all_conditions_of_an_allow_and_of_no_deny(self):
        scoped = {"StringEquals": {"x": "1"}}
        self.assertTrue(iam.allowed([policy(Action="*", Condition=scoped)], "a:B", SECRET, iam.ANY))
        denied = [policy(Action="*"), policy(Action="*", Effect="Deny", Condition=scoped)]
        self.assertTrue(iam.allowed(denied, "a:B", SECRET, iam.ANY))

    def test_a_resource_policy_allows_those_whom_it_names(self):
        own = policy(Action="*", Principal={"AWS": ROLE})
        self.assertTrue(self.allowed(resource_policy=own, principal=ROLE))
        self.assertFalse(self.allowed(resource_policy=own, principal=ROLE + "b"))
        self.assertFalse(self.allowed(resource_policy=own, principal=None))
        self.assertTrue(self.allowed(resource_policy=policy(Action="*", Principal="*"), principal=None))


def group(name, vpc="vpc-1"):
    return {"type": "aws_security_group", "values": {"id": name, "vpc_id": vpc}}


def opened(direction, name, **values):
    given = {"security_group_id": name, "ip_protocol": "tcp", "from_port": 5432, "to_port": 5432, **values}
    return {"type": f"aws_vpc_security_group_{direction}_rule", "values": given}


class Groups(unittest.TestCase):
    def connects(self, *rules, port=5432):
        vpcs = [{"type": "aws_vpc", "values": {"id": f"vpc-{n}", "cidr_block": f"10.{n}.0.0/16"}} for n in (1, 2)]
        return Network(vpcs + [group("a"), group("b"), group("c", "vpc-2"), *rules]).connects("a", "b", port)

    def test_both_ends_have_to_agree(self):
        out, into = opened("egress", "a", referenced_security_group_id="b"), opened("ingress", "b", cidr_ipv4="10.1.0.0/20")
        self.assertTrue(self.connects(out, into))
        self.assertFalse(self.connects(out))
        self.assertFalse(self.connects(into))
        self.assertFalse(self.connects(out, into, port=5433))

    def test_a_group_is_not_another(self):
        out = opened("egress", "a", cidr_ipv4="0.0.0.0/0", ip_protocol="-1")
        self.assertFalse(self.connects(out, opened("ingress", "b", referenced_security_group_id="c")))

    def test_a_range_of_another_network_takes_nobody_in(self):
        out = opened("egress", "a", cidr_ipv4="0.0.0.0/0")
        self.assertFalse(self.connects(out, opened("ingress", "b", cidr_ipv4="10.2.0.0/16")))


class AccessStrings(unittest.TestCase):
    def test_patterns_open_what_they_can_match(self):
        for text, opens in (
            ("on ~a:*", True), ("on ~*", True), ("on ~a*", True), ("on &a:*", True), ("on allkeys", True), ("on %R~a:*", True),
            ("on ~b:*", False), ("on ~ab:*", False), ("off ~*", False), ("~a:*", False),
        ):
            self.assertEqual(AccessString(text).opens("a:"), opens, text)

    def test_the_last_word_on_a_command_counts(self):
        for text, allows in (
            ("on +@all", True), ("on +@read", True), ("on +@read -scan", False), ("on -scan +@read", True), ("on -@all", False),
            ("on +@all -@all +get", False), ("on +scan", True),
        ):
            self.assertEqual(AccessString(text).allows("scan"), allows, text)

    def test_subcommands_go_with_their_command(self):
        self.assertFalse(AccessString("on +@all -function").allows("function|load"))
        self.assertTrue(AccessString("on +@all -function|dump").allows("function|load"))


if __name__ == "__main__":
    unittest.main()
