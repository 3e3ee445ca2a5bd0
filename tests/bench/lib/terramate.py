"""Terramate, the peer of `changed`: built from its module by Go, once per machine, outside of the source tree."""

import json
import os
import shutil
import subprocess
import sys
import tempfile

from . import measure

VERSION = "0.17.2"
MODULE = f"github.com/terramate-io/terramate@v{VERSION}"
CACHE = os.path.join(os.environ.get("XDG_CACHE_HOME") or os.path.expanduser("~/.cache"), "tenantform", "tools")
PROGRAM = os.path.join(CACHE, f"terramate-{VERSION}", "terramate")
LOCAL = {"CHECKPOINT_DISABLE": "1", "TM_TELEMETRY_DISABLED": "1", "GOTOOLCHAIN": "local"}


def source():
    """The folder of Go's module cache that holds Terramate's source."""
    download = subprocess.run(["go", "mod", "download", "-json", MODULE], stdout=subprocess.PIPE, check=False)
    folder = json.loads(download.stdout or b"{}").get("Dir")
    return folder or sys.exit("Go's module proxy does not give the source of Terramate")


def build():
    """Builds PROGRAM, in a copy of its module so that its own requirements and checksums hold."""
    if os.access(PROGRAM, os.X_OK):
        return
    if shutil.which("go") is None:
        sys.exit("there is no go on PATH, which builds the program to compare with")
    measure.say(f"building Terramate {VERSION} with Go (some minutes, once per machine)")
    os.makedirs(os.path.dirname(PROGRAM), exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="build-", dir=os.path.dirname(PROGRAM)) as work:
        copy = os.path.join(work, "source")
        subprocess.run(["cp", "-R", source(), copy], check=True)
        subprocess.run(["chmod", "-R", "u+w", copy], check=True)
        built = os.path.join(work, "terramate")
        command = ["go", "build", "-trimpath", "-ldflags=-s -w", "-o", built, "./cmd/terramate"]
        subprocess.run(command, cwd=copy, env={**os.environ, **LOCAL}, check=True, stdout=sys.stderr)
        os.replace(built, PROGRAM)
