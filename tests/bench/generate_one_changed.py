#!/usr/bin/env python3
"""Generating 10,000 tenants in 2 environments again after one tenant changed, against generating them all."""

import os
import shutil

from lib import measure

TENANTS = int(os.environ.get("TNF_BENCH_TENANTS", "10000"))


def bench(place):
    catalog = os.path.join(place, "catalog.db")
    output, cold = os.path.join(place, "output"), os.path.join(place, "cold")
    measure.make_catalog(catalog, TENANTS)
    measure.generate(catalog, output)

    def change_one(number):
        shutil.rmtree(cold, ignore_errors=True)
        memory = 1024 * (2 + number % 2)
        change = ["service", "set", f"tenant-{TENANTS // 2:05}", "web", "--memory", str(memory), "--reason", "bench"]
        measure.run([measure.TENANTFORM, "--catalog", catalog, "--quiet", *change])

    ours, theirs, peak = measure.alternate(
        lambda _: measure.generate(catalog, output), lambda _: measure.generate(catalog, cold), change_one
    )
    measure.report("generate_one_changed", "generate_cold", ours, theirs, peak)


if __name__ == "__main__":
    with measure.workplace(need_gib=4) as folder:
        bench(folder)
