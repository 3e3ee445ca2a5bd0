#!/usr/bin/env python3
"""What a person at a terminal sees, and what a log does not: the program on a pseudo-terminal.

usage: terminal.py PROGRAM
"""

import fcntl
import os
import pty
import struct
import subprocess
import sys
import tempfile
import termios
import unittest

PROGRAM = os.path.abspath(sys.argv.pop(1))
TENANTS = 150


def on_terminal(*arguments, **variables):
    """Runs the program with all streams on a terminal; gives its status and what came out."""
    child, terminal = pty.fork()
    if child == 0:
        environment = {"PATH": os.environ["PATH"], "HOME": os.getcwd(), "TERM": "xterm",
                       "LSAN_OPTIONS": os.environ.get("LSAN_OPTIONS", "")} | variables
        fcntl.ioctl(1, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 120, 0, 0))
        os.execve(PROGRAM, [PROGRAM, *arguments], environment)
    output = b""
    while True:
        try:
            part = os.read(terminal, 65536)
        except OSError:  # the other end is closed
            break
        if not part:
            break
        output += part
    os.close(terminal)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), output.decode()


class Terminal(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.TemporaryDirectory()
        os.chdir(cls.folder.name)
        os.environ |= {"GIT_AUTHOR_NAME": "Ada", "GIT_AUTHOR_EMAIL": "ada@example.com"}
        with open("text.yaml", "w", encoding="utf-8") as file:
            file.write("platform: acme\nregion: us-east-1\n---\nenvironment: staging\n")
            for i in range(TENANTS):
                file.write(f"---\ntenant: t{i:04}\nisolation: pool\nenvironments: {{staging: {{}}}}\n")
        subprocess.run([PROGRAM, "import", "text.yaml"], check=True, capture_output=True)

    @classmethod
    def tearDownClass(cls):
        os.chdir("/")
        cls.folder.cleanup()

    def test_progress_is_shown_on_a_terminal(self):
        status, output = on_terminal("generate", "--out", "out")
        self.assertEqual(status, 0, output)
        self.assertRegex(output, rf"\r\x1b\[Kgenerating \d+/~{TENANTS + 1}")
        status, output = on_terminal("import", "text.yaml", "--dry-run", "--catalog", "new.db", GIT_AUTHOR_NAME="Ada")
        self.assertEqual(status, 0, output)
        self.assertRegex(output, rf"\r\x1b\[Kimporting \d+/{TENANTS + TENANTS + 2}")

    def test_there_is_no_progress_in_ci_nor_when_it_is_not_wanted(self):
        for name, extra, variables in (("ci", (), {"CI": "true"}), ("quiet", ("--quiet",), {}), ("json", ("--json",), {}),
                                       ("dumb", (), {"TERM": "dumb"})):
            with self.subTest(name):
                status, output = on_terminal("generate", "--out", f"out-{name}", *extra, **variables)
                self.assertEqual(status, 0, output)
                self.assertNotIn("generating", output)

    def test_there_is_no_progress_in_a_file(self):
        done = subprocess.run([PROGRAM, "generate", "--out", "out-file"], capture_output=True, text=True,
                              env=os.environ | {"TERM": "xterm"})
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertNotIn("generating", done.stdout + done.stderr)

    PAGER = "sh -c 'cat >paged; exit 3'"

    def paged(self, *arguments, **variables):
        """What the pager got, None when it was not called."""
        if os.path.exists("paged"):
            os.remove("paged")
        status, output = on_terminal(*arguments, **({"TENANTFORM_PAGER": self.PAGER} | variables))
        self.assertEqual(status, 0, output)
        if not os.path.exists("paged"):
            self.assertNotEqual(output, "")
            return None
        self.assertEqual(output, "")
        with open("paged", encoding="utf-8") as file:
            return file.read()

    def test_what_is_longer_than_the_screen_is_paged(self):
        text = self.paged("tenant", "list")
        self.assertEqual(len(text.splitlines()), TENANTS + 1)
        self.assertIn("\x1b[1m", text)
        self.assertIn("t0007", self.paged("tenant", "list", TENANTFORM_PAGER="less", PATH=self.fake_less()))
        self.assertIn("FRX", self.paged("log", "--all", TENANTFORM_PAGER="sh -c 'cat >/dev/null; echo $LESS >paged'"))

    def fake_less(self):
        """A folder with a program less, before those of PATH."""
        os.makedirs("bin", exist_ok=True)
        with open("bin/less", "w", encoding="utf-8") as file:
            file.write("#!/bin/sh\ncat >paged\n")
        os.chmod("bin/less", 0o755)
        return f"{os.getcwd()}/bin:{os.environ['PATH']}"

    def test_nothing_else_is_paged(self):
        self.assertIsNone(self.paged("platform", "list"))
        self.assertIsNone(self.paged("tenant", "list", "--no-pager"))
        self.assertIsNone(self.paged("tenant", "list", "--json"))
        self.assertIsNone(self.paged("tenant", "list", TERM="dumb"))
        self.assertIsNone(self.paged("tenant", "list", TENANTFORM_PAGER=""))
        self.assertIsNone(self.paged("tenant", "list", TENANTFORM_PAGER="cat"))

    def test_a_pager_that_is_missing_or_leaves_is_no_failure(self):
        status, output = on_terminal("tenant", "list", TENANTFORM_PAGER="/nonexistent/pager")
        self.assertEqual(status, 0)
        self.assertIn("t0007", output)
        status, _ = on_terminal("tenant", "list", TENANTFORM_PAGER="true")
        self.assertEqual(status, 0)

    def test_the_status_and_the_errors_of_a_command_stay(self):
        status, output = on_terminal("tenant", "show", "nobody", TENANTFORM_PAGER=self.PAGER)
        self.assertEqual(status, 1)
        self.assertIn("nobody", output)


if __name__ == "__main__":
    unittest.main(verbosity=2)
