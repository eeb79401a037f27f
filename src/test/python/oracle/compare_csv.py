#!/usr/bin/env python3
"""Compares two folders of tables in CSV, exactly: money and quantities are summed per key, reasons are counted.

usage: compare_csv.py ACTUAL_DIR EXPECTED_DIR
Every EXPECTED_DIR/<table>.csv is compared in the columns that it has. Exit status 0 when nothing differs.
"""
import csv
import os
import sys
from collections import Counter, defaultdict
from decimal import Decimal

MEASURES = {
    "charge": ("records", "quantity", "billable_quantity", "list_cost", "contracted_cost"),
    "session_cost": ("ai_cost_usd", "transport_cost_usd", "telephony_cost_usd", "platform_cost_usd", "total_cost_usd"),
    "project_cost_daily": ("total_cost_usd",),
    "provider_cost_daily": ("contracted_cost_usd",),
    "reconciliation": ("computed_cost", "billed_cost", "variance", "usage_variance", "rate_variance"),
}
PRICES = ("unit_price", "contracted_unit_price", "per")
NOT_COMPARED = {"reconciliation": ("computed_quantity", "billed_quantity")}


def read(folder, table):
    with open(os.path.join(folder, table + ".csv"), newline="", encoding="utf-8") as f:
        return list(csv.DictReader(f))


def key_text(name, value):
    return str(Decimal(value).quantize(Decimal("1e-12"))) if name in PRICES and value else value or ""


def totals(rows, keys, measures):
    out = defaultdict(lambda: [Decimal(0)] * len(measures))
    for row in rows:
        key = tuple(key_text(k, row.get(k)) for k in keys)
        out[key] = [a + Decimal(row.get(m) or 0) for a, m in zip(out[key], measures)]
    return out


def comparable(rows):
    """Of a reconciliation: what a bill of OpenAI decides, without the split that only lines have."""
    out = []
    for row in rows:
        if row.get("biller", "openai") == "openai" and row["scope"] != "category":
            row = dict(row)
            row["line_item"] = row["line_item"] if row["scope"] == "unmapped" else ""
            if row["scope"] != "line":
                row["usage_variance"] = row["rate_variance"] = ""
            out.append(row)
    return out


def differences(table, actual, expected):
    """[(key, expected, actual)] of what differs."""
    columns = list(expected[0]) if expected else list(actual[0]) if actual else []
    if table == "reconciliation":
        actual, expected = comparable(actual), comparable(expected)
    if table not in MEASURES:
        columns = ["file", "line"] if table == "quarantine" else columns
        want, got = (Counter(tuple(r.get(c) or "" for c in columns) for r in rows) for rows in (expected, actual))
    else:
        measures = [m for m in MEASURES[table] if m in columns]
        keys = [c for c in columns if c not in MEASURES[table] and c not in NOT_COMPARED.get(table, ())]
        want, got = totals(expected, keys, measures), totals(actual, keys, measures)
        if table == "session_cost":
            got = {k: v for k, v in got.items() if any(v) or k in want}
    return [(k, want.get(k), got.get(k)) for k in sorted(set(want) | set(got)) if want.get(k) != got.get(k)]


def main(actual_dir, expected_dir):
    bad = 0
    for name in sorted(os.listdir(expected_dir)):
        table = name.removesuffix(".csv")
        if table == name or table == "causes":
            continue
        expected = read(expected_dir, table)
        found = differences(table, read(actual_dir, table), expected)
        print(f"{table}: {len(expected)} rows expected, {len(found)} differ")
        for key, want, got in found[:5]:
            print("   ", key, "expected", want and [str(x) for x in want] if isinstance(want, list) else want,
                  "found", got and [str(x) for x in got] if isinstance(got, list) else got)
        bad += len(found)
    return bad


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    sys.exit(1 if main(*sys.argv[1:]) else 0)
