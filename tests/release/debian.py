#!/usr/bin/env python3
"""The Debian package and the archive of scripts/package work on a Debian that has nothing else: `apt install` gives the
program, its manual and its completion, the archive runs where no library is installed, and both do the main job.

The clean system is made by mmdebstrap from the mirror of this machine's apt, once, into build/tools; so are the packages
that apt downloads into it. Without mmdebstrap, root or a mirror that part is skipped and says so.

usage: debian.py ROOT BUILD
"""

import os
import pathlib
import platform
import re
import shutil
import subprocess
import sys
import tarfile
import tempfile

NOWHERE = {"LC_ALL": "C.UTF-8", "PATH": "/usr/sbin:/usr/bin:/sbin:/bin", "DEBIAN_FRONTEND": "noninteractive", "HOME": "/root"}
# In a folder of its own, as somebody who is not root. What is missing at last is Terraform, and not what rehearses.
MAIN_JOB = """set -e
cd "$(mktemp -d)"
export GIT_AUTHOR_NAME=Ada GIT_AUTHOR_EMAIL=ada@example.com
tenantform init --platform omc --region us-east-1
tenantform import "$1/environments/omc"
tenantform generate --out out --quiet
tenantform validate
tenantform generate --out out --check
test -s out/environments/staging/tenants/omc/locals.tf
tenantform rehearse --out out --env staging 2>&1 | grep -F '"terraform"'
"""
COMPLETION = """source /usr/share/bash-completion/bash_completion
_completion_loader tenantform
COMP_WORDS=(tenantform gene) COMP_CWORD=1 COMP_LINE="tenantform gene" COMP_POINT=15
_tenantform tenantform gene tenantform && printf '%s\\n' "${COMPREPLY[@]}"
"""


class Skip(Exception):
    """Something that this machine does not have."""


def expect(condition, message):
    if not condition:
        raise AssertionError(message)


def run(*command, **options):
    result = subprocess.run(command, **{"stdout": subprocess.PIPE, "stderr": subprocess.STDOUT, "text": True, **options})
    expect(result.returncode == 0, f'"{" ".join(map(str, command))}" ended with {result.returncode}\n{result.stdout}')
    return result.stdout


class Release:
    """The packages of a build, made for this test, in a folder of its own."""

    def __init__(self, root, build, scratch):
        self.root, self.build, self.scratch = root, build, scratch
        self.tools = root / "build" / "tools"
        self.package, self.archive = self.make("first", "--deb", "--archive")
        self.version = self.archive.name.split("_")[1]

    def make(self, name, *kinds, umask=0o022, **settings):
        """The files of these kinds, as scripts/package prints their paths."""
        said = run(self.root / "scripts" / "package", "--build", self.build, "--out", self.scratch / name, *kinds, umask=umask,
                   stderr=None, env={**os.environ, "SOURCE_DATE_EPOCH": "1700000000", **settings})
        return [pathlib.Path(line) for line in said.splitlines()]


class System:
    """A root folder with a Debian in it."""

    def __init__(self, base, folder):
        self.folder = folder
        run("tar", "--extract", "--file", base, "--directory", folder)
        shutil.copy("/etc/resolv.conf", folder / "etc/resolv.conf")

    def run(self, *command, user="root"):
        """With /proc, as every machine has it, which is gone again with the command and what it started."""
        return run("unshare", "--mount", "--pid", "--fork", "--kill-child", f"--mount-proc={self.folder / 'proc'}", "chroot",
                   f"--userspec={user}", self.folder, *command, env=NOWHERE)


def suite():
    said = platform.freedesktop_os_release()
    if said.get("ID") not in ("debian", "ubuntu"):
        raise Skip("this is neither Debian nor Ubuntu")
    return said["VERSION_CODENAME"]


def clean_base(tools):
    """The archive of a clean system."""
    if os.geteuid() != 0:
        raise Skip("only root can make a clean system")
    if shutil.which("mmdebstrap") is None:
        raise Skip("there is no mmdebstrap")
    if subprocess.run(["unshare", "--mount", "--pid", "--fork", "true"], stderr=subprocess.DEVNULL).returncode != 0:
        raise Skip("this user may not make namespaces")
    base = tools / f"{suite()}.tar"
    if not base.exists():
        tools.mkdir(parents=True, exist_ok=True)
        new = base.with_suffix(f".{os.getpid()}.tar")
        made = subprocess.run(["mmdebstrap", "--variant=minbase", suite(), new], stderr=subprocess.PIPE, text=True)
        if made.returncode != 0:
            new.unlink(missing_ok=True)
            raise Skip(f"mmdebstrap could not make {suite()}: {made.stderr[-400:]}")
        new.replace(base)
    return base


