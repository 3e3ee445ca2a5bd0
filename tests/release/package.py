#!/usr/bin/env python3
"""What scripts/package makes is what the registry takes, and the program in it runs where nothing is installed.

usage: package.py ROOT BUILD
"""

import hashlib
import json
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile
import zipfile

NAME = "terraform-provider-tenantform"
COOKIE = "d602bf8f470bc67ca7faa0386276bbdd4330efaf76d1a219cb4d6991ca9872b2"  # go-plugin's magic cookie
# A setting that OpenSSL fails on when it reads it.
HOSTILE_OPENSSL = """openssl_conf = init
config_diagnostics = 1
[init]
providers = modules
[modules]
none = none_section
[none_section]
module = /nowhere/none.so
activate = 1
"""


def expect(condition, message):
    if not condition:
        raise AssertionError(message)


class Package:
    """A package that was made for this test, in a folder of its own."""

    def __init__(self, root, build, scratch):
        self.script, self.build, self.scratch = root / "scripts" / "package", build, scratch
        self.out = self.make("first")
        (self.archive,) = self.out.glob("*.zip")
        self.version = self.archive.name.split("_")[1]
        self.stem = f"{NAME}_{self.version}"

    def make(self, name, *options, epoch="1700000000", **settings):
        out = self.scratch / name
        subprocess.run([self.script, "--build", self.build, "--out", out, *options], check=True, stdout=subprocess.DEVNULL,
                       env={**os.environ, "SOURCE_DATE_EPOCH": epoch, **settings})
        return out

    def program(self):
        """The program as a user has it."""
        path = self.scratch / "unpacked" / f"{NAME}_v{self.version}"
        if not path.exists():
            with zipfile.ZipFile(self.archive) as archive:
                archive.extract(path.name, path.parent)
            path.chmod(0o755)
        return path


def files_are_named_as_the_registry_wants(package):
    found = sorted(path.name for path in package.out.iterdir())
    machine = {"x86_64": "amd64", "aarch64": "arm64"}[os.uname().machine]
    wanted = [f"{package.stem}_SHA256SUMS", f"{package.stem}_linux_{machine}.zip", f"{package.stem}_manifest.json"]
    expect(found == wanted, f"files: {found}, not {wanted}")
    manifest = json.loads((package.out / f"{package.stem}_manifest.json").read_text())
    expect(manifest == {"version": 1, "metadata": {"protocol_versions": ["6.0"]}}, f"manifest: {manifest}")


def the_archive_has_the_program_and_the_licences(package):
    with zipfile.ZipFile(package.archive) as archive:
        modes = {entry.filename: entry.external_attr >> 16 for entry in archive.infolist()}
        notices = archive.read("NOTICES.txt").decode()
    wanted = {"LICENSE.txt": 0o100644, "NOTICES.txt": 0o100644, f"{NAME}_v{package.version}": 0o100755}
    expect(modes == wanted, f"archive: {modes}, not {wanted}")
    for library in ("libgrpc-dev", "libssl-dev", "libsqlite3-dev", "libprotobuf-c-dev", "libc6-dev"):
        expect(f"\n{library}\n" in notices, f"NOTICES.txt says nothing about {library}")


def the_checksums_are_those_of_the_files(package):
    said = dict(reversed(line.split("  ")) for line in (package.out / f"{package.stem}_SHA256SUMS").read_text().splitlines())
    found = {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in package.out.iterdir()
             if not path.name.endswith("SUMS")}
    expect(said == found, f"checksums: {said}, not {found}")


def the_same_sources_give_the_same_bytes(package):
    again = package.make("second", TZ="Asia/Kathmandu", LC_ALL="C")
    for path in package.out.iterdir():
        expect(path.read_bytes() == (again / path.name).read_bytes(), f"{path.name} differs the second time")
    later = package.make("third", epoch="1800000000")
    expect(package.archive.read_bytes() != (later / package.archive.name).read_bytes(), "SOURCE_DATE_EPOCH counts for nothing")


