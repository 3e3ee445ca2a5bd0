"""tenantform_VERSION_linux_ARCHITECTURE.tar.gz: an installed tree that runs wherever it is unpacked, on any Linux with glibc."""

import gzip
import tarfile

from release import HELPERS, check_portable, fail, install, machine, notices, output, source_date


def same_for_everybody(entry):
    entry.uid = entry.gid = 0
    entry.uname = entry.gname = "root"
    entry.mtime = source_date()
    return entry


def write(path, folder, name):
    """The folder as `name` in a new archive; the same files give the same bytes."""
    with path.open("wb") as file, gzip.GzipFile("", "wb", compresslevel=9, fileobj=file, mtime=source_date()) as packed:
        with tarfile.open(fileobj=packed, mode="w", format=tarfile.PAX_FORMAT) as archive:
            archive.add(folder, name, recursive=False, filter=same_for_everybody)
            for member in sorted(folder.rglob("*")):
                archive.add(member, f"{name}/{member.relative_to(folder)}", recursive=False, filter=same_for_everybody)


def make(build, version, scratch):
    """Writes the archive into scratch; its path."""
    program = build / "bin" / "tenantform-portable"
    if not program.exists():
        fail(f"there is no {program}", "install the static libraries that scripts/packages.txt names, and build the release preset")
    name = f"tenantform_{version}_linux_{machine()}"
    folder = scratch / name
    install(build, folder)
    output("strip", "--strip-all", "-o", folder / "bin/tenantform", program)
    for path in (folder / "bin/tenantform", *(folder / "libexec/tenantform" / helper for helper in HELPERS)):
        check_portable(path)
    linked = (program, *(build / "bin" / helper for helper in HELPERS))
    (folder / "share/doc/tenantform/NOTICES.txt").write_text(notices(*linked))
    archive = scratch / f"{name}.tar.gz"
    write(archive, folder, name)
    return archive
