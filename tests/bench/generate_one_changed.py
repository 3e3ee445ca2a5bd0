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
        measure.change_one(catalog, TENANTS, number)

    ours, theirs, peak = measure.alternate(
        lambda _: measure.generate(catalog, output), lambda _: measure.generate(catalog, cold), change_one
    )
    measure.report("generate_one_changed", "generate_cold", ours, theirs, peak)


if __name__ == "__main__":
    measure.in_workplace(bench, need_gib=4)
