"""Runs real Terraform or OpenTofu over folders, in a scratch copy, with providers from a filesystem mirror only.

No step needs an account or a network: the mirror holds the rehearsal provider under the names of the real ones, and
state is kept in local files whatever backend a stack names.
"""

import os
import shutil
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor

SKIPPED = 77  # what ctest takes for "skipped"

# A file of this name overrides what other files of the folder say.
LOCAL_STATE = ("local_state_override.tf", 'terraform {\n  backend "local" {}\n}\n')
# What would reach for an account or a configuration of whoever runs the tests.
FOREIGN = ("AWS_", "TF_", "TOFU_")


class Failure(Exception):
    """A step that did not end as it should; the text is what to show."""


def require(program):
    """The path of a program; ends as skipped when there is none."""
    path = shutil.which(program)
    if path is None:
        print(f"skipped: there is no {program} (scripts/setup gets it)")
        sys.exit(SKIPPED)
    return path


class Tool:
    """Terraform or OpenTofu with its environment."""

    def __init__(self, program, scratch, mirror):
        self.program = require(program)
        self.environment = {name: value for name, value in os.environ.items() if not name.startswith(FOREIGN)}
        self.environment.update(TF_CLI_CONFIG_FILE=f"{scratch}/cli.tfrc", TF_IN_AUTOMATION="1", TF_INPUT="0",
                                CHECKPOINT_DISABLE="1", AWS_EC2_METADATA_DISABLED="true")
        with open(f"{scratch}/cli.tfrc", "w", encoding="utf-8") as config:
            config.write(f'provider_installation {{\n  filesystem_mirror {{\n    path = "{mirror}"\n  }}\n}}\n')

    def run(self, folder, *arguments, expected=0):
        """Runs one command in a folder; raises Failure with its output unless it ends with the expected code."""
        result = subprocess.run([self.program, *arguments], cwd=folder, env=self.environment, stdin=subprocess.DEVNULL,
                                stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
        if result.returncode != expected:
            raise Failure(f"{' '.join(arguments)}: exit code {result.returncode}, not {expected}\n{result.stdout}")
        return result.stdout


def rehearse_stack(tool, folder):
    """The life of a stack up to a second plan that has nothing to do."""
    with open(os.path.join(folder, LOCAL_STATE[0]), "w", encoding="utf-8") as file:
        file.write(LOCAL_STATE[1])
    tool.run(folder, "init", "-no-color")
    tool.run(folder, "validate", "-no-color")
    tool.run(folder, "plan", "-no-color", "-lock=false", "-out=first.plan")
    tool.run(folder, "apply", "-no-color", "-lock=false", "first.plan")
    # 0: nothing to change, 2: something; a first plan that was applied leaves nothing.
    tool.run(folder, "plan", "-no-color", "-lock=false", "-detailed-exitcode")


def test_module(tool, folder):
    """What a module's own tests/*.tftest.hcl say, and that its example can be applied."""
    tool.run(folder, "init", "-no-color", "-backend=false")
    tool.run(folder, "validate", "-no-color")
    tool.run(folder, "test", "-no-color")
    rehearse_stack(tool, os.path.join(folder, "examples", "basic"))


def stacks_below(root):
    """Folders with a backend of their own: those of generated stacks."""
    for folder, names, entries in sorted(os.walk(root)):
        names[:] = sorted(name for name in names if not name.startswith("."))
        if any(entry.endswith(".tf") for entry in entries) and "modules" not in os.path.relpath(folder, root).split(os.sep):
            yield folder


def modules_below(root):
    """Folders of modules that have tests."""
    for entry in sorted(os.listdir(root)):
        folder = os.path.join(root, entry)
        if os.path.isdir(os.path.join(folder, "tests")):
            yield folder


def run_all(work, tool, folders, root, jobs):
    """Runs work(tool, folder) on every folder, some side by side. Returns how many failed."""
    def one(folder):
        try:
            work(tool, folder)
            return None
        except Failure as failure:
            return str(failure)

    failed = 0
    folders = list(folders)
    with ThreadPoolExecutor(jobs) as pool:
        for folder, failure in zip(folders, pool.map(one, folders)):
            name = os.path.relpath(folder, root)
            print(f"{name}: {'ok' if failure is None else failure}", flush=True)
            failed += failure is not None
    if not folders:
        print(f"there is nothing to run below {root}")
    return failed if folders else 1


def scratch_copy(source):
    """A temporary folder, removed with the object, that has a copy of source in `tree`."""
    scratch = tempfile.TemporaryDirectory(prefix="tenantform-terraform-")
    shutil.copytree(source, f"{scratch.name}/tree", symlinks=True, ignore=shutil.ignore_patterns(".terraform"))
    return scratch
