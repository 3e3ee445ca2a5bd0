"""Runs real Terraform or OpenTofu over folders, in a scratch copy, with providers from a filesystem mirror only.

No step needs an account or a network: the mirror holds the rehearsal provider under the names of the real ones, and
state is kept in local files whatever backend a stack names.
"""

import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor

from made_up import resources, strip

SKIPPED = 77  # what ctest takes for "skipped"
JOBS = 2  # stacks that are rehearsed side by side

# A file of this name overrides what other files of the folder say.
LOCAL_STATE = ("local_state_override.tf", 'terraform {\n  backend "local" {}\n}\n')
# What would reach for an account or a configuration of whoever runs the tests.
FOREIGN = ("AWS_", "TF_", "TOFU_")
# Arguments with which AWS refuses to delete.
PROTECTIONS = ("deletion_protection", "deletion_protection_enabled", "enable_deletion_protection", "disable_api_termination")


class Failure(Exception):
    """A step that did not end as it should; the text is what to show."""


def expect(is_so, what):
    if not is_so:
        raise Failure(what)


def require(program):
    """The path of a program; ends as skipped when there is none."""
    path = shutil.which(program)
    if path is None:
        print(f"skipped: there is no {program} (scripts/setup gets it)")
        sys.exit(SKIPPED)
    return path


def run_tenantform(program, database, *arguments):
    """What the program writes about a catalog; raises Failure with its errors unless it ends well."""
    result = subprocess.run([program, "--quiet", "--catalog", database, *arguments], stdin=subprocess.DEVNULL,
                            stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    if result.returncode != 0:
        raise Failure(f"tenantform {' '.join(map(str, arguments))}: {result.stdout}{result.stderr}")
    return result.stdout


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


def write_texts(folder, texts):
    """Writes files below a folder: their text by path."""
    for path, text in ((os.path.join(folder, name), text) for name, text in texts.items()):
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, "w", encoding="utf-8") as file:
            file.write(text)


def in_state(tool, folder):
    """What the state of a stack has of resources, with what it only reads."""
    state = json.loads(tool.run(folder, "show", "-json"))
    return resources(state.get("values", {}).get("root_module", {}))


def managed(tool, folder):
    """The resources that a stack has in its state, by address; what it only reads is left out."""
    return {resource["address"]: resource for resource in in_state(tool, folder) if resource["mode"] == "managed"}


def protections(tool, folder):
    """What would make AWS refuse to delete, or wait for ever, as the state of a stack has it: address and argument."""
    for resource in in_state(tool, folder):
        values = resource["values"]
        for argument in PROTECTIONS:
            if values.get(argument) is True:
                yield f"{resource['address']}: {argument}"
        if values.get("protect_from_scale_in") and not values.get("force_delete"):
            yield f"{resource['address']}: protect_from_scale_in without force_delete"


def allow_destroy(folder):
    """What an operator changes by hand in the files of a stack, or of a module that it calls, that has prevent_destroy."""
    listed = os.path.join(folder, ".terraform", "modules", "modules.json")  # none when no module is called
    modules = [{"Dir": "."}]
    if os.path.exists(listed):
        with open(listed, encoding="utf-8") as file:
            modules = json.load(file)["Modules"]
    for path in {os.path.join(folder, module["Dir"]) for module in modules}:
        for entry in (os.path.join(path, entry) for entry in os.listdir(path) if entry.endswith(".tf")):
            with open(entry, encoding="utf-8") as file:
                text = file.read()
            if "prevent_destroy = true" in text:
                with open(entry, "w", encoding="utf-8") as file:
                    file.write(text.replace("prevent_destroy = true", "prevent_destroy = false"))


def destroy_stack(tool, folder, lift):
    """Takes a stack down as its operator would: first the protection, with lift(folder), which changes its files; then all."""
    allow_destroy(folder)
    if list(protections(tool, folder)):
        lift(folder)
        tool.run(folder, "apply", "-no-color", "-lock=false", "-auto-approve")
        if left := list(protections(tool, folder)):
            raise Failure("this keeps AWS from deleting it:\n" + "\n".join(left))
    tool.run(folder, "destroy", "-no-color", "-lock=false", "-auto-approve")
    if left := tool.run(folder, "state", "list"):
        raise Failure(f"destroy leaves in the state:\n{left}")


def apply_stack(tool, folder, keep=None):
    """Applied, and then a second plan that has nothing to do, which is kept in a file if one is named."""
    with open(os.path.join(folder, LOCAL_STATE[0]), "w", encoding="utf-8") as file:
        file.write(LOCAL_STATE[1])
    tool.run(folder, "init", "-no-color")
    tool.run(folder, "validate", "-no-color")
    tool.run(folder, "plan", "-no-color", "-lock=false", "-out=first.plan")
    tool.run(folder, "apply", "-no-color", "-lock=false", "first.plan")
    # 0: nothing to change, 2: something; a first plan that was applied leaves nothing.
    tool.run(folder, "plan", "-no-color", "-lock=false", "-detailed-exitcode", "-out=second.plan")
    if keep:
        first, second = (json.loads(tool.run(folder, "show", "-json", name)) for name in ("first.plan", "second.plan"))
        with open(keep, "w", encoding="utf-8") as file:
            json.dump(strip(second, first), file)


def rehearse_stack(tool, folder, lift, keep=None):
    """The life of a stack, from init to a destroy that leaves nothing."""
    apply_stack(tool, folder, keep)
    destroy_stack(tool, folder, lift)


def unprotect_example(folder):
    """What an operator changes by hand in the call of a module."""
    path = os.path.join(folder, "main.tf")
    with open(path, encoding="utf-8") as file:
        text = file.read()
    with open(path, "w", encoding="utf-8") as file:
        file.write(re.sub(r"(?m)^(\s*protected\s*=) true$", r"\1 false", text))


def plan_file(plans, folder):
    """Where the plan of a folder is kept: a file below plans, or None without one. The name is the folder's."""
    return os.path.join(plans, folder.replace(os.sep, "+") + ".json") if plans else None


def emptied(folder):
    """The folder, made or made empty; None stays None."""
    if folder:
        shutil.rmtree(folder, ignore_errors=True)
        os.makedirs(folder)
    return folder


def test_module(tool, folder, plans=None):
    """What a module's own tests/*.tftest.hcl say, and that its example can be applied and destroyed."""
    tool.run(folder, "init", "-no-color", "-backend=false")
    tool.run(folder, "validate", "-no-color")
    tool.run(folder, "test", "-no-color")
    example = os.path.join(folder, "examples", "basic")
    name = os.path.join("modules", os.path.basename(folder), "examples", "basic")
    rehearse_stack(tool, example, unprotect_example, plan_file(plans, name))


def has_backend(folder, entries):
    for entry in entries:
        if entry.endswith(".tf"):
            with open(os.path.join(folder, entry), encoding="utf-8") as file:
                if '\n  backend "' in file.read():
                    return True
    return False


def stacks_below(root):
    """Folders with a backend of their own: those of generated stacks. Tenants in a cell are modules of its stack."""
    for folder, names, entries in sorted(os.walk(root)):
        names[:] = sorted(name for name in names if not name.startswith("."))
        if has_backend(folder, entries):
            yield folder


def modules_below(root):
    """Folders of modules that have tests."""
    for entry in sorted(os.listdir(root)):
        folder = os.path.join(root, entry)
        if os.path.isdir(os.path.join(folder, "tests")):
            yield folder


def run_all(work, folders, root, jobs):
    """Runs work(folder) on every folder, some side by side. Returns how many failed."""
    def one(folder):
        try:
            work(folder)
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
