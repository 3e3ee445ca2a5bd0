"""What the benchmarks share: where to work, how to time a program, what to print."""

import json
import os
import shutil
import statistics
import sys
import tempfile
import time

ROUNDS = int(os.environ.get("TNF_BENCH_ROUNDS", "5"))
BUILD = os.environ.get("TNF_BUILD", os.path.join(os.path.dirname(__file__), "..", "..", "..", "build", "release"))
TENANTFORM = os.path.join(BUILD, "bin", "tenantform")
BENCH_CATALOG = os.path.join(BUILD, "bin", "bench-catalog")


def workplace(need_gib):
    """A context with a new folder: in memory when there is room, else where temporary files go."""
    memory = "/dev/shm"
    room = os.path.isdir(memory) and shutil.disk_usage(memory).free > need_gib << 30
    return tempfile.TemporaryDirectory(prefix="tenantform-bench-", dir=memory if room else None)


def say(text):
    print(text, file=sys.stderr, flush=True)


def run(argv, cwd=None, env=None):
    """Runs a program that must succeed; (seconds, peak resident memory in MiB)."""
    if cwd is not None:
        argv = ["env", "-C", cwd, *argv]
    start = time.monotonic()
    quiet = [(os.POSIX_SPAWN_OPEN, 1, os.devnull, os.O_WRONLY, 0)]
    pid = os.posix_spawnp(argv[0], argv, {**os.environ, **(env or {})}, file_actions=quiet)
    _, status, usage = os.wait4(pid, 0)
    seconds = time.monotonic() - start
    if status != 0:
        sys.exit(f"{' '.join(argv)}: status {status}")
    return seconds, usage.ru_maxrss / 1024


def alternate(ours, theirs, prepare=None, rounds=ROUNDS):
    """Runs both in turn; ([seconds], [seconds], peak MiB of ours). `prepare` is called with the round, untimed."""
    our_times, their_times, peak = [], [], 0
    for number in range(rounds):
        if prepare:
            prepare(number)
        seconds, memory = ours(number)
        our_times.append(seconds)
        peak = max(peak, memory)
        their_times.append(theirs(number)[0])
    return our_times, their_times, peak


def report(bench, reference, ours, theirs, peak, unit="s", digits=4, **more):
    """Prints the one line of a benchmark: medians, their ratio, peak memory in MiB."""
    mine, other = statistics.median(ours), statistics.median(theirs)
    line = {
        "bench": bench,
        "ours": round(mine, digits),
        "reference": reference,
        "theirs": round(other, digits),
        "unit": unit,
        "ratio": round(mine / other, 4),
        "peak_rss_mib": round(peak, 1),
        **more,
    }
    print(json.dumps(line), flush=True)


def in_workplace(bench, need_gib):
    """The main block of a benchmark: calls it with the path of a workplace."""
    with workplace(need_gib) as place:
        bench(place)


def make_catalog(path, tenants):
    say(f"making a catalog of {tenants} tenants in 2 environments")
    run([BENCH_CATALOG, path, str(tenants)])


def generate(catalog, output):
    return run([TENANTFORM, "--catalog", catalog, "--quiet", "generate", "--out", output])


def change_one(catalog, tenants, number):
    """Changes one tenant out of the middle; every number of a round is another change."""
    image = f"registry.example.com/bench/web:2.{number}"
    change = ["service", "set", f"tenant-{tenants // 2:05}", "web", "--image", image, "--reason", "bench"]
    run([TENANTFORM, "--catalog", catalog, "--quiet", *change])
