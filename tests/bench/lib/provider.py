"""What the benchmarks of the provider share: the programs to compare.

The peer is tests/bench/peer-provider: the same resource with terraform-plugin-framework, storing to the same catalog.
It runs with TF_LOG_SDK=off, which is its best: by default it writes trace logs for Terraform to throw away.
"""

import os
import shutil
import subprocess
import sys

from . import measure

ROOT = os.path.abspath(os.environ.get("TNF_ROOT", os.path.join(os.path.dirname(__file__), "..", "..", "..")))
BUILD = os.path.abspath(measure.BUILD)
OURS = os.path.join(BUILD, "bin", "terraform-provider-tenantform")
PEER = os.path.join(BUILD, "peer", "terraform-provider-peer")
LOAD = os.path.join(BUILD, "peer", "load")
REFERENCE = "terraform-plugin-framework"
QUIET = {"TF_LOG_SDK": "off"}


def build_peer():
    """Builds PEER and LOAD from tests/bench/peer-provider. Go's cache makes it quick from the second time on."""
    if shutil.which("go") is None:
        sys.exit("there is no go on PATH, which builds the provider to compare with")
    measure.say("building the peer with Go")
    source = os.path.join(ROOT, "tests", "bench", "peer-provider")
    for program, package in ((PEER, "."), (LOAD, "./load")):
        subprocess.run(["go", "build", "-trimpath", "-ldflags=-s -w", "-o", program, package], cwd=source, check=True,
                       stdout=sys.stderr)


def make_catalog(path):
    """A catalog with a platform, staging and production, and no tenants."""
    measure.run([measure.TENANTFORM, "--catalog", path, "--quiet", "init", "--platform", "bench", "--region", "us-east-1"])
