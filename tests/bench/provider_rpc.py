#!/usr/bin/env python3
"""PlanResourceChange per second, over one connection with mutual TLS and 10 calls at a time as Terraform makes them,
against a provider written with terraform-plugin-framework. The line is of plans for new tenants, as a first plan asks
for them; `keep_…` is of a tenant that is there and stays as it is, as an empty plan asks. Unlike in the other
benchmarks more is better.
"""

import json
import os
import statistics
import subprocess

from lib import measure, provider

SECONDS, PARALLEL = os.environ.get("TNF_BENCH_SECONDS", "3"), "10"


def load(program, place):
    """What the load client says of each kind of plan."""
    catalog = os.path.join(place, "catalog.db")
    for name in os.listdir(place):
        os.remove(os.path.join(place, name))
    provider.make_catalog(catalog)
    output = subprocess.run([provider.LOAD, program, catalog, SECONDS, PARALLEL], env={**os.environ, **provider.QUIET},
                            stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, check=True).stdout
    lines = (json.loads(line) for line in output.splitlines())
    return {line["plan"]: line for line in lines}


def numbers(runs, plan, what):
    return [run[plan][what] for run in runs]


def microseconds(runs, plan, what):
    """Processor time for one call, in the median."""
    return round(1e6 * statistics.median(run[plan][what] / run[plan]["calls"] for run in runs), 1)


def main():
    provider.build_peer()
    with measure.workplace(need_gib=1) as place:
        runs = [(load(provider.OURS, place), load(provider.PEER, place)) for _ in range(measure.ROUNDS)]
    ours, theirs = zip(*runs)
    keep = [statistics.median(numbers(side, "keep", "rate")) for side in (ours, theirs)]
    measure.report("provider_rpc", provider.REFERENCE, numbers(ours, "create", "rate"),
                   numbers(theirs, "create", "rate"), max(numbers(ours, "keep", "server_peak_mib")), unit="calls/s",
                   digits=1, cpu_us=microseconds(ours, "create", "server_cpu_s"),
                   peer_cpu_us=microseconds(theirs, "create", "server_cpu_s"),
                   client_cpu_us=microseconds(ours, "create", "client_cpu_s"), keep_ours=round(keep[0], 1),
                   keep_theirs=round(keep[1], 1), keep_ratio=round(keep[0] / keep[1], 4))


main()
