"""What we write as YAML is what another YAML reader (PyYAML, YAML 1.1) makes of it: the same as our JSON.

usage: other_readers.py PATH/catalog_text
"""

import json
import os
import subprocess
import sys
import tempfile

try:
    import yaml
except ImportError:
    print("skipped: python3-yaml is not installed")
    sys.exit(77)

ROUNDS = 60


def main():
    failures = 0
    with tempfile.TemporaryDirectory() as scratch:
        subprocess.run([sys.argv[1], "random", str(ROUNDS), scratch], check=True)
        for seed in range(ROUNDS):
            with open(os.path.join(scratch, f"{seed}.json"), encoding="utf-8") as file:
                wanted = json.load(file)
            with open(os.path.join(scratch, f"{seed}.yaml"), encoding="utf-8") as file:
                found = list(yaml.load_all(file.read(), Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader)))
            if wanted != found:
                failures += 1
                print(f"seed {seed} differs")
    print(f"{ROUNDS} catalogs, {failures} failures")
    return 1 if failures else 0


sys.exit(main())
