#!/usr/bin/env python3
"""What is left when the provider, or Terraform itself, is killed in the middle of its work.

usage: killed.py TOOL PROVIDER CLI
"""

import os
import random
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing

from rig import PATIENCE, Rig, expect, expect_equal, run_side_by_side

TENANTS = 60  # each with a secret
KILLS = 10  # in an apply, and as many in a destroy
MOST_CHANGES = 8  # that are waited for before a kill; in every other one none

CONFIGURATION = f"""
resource "tenantform_tenant" "it" {{
  count     = {TENANTS}
  name      = "t-${{count.index}}"
  isolation = "bridge"
}}
resource "tenantform_secret" "it" {{
  count     = {TENANTS}
  tenant    = tenantform_tenant.it[count.index].name
  name      = "key"
  generated = true
}}
"""


def wait_for(condition, what):
    """Until condition() gives something; a generous limit, for a slow machine is no fault."""
    limit = time.monotonic() + PATIENCE
    while not (found := condition()):
        expect(time.monotonic() < limit, f"waited in vain for {what}")
        time.sleep(0.001)
    return found


def start(folder, *arguments):
    """A command that goes on by itself, with its output in a file."""
    with open(os.path.join(folder.path, "output"), "w", encoding="utf-8") as output:
        return subprocess.Popen([folder.rig.tool.program, *arguments], cwd=folder.path, env=folder.rig.tool.environment,
                                stdin=subprocess.DEVNULL, stdout=output, stderr=subprocess.STDOUT, start_new_session=True)


def output_of(folder):
    with open(os.path.join(folder.path, "output"), encoding="utf-8") as output:
        return output.read()


def kill_providers(rig):
    for process in rig.providers():
        try:
            os.kill(process, signal.SIGKILL)
        except ProcessLookupError:
            pass  # ended by itself meanwhile


def changes(connection):
    return connection.execute('SELECT count(*) FROM "change"').fetchone()[0]


def hold(rig):
    """Somebody who writes to the catalog and does not come to an end."""
    connection = sqlite3.connect(rig.catalog, timeout=PATIENCE, isolation_level=None)
    connection.execute("BEGIN IMMEDIATE")
    return closing(connection)


def start_and_hold(rig, folder, command, *options):
    """A command that was stopped by another writer at its first change, or has ended; and that writer."""
    writer = hold(rig)
    process = start(folder, command, "-auto-approve", "-no-color", *options)
    begun = {"apply": "Creating...", "destroy": "Destroying..."}[command]
    wait_for(lambda: process.poll() is not None or begun in output_of(folder), f"the first change of {command}")
    return process, writer


def kill_around(rig, folder, command, count):
    """Kills the provider of a command: while it waits to write (count 0), or when it has made `count` changes, which can
    be its last ones. Whether it was killed in its work."""
    process, writer = start_and_hold(rig, folder, command, "-parallelism=4")
    with writer, closing(sqlite3.connect(rig.catalog, timeout=PATIENCE)) as connection:
        if count > 0:
            before = changes(connection)
            writer.thing.rollback()
            wait_for(lambda: process.poll() is not None or changes(connection) >= before + count, f"{count} changes")
        kill_providers(rig)
    failed = process.wait(PATIENCE) != 0
    rig.check_file()
    rig.cli("validate")
    return failed


def new_rig():
    rig = Rig(*sys.argv[1:4])
    rig.cli("init", "--platform", "acme", "--region", "us-east-1")
    return rig


def kill_again_and_again(rig, folder, chance, command):
    killed = [kill_around(rig, folder, command, chance.randint(1, MOST_CHANGES) if number % 2 else 0)
              for number in range(KILLS)]
    # A fast machine can be through before a kill that waits for changes, but not before the first one.
    expect(killed[0], f"{command}: nobody minds that the provider was killed\n{output_of(folder)}")


def provider_is_killed():
    """Again and again in one apply, and in one destroy; both finish, and each row was made and removed once."""
    chance = random.Random(1)
    with new_rig() as rig:
        folder = rig.workspace("live", CONFIGURATION)
        before = rig.revision()
        kill_again_and_again(rig, folder, chance, "apply")
        folder.apply()
        folder.expect_empty_plan("an apply after its provider was killed")
        expect_once(rig, before, "insert")
        expect_equal(len(folder.state()), 2 * TENANTS, "resources in the state")

        before = rig.revision()
        kill_again_and_again(rig, folder, chance, "destroy")
        folder.json("destroy", "-auto-approve")
        expect_once(rig, before, "remove")
        expect_equal(rig.rows("tenant"), [], "tenants after destroy")
        rig.check_file()


def expect_once(rig, since, action):
    found = sorted(rig.history(since))
    wanted = sorted([("tenant", action, f"t-{index}") for index in range(TENANTS)] +
                    [("secret", action, f"t-{index}/key") for index in range(TENANTS)])
    expect_equal(found, wanted, f"changes in the history ({action})")


def expect_nothing_left(rig, folder, what):
    """A provider that lost its Terraform ends, and takes its socket along."""
    wait_for(lambda: not rig.providers(), f"the end of the provider after {what}")
    wait_for(lambda: not os.listdir(rig.at("run")), f"the end of the socket's folder after {what}: {os.listdir(rig.at('run'))}")
    rig.check_file()


def terraform_is_killed():
    with new_rig() as rig:
        folder = rig.workspace("live", CONFIGURATION)
        with closing(sqlite3.connect(rig.catalog, timeout=PATIENCE)) as connection:
            before = changes(connection)
            process = start(folder, "apply", "-auto-approve", "-no-color")
            wait_for(lambda: process.poll() is not None or changes(connection) > before, "a change of the catalog")
        process.kill()
        process.wait(PATIENCE)
        expect_nothing_left(rig, folder, "kill -9 of Terraform")
        folder.apply("-lock=false")
        folder.expect_empty_plan("an apply after Terraform was killed")
        expect_equal(len(rig.rows("tenant")), TENANTS, "tenants")


def ends_while_it_waits(end, what):
    """Terraform ends while the provider waits for another writer."""
    with new_rig() as rig:
        folder = rig.workspace("live", CONFIGURATION)
        process, writer = start_and_hold(rig, folder, "apply")
        with writer:
            expect(process.poll() is None, f"the apply did not wait for the other writer:\n{output_of(folder)}")
            end(process)
            process.wait(PATIENCE)
            expect_nothing_left(rig, folder, what)
        expect_equal(rig.rows("tenant"), [], f"tenants after {what}")
        folder.apply("-lock=false")
        folder.expect_empty_plan(f"an apply after {what}")


def terraform_is_killed_while_the_provider_waits():
    ends_while_it_waits(lambda process: process.kill(), "kill -9 of Terraform")


def ctrl_c_ends_a_wait():
    # To the whole group, as a terminal does.
    ends_while_it_waits(lambda process: os.killpg(process.pid, signal.SIGINT), "Ctrl-C")


sys.exit(run_side_by_side({
    "provider killed": provider_is_killed,
    "terraform killed": terraform_is_killed,
    "terraform killed while the provider waits": terraform_is_killed_while_the_provider_waits,
    "ctrl-c while the provider waits": ctrl_c_ends_a_wait,
}))
