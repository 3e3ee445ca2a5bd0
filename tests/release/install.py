#!/usr/bin/env python3
"""`init` installs the provider from a filesystem mirror, packed as scripts/package leaves it and unpacked as the build
does, and sees when a packed one is not what it was.

usage: install.py TOOL ROOT BUILD
"""

import os
import pathlib
import subprocess
import sys
import tempfile
import zipfile

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "terraform"))
from harness import Failure, Tool, require  # noqa: E402 (the path has to be known first)

CONFIGURATION = """terraform {
  required_providers {
    tenantform = {
      source  = "tenantform/tenantform"
      version = "0.1.0"
    }
  }
}

resource "tenantform_platform" "this" {
  name   = "acme"
  region = "us-east-1"
}
"""


def install(tool, scratch, mirror):
    """A new folder with the provider from a mirror, in which it has answered."""
    place = tempfile.mkdtemp(dir=scratch)
    user = Tool(tool, place, mirror)
    folder = os.path.join(place, "root")
    os.mkdir(folder)
    with open(os.path.join(folder, "main.tf"), "w", encoding="utf-8") as file:
        file.write(CONFIGURATION)
    user.run(folder, "init", "-no-color")
    user.run(folder, "apply", "-no-color", "-auto-approve")
    user.run(folder, "plan", "-no-color", "-detailed-exitcode")
    return user, folder


def main(tool, root, build):
    require(tool)
    with tempfile.TemporaryDirectory(prefix="tenantform-install-") as scratch:
        packed = os.path.join(scratch, "packed")
        subprocess.run([os.path.join(root, "scripts", "package"), "--build", build, "--out", os.path.join(scratch, "out"),
                        "--mirror", packed], check=True, stdout=subprocess.DEVNULL)
        try:
            install(tool, scratch, os.path.join(build, "mirror"))
            print("unpacked: ok")
            user, folder = install(tool, scratch, packed)
            print("packed: ok")
            for archive in pathlib.Path(packed).rglob("*.zip"):
                with zipfile.ZipFile(archive, "a") as file:
                    file.writestr("more", "that nobody signed")
            subprocess.run(["rm", "-rf", os.path.join(folder, ".terraform")], check=True)
            said = user.run(folder, "init", "-no-color", expected=1)
            if "checksum" not in said:
                raise Failure(f"a changed archive is refused for another reason:\n{said}")
            print("a changed archive is refused: ok")
        except Failure as failure:
            sys.exit(str(failure)[-6000:])


if __name__ == "__main__":
    main(*sys.argv[1:])
