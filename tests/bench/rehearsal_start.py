#!/usr/bin/env python3
"""From exec to the handshake line of the rehearsal provider, with the AWS schema and mutual TLS as Terraform asks for it,
against a C program that does nothing but exit. Terraform starts a provider three to five times a command.
"""

import json
import os
import signal
import statistics
import subprocess
import sys
import tempfile
import time

ROUNDS = 30
COOKIE = "d602bf8f470bc67ca7faa0386276bbdd4330efaf76d1a219cb4d6991ca9872b2"  # what Terraform sends, go-plugin's magic cookie


def make_certificate(folder):
    """A client certificate of the kind that go-plugin makes: self-signed, P-521."""
    path = os.path.join(folder, "client.pem")
    subprocess.run(["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-521", "-nodes", "-days",
                    "2", "-subj", "/CN=localhost/O=HashiCorp", "-addext", "subjectAltName=DNS:localhost", "-keyout",
                    os.path.join(folder, "client.key"), "-out", path], check=True, stderr=subprocess.DEVNULL)
    with open(path, encoding="utf-8") as file:
        return file.read()


def make_nothing(folder):
    source, program = os.path.join(folder, "nothing.c"), os.path.join(folder, "nothing")
    with open(source, "w", encoding="utf-8") as file:
        file.write("int main(void) { return 0; }\n")
    subprocess.run(["cc", "-O2", "-o", program, source], check=True)
    return program


def start_provider(program, environment):
    """Seconds to the handshake line, and the peak memory in MiB up to then."""
    before = time.monotonic()
    process = subprocess.Popen([program], env=environment, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                               stderr=subprocess.DEVNULL)
    line = process.stdout.readline()
    seconds = time.monotonic() - before
    if not line.startswith(b"1|6|unix|"):
        sys.exit(f"rehearsal_start: no handshake line but {line!r}")
    # Not the maximum of getrusage: that counts what this interpreter had before it became the provider.
    with open(f"/proc/{process.pid}/status", encoding="ascii") as file:
        (peak,) = (int(status.split()[1]) for status in file if status.startswith("VmHWM:"))
    process.send_signal(signal.SIGTERM)
    process.wait()
    process.stdout.close()
    return seconds, peak / 1024


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
        environment = {**os.environ, "TF_PLUGIN_MAGIC_COOKIE": COOKIE, "PLUGIN_PROTOCOL_VERSIONS": "6,5",
                       "PLUGIN_CLIENT_CERT": make_certificate(folder), "TENANTFORM_REHEARSAL_SCHEMA": schema,
                       "TMPDIR": folder}
        for _ in range(ROUNDS):
            seconds, mebibytes = start_provider(program, environment)
            ours.append(seconds)
            memory.append(mebibytes)
            theirs.append(start_nothing(nothing))
    mine, other = statistics.median(ours), statistics.median(theirs)
    print(json.dumps({"bench": "rehearsal_start", "ours": round(mine, 5), "reference": "a C program that exits",
                      "theirs": round(other, 5), "unit": "s", "ratio": round(mine / other, 2),
                      "peak_rss_mib": round(max(memory), 1)}))


main()
