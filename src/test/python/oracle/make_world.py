#!/usr/bin/env python3
"""Writes a messy invented world: every usage source, both SDKs, cards that come late, a bill, and what follows from it.

usage: make_world.py SEED OUT [--sessions N] [--nights N]
Writes OUT/landing, OUT/conf and, by the oracle, OUT/expected (keys and sums) and OUT/oracle (every column that it knows). With --nights also OUT/night1 … nightN: the same files dealt
over increments, their lines shuffled, split into other files, repeated and late; copied over each other they give one landing
area from which the same tables follow (quarantine names other files and lines).
"""
import argparse
import os
import random

from worlds import bad, bill, cards, night, rooms, talk
from worlds.text import Files


def make(seed, out, sessions=24):
    """Writes landing area, settings and expected tables below `out`; returns the landing area's files."""
    from oracle import COLUMNS, NARROW, narrow, tables, write
    rng = random.Random(seed)
    files = Files(rng)
    cards.add(files, rng)
    for number in range(sessions):
        add_session(files, rng, number)
    bad.add(files, rng)
    landing, conf = os.path.join(out, "landing"), os.path.join(out, "conf")
    cards.settings(conf, rng)
    files.write(landing)
    bill.add(files, rng, tables(landing, conf)["charge"])
    files.write(landing)
    found = tables(landing, conf)
    write(found, os.path.join(out, "oracle"))
    write(narrow(found), os.path.join(out, "expected"), {**COLUMNS, **NARROW})
    return files


def add_session(files, rng, number):
    session = talk.Session(rng, number)
    talk.add(files, rng, session)
    rooms.add(files, rng, session)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("seed", type=int)
    parser.add_argument("out")
    parser.add_argument("--sessions", type=int, default=24)
    parser.add_argument("--nights", type=int, default=0)
    given = parser.parse_args()
    made = make(given.seed, given.out, given.sessions)
    if given.nights:
        night.deal(made, random.Random(given.seed + 1), given.nights, given.out)
