"""docs/catalog.schema.json and the importer give the same verdict on the same documents.

usage: schema_agreement.py PATH/catalog_text PATH/catalog.schema.json

Every field of every entity is tried with values of all kinds. What the importer takes, the schema must take: an
editor that complains about a good file is worse than none. The other way round, only the differences listed in
`only_the_importer_can_tell` are allowed, each for its reason.
"""

import copy
import json
import subprocess
import sys

try:
    import jsonschema
except ImportError:
    print("skipped: python3-jsonschema is not installed")
    sys.exit(77)

VALUES = [
    None, True, False, 0, 1, 2, 3, 19, 20, 50, 256, 512, 1000, 70000, 10**12, -1, 1.5, 16.4, "", " ", "a", "A", "main",
    "a-b", "a--b", "-a", "a-", "a.b", "a_b", "0a", "512", "true", "null", "x" * 16, "x" * 24, "x" * 64, "x" * 300,
    "x" * 4097, "x y", "line\nbreak", "tab\tx", "bell\x07", "caf\u00e9", "\U0001f600", "${aws_vpc.x.id}", "%{ if true }",
    '"', "../../etc", "-rf", "'; DROP TABLE tenant; --", [], {}, ["a"], ["a", "a"], ["a", 1], [None], [[]], [{}],
    {"a": "b"}, {"a": 1}, {"a": None}, {"a": True}, {"a": []}, {"a": {}}, {"A_B": "x"}, {"x-a": "caf\u00e9"},
    {"aws:x": "y"}, {"x": "y" * 257}, {"": "x"}, {"a b": "x"}, {"0": "x"}, {"x": "${x}"}, {"a": "x" * 4097},
    ["x%d" % i for i in range(257)], {"k%d" % i: "v" for i in range(257)},
    "10.0.0.0/8", "10.0.0.0/33", "10.1.2.3/8", "256.0.0.0/8", "10.0.0.0", "010.0.0.0/8", "10.0.0/8", ["10.0.0.0/8"],
    "us-east-1", "us-gov-west-1", "us-east-1a", "us-east-01", "useast1", ["us-east-1a"], ["us-east-1a", "us-east-1a"],
    "111122223333", 111122223333, "11112222333", "arn:aws:iam::111122223333:role/x", "arn:aws-cn:s3:::b",
    "arn:gcp:s3:::b", "arn:aws:iam::1:role/x", "bucket-1", "my..bucket", "192.168.0.1", "xn--a", "a-s3alias",
    "ai.example.com", "*.example.com", "a.*.com", "example", "1.2.3.4", "a.1", "UPPER.example.com", "x" * 64 + ".com",
    "nginx", "nginx:1.27", "registry.example.com/ai/api:1.4", "registry:5000/a", "Foo/bar", "localhost/a", "a//b",
    "nginx:", "nginx@sha256:" + "0" * 64, "nginx@sha256:00", "a__b", "a___b", "a..b",
    "/health", "/a b", "/a;b", "/api/*", "/var/lib/data", "/", "//", "/a/../b", "/a/./b", "/a/", "a/b",
    "rate(5 minutes)", "rate(1 minute)", "rate(1 minutes)", "rate(0 days)", "cron(0 3 * * ? *)", "cron(0 3 ? * MON *)",
    "cron(0 3 * * * *)", "cron(0 3 ? * ? *)", "cron(? 3 * * ? *)", "cron(0 3 * * ?)", "at(2026-01-31T10:00:00)",
    "at(2026-13-31T10:00:00)", "at(2026-01-31)", "db.t3.micro", "g5.xlarge", "t3", "a.b.c.d", "16", "7.1", "1.2.3.4.5",
    "v1", "Z0123456789ABC", "Z", "z123", "UTC", "Europe/Zurich", "Etc/GMT+1", "/UTC", "+1", "ops@example.com", "ops@",
    "a..b@example.com", "@example.com", "a b@example.com", ".a@example.com", "x" * 65 + "@example.com",
    "pool", "active", "web", "none", "single", "enabled", "x86_64", "fargate",
]

