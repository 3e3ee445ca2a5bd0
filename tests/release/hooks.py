#!/usr/bin/env python3
"""The hooks for pre-commit and the GitHub action, over a repository with a catalog's text and its output: content with what
is in step, and not with what is not. Uses pre-commit and zizmor where they are.

usage: hooks.py ROOT TENANTFORM
"""

import os
import pathlib
import shutil
import subprocess
import sys
import tempfile

import yaml

ROOT, TENANTFORM = pathlib.Path(sys.argv[1]), os.path.abspath(sys.argv[2])
HOOKS = ("tenantform-validate", "tenantform-generate-check")


def run(*command, cwd, expected=0, **environment):
    result = subprocess.run(command, cwd=cwd, env={**os.environ, **environment}, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                            stderr=subprocess.STDOUT, text=True)
    if (result.returncode != 0) != (expected != 0):
        raise AssertionError(f"{' '.join(map(str, command))}: exit code {result.returncode}\n{result.stdout}")
    return result.stdout


def make_repository(folder):
    shutil.copytree(ROOT / "environments" / "omc", folder / "catalog")
    database = {"TENANTFORM_CATALOG": str(folder.parent / "catalog.db"), "GIT_AUTHOR_NAME": "Ada", "GIT_AUTHOR_EMAIL": "ada@example.com"}
    run(TENANTFORM, "import", "catalog", cwd=folder, **database)
    run(TENANTFORM, "generate", cwd=folder, **database)
    run("git", "init", "--quiet", cwd=folder)
    run("git", "add", "--all", cwd=folder)


def break_output(folder):
    with open(folder / "environments/staging/main.tf", "a", encoding="utf-8") as file:
        file.write("# by hand\n")


def break_text(folder):
    path = next((folder / "catalog").rglob("omc.yaml"))
    path.write_text(path.read_text(encoding="utf-8") + "colour: red\n", encoding="utf-8")


def states(folder):
    """What each of the two checks has to say: in step, output changed by hand, text that is wrong."""
    yield (0, 0), ""
    break_output(folder)
    yield (0, 1), "environments/staging/main.tf"
    break_text(folder)
    yield (1, 1), "colour"


def check_hooks(folder, runner):
    for expected, word in states(folder):
        run("git", "add", "--all", cwd=folder)
        for hook, status in zip(HOOKS, expected):
            said = runner(hook, folder, status)
            if status and word not in said:
                raise AssertionError(f"{hook} says nothing of {word}:\n{said}")


def by_script(hook, folder, expected):
    (entry,) = (one["entry"].split() for one in yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text()) if one["id"] == hook)
    return run(ROOT / entry[0], *entry[1:], cwd=folder, expected=expected, TENANTFORM=TENANTFORM)


def by_pre_commit(hook, folder, expected):
    return run("pre-commit", "try-repo", folder.parent / "hooks", hook, "--all-files", "--color=never", cwd=folder, expected=expected,
               TENANTFORM=TENANTFORM, PRE_COMMIT_HOME=str(folder.parent / "cache"))


def make_hook_repository(folder):
    """Of the sources, what the hooks are made of."""
    (folder / "scripts").mkdir(parents=True)
    shutil.copy(ROOT / ".pre-commit-hooks.yaml", folder)
    shutil.copy(ROOT / "scripts/pre-commit-hook", folder / "scripts")
    run("git", "init", "--quiet", cwd=folder)
    run("git", "add", "--all", cwd=folder)
    run("git", "-c", "user.name=Ada", "-c", "user.email=ada@example.com", "commit", "--quiet", "--message=Hooks", cwd=folder)


def by_action(check, folder, expected):
    """The action's own steps, as a runner that has the program runs them."""
    steps = yaml.safe_load((ROOT / "action.yml").read_text())["runs"]["steps"]
    given = {"ACTION": str(ROOT), "ARCHIVE": "", "SHA256": "", "CHECK": check.removeprefix("tenantform-"), "CATALOG": "catalog", "OUT": ".",
             "PATH": f"{os.path.dirname(TENANTFORM)}:{os.environ['PATH']}", "RUNNER_TEMP": str(folder.parent)}
    said = ""
    for step in steps:
        if missing := set(step["env"]) - set(given):
            raise AssertionError(f"the action passes {missing}")
        said += run("bash", "-e", "-o", "pipefail", "-c", step["run"], cwd=folder, expected=expected if step is steps[-1] else 0, **given)
    return said


def main():
    runners = {"script": by_script, "action": by_action}
    if shutil.which("pre-commit"):
        runners["pre-commit"] = by_pre_commit
    else:
        print("pre-commit: skipped: it is not installed")
    for name, runner in runners.items():
        with tempfile.TemporaryDirectory(prefix="tenantform-hooks-") as scratch:
            repository = pathlib.Path(scratch) / "repository"
            repository.mkdir()
            make_repository(repository)
            if runner is by_pre_commit:
                make_hook_repository(pathlib.Path(scratch) / "hooks")
            check_hooks(repository, runner)
            print(f"{name}: ok")
    if shutil.which("zizmor"):
        run("zizmor", "--offline", "--no-progress", "--color=never", ROOT / "action.yml", cwd=ROOT)
        print("zizmor: ok")
    else:
        print("zizmor: skipped: it is not installed")


if __name__ == "__main__":
    main()
