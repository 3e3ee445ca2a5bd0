#!/usr/bin/env python3
"""PlanResourceChange for a new tenant per second, over one connection with mutual TLS and 10 calls at a time as Terraform
does it, against a provider written with terraform-plugin-framework. Unlike in the other benchmarks more is better.
"""

import json
import os
import shutil
import subprocess

from lib import measure, provider

SECONDS, PARALLEL = os.environ.get("TNF_BENCH_SECONDS", "4"), "10"


def load(program, catalog):
    output = subprocess.run([provider.LOAD, program, catalog, SECONDS, PARALLEL], env={**os.environ, **provider.QUIET},
                            stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, check=True).stdout
    return json.loads(output)


def microseconds(runs, name):
    """Processor time for one call, in the median."""
    return round(1e6 * sorted(run[name] / run["calls"] for run in runs)[len(runs) // 2], 1)


def main():
    provider.build_peer()
    place = measure.workplace(need_gib=1)
    try:
        catalog = os.path.join(place, "catalog.db")
        provider.make_catalog(catalog)
        runs = [(load(provider.OURS, catalog), load(provider.PEER, catalog)) for _ in range(measure.ROUNDS)]
    finally:
        shutil.rmtree(place)
    ours, theirs = zip(*runs)
    measure.report("provider_rpc", provider.REFERENCE, [run["rate"] for run in ours], [run["rate"] for run in theirs],
                   max(run["server_peak_mib"] for run in ours), unit="calls/s", digits=1,
                   cpu_us=microseconds(ours, "server_cpu_s"), peer_cpu_us=microseconds(theirs, "server_cpu_s"),
                   client_cpu_us=microseconds(ours, "client_cpu_s"))


main()