# The least that each document needs, with where each entity's mapping is in it.
PLATFORM = {"platform": "p", "region": "us-east-1"}
ENVIRONMENT = {"environment": "e", "gpu_pools": {"g": {"instance_type": "g5.xlarge", "max": 1}}, "runner_clusters": {"r": {}}}
TENANT = {
    "tenant": "t", "isolation": "silo", "secrets": {"s": {}},
    "environments": {"e": {"databases": {"d": {}}, "caches": {"c": {}}}},
    "services": {"s": {"image": "x", "routes": {"r": {}}, "volumes": {"v": {"path": "/x"}},
                       "schedules": {"s": {"expression": "rate(5 minutes)"}}}},
}
PLACES = {
    "platform": (PLATFORM, []), "environment": (ENVIRONMENT, []), "tenant": (TENANT, []),
    "gpu_pool": (ENVIRONMENT, ["gpu_pools", "g"]), "runner_cluster": (ENVIRONMENT, ["runner_clusters", "r"]),
    "placement": (TENANT, ["environments", "e"]), "database": (TENANT, ["environments", "e", "databases", "d"]),
    "cache": (TENANT, ["environments", "e", "caches", "c"]), "secret": (TENANT, ["secrets", "s"]),
    "service": (TENANT, ["services", "s"]), "route": (TENANT, ["services", "s", "routes", "r"]),
    "volume": (TENANT, ["services", "s", "volumes", "v"]), "schedule": (TENANT, ["services", "s", "schedules", "s"]),
}
GOOD = [
    PLATFORM, ENVIRONMENT, TENANT, [], [PLATFORM, ENVIRONMENT, TENANT], {"tenant": "t", "isolation": "pool", "services": None},
    {"environment": "e", "gpu_pools": {}, "scaling": None, "tags": {}}, {"environment": "e", "runner_clusters": {"r": None}},
]
BAD = [
    {}, 1, "x", {"name": "x"}, {"tenant": "t"}, {"tenant": None, "isolation": "pool"}, {"tenant": "T", "isolation": "pool"},
    {"platform": "p"}, {"platform": "p", "region": None}, {"tenant": "t", "isolation": "pool", "zones": []},
    {"tenant": "t", "isolation": "pool", "services": {"a": {}}}, {"tenant": "t", "isolation": "pool", "services": {"a": None}},
    {"tenant": "t", "isolation": "pool", "services": {"A": {"image": "x"}}},
    {"tenant": "t", "isolation": "pool", "services": [{"image": "x"}]}, [[PLATFORM]], [PLATFORM, {}],
    {"environment": "e", "scaling_min": 1}, {"environment": "e", "scaling": {"mni": 1}}, {"environment": "e", "name": "e"},
    {"environment": "e", "runner_clusters": {"x" * 33: {}}}, {"platform": "p", "region": "us-east-1", "tenant": "t"},
]


def only_the_importer_can_tell(value, message):
    """Differences that JSON Schema has no words for."""
    numbers = isinstance(value, (int, float)) and not isinstance(value, bool)
    return (
        ("IPv4 range without host bits" in message and ("10.1.2.3/8" == value or "10.1.2.3/8" in str(value)))
        # A pattern holds for strings only; the importer looks at how the number is written.
        or (numbers and any(what in message for what in ("account of", "version of", "image, not", "instance type, not", "at most")))
    )


def fields_of(schema):
    """(entity, path below the entity's mapping) of every property that is no child entity."""
    for entity, definition in schema["$defs"].items():
        if entity == "document":
            continue
        for name, prop in definition["properties"].items():
            yield entity, [name]
            for inner in prop.get("properties", {}):
                yield entity, [name, inner]


def with_value(entity, path, value):
    document = copy.deepcopy(PLACES[entity][0])
    at = document
    for step in PLACES[entity][1]:
        at = at[step]
    for step in path[:-1]:
        at = at.setdefault(step, {})
    at[path[-1]] = value
    return document


def main():
    tool, schema_path = sys.argv[1:]
    with open(schema_path, encoding="utf-8") as file:
        schema = json.load(file)
    jsonschema.Draft202012Validator.check_schema(schema)
    validator = jsonschema.Draft202012Validator(schema)

    cases = [(document, document, True) for document in GOOD] + [(document, document, False) for document in BAD]
    cases += [(with_value(e, p, v), v, None) for e, p in fields_of(schema) for v in VALUES]
    lines = "".join(json.dumps(document) + "\n" for document, _, _ in cases)
    verdicts = subprocess.run([tool, "verdict"], input=lines, capture_output=True, text=True, check=True).stdout.split("\n")[:-1]
    assert len(verdicts) == len(cases), (len(verdicts), len(cases))

    failures = 0
    accepted = 0
    for (document, value, expected), message in zip(cases, verdicts):
        importer = message == "ok"
        editor = validator.is_valid(document)
        accepted += importer
        same = importer == editor or (editor and only_the_importer_can_tell(value, message))
        if not same or (expected is not None and importer != expected):
            failures += 1
            if failures <= 20:
                print(f"importer: {message}\nschema:   {'ok' if editor else 'refused'}\n  {json.dumps(document)[:300]}")
    print(f"{len(cases)} documents, {accepted} of them good, {failures} failures")
    return 1 if failures or accepted < 1000 else 0


sys.exit(main())
