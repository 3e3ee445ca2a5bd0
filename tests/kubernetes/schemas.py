#!/usr/bin/env python3
"""Checks the manifests of the EKS option with kubeconform, and that it finds what is wrong in manifests that were spoilt.

usage: schemas.py SCHEMAS TENANTFORM CATALOG…
SCHEMAS is a folder that scripts/kubernetes-schemas made, TENANTFORM the program, CATALOG a folder below environments/. Every
environment of a catalog gets the option.
"""

import copy
import glob
import json
import os
import shutil
import subprocess
import sys
import tempfile

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "terraform"))

from harness import SKIPPED, run_tenantform  # noqa: E402 (the path has to be known first)

try:
    import yaml
except ImportError:
    yaml = None

# What the option promises to write for the example catalogs together.
KINDS = {"CronJob", "Deployment", "ExternalSecret", "HorizontalPodAutoscaler", "Ingress", "Job", "LimitRange", "Namespace",
         "NetworkPolicy", "PersistentVolumeClaim", "PyTorchJob", "ResourceQuota", "SecretStore", "Service", "ServiceAccount",
         "ServiceMonitor", "VirtualService"}

# Something of every kind of mistake, and of every operator: kind, where, what is put there (None: it is taken away).
SPOILT = [
    ("Namespace", ("metadata", "label"), {}),
    ("ResourceQuota", ("spec", "hard"), "2"),
    ("LimitRange", ("spec", "limits", 0, "defaults"), {}),
    ("NetworkPolicy", ("spec", "podSelector", "labels"), {}),
    ("NetworkPolicy", ("spec", "policyTypes"), "Egress"),
    ("ServiceAccount", ("metadata", "annotations"), {"eks.amazonaws.com/role-arn": 1}),
    ("Deployment", ("spec", "selector"), None),
    ("Deployment", ("spec", "replicas"), "2"),
    ("Deployment", ("spec", "template", "spec", "containers", 0, "name"), None),
    ("Deployment", ("spec", "template", "spec", "containers", 0, "environment"), []),
    ("Service", ("spec", "ports", 0, "port"), "http"),
    ("HorizontalPodAutoscaler", ("spec", "maxReplicas"), None),
    ("HorizontalPodAutoscaler", ("spec", "metrics", 0, "resource", "targetAverageUtilization"), 70),
    ("Ingress", ("spec", "rules", 0, "http", "paths", 0, "pathType"), None),
    ("Ingress", ("spec", "rules", 0, "http", "paths", 0, "backend", "serviceName"), "web"),
    ("CronJob", ("spec", "schedule"), None),
    ("CronJob", ("spec", "timezone"), "UTC"),
    ("Job", ("spec", "backoffLimit"), "none"),
    ("PersistentVolumeClaim", ("spec", "storageClass"), "efs"),
    ("PyTorchJob", ("spec", "pytorchReplicaSpecs"), None),
    ("PyTorchJob", ("spec", "pytorchReplicaSpecs", "Worker", "replicas"), "2"),
    ("ServiceMonitor", ("spec", "selector"), None),
    ("ServiceMonitor", ("spec", "endpoints", 0, "interval"), "half a minute"),
    ("VirtualService", ("spec", "http", 0, "match", 0, "header"), {}),
    ("VirtualService", ("spec", "http", 0, "route", 0, "destination", "host"), None),
    ("SecretStore", ("spec", "provider", "aws", "region"), None),
    ("SecretStore", ("spec", "provider", "aws", "service"), "SecretManager"),
    ("ExternalSecret", ("spec", "data", 0, "remoteRef", "key"), None),
    ("ExternalSecret", ("metadata", "labels", "tenant"), 7),
    ("Service", ("apiVersion",), "v2"),
]


def skip(reason):
    print(f"skipped: {reason} (scripts/setup gets it)")
    sys.exit(SKIPPED)


def kubeconform(schemas, documents):
    """What it says of documents, one finding a line; nothing when it takes them all. Kinds without a schema are an error."""
    result = subprocess.run(
        ["kubeconform", "-strict", "-output", "json", "-schema-location", schemas + "/{{.ResourceKind}}{{.KindSuffix}}.json", "-"],
        input=yaml.safe_dump_all(documents), stdout=subprocess.PIPE, text=True)
    findings = json.loads(result.stdout)["resources"] or []
    if (result.returncode == 0) != (findings == []):
        raise RuntimeError(f"kubeconform ended with {result.returncode}: {result.stdout}")
    return [f"{found['kind']} {found['name']}: {found['msg']}" for found in findings]


def generate(program, catalog, folder):
    """The archive of a catalog whose environments all have the option."""
    database = os.path.join(folder, "catalog.db")

    def run(*arguments):
        return run_tenantform(program, database, *arguments)

    run("import", catalog)
    for environment in json.loads(run("--json", "environment", "list"))["rows"]:
        run("environment", "set", environment["name"], "--kubernetes-option", "true")
    run("generate", "--out", folder)
    return os.path.join(folder, "archive")


def documents_below(folder):
    """(path, document) of all manifests."""
    for path in sorted(glob.glob(f"{folder}/**/*.yaml", recursive=True)):
        with open(path, encoding="utf-8") as file:
            for document in yaml.safe_load_all(file):
                yield os.path.relpath(path, folder), document


def spoil(document, place, value):
    """A copy with something else at a place, or without it."""
    result = copy.deepcopy(document)
    at = result
    for step in place[:-1]:
        at = at[step]
    if value is None:
        del at[place[-1]]
    else:
        at[place[-1]] = value
    return result


def has(document, place):
    """Whether the document reaches as far as the place's last step."""
    for step in place[:-1]:
        if isinstance(step, int) and not (isinstance(document, list) and step < len(document)):
            return False
        if isinstance(step, str) and not (isinstance(document, dict) and step in document):
            return False
        document = document[step]
    return True


def check_generated(schemas, manifests):
    """Findings in what was generated."""
    seen = {document["kind"] for _, document in manifests}
    for kind in sorted(seen ^ KINDS):
        yield f"{kind}: {'written, but not in this test' if kind in seen else 'not written for any tenant'}"
    yield from kubeconform(schemas, [document for _, document in manifests])


def check_spoilt(schemas, manifests):
    """Mistakes that are not found."""
    for kind, place, value in SPOILT:
        document = next((document for _, document in manifests
                         if document["kind"] == kind and has(document, place)), None)
        if document is None:
            yield f"there is no {kind} with {place}"
        elif not kubeconform(schemas, [spoil(document, place, value)]):
            yield f"{kind} with {place} = {value!r} is taken"


def main():
    schemas, program, *catalogs = sys.argv[1:]
    if yaml is None:
        skip("Python has no yaml")
    if shutil.which("kubeconform") is None:
        skip("there is no kubeconform")
    if not os.path.isdir(schemas):
        skip("there are no schemas of Kubernetes")
    manifests = []
    for catalog in catalogs:
        with tempfile.TemporaryDirectory(prefix="tenantform-kubernetes-") as folder:
            manifests += documents_below(generate(program, catalog, folder))
    failures = [*check_generated(schemas, manifests), *check_spoilt(schemas, manifests)]
    print("\n".join(failures) or f"{len(manifests)} objects of {len(KINDS)} kinds, and {len(SPOILT)} mistakes found")
    return 1 if failures else 0


sys.exit(main())
