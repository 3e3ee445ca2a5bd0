#!/usr/bin/env python3
"""Fails on an #include that goes up the layers, or that brings a library where it does not belong.

usage: layers.py ROOT
"""

import re
import sys

from tree import files, report

# Folder -> what it may include besides itself. The longest prefix of a file's path counts.
LAYERS = {
    "base/": [],
    "catalog/": ["base/"],
    "generator/hcl/": ["base/", "catalog/"],
    "generator/template/": ["base/", "catalog/", "generator/hcl/"],
    "generator/output/": ["base/", "catalog/", "generator/hcl/", "generator/template/"],
    "generator/resolve/": ["base/", "catalog/", "generator/hcl/", "generator/template/", "generator/output/"],
    "generator/git/": ["base/", "catalog/", "generator/hcl/", "generator/template/", "generator/output/"],
    "generator/http/": ["base/"],
    "generator/github/": ["base/", "generator/http/"],
    "generator/state/": ["base/", "generator/http/"],
    "generator/rehearse/": ["base/", "catalog/", "generator/hcl/", "generator/template/", "generator/output/"],
    "generator/report/": ["base/", "catalog/", "generator/hcl/", "generator/template/", "generator/output/",
                          "generator/resolve/", "generator/git/", "generator/rehearse/", "generator/state/"],
    "generator/report/advise/": ["base/", "catalog/", "generator/resolve/", "generator/report/markdown.h",
                                 "generator/report/cost/"],
    "generator/report/prices/": ["base/", "catalog/"],
    "generator/report/graph/": ["base/", "catalog/", "generator/hcl/", "generator/template/", "generator/output/",
                                "generator/resolve/", "generator/report/cost/", "generator/report/prices/"],
    "generator/adopt/": ["base/", "catalog/", "generator/hcl/"],
    "generator/cli/": ["base/", "catalog/", "generator/"],
    "provider/": ["base/", "catalog/", "generator/resolve/"],
    "tests/": ["base/", "catalog/", "generator/", "provider/"],
}

# Library header -> where it may be included (prefixes of paths).
LIBRARIES = {
    r"git2(/.*)?\.h": ["generator/git/"],
    r"expat\.h": ["generator/state/"],
    r"curl/.*\.h": ["generator/http/"],
    r"sqlite3(ext)?\.h": ["catalog/store_sqlite"],
    r"libpq-fe\.h": ["catalog/store_postgres"],
    r"yaml\.h": ["catalog/text"],
    r"jansson\.h": ["catalog/text", "generator/adopt/", "generator/cli/", "generator/github/", "generator/rehearse/", "generator/report/prices/",
                       "generator/state/",
                       "provider/schema/", "provider/rehearsal/"],
    r"grpc(/.*)?\.h": ["provider/transport/"],
    r"(protobuf-c/.*|.*\.pb-c)\.h": ["provider/wire/"],
    r"openssl/.*\.h": ["base/sha1", "base/sha256", "generator/git/pack", "provider/handshake/", "provider/transport/"],
    r"cmocka\.h": ["tests/"],
}

INCLUDE = re.compile(r'^\s*#\s*include\s*(["<])([^">]+)[">]')


def layer_of(path):
    return max((prefix for prefix in LAYERS if path.startswith(prefix)), key=len, default=None)


def check_own(path, header):
    layer = layer_of(path)
    if layer is None:
        return f"{path} is in no layer: add its folder to tests/house/layers.py"
    if "/" not in header:
        return f'"{header}" is not included by its path from the root'
    if header.startswith((layer, *LAYERS[layer])):
        return None
    return f'{layer} may not include "{header}": it is above or beside it'


def check_library(path, header):
    for pattern, places in LIBRARIES.items():
        if re.fullmatch(pattern, header) and not path.startswith(("tests/", *places)):
            return f"<{header}> belongs to {', '.join(places)} only"
    return None


def check_file(root, path):
    with open(f"{root}/{path}", encoding="utf-8") as source:
        for number, line in enumerate(source, 1):
            match = INCLUDE.match(line)
            if match is None:
                continue
            kind, header = match.groups()
            fault = check_library(path, header)
            if fault is None and kind == '"' and not header.endswith(".pb-c.h"):
                fault = check_own(path, header)
            if fault is not None:
                yield f"{path}:{number}: {fault}"


def main():
    root = sys.argv[1]
    report([fault for path in files(root, ".c", ".h") for fault in check_file(root, path)])


main()
