"""Calls of REST services that moto 5.2.5 lacks altogether: EKS's access entries, add-ons, pod identities and how an
update went, and IAM Access Analyzer. They are answered here, before moto sees them.

A resource is kept as the fields that it was made with, and shown with what AWS adds to them.
"""

import json
import re
import time
from collections import namedtuple
from types import SimpleNamespace
from uuid import uuid4

Call = namedtuple("Call", "account region names body")


class Missing(Exception):
    """What is asked for is not there."""


class Kept(SimpleNamespace):
    """A resource, with where it is."""


class Table:
    """Resources of a kind by account, region and names; shown(call, resource) adds what AWS would."""

    def __init__(self, kind, shown):
        self.kind = kind
        self.shown = shown
        self.rows = {}

    def put(self, call, *names, **fields):
        self.rows[call.account, call.region, *names] = Kept(**fields)
        return self.get(call, *names)

    def get(self, call, *names):
        try:
            return self.shown(call, vars(self.rows[call.account, call.region, *names]))
        except KeyError:
            raise Missing(f"no {self.kind} {'/'.join(names)}") from None

    def change(self, call, *names, **fields):
        self.get(call, *names)
        vars(self.rows[call.account, call.region, *names]).update(fields)

    def below(self, call, *names):
        place = (call.account, call.region, *names)
        return [self.get(call, *key[2:]) for key in list(self.rows) if key[:len(place)] == place]

    def delete(self, call, *names):
        row = self.get(call, *names)
        del self.rows[call.account, call.region, *names]
        return row


def dated(_, fields):
    return {**fields, "createdAt": 0, "modifiedAt": 0}


def eks_arn(call, kind, *names):
    return f"arn:aws:eks:{call.region}:{call.account}:{kind}/{'/'.join(names)}"


entries = Table("access entry", lambda call, row: dated(call, {
    **row, "accessEntryArn": eks_arn(call, "access-entry", row["clusterName"], row["principalArn"].rpartition("/")[2])}))
policies = Table("access policy", lambda _, row: {**row, "associatedAt": 0, "modifiedAt": 0})
addons = Table("add-on", lambda call, row: dated(call, {
    **row, "status": "ACTIVE", "health": {"issues": []},
    "addonArn": eks_arn(call, "addon", row["clusterName"], row["addonName"])}))
identities = Table("pod identity association", lambda call, row: dated(call, {
    **row, "associationArn": eks_arn(call, "podidentityassociation", row["clusterName"], row["associationId"])}))
analyzers = Table("analyzer", lambda call, row: {
    **row, "status": "ACTIVE", "createdAt": "2025-01-01T00:00:00Z",
    "arn": f"arn:aws:access-analyzer:{call.region}:{call.account}:analyzer/{row['name']}"})
TABLES = (entries, policies, addons, identities, analyzers)


def create_entry(call):
    cluster, = call.names
    fields = {"type": "STANDARD", "kubernetesGroups": [], "tags": {}, "username": "admin", **call.body}
    return {"accessEntry": entries.put(call, cluster, fields["principalArn"], **fields, clusterName=cluster)}


def associate_policy(call):
    cluster, principal = call.names
    entries.get(call, cluster, principal)
    shown = policies.put(call, cluster, principal, call.body["policyArn"], **call.body)
    return {"clusterName": cluster, "principalArn": principal, "associatedAccessPolicy": shown}


def list_policies(call):
    cluster, principal = call.names
    entries.get(call, cluster, principal)
    return {"clusterName": cluster, "principalArn": principal,
            "associatedAccessPolicies": policies.below(call, cluster, principal)}


def create_addon(call):
    """The identities of its service accounts are made with it, and shown by their ARNs."""
    cluster, = call.names
    fields = {"addonVersion": "v1.0.0-eksbuild.1", "tags": {}, **call.body}
    made = [put_identity(call, cluster, {"namespace": "kube-system", **asked})["associationArn"]
            for asked in fields.pop("podIdentityAssociations", None) or []]
    return {"addon": addons.put(call, cluster, fields["addonName"], **fields, podIdentityAssociations=made, clusterName=cluster)}


def delete_addon(call):
    cluster, name = call.names
    addon = addons.delete(call, cluster, name)
    for arn in addon["podIdentityAssociations"]:
        identities.delete(call, cluster, arn.rpartition("/")[2])
    return {"addon": addon}


