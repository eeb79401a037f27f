"""Times Voxledger against the floor and against DuckDB on the same files, in one run.

    jobs/bench [--events 1000000] [--rounds 3] [--folder DIR]
    jobs/bench history [--days 500] [--events 4000] [--folder DIR]

The first prints, as the median of the rounds, wall and CPU seconds and the peak of resident memory
of: reading the text with Spark, reading it as JSON with Spark, the same work in DuckDB
(reference.sql), our `ingest` and `price`, and our `nightly`; start of JVM and session apart. The
second prints what a night costs that finds one new day beside many old ones, and beside five.
"""

import argparse
import datetime
import json
import os
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.abspath(os.path.join(HERE, *[os.pardir] * 4))
CORES = os.cpu_count()


def generate(folder, *options):
    subprocess.run([sys.executable, os.path.join(HERE, "generate.py"), folder, *options], check=True)


def timed(command):
    """(output, wall seconds, CPU seconds, peak MB) of a process and its children."""
    begun = time.monotonic()
    with tempfile.TemporaryFile("w+") as out, tempfile.TemporaryFile("w+") as errors:
        process = subprocess.Popen(command, stdout=out, stderr=errors)
        _, status, used = os.wait4(process.pid, 0)
        wall = time.monotonic() - begun
        out.seek(0)
        errors.seek(0)
        if os.waitstatus_to_exitcode(status) != 0:
            sys.exit(f"{' '.join(command)} failed:\n{errors.read()}")
        return out.read(), wall, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024


def voxledger(folder, warehouse, *arguments):
    return timed([os.path.join(ROOT, "jobs", "voxledger"), *arguments, "--conf", os.path.join(folder, "conf", "voxledger.yaml"),
                  "--warehouse", warehouse, "--date", "2026-09-30", "--json"])


def parts(output):
    """The lines "name wall cpu" of a program that measures itself."""
    return {name: (float(wall), float(cpu)) for name, wall, cpu in re.findall(r"^(\w+) ([\d.]+) ([\d.]+)$", output, re.M)}


def one_round(folder, empty, scratch):
    jars = os.pathsep.join(os.path.join(ROOT, "target", "lib", place, "*") for place in ("app", "spark"))
    result = {}
    output, _, _, peak = timed(["java", f"@{ROOT}/jobs/jvm.options", "-Xmx2g", "-cp", jars,
                                "-Dlog4j2.configurationFile=" + os.path.join(ROOT, "src/main/resources/log4j2-voxledger.properties"),
                                os.path.join(HERE, "Floors.java"), os.path.join(folder, "landing")])
    floors = parts(output)
    result["Spark: lines of text"] = (*floors["text"], peak)
    result["Spark: JSON with a schema"] = (*floors["json"], peak)
    output, _, _, peak = timed([sys.executable, os.path.join(HERE, "reference.py"), folder, os.path.join(scratch, "duckdb")])
    reference = parts(output)
    expected = re.search(r"^total (\S+)$", output, re.M)[1]
    result["DuckDB: scan and price"] = (*reference["scan_and_price"], peak)
    result["DuckDB: whole script"] = (*reference["whole"], peak)
    _, wall, cpu, peak = voxledger(empty, os.path.join(scratch, "empty"), "nightly")
    result["Voxledger: night without usage"] = (wall, cpu, peak)
    staged = os.path.join(scratch, "stages")
    runs = [voxledger(folder, staged, stage) for stage in ("ingest", "price")]
    result["Voxledger: ingest, then price"] = (sum(r[1] for r in runs), sum(r[2] for r in runs), max(r[3] for r in runs))
    output, wall, cpu, peak = voxledger(folder, os.path.join(scratch, "night"), "nightly")
    result["Voxledger: nightly"] = (wall, cpu, peak)
    print(f"USD: {expected} in DuckDB, {json.loads(output)['totals_usd']['contracted_cost']} in Voxledger", flush=True)
    for left in os.listdir(scratch):
        shutil.rmtree(os.path.join(scratch, left))
    return result


def speed(options, folder):
    generate(folder, "--events", str(options.events))
    empty = os.path.join(folder, "empty")
    shutil.copytree(os.path.join(folder, "conf"), os.path.join(empty, "conf"))
    shutil.copytree(os.path.join(folder, "landing", "rates"), os.path.join(empty, "landing", "rates"))
    scratch = os.path.join(folder, "scratch")
    os.makedirs(scratch)
    rounds = [one_round(folder, empty, scratch) for _ in range(options.rounds)]
    median = {name: [statistics.median(r[name][i] for r in rounds) for i in range(3)] for name in rounds[0]}
    print(f"\n{options.events:,} events, {CORES} cores, median of {options.rounds}\n")
    print("| work | wall s | CPU s | peak MB | events/s per core |\n|---|---:|---:|---:|---:|")
    for name, (wall, cpu, peak) in median.items():
        rate = "" if "without" in name else f"{options.events / cpu:,.0f}"
        print(f"| {name} | {wall:.1f} | {cpu:.1f} | {peak:,.0f} | {rate} |")
    print()
    start = median["Voxledger: night without usage"][1]
    for ours, theirs, starts in (("Voxledger: ingest, then price", "DuckDB: scan and price", 2),
                                 ("Voxledger: nightly", "DuckDB: whole script", 1)):
        cpu, reference = median[ours][1], median[theirs][1]
        print(f"{ours} takes {cpu / reference:.1f} times the CPU of {theirs}; "
              f"{max(0, cpu - starts * start) / reference:.1f} times without start and fixed work")


def history(options, folder):
    new_day = datetime.date(2026, 9, 29)
    for days in (5, options.days):
        place = os.path.join(folder, f"{days}-days")
        first = new_day - datetime.timedelta(days=days)
        generate(place, "--events", str(options.events), "--days", str(days), "--from", str(first))
        warehouse = os.path.join(place, "warehouse")
        voxledger(place, warehouse, "nightly")
        generate(place, "--events", str(options.events), "--from", str(new_day))
        output, wall, cpu, peak = voxledger(place, warehouse, "nightly")
        counts = dict(re.findall(r'"(files_read|files_listed|rows_read)":(\d+)', output))
        print(f"one new day beside {days} days: wall {wall:.1f} s, CPU {cpu:.1f} s, peak {peak:,.0f} MB, {counts}", flush=True)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("what", nargs="?", choices=("speed", "history"), default="speed")
    parser.add_argument("--events", type=int)
    parser.add_argument("--days", type=int, default=500)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--folder", help="where the files go; a temporary folder by default")
    options = parser.parse_args()
    options.events = options.events or {"speed": 1_000_000, "history": 4_000}[options.what]
    folder = options.folder or tempfile.mkdtemp(prefix="voxledger-bench-")
    try:
        {"speed": speed, "history": history}[options.what](options, folder)
    finally:
        if not options.folder:
            shutil.rmtree(folder)


if __name__ == "__main__":
    main()
