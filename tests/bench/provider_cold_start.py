#!/usr/bin/env python3
"""From exec to the handshake line of the provider, with mutual TLS as Terraform asks for it, against a provider written
with terraform-plugin-framework. Terraform starts a provider three to five times a command.
"""

import os
import statistics
import tempfile

from lib import launch, measure, provider

ROUNDS = int(os.environ.get("TNF_BENCH_ROUNDS", "30"))


def main():
    provider.build_peer()
    ours, theirs = [], []
    with tempfile.TemporaryDirectory(prefix="tenantform-bench-") as folder:
        variables = launch.environment(folder, **provider.QUIET)
        for _ in range(ROUNDS):
            ours.append(launch.start(provider.OURS, variables))
            theirs.append(launch.start(provider.PEER, variables))
    measure.report("provider_cold_start", provider.REFERENCE, [run[0] for run in ours], [run[0] for run in theirs],
                   max(run[1] for run in ours), digits=5, peer_rss_mib=round(statistics.median(run[1] for run in theirs), 1))


main()
