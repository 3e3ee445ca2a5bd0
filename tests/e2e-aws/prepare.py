"""What is in the accounts before the first stack, made by people and not by any stack: hosted zones."""

import re

from stacks import read_all


def zones_of(stack):
    """(domain, id) of the zone that each load balancer of a stack is published in."""
    return re.findall(r'domain += "([^"]+)"\n\s+zone_id += "([^"]+)"', read_all(stack.folder))


def hosted_zones(moto, stacks):
    """Makes the zones that stacks name, with their ids."""
    made = set()
    for stack in stacks:
        for domain, zone in zones_of(stack):
            if zone not in made:
                moto.client("route53", stack.account).create_hosted_zone(Name=domain, CallerReference=zone)
                made.add(zone)
