"""What people make and no stack does: hosted zones before the first stack, the GitHub App's value when its secret is there."""

import json
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


def github_app(moto, stack, outputs):
    """Puts a value into the secret that a stack of a runner cluster made; its charts read it."""
    if "github_app_secret_arn" not in outputs:
        return
    app = {"github_app_id": "1", "github_app_installation_id": "2", "github_app_private_key": "not a key"}
    moto.client("secretsmanager", stack.account).put_secret_value(
        SecretId=outputs["github_app_secret_arn"]["value"], SecretString=json.dumps(app))
