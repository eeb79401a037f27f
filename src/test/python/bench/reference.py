"""Runs reference.sql in DuckDB and prints "name wall cpu" lines, in seconds, and the total in USD."""

import os
import resource
import sys
import time

import duckdb


def cpu():
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime


def main():
    root, out = sys.argv[1:3]
    os.makedirs(out, exist_ok=True)
    with open(os.path.join(os.path.dirname(__file__), "reference.sql"), encoding="utf-8") as script:
        text = script.read()
    for name, value in (("$landing", root + "/landing"), ("$rates", root + "/rates.csv"), ("$out", out)):
        text = text.replace(name, value)
    database = duckdb.connect()
    database.execute("SET memory_limit = '3GB'")  # what a night keeps to as well
    database.execute(f"SET temp_directory = '{out}/spill'")
    wall, used = time.monotonic(), cpu()
    for name, part in zip(("scan_and_price", "whole"), text.split("-- then\n")):
        database.execute(part)
        print(f"{name} {time.monotonic() - wall:.2f} {cpu() - used:.2f}")
    print("total", database.execute("SELECT sum(cost) FROM priced").fetchone()[0])


if __name__ == "__main__":
    main()
