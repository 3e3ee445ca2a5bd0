"""One case for every resource type, all of them one configuration, so that a step of a resource's life is one run.

A test compares the table with the schema: a resource type without a case fails.
"""

import hcl

E = hcl.Expression


def of(entity, attribute="name", label="it"):
    return E(f"tenantform_{entity}.{label}.{attribute}")


class Case:
    """The life of a resource.

    attributes  what it is made with
    changed     attributes that an update gives other values (None: takes away)
    renamed     its own key fields with other values; parents' keys follow by reference
    drift       what somebody sets with the command line meanwhile: (option, value)
    """

    def __init__(self, attributes, changed, drift, renamed=None):
        self.attributes, self.changed, self.drift, self.renamed = attributes, changed, drift, renamed or {}


IN_TENANT = {"tenant": of("tenant")}
# By way of the placement, for a database can only be where its tenant is.
IN_PLACEMENT = {"tenant": of("placement", "tenant"), "environment": of("placement", "environment")}

CASES = {
    "platform": Case(
        {"name": "acme", "region": "us-east-1", "network": "10.0.0.0/8", "owner": "ops@acme.example.com",
         "state": {"bucket": "acme-states", "region": "us-east-1"}, "tags": {"CostCenter": "platform"}},
        {"owner": "platform@acme.example.com", "account_id": "111122223333", "github": {"repository": "acme/infrastructure"},
         "state": {"bucket": "acme-states", "region": "eu-west-1", "managed": False},
         "tags": {"CostCenter": "other", "Team": "core"}},
        ("--owner", "somebody@acme.example.com"), {"name": "acme-ml"}),
    "environment": Case(
        {"name": "staging", "domain": "staging.acme.example.com", "zone_id": "ZSTAGING", "protected": False,
         "endpoints": ["ecr.api", "ecr.dkr"], "scaling": {"min": 1, "max": 2}, "database": {"class": "db.t3.micro"},
         "depends_on": [E("tenantform_platform.it")]},
        {"scaling": {"min": 1, "max": 3, "cpu": 60}, "database": None, "endpoints": [], "log_retention": 14},
        ("--nat", "single"), {"name": "stage"}),
    "tenant": Case(
        {"name": "acme", "isolation": "bridge", "title": "Acme", "quota": {"cpu": 65536, "memory": 131072},
         "tags": {"Team": "one"}, "depends_on": [E("tenantform_platform.it")]},
        {"title": "Acme \"& Sons\" ${x}", "quota": {"cpu": 65536, "memory": 131072, "volumes": 4}, "tags": None},
        ("--title", "Somebody else"), {"name": "acme-sons"}),
    "placement": Case(
        {"tenant": of("tenant"), "environment": of("environment"), "log_retention": 7},
        {"log_retention": None, "spot_percent": 50, "scaling": {"min": 1, "max": 2}},
        ("--log-retention", "90")),
    "service": Case(
        {"tenant": of("tenant"), "name": "api", "kind": "web", "image": "registry.example.com/acme/api:1.0.0", "cpu": 256,
         "memory": 512, "port": 8080, "variables": {"LOG_LEVEL": "info"}, "secrets": [of("secret")],
         "database": of("database"), "cache": of("cache"), "health": {"path": "/health"}},
        {"cpu": 512, "memory": 1024, "variables": {}, "command": ["serve", "--verbose"],
         "health": {"path": "/healthz", "interval": 20, "timeout": 3}},
        ("--image", "registry.example.com/acme/api:6.6.6"), {"name": "gateway"}),
    "database": Case(
        {**IN_PLACEMENT, "name": "main", "class": "db.t3.micro", "storage": 20},
        {"storage": 50, "multi_az": True}, ("--storage", "99"), {"name": "core"}),
    "cache": Case(
        {**IN_PLACEMENT, "name": "main", "node_type": "cache.t3.micro"},
        {"replicas": 1, "node_type": None}, ("--node-type", "cache.t3.large"), {"name": "sessions"}),
    "secret": Case(
        {**IN_TENANT, "name": "api-key", "summary": "key of the gateway", "generated": True},
        {"summary": None, "variable": "GATEWAY_KEY"}, ("--summary", "another key"), {"name": "gateway-key"}),
    "route": Case(
        {**IN_TENANT, "service": of("service"), "name": "web", "subdomain": "acme", "headers": {"x-version": "1"}},
        {"subdomain": None, "path": "/api/*"}, ("--headers", "x-version=2"), {"name": "public"}),
    "schedule": Case(
        {**IN_TENANT, "service": of("service", label="nightly"), "name": "night", "expression": "rate(1 day)"},
        {"expression": "cron(0 3 * * ? *)", "timezone": "Europe/Zurich", "enabled": False, "retries": 2},
        ("--expression", "rate(2 days)"), {"name": "early"}),
    "volume": Case(
        {**IN_TENANT, "service": of("service"), "name": "data", "path": "/data"},
        {"path": "/var/data", "read_only": True}, ("--path", "/elsewhere"), {"name": "files"}),
    "gpu_pool": Case(
        {"environment": of("environment"), "name": "shared", "instance_type": "g5.xlarge", "max": 2},
        {"max": 3, "min": 1, "tenant": of("tenant")}, ("--max", "9"), {"name": "large"}),
    "runner_cluster": Case(
        {"environment": of("environment"), "name": "ci", "version": "1.31", "runner": {"min": 0, "max": 4}},
        {"runner": {"min": 1, "max": 5}, "system": {"count": 2}, "public_endpoint": False},
        ("--version", "1.30"), {"name": "runners"}),
}

# What cases need beside one resource of each type: (entity, label) -> attributes.
BESIDE = {
    ("service", "nightly"): {**IN_TENANT, "name": "nightly", "kind": "scheduled", "cpu": 256, "memory": 512,
                             "image": "registry.example.com/acme/nightly:1.0.0"},
}


def attributes_of(entity, *stages):
    """What a case's resource says after stages of its life ("changed", "renamed")."""
    case = CASES[entity]
    said = dict(case.attributes)
    for stage in stages:
        said.update(getattr(case, stage))
    return said


def configuration(*stages, label="it"):
    """The whole configuration after stages of its life, the cases' resources under a label of their own."""
    text = [hcl.block("resource", f"tenantform_{entity}", label, **attributes_of(entity, *stages)) for entity in CASES]
    text += [hcl.block("resource", f"tenantform_{entity}", name, **attributes)
             for (entity, name), attributes in BESIDE.items()]
    return "\n".join(text).replace(".it.", f".{label}.").replace(".it]", f".{label}]")
