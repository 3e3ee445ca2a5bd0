"""What every kind of release needs: what is in a build, what its programs ask of a machine, whose code is in them."""

import gzip
import os
import pathlib
import re
import shutil
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parents[2]
PROVIDER = "terraform-provider-tenantform"
HELPERS = (PROVIDER, "terraform-provider-rehearsal", "tenantform-schema-compile")
MACHINES = {"x86_64": "amd64", "aarch64": "arm64"}
# What every machine with glibc has.
C_LIBRARY = re.compile(r"(ld-linux.*|lib(c|m|pthread|dl|rt))\.so\.\d+")
# The C library of 2021, which has its threads in one library: RHEL 9, Ubuntu 22.04 and Debian 12 have it or a later one.
OLDEST_GLIBC = (2, 34)


def fail(message, hint):
    sys.exit(f"scripts/package: {message}\n  {hint}")


def output(*command, **options):
    """What a command prints; its failure is ours."""
    result = subprocess.run(command, **{"cwd": ROOT, "stdout": subprocess.PIPE, "text": True, **options})
    if result.returncode != 0:
        sys.exit(f'scripts/package: "{" ".join(map(str, command))}" failed')
    return result.stdout


def machine():
    return MACHINES[os.uname().machine]


def version_of(build):
    cache = (build / "CMakeCache.txt").read_text()
    return re.search(r"^CMAKE_PROJECT_VERSION:STATIC=(.+)$", cache, re.MULTILINE).group(1)


def source_date():
    """Seconds since 1970. A zip archive knows no time before 1980 and counts in steps of two seconds."""
    seconds = int(os.environ.get("SOURCE_DATE_EPOCH") or output("git", "log", "-1", "--format=%ct"))
    return max(seconds, 315532800)


def check_portable(program):
    """Refuses a program that would not start on a machine without our libraries, or with an older C library."""
    needed = re.findall(r"\(NEEDED\).*\[(.+)\]", output("readelf", "-d", program))
    foreign = [library for library in needed if not C_LIBRARY.fullmatch(library)]
    if foreign:
        fail(f"{program} needs {', '.join(foreign)}, which the machines of users do not have",
             "build it with -D TNF_STATIC_PROVIDERS=ON, and install the static libraries that scripts/packages.txt names")
    asked = {tuple(map(int, version.split("."))) for version in
             re.findall(r"\bGLIBC_([\d.]+)", output("readelf", "--wide", "--version-info", program))}
    if asked and max(asked) > OLDEST_GLIBC:
        fail(f"{program} needs glibc {'.'.join(map(str, max(asked)))}", "generator/cli/portable.c has what came after 2.34")


def stripped(program, scratch):
    out = scratch / "program"
    output("strip", "--strip-all", "-o", out, program)
    return out.read_bytes()


def notices(*programs):
    """The licences of the libraries that the linker put into the programs, as the distribution has them."""
    if shutil.which("dpkg-query") is None:
        fail("the licences of linked libraries are found with dpkg-query, which is not here", "make releases on Debian or Ubuntu")
    paths = set()
    for program in programs:
        included = program.with_suffix(".map").read_text().split("\nMemory Configuration\n")[0]
        paths |= set(map(os.path.normpath, re.findall(r"^(/\S+\.a)\(", included, re.MULTILINE)))
    archives = sorted(path for path in paths if not path.startswith(str(ROOT)))
    found = subprocess.run(["dpkg-query", "--search", *archives], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    packages = sorted({line.split(":")[0] for line in found.stdout.splitlines()})
    texts = [f"{'=' * 80}\n{package}\n{'=' * 80}\n\n" + pathlib.Path(f"/usr/share/doc/{package}/copyright").read_text()
             for package in packages]
    names = " and ".join(program.name.removesuffix("-portable") for program in programs)
    return f"{names} {'contains' if len(programs) == 1 else 'contain'} parts of these packages.\n\n" + "\n".join(texts)


def compress(path):
    """path.gz instead of path, without name and time in it."""
    path.with_name(f"{path.name}.gz").write_bytes(gzip.compress(path.read_bytes(), compresslevel=9, mtime=0))
    path.unlink()


def install(build, prefix):
    """What `cmake --install` lays below prefix, stripped, everything readable by everybody."""
    output("cmake", "--install", build, "--prefix", prefix, "--strip", stderr=subprocess.STDOUT)
    for path in (prefix, *prefix.rglob("*")):
        if not path.is_symlink():
            path.chmod(0o755 if path.is_dir() or os.access(path, os.X_OK) and path.parent.name in ("bin", "tenantform") and
                       path.read_bytes()[:4] == b"\x7fELF" else 0o644)
