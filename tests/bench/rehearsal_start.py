#!/usr/bin/env python3
"""From exec to the handshake line of the rehearsal provider, with the AWS schema and mutual TLS as Terraform asks for it,
against a C program that does nothing but exit. Terraform starts a provider three to five times a command.
"""

import json
import os
import statistics
import subprocess
import tempfile
import time

from lib import launch

ROUNDS = 30


def make_nothing(folder):
    source, program = os.path.join(folder, "nothing.c"), os.path.join(folder, "nothing")
    with open(source, "w", encoding="utf-8") as file:
        file.write("int main(void) { return 0; }\n")
    subprocess.run(["cc", "-O2", "-o", program, source], check=True)
    return program


def start_nothing(program):
    before = time.monotonic()
    subprocess.run([program], check=True)
    return time.monotonic() - before


def main():
    program = os.path.join(os.environ["TNF_BUILD"], "bin", "terraform-provider-rehearsal")
    schema = os.path.join(os.environ["TNF_BUILD"], "bin", "aws.rehearsal")
    ours, theirs, memory = [], [], []
    with tempfile.TemporaryDirectory(prefix="tenantform-bench-") as folder:
        nothing = make_nothing(folder)
        environment = launch.environment(folder, TENANTFORM_REHEARSAL_SCHEMA=schema)
        for _ in range(ROUNDS):
            seconds, mebibytes = launch.start(program, environment)
            ours.append(seconds)
            memory.append(mebibytes)
            theirs.append(start_nothing(nothing))
    mine, other = statistics.median(ours), statistics.median(theirs)
    print(json.dumps({"bench": "rehearsal_start", "ours": round(mine, 5), "reference": "a C program that exits",
                      "theirs": round(other, 5), "unit": "s", "ratio": round(mine / other, 2),
                      "peak_rss_mib": round(max(memory), 1)}))


main()
