"""Starting a provider as a plugin host does, to time it up to its handshake line."""

import os
import signal
import subprocess
import sys
import time

COOKIE = "d602bf8f470bc67ca7faa0386276bbdd4330efaf76d1a219cb4d6991ca9872b2"  # what Terraform sends, go-plugin's magic cookie


def make_certificate(folder):
    """A client certificate of the kind that go-plugin makes: self-signed, P-521."""
    path = os.path.join(folder, "client.pem")
    subprocess.run(["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-521", "-nodes", "-days",
                    "2", "-subj", "/CN=localhost/O=HashiCorp", "-addext", "subjectAltName=DNS:localhost", "-keyout",
                    os.path.join(folder, "client.key"), "-out", path], check=True, stderr=subprocess.DEVNULL)
    with open(path, encoding="utf-8") as file:
        return file.read()


def environment(folder, **more):
    """What Terraform sets for a provider; its temporary files, the socket among them, go into the folder."""
    return {**os.environ, "TF_PLUGIN_MAGIC_COOKIE": COOKIE, "PLUGIN_PROTOCOL_VERSIONS": "6,5",
            "PLUGIN_CLIENT_CERT": make_certificate(folder), "TMPDIR": folder, **more}


def start(program, variables):
    """Seconds to the handshake line, and the resident memory in MiB at that moment."""
    before = time.monotonic()
    process = subprocess.Popen([program], env=variables, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                               stderr=subprocess.DEVNULL)
    line = process.stdout.readline()
    seconds = time.monotonic() - before
    if not line.startswith(b"1|6|unix|"):
        sys.exit(f"{program}: no handshake line but {line!r}")
    # Not the maximum of getrusage: that counts what this interpreter had before it became the provider.
    with open(f"/proc/{process.pid}/status", encoding="ascii") as status:
        memory = next(int(text.split()[1]) / 1024 for text in status if text.startswith("VmHWM:"))
    process.send_signal(signal.SIGTERM)
    process.wait()
    process.stdout.close()
    return seconds, memory
