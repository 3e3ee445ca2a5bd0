"""Follows docs/guide.md as a reader does: every command of its console blocks, in order, in one shell.

usage: run_guide.py TOOL GUIDE SOURCE BUILD [--update]
  TOOL     terraform or tofu; for tofu the guide's `terraform` is OpenTofu
  GUIDE    the document
  SOURCE   the project's root, which the guide calls $TENANTFORM
  BUILD    build tree with the programs and the mirror of rehearsal providers
  --update write what the commands said into the document, where it differs

In a console block "$ " begins a command, "> " goes on with it, and the rest is its output. In the output "…" stands for
anything in a line, and a line that is nothing but "…" for any number of lines. Digests, dates and durations may differ.
A line "[exit N]" after the output says how a command ends that does not end with 0.
"""

import os
import re
import shutil
import subprocess
import sys
import tempfile

SKIPPED = 77
END = "end of the command"
FENCE = re.compile(r"(`{3,})(\w*)")  # a longer one may hold blocks in the output
COLOUR = re.compile(r"\x1b\[[0-9;]*m")  # which a pipe may get all the same
# What is another in every run.
VARYING = [(re.compile(pattern), stand_in) for pattern, stand_in in (
    (r"\b[0-9a-f]{7,64}\b", "DIGEST"),
    (r"\b\d{4}-\d\d-\d\d[ T]\d\d:\d\d(:\d\d)?(Z| [+-]\d{4})?", "TIME"),
    (r"\b\d+(\.\d+)? ?m?s\b", "DURATION"),
)]


class Command:
    """One command of the guide, with the line that it stands in and what should come out."""

    def __init__(self, line, text):
        self.line, self.text, self.output = line, text, []


def parse(document):
    """The document as a list of lines and Commands, in order."""
    parts, fence, inside = [], None, False
    for number, line in enumerate(document.splitlines(), 1):
        mark = FENCE.fullmatch(line)
        if mark and fence in (None, line):
            fence = None if fence else mark[1]
            inside = fence is not None and mark[2] == "console"
            parts.append(line)
        elif not inside:
            parts.append(line)
        elif line.startswith("$ "):
            parts.append(Command(number, line[2:]))
        elif line.startswith("> ") and not parts[-1].output:
            parts[-1].text += "\n" + line[2:]
        elif isinstance(parts[-1], Command):
            parts[-1].output.append(line)
        else:
            sys.exit(f"line {number}: a console block begins with a command, \"$ …\"")
    return parts


def steady(line):
    for pattern, stand_in in VARYING:
        line = pattern.sub(stand_in, line)
    return line


def pattern_of(lines):
    """A regular expression for the output that the guide shows."""
    pattern = ""
    for line in lines:
        if line == "…":
            pattern += r"(?:.*\n)*?"
        else:
            pattern += ".*".join(re.escape(part) for part in steady(line).split("…")) + r"\n"
    return re.compile(pattern)


def fits(expected, said):
    return pattern_of(expected).fullmatch("".join(steady(line) + "\n" for line in said)) is not None


class Shell:
    """One bash for the whole guide, so that `cd` and `export` last."""

    def __init__(self, folder, environment):
        self.process = subprocess.Popen(["bash", "--norc"], cwd=folder, env=environment, text=True,
                                        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)

    def run(self, text):
        """The lines that a command says, and "[exit N]" when it does not end with 0."""
        self.process.stdin.write(f"{{ {text}\n}} </dev/null\nprintf '\\n%s %d\\n' '{END}' $?\n")
        self.process.stdin.flush()
        said = []
        for line in self.process.stdout:
            if line.startswith(END):
                status = int(line.rsplit(" ", 1)[1])
                break
            said.append(COLOUR.sub("", line).rstrip())
        else:
            raise SystemExit(f"the shell ended in: {text}\n" + "\n".join(said))
        if said and said[-1] == "":
            said.pop()  # of the line that we ended ourselves
        return said + ([f"[exit {status}]"] if status else [])


def environment_of(tool, folder, source, build):
    """As on a new machine: nothing of whoever runs the test but where programs are."""
    bin_folder = os.path.join(folder, "bin")
    os.mkdir(bin_folder)
    path = shutil.which(tool)
    if path is None:
        print(f"skipped: there is no {tool} (scripts/setup gets it)")
        sys.exit(SKIPPED)
    os.symlink(path, f"{bin_folder}/terraform")
    return {
        "HOME": f"{folder}/home", "LANG": "C.UTF-8", "USER": "ada", "LOGNAME": "ada", "NO_COLOR": "1",
        "PATH": f"{build}/bin:{bin_folder}:{os.environ['PATH']}", "TENANTFORM": source,
        "TF_CLI_CONFIG_FILE": f"{build}/mirror.tfrc", "TF_IN_AUTOMATION": "1", "CHECKPOINT_DISABLE": "1",
        "GIT_CONFIG_NOSYSTEM": "1",
    }


def follow(parts, shell, update):
    """Runs every command; returns how many did not say what the guide shows."""
    wrong = 0
    for part in parts:
        if not isinstance(part, Command):
            continue
        said = shell.run(part.text)
        if fits(part.output, said):
            continue
        wrong += 1
        if update:
            part.output = said
        else:
            print(f"line {part.line}: $ {part.text}\n  the guide shows:\n    " + "\n    ".join(part.output)
                  + "\n  and this came:\n    " + "\n    ".join(said))
            break  # what follows stands on this
    return wrong


def written(parts):
    lines = []
    for part in parts:
        if isinstance(part, Command):
            lines += ["$ " + part.text.replace("\n", "\n> "), *part.output]
        else:
            lines.append(part)
    return "\n".join(lines) + "\n"


def main(tool, guide, source, build, *options):
    with open(guide, encoding="utf-8") as file:
        parts = parse(file.read())
    commands = sum(isinstance(part, Command) for part in parts)
    with tempfile.TemporaryDirectory(prefix="tenantform-guide-") as folder:
        environment = environment_of(tool, folder, os.path.realpath(source), os.path.realpath(build))
        os.makedirs(f"{folder}/home/platform")
        wrong = follow(parts, Shell(f"{folder}/home/platform", environment), "--update" in options)
    if "--update" in options:
        with open(guide, "w", encoding="utf-8") as file:
            file.write(written(parts))
        return 0
    if commands == 0:
        print("the guide has no command")
    print(f"{commands} commands, {'one says something else' if wrong else 'all as the guide shows'}")
    return 1 if wrong or commands == 0 else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
