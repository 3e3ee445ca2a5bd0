"""Terraform applies COUNT tenants and plans again, with our provider and with the peer in turn; and as many of its
built-in terraform_data. One series of runs gives several benchmarks: what one call of scripts/bench measured is kept
for its other benchmarks.
"""

import json
import os
import resource
import shutil
import sqlite3
import statistics
import sys

from . import measure, provider

COUNT = int(os.environ.get("TNF_BENCH_RESOURCES", "1000"))
ROUNDS = int(os.environ.get("TNF_BENCH_ROUNDS", "3"))  # a round takes a minute or two
CLEAN = {"TF_IN_AUTOMATION": "1", "CHECKPOINT_DISABLE": "1", "TF_LOG": "", **provider.QUIET}

VALUES = """
  name      = "tenant-${count.index}"
  isolation = "bridge"
  title     = "Tenant number ${count.index}"
  owner     = "team-${count.index % 10}@example.com"
  quota     = { cpu = 8192, memory = 16384, volumes = 10 }
  tags      = { team = "blue", number = tostring(count.index) }
"""
DATA = f"""resource "terraform_data" "bench" {{
  count = {COUNT}
  input = {{{VALUES}}}
}}
"""


def tenants(source, catalog):
    return f"""terraform {{
  required_providers {{
    tenantform = {{ source = "{source}", version = "0.1.0" }}
  }}
}}
provider "tenantform" {{
  catalog = "{catalog}"
  actor   = "bench"
}}
resource "tenantform_tenant" "bench" {{
  count = {COUNT}
{VALUES}
}}
"""


class Contestant:
    """A configuration in a folder of its own, and the provider that serves it: none for terraform_data. What Terraform
    starts is bench-account, which starts the provider and keeps account of it."""

    def __init__(self, place, name, program):
        self.place, self.folder, self.program = place, os.path.join(place, name), program
        self.catalog, self.account = os.path.join(self.folder, "catalog.db"), os.path.join(self.folder, "account")
        self.variables = {**CLEAN, "TF_CLI_CONFIG_FILE": os.path.join(place, "cli.tfrc"),
                          "TNF_ACCOUNT_LOG": self.account, "TNF_ACCOUNT_PROGRAM": program or ""}
        os.mkdir(self.folder)
        source = f"tenantform/{name}"
        if program is not None:
            mirrored = os.path.join(place, "mirror", "registry.terraform.io", source, "0.1.0", "linux_amd64")
            os.makedirs(mirrored)
            shutil.copy(os.path.join(provider.BUILD, "bin", "bench-account"),
                        os.path.join(mirrored, f"terraform-provider-{name}_v0.1.0"))
        with open(os.path.join(self.folder, "main.tf"), "w", encoding="utf-8") as file:
            file.write(tenants(source, self.catalog) if program is not None else DATA)
        self.terraform("init")

    def terraform(self, command, *options):
        """Wall time, and the processor time of Terraform and all that it started."""
        argv = ["terraform", f"-chdir={self.folder}", command, "-no-color", "-input=false", *options]
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        wall = measure.run(argv, env=self.variables)[0]
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        return {"wall": wall, "all_cpu": after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime}

    def reset(self):
        for entry in os.listdir(self.folder):
            if entry.startswith(("catalog.db", "terraform.tfstate", "account")):
                os.remove(os.path.join(self.folder, entry))
        shutil.copy(os.path.join(self.place, "catalog.db"), self.catalog)

    def take_account(self):
        """Peak memory of one process in MiB, processor time of all in s, and how many there were."""
        if self.program is None:
            return {}
        with open(self.account, encoding="ascii") as file:
            lines = [[int(word) for word in line.split()] for line in file]
        os.remove(self.account)
        return {"memory": max(line[0] for line in lines) / 1024, "cpu": sum(line[1] for line in lines) / 1e6,
                "launches": len(lines)}

    def check_stored(self):
        if self.program is None:
            return
        with sqlite3.connect(self.catalog) as catalog:
            rows, changes = catalog.execute("SELECT (SELECT count(*) FROM tenant), (SELECT count(*) FROM change"
                                            " WHERE entity = 'tenant')").fetchone()
        if rows != COUNT or changes != COUNT:
            sys.exit(f"{self.program}: the catalog has {rows} tenants and {changes} changes of them, not {COUNT}")

    def round(self):
        """An apply into a new catalog, and the plan after it, which fails unless it is empty."""
        self.reset()
        apply = {**self.terraform("apply", "-auto-approve"), **self.take_account()}
        self.check_stored()
        plan = {**self.terraform("plan", "-detailed-exitcode"), **self.take_account()}
        return {"apply": apply, "plan": plan}


def run_all(place):
    provider.build_peer()
    provider.make_catalog(os.path.join(place, "catalog.db"))
    with open(os.path.join(place, "cli.tfrc"), "w", encoding="utf-8") as file:
        file.write(f'provider_installation {{\n  filesystem_mirror {{\n    path = "{place}/mirror"\n  }}\n}}\n')
    os.mkdir(os.path.join(place, "mirror"))
    contestants = {"ours": Contestant(place, "tenantform", provider.OURS),
                   "theirs": Contestant(place, "peer", provider.PEER), "data": Contestant(place, "data", None)}
    runs = {name: [] for name in contestants}
    for number in range(ROUNDS):
        for name, contestant in contestants.items():
            runs[name].append(contestant.round())
            measure.say(f"round {number + 1} of {ROUNDS}: {name}: {runs[name][-1]}")
    return runs


def series():
    """{"ours"|"theirs"|"data": [{"apply"|"plan": {"wall", "all_cpu", "memory", "cpu", "launches"}} for each round]}"""
    run = os.environ.get("TNF_BENCH_RUN")
    kept = os.path.join(provider.BUILD, "peer", f"applies-{run}.json")
    if run is not None and os.path.exists(kept):
        with open(kept, encoding="utf-8") as file:
            return json.load(file)
    with measure.workplace(need_gib=1) as place:
        runs = run_all(place)
    if run is not None:
        with open(kept, "w", encoding="utf-8") as file:
            json.dump(runs, file)
    return runs


def report(bench, command, what, unit="s"):
    """The line of a benchmark of one number of the series; of wall time, with that of terraform_data."""
    runs = series()
    numbers = {name: [one[command].get(what) for one in rounds] for name, rounds in runs.items()}
    more = {"rounds": len(runs["ours"])}
    if what == "wall":
        data = statistics.median(numbers["data"])
        more.update(terraform_data=round(data, 4),
                    ratio_terraform_data=round(statistics.median(numbers["ours"]) / data, 4),
                    all_cpu_s={name: round(statistics.median(one[command]["all_cpu"] for one in rounds), 2)
                               for name, rounds in runs.items()})
    else:
        more["launches"] = runs["ours"][0][command]["launches"]
    peak = max(one[command]["memory"] for one in runs["ours"])
    measure.report(bench, provider.REFERENCE, numbers["ours"], numbers["theirs"], peak, unit=unit, **more)
