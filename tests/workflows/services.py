#!/usr/bin/env python3
"""The services that roles of Terraform are kept to (module terraform-role) are those that the modules use: none is missing, and
none is there for nothing. And roles are passed to the services that the modules' roles trust.

usage: services.py ROOT
"""

import pathlib
import re
import sys

# The service in IAM of the resource types that begin so; the longest beginning counts.
PREFIXES = {
    "accessanalyzer": "access-analyzer", "acm": "acm", "appautoscaling": "application-autoscaling", "autoscaling": "autoscaling",
    "budgets": "budgets", "caller_identity": "sts", "cloudtrail": "cloudtrail", "cloudwatch_dashboard": "cloudwatch",
    "cloudwatch_event": "events", "cloudwatch_log": "logs", "cloudwatch_metric_alarm": "cloudwatch", "config": "config", "db": "rds",
    "default_security_group": "ec2", "ebs": "ec2", "ec2": "ec2", "ecs": "ecs", "efs": "elasticfilesystem", "eip": "ec2", "eks": "eks",
    "elasticache": "elasticache", "flow_log": "ec2", "guardduty": "guardduty", "iam": "iam", "internet_gateway": "ec2", "kms": "kms",
    "launch_template": "ec2", "lb": "elasticloadbalancing", "nat_gateway": "ec2", "route": "ec2", "route53": "route53", "s3": "s3",
    "scheduler": "scheduler", "secretsmanager": "secretsmanager", "security_group": "ec2", "service_discovery": "servicediscovery",
    "sns": "sns", "sqs": "sqs", "ssm": "ssm", "subnet": "ec2", "vpc": "ec2", "vpcs": "ec2", "wafv2": "wafv2",
}
OF_NO_SERVICE = {"partition", "region"}
# These watch; they get no role, or AWS gives them one of its own.
NOT_PASSED = {"cloudtrail.amazonaws.com", "cloudwatch.amazonaws.com", "events.amazonaws.com", "sts.amazonaws.com"}


def service_of(resource):
    """The service of a type without its aws_, None when no beginning is known."""
    parts = resource.split("_")
    for count in range(len(parts), 0, -1):
        if (prefix := "_".join(parts[:count])) in PREFIXES:
            return PREFIXES[prefix]
    return None


def strings_of(text, name):
    """The strings of a list in HCL."""
    return set(re.findall(r'"([^"]+)"', re.search(rf"(?s)  {name} = \[(.*?)\]", text)[1]))


def main():
    root = pathlib.Path(sys.argv[1])
    files = [*root.glob("modules/*/*.tf"), *root.glob("templates/**/*.mustache")]
    text = "\n".join(path.read_text(encoding="utf-8") for path in files)
    types = set(re.findall(r'(?m)^(?:resource|data|ephemeral) "aws_(\w+)"', text)) - OF_NO_SERVICE
    role = (root / "modules" / "terraform-role" / "access.tf").read_text(encoding="utf-8")
    used, listed = {service_of(name) for name in types}, strings_of(role, "services")
    trusted = set(re.findall(r'"([a-z0-9.-]+\.amazonaws\.com)"', "".join(
        path.read_text(encoding="utf-8") for path in files if path.parent.name != "terraform-role"))) - NOT_PASSED
    passed = strings_of(role, "passed_to")
    faults = [f"{name}: tests/workflows/services.py does not know its service" for name in sorted(types) if not service_of(name)]
    faults += [f"{name}: a module uses it, and modules/terraform-role does not list it" for name in sorted(used - listed - {None})]
    faults += [f"{name}: modules/terraform-role lists it, and no module uses it" for name in sorted(listed - used)]
    faults += [f"{name}: a role trusts it, and modules/terraform-role passes it none" for name in sorted(trusted - passed)]
    faults += [f"{name}: modules/terraform-role passes it roles, and none trusts it" for name in sorted(passed - trusted)]
    print(*faults, f"{len(types)} types, {len(used)} services, {len(faults)} faults", sep="\n")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
