#!/usr/bin/env python3
"""Fails unless each header compiles alone, twice in a row, as C17 without a warning.

usage: headers.py ROOT COMPILER [OPTION…]   (options go to the compiler)
"""

import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

from tree import files, report

FLAGS = ["-std=c17", "-D_GNU_SOURCE", "-Wall", "-Wextra", "-pedantic", "-Werror", "-fsyntax-only", "-x", "c", "-"]


def check(root, compiler, options, header):
    # A file of its own, because an empty one would be what -pedantic complains about.
    source = f'#include "{header}"\n#include "{header}"\nextern int tnf_header_compiles;\n'
    result = subprocess.run([compiler, f"-I{root}", *options, *FLAGS], input=source, text=True, capture_output=True)
    return None if result.returncode == 0 else f"{header} does not compile alone:\n{result.stderr}"


def main():
    root, compiler, *options = sys.argv[1:]
    headers = [path for path in files(root, ".h") if path != "base/banned.h"]
    with ThreadPoolExecutor() as pool:
        results = pool.map(lambda header: check(root, compiler, options, header), headers)
    report([fault for fault in results if fault is not None])


main()
