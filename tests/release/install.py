#!/usr/bin/env python3
"""`init` installs the provider from a filesystem mirror, packed as scripts/package leaves it and unpacked as the build
does, and sees when a packed one is not what it was. The program of the package serves an apply from a root folder that
has nothing but itself: no C library, no /proc, no /etc.

usage: install.py TOOL ROOT BUILD
"""

import json
import os
import pathlib
import subprocess
import sys
import tempfile
import zipfile

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "terraform"))
from harness import Failure, Tool, require  # noqa: E402 (the path has to be known first)

COOKIE = "d602bf8f470bc67ca7faa0386276bbdd4330efaf76d1a219cb4d6991ca9872b2"  # go-plugin's magic cookie
HOSTS = ("registry.terraform.io", "registry.opentofu.org")
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


class Bare:
    """The packaged program at work in a root folder of its own."""

    def __init__(self, archive, folder):
        self.folder = folder
        os.makedirs(os.path.join(folder, "tmp"))
        with zipfile.ZipFile(archive) as package:
            (name,) = (entry for entry in package.namelist() if entry.startswith("terraform-provider-"))
            package.extract(name, folder)
        os.chmod(os.path.join(folder, name), 0o755)
        enter = ["chroot"] if os.geteuid() == 0 else ["unshare", "--map-root-user", "chroot"]
        self.process = subprocess.Popen([*enter, folder, f"/{name}"], stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, text=True,
                                        env={"PATH": "/usr/sbin:/usr/bin:/sbin:/bin", "TF_PLUGIN_MAGIC_COOKIE": COOKIE,
                                             "PLUGIN_PROTOCOL_VERSIONS": "6"})
        self.line = self.process.stdout.readline()

    def reattach(self):
        """What a tool needs to talk to it, under either registry's name."""
        socket = self.folder + self.line.split("|")[3]
        said = {"Protocol": "grpc", "ProtocolVersion": 6, "Pid": self.process.pid, "Test": True,
                "Addr": {"Network": "unix", "String": socket}}
        return json.dumps({f"{host}/tenantform/tenantform": said for host in HOSTS})

    def stop(self):
        self.process.terminate()
        self.process.wait()
        self.process.stdout.close()


def serve_from_nothing(tool, scratch, archive):
    """An apply whose provider sees only itself; what it writes is where only it could write it."""
    bare = Bare(archive, os.path.join(scratch, "bare"))
    try:
        if not bare.line:
            print("in an empty root folder: skipped: this user may not change the root folder")
            return
        user = Tool(tool, scratch, os.path.join(scratch, "nothing"))
        user.environment["TF_REATTACH_PROVIDERS"] = bare.reattach()
        folder = os.path.join(scratch, "attached")
        os.mkdir(folder)
        with open(os.path.join(folder, "main.tf"), "w", encoding="utf-8") as file:
            file.write(CONFIGURATION)
        user.run(folder, "init", "-no-color")
        # One command: the program ends with the connection, as it does under Terraform.
        user.run(folder, "apply", "-no-color", "-auto-approve")
        if not os.path.exists(os.path.join(bare.folder, "tenantform.db")):
            raise Failure(f"the catalog is not in {bare.folder}: {os.listdir(bare.folder)}")
        print("in an empty root folder: ok")
    finally:
        bare.stop()


def main(tool, root, build):
    require(tool)
    with tempfile.TemporaryDirectory(prefix="tenantform-install-") as scratch:
        packed = os.path.join(scratch, "packed")
        subprocess.run([os.path.join(root, "scripts", "package"), "--build", build, "--out", os.path.join(scratch, "out"),
                        "--mirror", packed], check=True, stdout=subprocess.DEVNULL)
        try:
            install(tool, scratch, os.path.join(build, "mirror"))
            print("unpacked: ok")
            (archive,) = pathlib.Path(scratch, "out").glob("*.zip")
            serve_from_nothing(tool, scratch, archive)
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
