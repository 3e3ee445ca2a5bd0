#!/usr/bin/env python3
"""Generating 10,000 tenants in 2 environments into an empty directory, against cp -r of the same tree."""

import os
import shutil

from lib import measure

TENANTS = int(os.environ.get("TNF_BENCH_TENANTS", "10000"))


def peak_of_twice_as_many(place):
    catalog, output = os.path.join(place, "twice.db"), os.path.join(place, "twice")
    measure.make_catalog(catalog, 2 * TENANTS)
    return measure.generate(catalog, output)[1]


def bench(place):
    catalog = os.path.join(place, "catalog.db")
    output, copy = os.path.join(place, "output"), os.path.join(place, "copy")
    measure.make_catalog(catalog, TENANTS)

    def clear(_):
        shutil.rmtree(output, ignore_errors=True)
        shutil.rmtree(copy, ignore_errors=True)

    ours, theirs, peak = measure.alternate(
        lambda _: measure.generate(catalog, output), lambda _: measure.run(["cp", "-r", output, copy]), clear
    )
    clear(None)
    measure.report(
        "generate_cold", "cp -r", ours, theirs, peak, peak_rss_mib_twice=round(peak_of_twice_as_many(place), 1)
    )


if __name__ == "__main__":
    measure.in_workplace(bench, need_gib=4)
