#!/usr/bin/env python3
"""Exports the sample's month as FOCUS, CSV and Parquet, and recomputes every row of it in exact decimals.

The official validator looks at columns one by one; that price times quantity is cost, and that the costs are those of the
tables, it does not. What it says is in the README.
"""
import csv
import os
from collections import defaultdict
from datetime import datetime
from decimal import ROUND_HALF_EVEN, Context, Decimal

import _night
import pyarrow.parquet as parquet
from deltalake import DeltaTable

MONTH = "2026-09"
PLACES = Decimal("1e-12")
EXACT = Context(prec=60, rounding=ROUND_HALF_EVEN)
PRICED = (("ListCost", "ListUnitPrice"), ("ContractedCost", "ContractedUnitPrice"))
NUMBERS = {"BilledCost", "ConsumedQuantity", "ContractedCost", "ContractedUnitPrice", "EffectiveCost", "ListCost", "ListUnitPrice",
           "PricingCurrencyContractedUnitPrice", "PricingCurrencyEffectiveCost", "PricingCurrencyListUnitPrice", "PricingQuantity"}


def exported(place, kind):
    file = os.path.join(_night.PLACE, f"focus.{kind}")
    code, printed = _night.voxledger("focus", "--month", MONTH, "--out", file, "--warehouse", place, "--quiet")
    if code:
        raise SystemExit(f"focus ended with {code}: {printed}")
    return file


def csv_rows(file):
    with open(file, encoding="utf-8", newline="") as f:
        return [{name: value(name, text) for name, text in row.items()} for row in csv.DictReader(f)]


def value(name, text):
    """An empty cell is null."""
    return None if text == "" else Decimal(text) if name in NUMBERS else text


def parquet_rows(file):
    return [{name: plain(found) for name, found in row.items()} for row in parquet.read_table(file).to_pylist()]


def plain(found):
    return found.strftime("%Y-%m-%dT%H:%M:%SZ") if isinstance(found, datetime) else found


def key(row):
    return sorted((name, "" if found is None else str(found.normalize() if isinstance(found, Decimal) else found))
                  for name, found in row.items())


def row_problems(row):
    for cost, price in PRICED:
        if row["ChargeCategory"] == "Usage":
            product = EXACT.multiply(row[price], row["PricingQuantity"]).quantize(PLACES, context=EXACT)
            if product != row[cost]:
                yield f"{cost} {row[cost]} is not {price} {row[price]} × {row['PricingQuantity']} = {product}: {row['SkuId']}"
        elif row[price] is not None:
            yield f"{row['ChargeCategory']} has a {price}"
    if row["ChargeCategory"] == "Usage" and (row["EffectiveCost"] != row["ContractedCost"] or not row["SkuPriceId"]):
        yield f"usage without a price, or with another effective cost: {row['SkuId']}"
    if row["ChargeCategory"] == "Credit" and row["BilledCost"] > 0:
        yield f"a credit of {row['BilledCost']}"
    if row["PricingCurrencyEffectiveCost"] != row["EffectiveCost"] or {row["BillingCurrency"], row["PricingCurrency"]} != {"USD"}:
        yield f"another currency: {row}"
    if (row["ChargeClass"] == "Correction") != row["ChargeDescription"].startswith("correction"):
        yield f"ChargeClass {row['ChargeClass']} of {row['ChargeDescription']}"


def total(rows, column):
    return sum((row[column] for row in rows), Decimal(0))


def sum_problems(rows, place):
    """Sums by sku equal those of table charge; what an account with a plan pays equals its estimated invoice."""
    def table(name):
        return DeltaTable(os.path.join(place, name)).to_pyarrow_table().to_pylist()
    ours, theirs = defaultdict(Decimal), defaultdict(Decimal)
    for charge in (c for c in table("charge") if f"{c['usage_date']:%Y-%m}" == MONTH):
        for column, cost in (("ListCost", "list_cost"), ("ContractedCost", "contracted_cost"), ("ConsumedQuantity", "quantity")):
            ours[charge["biller"], charge["sku"], charge["meter"], charge["session_id"], column] += charge[cost]
    for row in (r for r in rows if r["ChargeCategory"] == "Usage"):
        biller, rest = row["SkuId"].split("/", 1)
        sku, meter = rest.rsplit("/", 1)
        for column in ("ListCost", "ContractedCost", "ConsumedQuantity"):
            theirs[biller, sku, meter, row["x_SessionId"], column] += row[column]
    yield from (f"{of}: {theirs.get(of)} in the file, {ours.get(of)} in table charge"
                for of in sorted(ours.keys() | theirs.keys(), key=str) if ours.get(of) != theirs.get(of))
    for plan in {p["account"]: p for p in table("plan_usage") if f"{p['month']:%Y-%m}" == MONTH and p["plan"]}.values():
        paid = total((r for r in rows if r["BillingAccountId"] == plan["account"]), "BilledCost")
        if paid != plan["estimated_invoice_usd"]:
            yield f"{plan['account']} pays {paid}, its plan's invoice is {plan['estimated_invoice_usd']}"


def main():
    place = _night.warehouse()
    rows, others = csv_rows(exported(place, "csv")), parquet_rows(exported(place, "parquet"))
    problems = [problem for row in rows for problem in row_problems(row)] + list(sum_problems(rows, place))
    if sorted(map(key, rows)) != sorted(map(key, others)):
        problems.append("CSV and Parquet differ")
    print(f"{len(rows)} rows: list {total(rows, 'ListCost')}, contracted {total(rows, 'ContractedCost')}, "
          f"effective {total(rows, 'EffectiveCost')}, billed {total(rows, 'BilledCost')} USD")
    return problems if rows else ["the export is empty"]


if __name__ == "__main__":
    _night.end(main())
