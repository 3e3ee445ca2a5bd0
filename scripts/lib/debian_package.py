"""tenantform_VERSION_ARCHITECTURE.deb: the program with the libraries of the Debian that it was built on."""

import hashlib
import os
import re
import shutil
import subprocess
import time

from release import HELPERS, ROOT, compress, fail, install, machine, notices, output, source_date

HOMEPAGE = "https://github.com/tenantform/tenantform"
MAINTAINER = "tenantform maintainers <maintainers@tenantform.dev>"
CONTROL = """Package: tenantform
Version: {version}
Architecture: {architecture}
Maintainer: {maintainer}
Installed-Size: {size}
Depends: {depends}
Recommends: bash-completion, ca-certificates, git, libcurl4
Section: admin
Priority: optional
Homepage: {homepage}
Description: turns a catalog of tenants into Terraform for AWS
 The catalog says who the tenants of a platform are, what they run and how they
 are kept apart. tenantform allocates networks, resolves defaults, writes one
 small Terraform root for each environment and tenant, commits it, and rehearses
 it with Terraform or OpenTofu before anybody needs a credential.
 .
 The Terraform provider of the catalog is in the package, where "terraform init"
 and "tofu init" find it.
"""
COPYRIGHT = """Format: https://www.debian.org/doc/packaging-manuals/copyright-format/1.0/
Upstream-Name: tenantform
Source: {homepage}
Comment: The programs in /usr/libexec/tenantform are linked statically. The
 licences of the libraries in them are in NOTICES.gz.

Files: *
Copyright: 2026 The tenantform authors
License: Apache-2.0
 On Debian systems, the full text of the Apache License, Version 2.0, is in
 /usr/share/common-licenses/Apache-2.0.
"""
CHANGELOG = """tenantform ({version}) stable; urgency=medium

  * See CHANGELOG.md.gz in this folder.

 -- {maintainer}  {date}
"""
# Terraform runs a provider on machines where nobody installs libraries for it; docs/decisions/0220 says more.
OVERRIDES = """# Providers are one file each that needs no library of the machine, for Terraform copies them to others.
tenantform: embedded-library *usr/libexec/tenantform/*
tenantform: statically-linked-binary *usr/libexec/tenantform/*
tenantform: shared-library-lacks-prerequisites *usr/libexec/tenantform/*
"""


def debian_version(version):
    """1.2.3-beta.1 is before 1.2.3."""
    return version.replace("-", "~")


def arrange_documents(root, version, build):
    documents = root / "usr/share/doc/tenantform"
    (documents / "LICENSE").unlink()
    (documents / "copyright").write_text(COPYRIGHT.format(homepage=HOMEPAGE))
    (documents / "NOTICES").write_text(notices(*(build / "bin" / name for name in HELPERS)))
    date = time.strftime("%a, %d %b %Y %H:%M:%S +0000", time.gmtime(source_date()))
    (documents / "changelog").write_text(CHANGELOG.format(version=version, maintainer=MAINTAINER, date=date))
    for name in ("NOTICES", "CHANGELOG.md", "changelog"):
        compress(documents / name)


def arrange(root, version, build):
    """Below root, what the package puts into a machine: an installation, with the places that are Debian's own."""
    install(build, root / "usr")
    share = root / "usr/share"
    (share / "zsh/site-functions").rename(share / "zsh/vendor-completions")
    for page in (share / "man").rglob("*.[1-9]"):
        compress(page)
    arrange_documents(root, version, build)
    overrides = share / "lintian/overrides/tenantform"
    overrides.parent.mkdir(parents=True)
    overrides.write_text(OVERRIDES)
    for path in (overrides.parent.parent, overrides.parent):
        path.chmod(0o755)


def dependencies(root, scratch):
    """The packages, and their oldest versions, of the libraries that the program asks for."""
    if shutil.which("dpkg-shlibdeps") is None:
        fail("what the package depends on is found with dpkg-shlibdeps, which is not here", "install dpkg-dev, on Debian or Ubuntu")
    (scratch / "debian").mkdir()
    (scratch / "debian/control").write_text("Source: tenantform\n\nPackage: tenantform\nArchitecture: any\n")
    said = output("dpkg-shlibdeps", "-O", root / "usr/bin/tenantform", cwd=scratch, stderr=subprocess.PIPE)
    return re.search(r"^shlibs:Depends=(.+)$", said, re.MULTILINE).group(1)


def write_control(root, version, depends):
    files = sorted(path for path in root.rglob("*") if path.is_file() and not path.is_symlink())
    size = sum(path.stat().st_size for path in files)
    control = root / "DEBIAN"
    control.mkdir(mode=0o755)
    (control / "control").write_text(CONTROL.format(version=version, architecture=machine(), maintainer=MAINTAINER, homepage=HOMEPAGE,
                                                    size=(size + 1023) // 1024, depends=depends))
    (control / "md5sums").write_text("".join(f"{hashlib.md5(path.read_bytes()).hexdigest()}  {path.relative_to(root)}\n" for path in files))


def make(build, version, scratch):
    """Writes the package into scratch; its path."""
    root = scratch / "root"
    root.mkdir(mode=0o755)
    version = debian_version(version)
    arrange(root, version, build)
    write_control(root, version, dependencies(root, scratch))
    # dpkg-deb only takes times back that are later.
    for path in (root, *root.rglob("*")):
        os.utime(path, (source_date(), source_date()), follow_symlinks=False)
    package = scratch / f"tenantform_{version}_{machine()}.deb"
    # Of xz, the first level: a tenth larger than the usual one, in a quarter of the time.
    output("dpkg-deb", "--root-owner-group", "-Zxz", "-z1", "--build", root, package,
           env={**os.environ, "SOURCE_DATE_EPOCH": str(source_date())})
    return package