def a_signature_is_verified(package):
    if shutil.which("gpg") is None:
        print("a_signature_is_verified: skipped: there is no gpg")
        return
    home = package.scratch / "gnupg"
    home.mkdir(mode=0o700)
    gpg = ["gpg", "--homedir", home, "--batch", "--quiet"]
    try:
        subprocess.run([*gpg, "--pinentry-mode", "loopback", "--passphrase", "", "--quick-generate-key", "Throw Away <throw@away.example>"],
                       check=True, stderr=subprocess.DEVNULL)
        out = package.make("signed", "--sign", "throw@away.example", GNUPGHOME=str(home))
        sums = out / f"{package.stem}_SHA256SUMS"
        subprocess.run([*gpg, "--verify", f"{sums}.sig", sums], check=True, stderr=subprocess.DEVNULL)
        sums.write_text(sums.read_text().replace("0", "1", 1))
        bad = subprocess.run([*gpg, "--verify", f"{sums}.sig", sums], stderr=subprocess.DEVNULL)
        expect(bad.returncode != 0, "a changed file passes for signed")
        unsigned = package.scratch / "unsigned"
        none = subprocess.run([package.script, "--build", package.build, "--out", unsigned, "--sign", "nobody"],
                              env={**os.environ, "GNUPGHOME": str(home)}, stderr=subprocess.PIPE)
        expect(none.returncode == 1 and not list(unsigned.iterdir()), "a key that is not there leaves files")
    finally:
        subprocess.run(["gpgconf", "--homedir", home, "--kill", "gpg-agent"], check=False)


def the_program_asks_for_no_library(package):
    said = subprocess.run(["readelf", "--wide", "--dynamic", "--program-headers", package.program()], check=True,
                          stdout=subprocess.PIPE, text=True).stdout
    expect("(NEEDED)" not in said, f"it needs libraries:\n{said}")
    expect("INTERP" not in said, "it asks for a dynamic linker")
    expect("GNU_RELRO" in said and "(FLAGS_1)" in said and "PIE" in said, "it is not hardened as it should be")
    expect(" RWE " not in said, "a part of it can be written and run")


def handshake(command, **settings):
    """The first line of a provider that is started as Terraform does it; it is ended then."""
    environment = {"TF_PLUGIN_MAGIC_COOKIE": COOKIE, "PLUGIN_PROTOCOL_VERSIONS": "6,5", **settings}
    with subprocess.Popen(command, env=environment, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                          stderr=subprocess.PIPE, text=True) as process:
        line = process.stdout.readline()
        process.terminate()
        said = process.stderr.read()
    expect(line.startswith("1|6|unix|"), f"no handshake but {line!r}\n{said}")
    return line


def it_starts_where_nothing_is_but_itself(package):
    program = package.program()
    bare = package.scratch / "bare"
    (bare / "tmp").mkdir(parents=True)
    shutil.copy(program, bare / "provider")
    enter = [shutil.which("chroot", path="/usr/sbin:/usr/bin:/sbin:/bin")]
    if os.geteuid() != 0:
        enter = [shutil.which("unshare"), "--map-root-user", *enter]
    # Without Terraform's environment it says what it is, and ends with 1.
    if subprocess.run([*enter, bare, "/provider"], stderr=subprocess.DEVNULL).returncode != 1:
        print("it_starts_where_nothing_is_but_itself: skipped: this user may not change the root folder")
        return
    handshake([*enter, bare, "/provider"])


def settings_of_the_machine_s_openssl_do_not_matter(package):
    path = package.scratch / "openssl.cnf"
    path.write_text(HOSTILE_OPENSSL)
    certificate = subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-521", "-nodes", "-days", "2", "-subj",
         "/CN=localhost", "-addext", "subjectAltName=DNS:localhost", "-keyout", os.devnull],
        check=True, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True).stdout
    line = handshake([package.program()], OPENSSL_CONF=str(path), PLUGIN_CLIENT_CERT=certificate)
    expect(len(line.split("|")[5]) > 400, f"no certificate in {line}")


def a_program_that_needs_our_libraries_is_refused(package):
    build = package.scratch / "shared"
    (build / "bin").mkdir(parents=True)
    shutil.copy(package.build / "CMakeCache.txt", build)
    # Any program with a library of ours.
    shutil.copy(package.build / "bin" / "tenantform", build / "bin" / NAME)
    result = subprocess.run([package.script, "--build", build, "--out", package.scratch / "refused"],
                            stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    expect(result.returncode == 1 and "libgit2" in result.stderr, f"it was taken: {result.stderr}")
    expect(not (package.scratch / "refused").exists(), "something was written all the same")


TESTS = (
    files_are_named_as_the_registry_wants,
    the_archive_has_the_program_and_the_licences,
    the_checksums_are_those_of_the_files,
    the_same_sources_give_the_same_bytes,
    a_signature_is_verified,
    the_program_asks_for_no_library,
    it_starts_where_nothing_is_but_itself,
    settings_of_the_machine_s_openssl_do_not_matter,
    a_program_that_needs_our_libraries_is_refused,
)


def main(root, build):
    failed = 0
    with tempfile.TemporaryDirectory(prefix="tenantform-package-") as scratch:
        package = Package(pathlib.Path(root), pathlib.Path(build), pathlib.Path(scratch))
        for test in TESTS:
            try:
                test(package)
                print(f"{test.__name__}: ok")
            except (AssertionError, subprocess.CalledProcessError) as failure:
                print(f"{test.__name__}: {failure}")
                failed += 1
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