def apt_install(system, tools, *what):
    """With what was downloaded before, and lists as new as the mirror when those of the base are too old."""
    kept = tools / f"{suite()}-packages"
    kept.mkdir(exist_ok=True)
    archives = system.folder / "var/cache/apt/archives"
    for path in kept.glob("*.deb"):
        shutil.copy(path, archives)
    command = ("apt-get", "-q", "-y", "-o", "APT::Keep-Downloaded-Packages=true", "-o", "APT::Sandbox::User=root", "install", *what)
    try:
        system.run(*command)
    except AssertionError:
        system.run("apt-get", "-q", "update")
        system.run(*command)
    for path in archives.glob("*.deb"):
        if not (kept / path.name).exists():
            shutil.copy(path, kept)


def the_package_is_named_for_its_version_and_machine(release):
    machine = run("dpkg", "--print-architecture").strip()
    expect(release.package.name == f"tenantform_{release.version}_{machine}.deb", release.package.name)
    expect(release.archive.name == f"tenantform_{release.version}_linux_{machine}.tar.gz", release.archive.name)
    fields = run("dpkg-deb", "--field", release.package)
    expect(re.search(rf"^Version: {re.escape(release.version)}$", fields, re.MULTILINE), fields)
    expect(re.search(r"^Depends:.*\blibc6 \(>= .*\blibgit2-", fields, re.MULTILINE), fields)


def the_same_sources_give_the_same_bytes(release):
    again = release.make("second", "--deb", "--archive", umask=0o077, TZ="Asia/Kathmandu", LC_ALL="C")
    for first, second in zip((release.package, release.archive), again):
        expect(first.read_bytes() == second.read_bytes(), f"{first.name} differs the second time")


def lintian_finds_no_error(release):
    if shutil.which("lintian") is None:
        raise Skip("there is no lintian")
    run("lintian", "--fail-on", "error,warning", "--allow-root", release.package)


def the_archive_names_the_licences_of_what_is_in_it(release):
    with tarfile.open(release.archive) as archive:
        stem = release.archive.name.removesuffix(".tar.gz")
        notices = archive.extractfile(f"{stem}/share/doc/tenantform/NOTICES.txt").read().decode()
    for library in ("libgit2-dev", "libssh2-1-dev", "libgrpc-dev", "libexpat1-dev"):
        expect(f"\n{library}\n" in notices, f"NOTICES.txt says nothing about {library}")


def do_the_main_job(system, path, documents):
    system.run("env", f"PATH={path}:{NOWHERE['PATH']}", "HOME=/tmp", "sh", "-c", MAIN_JOB, "sh", documents, user="65534:65534")


def the_programs_work_on_a_clean_system(release):
    base = clean_base(release.tools)
    with tempfile.TemporaryDirectory(prefix="tenantform-debian-") as folder:
        system = System(base, pathlib.Path(folder))
        the_archive_works_anywhere(release, system)
        the_package_is_installed_and_removed(release, system)


def the_archive_works_anywhere(release, system):
    stem = release.archive.name.removesuffix(".tar.gz")
    run("tar", "--extract", "--file", release.archive, "--directory", system.folder / "opt")
    expect(system.run(f"/opt/{stem}/bin/tenantform", "version") == f"tenantform {release.version}\n", "another version")
    do_the_main_job(system, f"/opt/{stem}/bin", f"/opt/{stem}/share/doc/tenantform")


def the_package_is_installed_and_removed(release, system):
    shutil.copy(release.package, system.folder / "root")
    apt_install(system, release.tools, f"/root/{release.package.name}", "man-db")
    expect(system.run("tenantform", "version") == f"tenantform {release.version}\n", "another version")
    manual = system.run("man", "--pager=cat", "tenantform")
    expect("turn a catalog of tenants into Terraform" in manual, f"the manual: {manual[:400]}")
    said = system.run("bash", "-c", COMPLETION)
    expect(said == "generate\n", f"completion: {said}")
    do_the_main_job(system, "/usr/bin", "/usr/share/doc/tenantform")
    provider = system.run("sh", "-c", "ls /usr/share/terraform/plugins/registry.*/tenantform/tenantform/*/*/*").split()
    expect(len(provider) == 2, f"providers: {provider}")
    for path in provider:
        system.run("test", "-x", path)
    system.run("apt-get", "-q", "-y", "purge", "tenantform")
    left = system.run("find", "/usr", "/etc", "-name", "*tenantform*")
    expect(left == "", f"left behind:\n{left}")


TESTS = (
    the_package_is_named_for_its_version_and_machine,
    the_same_sources_give_the_same_bytes,
    lintian_finds_no_error,
    the_archive_names_the_licences_of_what_is_in_it,
    the_programs_work_on_a_clean_system,
)


def main(root, build):
    failed = 0
    if shutil.which("dpkg-shlibdeps") is None:
        print("skipped: there is no dpkg-shlibdeps")
        return 77
    with tempfile.TemporaryDirectory(prefix="tenantform-debian-") as scratch:
        release = Release(pathlib.Path(root), pathlib.Path(build), pathlib.Path(scratch))
        for test in TESTS:
            try:
                test(release)
                print(f"{test.__name__}: ok", flush=True)
            except Skip as reason:
                print(f"{test.__name__}: skipped: {reason}")
            except AssertionError as failure:
                print(f"{test.__name__}: {failure}")
                failed += 1
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
