#!/usr/bin/env python3
"""Proves that no tenant's task reaches another's data, and that the proof sees each rule that is loosened.

usage: run.py TOOL MIRROR TENANTFORM CATALOG
TOOL is terraform or tofu, MIRROR a provider mirror, TENANTFORM the program, CATALOG the ai-platform example. What is
proved, what the model takes for granted, and where isolation ends: docs/isolation.md.
"""

import os
import sys
import tempfile
from collections import Counter
from itertools import product

import proof
import states
from harness import Failure, require
from mutations import MUTATIONS, States

SHOWN = 5


KINDS = ("pool", "bridge", "silo")


def count_pairs(model):
    """Ordered pair of kinds of isolation → how often a task of the one was held against data of another tenant's."""
    kinds = {key: tenant["isolation"] for key, tenant in model.catalog.items()}
    return Counter(
        (kinds[task.environment, task.tenant], kinds[data.environment, data.tenant])
        for task in model.tasks
        for data in model.data
        if task.environment == data.environment and task.tenant != data.tenant
    )


def prove(found, tenants):
    """Whether every claim holds, and whether there are tenants of all kinds beside each other."""
    model = states.build(found, tenants)
    print(f"{len(model.tasks)} tasks, {len(model.data)} pieces of data, {len(model.roles)} roles in {len(found)} stacks")
    counts = count_pairs(model)
    for task, data in product(KINDS, KINDS):
        print(f"{task} tenant's task and another {data} tenant's data: {counts[task, data]} pairs")
    holds = all(counts[pair] for pair in product(KINDS, KINDS))
    for name in proof.claims():
        contradictions = proof.contradictions(model, name)
        holds = holds and not contradictions
        print(f"{name.replace('_', ' ')}: {'holds' if not contradictions else 'does not hold'}")
        for contradiction in contradictions[:SHOWN]:
            print(f"  {contradiction}")
    return holds


def sees(found, tenants, mutation, claim):
    """Whether the claim is contradicted once a rule is loosened."""
    changed = States(found)
    mutation(changed)
    contradictions = proof.contradictions(states.build(changed.states, tenants), claim)
    outcome = contradictions[0] if contradictions else f"not seen by: {claim.replace('_', ' ')}"
    print(f"{mutation.__name__.replace('_', ' ')}: {outcome}", flush=True)
    return bool(contradictions)


def main():
    program, mirror, tenantform, catalog = sys.argv[1:]
    require(program)
    with tempfile.TemporaryDirectory(prefix="tenantform-isolation-") as folder:
        try:
            found, tenants = states.gather(program, mirror, tenantform, catalog, folder)
        except Failure as failure:
            print(failure)
            return 1
    holds = prove(found, tenants)
    unseen = [mutation for mutation, claim in MUTATIONS.items() if not sees(found, tenants, mutation, claim)]
    unwatched = set(proof.claims()) - set(MUTATIONS.values())
    if unwatched:
        print(f"no loosened rule contradicts: {', '.join(sorted(unwatched))}")
    print(f"{len(MUTATIONS) - len(unseen)} of {len(MUTATIONS)} loosened rules are seen")
    return 1 if not holds or unseen or unwatched else 0


if __name__ == "__main__":
    sys.exit(main())