def put_identity(call, cluster, asked):
    key = f"a-{uuid4().hex[:17]}"
    return identities.put(call, cluster, key, **{"tags": {}, **asked}, clusterName=cluster, associationId=key)


def create_identity(call):
    cluster, = call.names
    return {"association": put_identity(call, cluster, call.body)}


def create_analyzer(call):
    fields = {"type": call.body["type"], "tags": call.body.get("tags", {}), "name": call.body["analyzerName"]}
    return {"arn": analyzers.put(call, fields["name"], **fields)["arn"]}


def update(table):
    def answer(call):
        table.change(call, *call.names, **{key: value for key, value in call.body.items() if key != "clientRequestToken"})
        return done(str(uuid4()))

    return answer


def done(update_id):
    return {"update": {"id": update_id, "status": "Successful", "createdAt": time.time()}}


def get(table, name):
    return lambda call: {name: table.get(call, *call.names)}


def delete(table, name):
    return lambda call: {name: table.delete(call, *call.names)}


CLUSTER = "/clusters/([^/]+)"
ROUTES = tuple((service, method, re.compile(path), answer) for service, method, path, answer in (
    ("eks", "POST", f"{CLUSTER}/access-entries", create_entry),
    ("eks", "POST", f"{CLUSTER}/access-entries/(.+)/access-policies", associate_policy),
    ("eks", "GET", f"{CLUSTER}/access-entries/(.+)/access-policies", list_policies),
    ("eks", "DELETE", f"{CLUSTER}/access-entries/(.+)/access-policies/(.+)", delete(policies, "associatedAccessPolicy")),
    ("eks", "GET", f"{CLUSTER}/access-entries/(.+)", get(entries, "accessEntry")),
    ("eks", "DELETE", f"{CLUSTER}/access-entries/(.+)", delete(entries, "accessEntry")),
    ("eks", "GET", f"{CLUSTER}/updates/([^/]+)", lambda call: done(call.names[1])),
    ("eks", "POST", f"{CLUSTER}/addons", create_addon),
    ("eks", "POST", f"{CLUSTER}/addons/([^/]+)/update", update(addons)),
    ("eks", "GET", f"{CLUSTER}/addons/([^/]+)", get(addons, "addon")),
    ("eks", "DELETE", f"{CLUSTER}/addons/([^/]+)", delete_addon),
    ("eks", "POST", f"{CLUSTER}/pod-identity-associations", create_identity),
    ("eks", "GET", f"{CLUSTER}/pod-identity-associations/([^/]+)", get(identities, "association")),
    ("eks", "DELETE", f"{CLUSTER}/pod-identity-associations/([^/]+)", delete(identities, "association")),
    ("access-analyzer", "PUT", "/analyzer", create_analyzer),
    ("access-analyzer", "GET", "/analyzer/([^/]+)", get(analyzers, "analyzer")),
    ("access-analyzer", "DELETE", "/analyzer/([^/]+)", delete(analyzers, "analyzer")),
))


def route(service, method, path):
    for wanted, verb, pattern, answer in ROUTES:
        names = pattern.fullmatch(path)
        if (wanted, verb) == (service, method) and names:
            return answer, names.groups()
    return None, None


def respond(environ, start_response):
    """Answers a request; None when it is not one of these."""
    from moto.iam.models import get_account_id_from
    signed = re.search(r"Credential=([^/]+)/\d+/([^/]+)/([^/]+)/", environ.get("HTTP_AUTHORIZATION", ""))
    answer, names = route(signed[3], environ["REQUEST_METHOD"], environ["PATH_INFO"]) if signed else (None, None)
    if answer is None:
        return None
    body = environ["wsgi.input"].read(int(environ.get("CONTENT_LENGTH") or 0))
    try:
        result = answer(Call(get_account_id_from(signed[1]), signed[2], names, json.loads(body or "{}")))
        status, headers = "200 OK", []
    except Missing as missing:
        result, status, headers = {"message": str(missing)}, "404 Not Found", [("x-amzn-errortype", "ResourceNotFoundException")]
    start_response(status, [("Content-Type", "application/json"), *headers])
    return [json.dumps(result).encode()]


def left():
    """(account, region, kind, names) of all that is kept."""
    return [(key[0], key[1], table.kind, "/".join(key[2:])) for table in TABLES for key in table.rows]
