"""Decides as security groups do: a connection needs a rule out of the one end and a rule into the other.

Sound rather than exact: a rule by range counts for whoever may be in the range, and a range that reaches beyond the VPC's
counts for everybody, peered or not.
"""

import ipaddress

ANYWHERE = ipaddress.ip_network("0.0.0.0/0")


def covers_port(rule, port):
    if rule["ip_protocol"] == "-1":
        return True
    return rule["ip_protocol"] in ("tcp", "6") and rule["from_port"] <= port <= rule["to_port"]


class Network:
    """Security groups and the ranges of VPCs, of all stacks."""

    def __init__(self, resources):
        self.vpcs = {}
        self.groups = {}
        self.rules = {"ingress": {}, "egress": {}}
        for resource in resources:
            values = resource["values"]
            if resource["type"] == "aws_vpc":
                self.vpcs[values["id"]] = ipaddress.ip_network(values["cidr_block"])
            elif resource["type"] == "aws_security_group":
                self.groups[values["id"]] = values["vpc_id"]
            elif resource["type"].startswith("aws_vpc_security_group_"):
                direction = resource["type"].split("_")[4]
                self.rules[direction].setdefault(values["security_group_id"], []).append(values)

    def range_of(self, group):
        """Addresses that something in the group can have."""
        return self.vpcs.get(self.groups.get(group), ANYWHERE)

    def lets_through(self, rule, other):
        """Whether the rule of one end names the other end's group, or a range that it may be in."""
        if rule.get("referenced_security_group_id"):
            return rule["referenced_security_group_id"] == other
        if rule.get("cidr_ipv4"):
            return ipaddress.ip_network(rule["cidr_ipv4"]).overlaps(self.range_of(other))
        return True  # prefix lists, IPv6: not looked into

    def connects(self, source, target, port):
        """Whether something in the one group can open a connection to something in the other."""
        return self.any_rule("egress", source, target, port) and self.any_rule("ingress", target, source, port)

    def any_rule(self, direction, group, other, port):
        return any(
            covers_port(rule, port) and self.lets_through(rule, other) for rule in self.rules[direction].get(group, [])
        )

    def open_ranges(self, group):
        """Ranges that may come in from outside of the group's own VPC."""
        own = self.range_of(group)
        ranges = (ipaddress.ip_network(r["cidr_ipv4"]) for r in self.rules["ingress"].get(group, []) if r.get("cidr_ipv4"))
        return [str(one) for one in ranges if not one.subnet_of(own) or own == ANYWHERE]
