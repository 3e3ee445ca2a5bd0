#!/usr/bin/env python3
"""moto's server, with what moto lacks (the other moto_*.py), and a list of what it holds.

usage: moto_server.py PORT

Beside AWS's calls it answers
  GET  /inventory           JSON: all that was made since the baseline and is still there
  POST /inventory/baseline  what is there now was there before
"""

import json
import os
import sys
from collections import OrderedDict

# AWS's managed policies can be attached only when they are there; moto asks for this before it is imported.
os.environ["MOTO_IAM_LOAD_MANAGED_POLICIES"] = "true"

from moto.core.base_backend import AccountSpecificBackend, BackendDict, backend_lock  # noqa: E402
from moto.moto_server.werkzeug_app import (  # noqa: E402
    DomainDispatcherApplication, MotoRequestHandler, create_backend_app)
from werkzeug.serving import run_simple  # noqa: E402
from werkzeug.test import run_wsgi_app  # noqa: E402

import moto_gaps  # noqa: E402
import moto_rest  # noqa: E402

# What AWS keeps for a while after it was deleted, and moto does as well: how to see it, and why it stays.
DELETED = {
    "kms.Key": (lambda key: key.key_state == "PendingDeletion" or key.description == "Default key",
                "KMS deletes a key after a waiting period, and keeps those that AWS's services made"),
    "secretsmanager.FakeSecret": (lambda secret: secret.is_deleted(), "a deleted secret can be brought back for some days"),
    "ecs.TaskDefinition": (lambda task: task.status == "INACTIVE", "ECS keeps deregistered task definitions"),
    "ecs.Service": (lambda service: service.status == "INACTIVE", "ECS keeps deleted services for a while"),
    "ecs.Cluster": (lambda cluster: cluster.status == "INACTIVE", "ECS keeps deleted clusters for a while"),
    "ec2.NatGateway": (lambda gateway: gateway.state == "deleted", "EC2 shows deleted NAT gateways for about an hour"),
    "ec2.VPCEndPoint": (lambda endpoint: endpoint.state == "deleted", "EC2 shows deleted endpoints for a while"),
    "ec2.Instance": (lambda instance: instance.state == "terminated", "EC2 shows terminated instances for about an hour"),
}
# What happened, and who did it: no resources.
HAPPENED = {"sts.AssumedRole", "iam.AccessKey", "rds.Event", "servicediscovery.Operation", "route53.DelegationSet",
            "cloudwatch.MetricDatum"}


def kind_of(value):
    module = type(value).__module__.split(".")
    if module[0] == "moto" and len(module) > 1:
        return f"{module[1]}.{type(value).__name__}"
    return module[0] if module[0].startswith("moto_") else None


def objects(value, path):
    """Every object of moto's below value, through dictionaries and lists but not into other objects."""
    if isinstance(value, dict):
        for key, item in list(value.items()):
            yield from objects(item, f"{path}/{key}")
    elif isinstance(value, (list, tuple, set)):
        for item in list(value):
            yield from objects(item, path)
    elif kind_of(value) is not None:
        yield path, value


class Inventory:
    """What moto's backends hold, less what they were born with, such as a region's default VPC."""

    def __init__(self):
        self.known = set()  # ids of objects; they live as long as the server because of `kept`
        self.kept = []
        self.backends = {}

    def watch(self):
        """Sees every backend when it is made, before anything is put into it."""
        find = AccountSpecificBackend.__getitem__

        def watched(regions, region):
            with backend_lock:
                backend = find(regions, region)
                if id(backend) not in self.backends:
                    self.backends[id(backend)] = backend
                    self.remember(backend)
                return backend

        AccountSpecificBackend.__getitem__ = watched

    def remember(self, backend):
        for _, value in self.of(backend):
            self.known.add(id(value))
            self.kept.append(value)

    @staticmethod
    def of(backend):
        for name, value in list(vars(backend).items()):
            yield from objects(value, name)

    def baseline(self):
        with backend_lock:
            for backend in self.backends.values():
                self.remember(backend)

    def report(self):
        with backend_lock:
            found = {}
            for services in BackendDict._instances:
                for account, region, backend in services.iter_backends():
                    for path, value in self.of(backend):
                        if id(value) not in self.known and kind_of(value) not in HAPPENED:
                            found[id(value)] = self.line(account, region, path, value)
            rest = [{"kind": kind, "account": account, "region": region, "path": names, "stays": None}
                    for account, region, kind, names in moto_rest.left()]
            return list(found.values()) + rest

    @staticmethod
    def line(account, region, path, value):
        deleted, reason = DELETED.get(kind_of(value), (lambda _: False, None))
        return {"kind": kind_of(value), "account": account, "region": region, "path": path,
                "stays": reason if deleted(value) else None}


class Server:
    """The WSGI application: the inventory beside moto."""

    def __init__(self):
        self.inventory = Inventory()
        self.inventory.watch()
        self.moto = DomainDispatcherApplication(create_backend_app)

    def __call__(self, environ, start_response):
        path = environ.get("PATH_INFO")
        if path == "/inventory":
            start_response("200 OK", [("Content-Type", "application/json")])
            return [json.dumps(self.inventory.report()).encode()]
        if path == "/inventory/baseline":
            self.inventory.baseline()
            start_response("204 No Content", [])
            return []
        return moto_rest.respond(environ, start_response) or self.moto(environ, start_response)


class Attempts:
    """Answers each attempt of a call as the first one. A connection that breaks on a loaded machine loses an answer, not what
    was done; made a second time, a route or a rule of a security group would be there already."""

    KEPT = 1000

    def __init__(self, application):
        self.application = application
        self.answers = OrderedDict()  # by the id that AWS's SDKs give to all attempts of a call

    def __call__(self, environ, start_response):
        call = environ.get("HTTP_AMZ_SDK_INVOCATION_ID")
        answer = self.answers.get(call)
        if answer is None:
            body, status, headers = run_wsgi_app(self.application, environ, buffered=True)
            answer = list(body), status, list(headers)
            if call is not None and not status.startswith("5"):
                self.keep(call, answer)
        else:
            print(f"answered again: {environ['REQUEST_METHOD']} {environ['PATH_INFO']}", flush=True)
        body, status, headers = answer
        start_response(status, headers)
        return body

    def keep(self, call, answer):
        with backend_lock:
            self.answers[call] = answer
            while len(self.answers) > self.KEPT:
                self.answers.popitem(last=False)


def main():
    moto_gaps.close_all()
    run_simple("127.0.0.1", int(sys.argv[1]), Attempts(Server()), threaded=True, request_handler=MotoRequestHandler)


if __name__ == "__main__":
    main()
