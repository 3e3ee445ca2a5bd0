#!/usr/bin/env python3
"""Files that people made or changed are safe, and a run that is killed is finished by the next.

usage: files.py PROGRAM SOURCE
"""

import os
import random
import shutil
import signal
import subprocess
import time

from program import differences, expect, run_promises, tree

KILLS = 24


def first_file(root, ending):
    return sorted(path for path in tree(root) if path.endswith(ending))[0]


def write(path, content):
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "wb") as file:
        file.write(content)


def read(path):
    with open(path, "rb") as file:
        return file.read()


def a_hand_made_file_is_untouched(workshop):
    workshop.make_catalog("omc")
    workshop.generate()
    mine = [workshop.at("out/mine.tf"), workshop.at("out/environments/staging/mine.tf"), workshop.at("out/own/deep/x")]
    for path in mine:
        write(path, b"# mine\n")
    workshop.run("tenant", "set", "omc", "--title", "Another title")
    workshop.generate()
    workshop.generate("out", "--force")
    for path in mine:
        expect(read(path) == b"# mine\n", f"{path} was changed")


def a_file_in_the_way_is_not_overwritten(workshop):
    workshop.make_catalog("omc")
    workshop.generate("sample")
    path = first_file(workshop.at("sample"), ".tf")
    write(workshop.at(f"out/{path}"), b"# mine\n")
    said = workshop.generate(expected=None)
    expect(read(workshop.at(f"out/{path}")) == b"# mine\n", f"{path} was overwritten")
    expect(path in said.stdout + said.stderr, f"{path} is not named:\n{said.stdout}{said.stderr}")


def a_changed_file_is_reported_and_kept(workshop):
    workshop.make_catalog("omc")
    workshop.generate()
    path = first_file(workshop.at("out"), ".tf")
    original = read(workshop.at(f"out/{path}"))
    write(workshop.at(f"out/{path}"), original + b"# mine\n")
    said = workshop.generate(expected=None)
    expect(path in said.stdout + said.stderr, f"{path} is not named:\n{said.stdout}{said.stderr}")
    expect(read(workshop.at(f"out/{path}")) == original + b"# mine\n", f"{path} was overwritten")
    workshop.generate("out", "--force")
    expect(read(workshop.at(f"out/{path}")) == original, f"--force did not write {path}")


def how_long(action):
    start = time.monotonic()
    action()
    return time.monotonic() - start


def kill_after(arguments, folder, seconds):
    process = subprocess.Popen(arguments, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    time.sleep(seconds)
    process.send_signal(signal.SIGKILL)
    process.wait()


def a_killed_run_is_finished_by_the_next(workshop):
    workshop.make_catalog("ai-platform")
    usual = how_long(lambda: workshop.generate("before"))
    workshop.run("platform", "set", "acme-ai", "--owner", "else@example.com")
    workshop.run("tenant", "set", "tenant-1", "--title", "Another title")
    workshop.generate("after")
    chance = random.Random(2)
    for kill in range(KILLS):
        shutil.rmtree(workshop.at("out"), ignore_errors=True)
        # Every second time there is nothing yet.
        if kill % 2 == 0:
            shutil.copytree(workshop.at("before"), workshop.at("out"), symlinks=True)
        arguments = workshop.arguments(["generate", "--out", workshop.at("out")])
        kill_after(arguments, workshop.path, chance.uniform(0, 1.2 * usual))
        workshop.generate()
        different = differences(workshop.at("after"), workshop.at("out"))
        expect(not different, f"kill {kill}: {different}")


run_promises([a_hand_made_file_is_untouched, a_file_in_the_way_is_not_overwritten, a_changed_file_is_reported_and_kept,
              a_killed_run_is_finished_by_the_next])
