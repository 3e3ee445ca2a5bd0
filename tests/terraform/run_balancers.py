#!/usr/bin/env python3
"""Spreads more routes than a load balancer takes rules, applies the stacks, and follows rules and DNS through their states.

usage: run_balancers.py TOOL MIRROR TENANTFORM CATALOG
TOOL is terraform or tofu, MIRROR a provider mirror, TENANTFORM the program, CATALOG a folder below environments/ whose
platform and staging environment are taken; the tenants are made here.
"""

import json
import os
import shutil
import sys
import tempfile

from harness import Failure, Tool, apply_stack, require, resources, run_tenantform

TENANTS, ROUTES = 13, 10
RULES = 100

TENANT = """tenant: shop-{number:02}
isolation: bridge
environments:
  staging: {{}}
services:
  api:
    kind: web
    image: registry.example.com/shop/api:1.0.0
    port: 8080
    routes:
"""
ROUTE = """      provider-{route}:
        subdomain: shop-{number:02}
        headers:
          x-ai-provider: provider-{route}
"""


def make_catalog(example, folder):
    catalog = os.path.join(folder, "catalog")
    os.makedirs(os.path.join(catalog, "environments"))
    os.makedirs(os.path.join(catalog, "tenants"))
    shutil.copy(os.path.join(example, "platform.yaml"), catalog)
    with open(os.path.join(example, "environments", "staging.yaml"), encoding="utf-8") as file:
        staging = file.read()
    # Pools that are kept for the example's tenants have nobody here.
    with open(os.path.join(catalog, "environments", "staging.yaml"), "w", encoding="utf-8") as file:
        file.write(staging.split("gpu_pools:")[0].rsplit("#", 1)[0])
    for number in range(1, TENANTS + 1):
        text = TENANT.format(number=number) + "".join(ROUTE.format(number=number, route=r) for r in range(1, ROUTES + 1))
        with open(os.path.join(catalog, "tenants", f"shop-{number:02}.yaml"), "w", encoding="utf-8") as file:
            file.write(text)
    return catalog


def program(tenantform, folder, *arguments):
    return run_tenantform(tenantform, os.path.join(folder, "catalog.db"), *arguments)


def numbers(tenantform, folder):
    """Tenant → the load balancers that its routes are on, as the catalog exports it."""
    found = {}
    for number in range(1, TENANTS + 1):
        tenant = json.loads(program(tenantform, folder, "export", "--json", "tenant", f"shop-{number:02}"))
        found[tenant["tenant"]] = {route["load_balancer"] for route in tenant["services"]["api"]["routes"].values()}
    return found


def applied(tool, stack):
    apply_stack(tool, stack)
    return json.loads(tool.run(stack, "show", "-json"))["values"]["root_module"]


def of_type(module, kind):
    return [resource for resource in resources(module) if resource["type"] == kind]


def expect(is_so, what):
    if not is_so:
        raise Failure(what)


def check_platform(platform):
    addresses = sorted(r["address"] for r in of_type(platform, "aws_lb"))
    expect(addresses == ["module.load_balancer.aws_lb.this", 'module.more_load_balancers["2"].aws_lb.this'], str(addresses))
    expect(len(of_type(platform, "aws_acm_certificate")) == 1, "the load balancers do not share a certificate")
    published = {r["values"]["name"] for r in of_type(platform, "aws_ssm_parameter")}
    for name in ("load_balancer/listener_arn", "load_balancers/2/listener_arn", "load_balancers/2/dns_name"):
        expect(f"/acme-ai/staging/{name}" in published, f"{name} is not published")
    hosts = sorted(r["values"]["name"] for r in of_type(platform, "aws_route53_record") if r["values"]["type"] == "A")
    expect(hosts == ["*.staging.ai.example.com", "staging.ai.example.com"], f"the platform leads {hosts}")


def check_tenant(name, number, stack):
    """Its rules are on the listener of its load balancer, and DNS leads its host there."""
    parameters = {r["values"]["name"].removeprefix("/acme-ai/staging/"): r["values"]["insecure_value"]
                  for r in of_type(stack, "aws_ssm_parameter")}
    balancer = "load_balancer" if number == 1 else f"load_balancers/{number}"
    rules = of_type(stack, "aws_lb_listener_rule")
    expect(len(rules) == ROUTES, f"{name} has {len(rules)} rules")
    listeners = {rule["values"]["listener_arn"] for rule in rules}
    expect(listeners == {parameters[f"{balancer}/listener_arn"]}, f"{name} is on {listeners}")
    records = of_type(stack, "aws_route53_record")
    wanted = [] if number == 1 else [f"{name}.staging.ai.example.com"]
    expect([r["values"]["name"] for r in records] == wanted, f"{name} leads {records}")
    for record in records:
        leads = record["values"]["alias"][0]["name"]
        expect(leads == parameters[f"{balancer}/dns_name"], f"{name} leads to {leads}")


def run(tool, tenantform, folder):
    program(tenantform, folder, "import", os.path.join(folder, "catalog"))
    spread = numbers(tenantform, folder)
    expect(all(len(found) == 1 for found in spread.values()), f"a tenant is on two load balancers: {spread}")
    spread = {name: found.pop() for name, found in spread.items()}
    counts = {number: ROUTES * list(spread.values()).count(number) for number in set(spread.values())}
    print(f"{TENANTS * ROUTES} routes: {counts}")
    expect(set(counts) == {1, 2} and max(counts.values()) <= RULES, "they are not spread over two")
    output = os.path.join(folder, "output")
    program(tenantform, folder, "generate", "--out", output)
    stacks = os.path.join(output, "environments", "staging")
    check_platform(applied(tool, stacks))
    for name in ("shop-01", f"shop-{TENANTS:02}"):
        check_tenant(name, spread[name], applied(tool, os.path.join(stacks, "tenants", name)))
    refuse_too_many(tenantform, folder)


def refuse_too_many(tenantform, folder):
    """A load balancer that would get more rules than it takes is refused, and the tenants stay where they are."""
    before = numbers(tenantform, folder)
    with open(os.path.join(folder, "catalog", "tenants", "shop-01.yaml"), "a", encoding="utf-8") as file:
        file.write("".join(ROUTE.format(number=1, route=r) for r in range(ROUTES + 1, ROUTES + RULES)))
    try:
        program(tenantform, folder, "import", os.path.join(folder, "catalog"))
    except Failure as failure:
        expect("has 179 listener rules, the quota is 100" in str(failure), str(failure))
    else:
        raise Failure("a load balancer got more rules than it takes")
    expect(numbers(tenantform, folder) == before, "a tenant moved")


def main():
    name, mirror, tenantform, example = sys.argv[1:]
    require(name)
    with tempfile.TemporaryDirectory(prefix="tenantform-balancers-") as folder:
        make_catalog(example, folder)
        try:
            run(Tool(name, folder, mirror), tenantform, folder)
        except Failure as failure:
            print(failure)
            return 1
    return 0


sys.exit(main())
