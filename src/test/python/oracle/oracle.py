#!/usr/bin/env python3
"""Computes the tables that follow from a landing area, from the contract alone.

usage: oracle.py LANDING CONF OUT      (CONF: the folder of voxledger.yaml)
Writes OUT/<table>.csv.
"""
import csv
import json
import os
import sys
from decimal import Decimal

from ledgercheck import bills, costs, rates, sessions, usage
from ledgercheck.conf import Conf
from ledgercheck.exact import day_of, iso

COST = ("ai_cost_usd", "transport_cost_usd", "telephony_cost_usd", "platform_cost_usd", "total_cost_usd")
COLUMNS = {
    "charge": ("session_id project_id usage_date billing_date biller account provider route kind model sku meter service_tier "
               "region context_band records quantity billable_quantity unit_price contracted_unit_price per list_cost "
               "contracted_cost flags").split(),
    "session_cost": ["session_id", "project_id", *COST],
    "project_cost_daily": ["project_id", "usage_date", "total_cost_usd"],
    "provider_cost_daily": "provider biller route account kind usage_date contracted_cost_usd".split(),
    "unpriced_usage": "source usage_id session_id project_id biller model used_at reason quantities".split(),
    "quarantine": ["file", "line", "reason"],
    "usage_record": ("source usage_id usage_date used_at session_id job_id project_id room kind provider route biller account "
                     "model service_tier region context_tokens standing flags quantities").split(),
    "reconciliation": bills.COLUMNS,
}
NARROW = {
    "charge": [c for c in COLUMNS["charge"] if c not in ("billing_date", "flags")],
    "unpriced_usage": ["source", "model", "reason"],
    "reconciliation": ("account period_start scope sku meter line_item computed_quantity computed_cost billed_quantity "
                       "billed_cost variance usage_variance rate_variance").split(),
}
SCALE = {"records": 0, "per": 0, "quantity": 6, "billable_quantity": 6, "computed_quantity": 6, "billed_quantity": 6}


def tables(landing, folder):
    """{table: rows} of the landing area."""
    conf = Conf(folder)
    rows, quarantine, _ = usage.read(landing)
    records, _ = sessions.build(rows, conf)
    cards, _ = rates.read_cards(landing, conf.rate_folders)
    charges, unpriced = costs.charges(records, cards, conf.contracts, conf)
    return {
        "charge": charges,
        "session_cost": costs.session_costs(charges, unpriced, records),
        "project_cost_daily": costs.summed(charges, ("project_id", "usage_date"), "total_cost_usd"),
        "provider_cost_daily": costs.summed(
            charges, ("provider", "biller", "route", "account", "kind", "usage_date"), "contracted_cost_usd"),
        "unpriced_usage": [dict(record_row(r), reason=reason) for r, reason in unpriced],
        "quarantine": [dict(zip(COLUMNS["quarantine"], q)) for q in quarantine],
        "usage_record": [record_row(r) for r in records],
        "reconciliation": bills.reconcile(landing, charges, cards, conf),
    }


def record_row(r):
    return {
        "source": r.source, "usage_id": r.usage_id, "usage_date": day_of(r.used_at), "used_at": iso(r.used_at),
        "session_id": r.session or "", "job_id": r.job or "", "project_id": r.project, "room": r.room or "", "kind": r.kind,
        "provider": r.provider, "route": r.route, "biller": r.biller, "account": r.account, "model": r.model,
        "service_tier": r.tier or "", "region": r.region or "", "context_tokens": "" if r.context is None else int(r.context),
        "standing": r.standing, "flags": " ".join(sorted(r.flags)),
        "quantities": json.dumps({m: f"{q:.6f}" for m, q in sorted(r.quantities.items())}, separators=(",", ":")),
    }


def text(column, value):
    return f"{value:.{SCALE.get(column, 12)}f}" if isinstance(value, Decimal) else "" if value is None else str(value)


def narrow(found):
    """What a comparison of tables by key can use: no lists, no identities; of bills, what a line alone decides."""
    out = {table: rows for table, rows in found.items() if table != "usage_record"}
    out["reconciliation"] = [
        r if r["scope"] == "line" else {**r, "usage_variance": None, "rate_variance": None}
        for r in found["reconciliation"] if r["scope"] != "category"]
    return out


def write(found, out, columns_of=COLUMNS):
    os.makedirs(out, exist_ok=True)
    for table, rows in found.items():
        columns = columns_of[table]
        lines = sorted([text(c, row.get(c)) for c in columns] for row in rows)
        with open(os.path.join(out, table + ".csv"), "w", newline="", encoding="utf-8") as f:
            csv.writer(f, lineterminator="\n").writerows([columns, *lines])


if __name__ == "__main__":
    if len(sys.argv) != 4:
        sys.exit(__doc__)
    write(tables(*sys.argv[1:3]), sys.argv[3])
