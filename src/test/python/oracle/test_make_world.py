"""Invented worlds: what follows from one does not depend on how its files are dealt over nights.

usage: python3 -m unittest discover -s src/test/python/oracle
"""
import os
import random
import shutil
import sys
import tempfile
import unittest
from collections import Counter

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, HERE)
import make_world  # noqa: E402
from oracle import COLUMNS, tables, text  # noqa: E402
from worlds import night  # noqa: E402

SEEDS = range(1, 21)


def rows_of(found):
    """Each table as a multiset of its rows in text; of the quarantine only the reasons, for files and lines differ."""
    out = {}
    for table, rows in found.items():
        columns = ["reason"] if table == "quarantine" else COLUMNS[table]
        counted = Counter(tuple(text(c, row.get(c)) for c in columns) for row in rows)
        out[table] = set(counted) if table == "quarantine" else counted
    return out


class Worlds(unittest.TestCase):
    def test_dealing_files_over_nights_changes_nothing(self):
        for seed in SEEDS:
            with self.subTest(seed=seed), tempfile.TemporaryDirectory() as out:
                files = make_world.make(seed, out, sessions=16)
                conf = os.path.join(out, "conf")
                whole = rows_of(tables(os.path.join(out, "landing"), conf))
                night.deal(files, random.Random(seed * 7), 4, out)
                union = os.path.join(out, "union")
                for n in range(1, 5):
                    if os.path.isdir(night.place(out, n)):
                        shutil.copytree(night.place(out, n), union, dirs_exist_ok=True)
                dealt = rows_of(tables(union, conf))
                for table in whole:
                    self.assertEqual(dealt[table], whole[table], table)
                    self.assertTrue(whole[table], table + " is empty")

    def test_a_seed_always_gives_the_same_world(self):
        with tempfile.TemporaryDirectory() as a, tempfile.TemporaryDirectory() as b:
            for out in (a, b):
                make_world.make(5, out, sessions=6)
            self.assertEqual(*(rows_of(tables(os.path.join(out, "landing"), os.path.join(out, "conf"))) for out in (a, b)))

    def test_sums_of_charges_agree(self):
        for seed in SEEDS[:5]:
            with tempfile.TemporaryDirectory() as out:
                make_world.make(seed, out, sessions=10)
                found = tables(os.path.join(out, "landing"), os.path.join(out, "conf"))
                total = sum(c["contracted_cost"] for c in found["charge"])
                self.assertEqual(sum(r["total_cost_usd"] for r in found["project_cost_daily"]), total)
                self.assertEqual(sum(r["contracted_cost_usd"] for r in found["provider_cost_daily"]), total)
                for row in found["reconciliation"]:
                    parts = [row.get(p) for p in COLUMNS["reconciliation"][13:]]
                    if row["scope"] != "total":
                        self.assertEqual(sum(p for p in parts if p is not None), row["variance"], row)


if __name__ == "__main__":
    unittest.main()
