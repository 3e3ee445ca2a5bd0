#!/usr/bin/env python3
"""Writes a catalog of one environment with thirty tenants of all isolations and sizes, for pictures and tests.

usage: thirty-tenants FOLDER
"""

import json
import os
import sys

NAMES = """acorn birch cedar dogwood elm fir ginkgo hazel ivy juniper kapok larch maple nutmeg oak pine quince rowan
spruce teak umber viburnum walnut willow yew zelkova alder beech chestnut hawthorn""".split()
SERVICES = {
    "api": {"kind": "web", "cpu": 512, "memory": 1024, "port": 8080},
    "web": {"kind": "web", "cpu": 256, "memory": 512, "port": 8080},
    "worker": {"kind": "worker", "cpu": 512, "memory": 1024},
    "agents": {"kind": "agent", "cpu": 1024, "memory": 2048},
    "nightly": {"kind": "scheduled", "cpu": 256, "memory": 512,
                "schedules": {"night": {"expression": "cron(0 3 * * ? *)"}}},
}


def isolation_of(number):
    return "silo" if number % 10 == 9 else "bridge" if number % 3 == 1 else "pool"


def tenant(number, name):
    isolation = isolation_of(number)
    services = {key: dict(SERVICES[key], image=f"registry.example.com/{key}:1") for key in list(SERVICES)[: 1 + number % 5]}
    services["api"]["database"] = "main"
    services["api"]["routes"] = {"all": {"host": f"{name}.example.com"}}
    placement = {} if isolation == "pool" else {"databases": {"main": {}}}
    if isolation == "silo":
        placement |= {"domain": f"{name}.example.com", "zone_id": f"Z{number:020}"}
    return {"tenant": name, "isolation": isolation, "environments": {"production": placement}, "services": services}


PLATFORM = {"platform": "acme", "region": "us-east-1", "account_id": "111122223333", "network": "10.0.0.0/8",
            "state": {"bucket": "acme-terraform-state"}, "owner": "platform@acme.example.com"}
ENVIRONMENT = {"environment": "production", "protected": True, "zone_count": 3, "nat": "per_zone", "waf": True,
               "endpoints": ["ecr.api", "ecr.dkr", "logs", "secretsmanager"], "domain": "acme.example.com",
               "zone_id": "Z00000000000000000000", "scaling": {"min": 2, "max": 10}, "hardening": True,
               "database": {"class": "db.t3.medium", "storage": 100, "multi_az": True}}


def main():
    for folder in ["environments", "tenants"]:
        os.makedirs(f"{sys.argv[1]}/{folder}", exist_ok=True)
    documents = {"platform": PLATFORM, "environments/production": ENVIRONMENT}
    documents |= {f"tenants/{name}": tenant(number, name) for number, name in enumerate(NAMES)}
    for path, document in documents.items():
        with open(f"{sys.argv[1]}/{path}.json", "w", encoding="utf-8") as file:
            json.dump(document, file, indent=2)


main()
