#!/usr/bin/env python3
"""The pages of docs/provider that people work through do what they say: every block of them is run, in their order, in
a home that is empty.

usage: walkthrough.py TOOL ROOT BUILD PAGE

Blocks of `shell` are one script, run with `sh -e` from the root of the sources. A block of another language is written
into the file that the line before it names, such as "`main.tf`:", in the folder that the script is in by then. With
tofu the word `terraform` at the start of a command means tofu.
"""

import os
import pathlib
import re
import subprocess
import sys
import tempfile

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "terraform"))
from harness import FOREIGN, require  # noqa: E402 (the path has to be known first)

BLOCK = re.compile(r"(?:^`([^`\n]+)`:\n\n)?^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
# What a person does who has read what Terraform proposes.
AGREE = {f"TF_CLI_ARGS_{command}": "-auto-approve" for command in ("apply", "destroy")}


def script(page):
    """The page as a shell script."""
    commands = []
    for name, language, text in BLOCK.findall(page):
        if language in ("shell", "sh"):
            commands.append(text)
        elif name:
            commands.append(f"cat >{name} <<'END_OF_BLOCK'\n{text}END_OF_BLOCK\n")
    return "\n".join(commands)


def environment(tool, build, home):
    kept = {name: value for name, value in os.environ.items() if not name.startswith((*FOREIGN, "XDG_", "TENANTFORM_"))}
    # The package is made of what was built for the tests; building once more would only take time.
    tools = pathlib.Path(home) / "tools"
    tools.mkdir()
    (tools / "cmake").write_text("#!/bin/sh\nexit 0\n")
    (tools / "cmake").chmod(0o755)
    (tools / "terraform").symlink_to(require(tool))
    return {**kept, **AGREE, "HOME": home, "TNF_BUILD": build, "TF_IN_AUTOMATION": "1", "TF_INPUT": "0", "CHECKPOINT_DISABLE": "1",
            "PATH": f"{tools}:{build}/bin:{kept['PATH']}", "LOGNAME": "ada"}


def whole_script(documents, page):
    """Guides begin where the index has installed the provider."""
    text = script((documents / page).read_text())
    if "terraform apply" not in text:
        sys.exit(f"{page} has nothing to run:\n{text}")
    if page == "index.md":
        return text
    install = BLOCK.search((documents / "index.md").read_text()).group(3)
    return install + text


def main(tool, root, build, page):
    text = whole_script(pathlib.Path(root) / "docs" / "provider", page)
    with tempfile.TemporaryDirectory(prefix="tenantform-walkthrough-") as home:
        path = pathlib.Path(home) / "script"
        path.write_text(text)
        result = subprocess.run(["sh", "-ex", path], cwd=root, env=environment(tool, build, home), text=True,
                                stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
        if result.returncode != 0:
            sys.exit(f"{page}: exit code {result.returncode}\n{result.stdout[-6000:]}")
    print(f"{page}: ok")


if __name__ == "__main__":
    main(*sys.argv[1:])
