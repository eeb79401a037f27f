#!/usr/bin/env python3
"""Writes a landing area of many independent bills that differ from computed cost for known reasons.

usage: make_variances.py SEED OUT [--cases N] [--billers openai,nimbus,…]
Each case is an account and day of its own, so one night judges all of them:
    jobs/voxledger nightly --conf OUT/conf/voxledger.yaml --warehouse W --date 2026-09-30 --as-known-at 2026-10-15T00:00:00Z
    judge_variances.py W OUT
OUT/truth.jsonl tells of each case what was injected, what each cause costs (amounts in the order of the contract's table), and
which smallest sets of causes reproduce the bill. Billers other than openai are billed in `billed-line` files.
"""
import argparse
import json
import os
import random
import shutil
from decimal import Decimal

from variances import bill, book, causes, plans, rivals, stories, usage
from variances.book import Book
from worlds.text import write, yaml

SHARE = {"single": 40, "pair": 40, "clean": 8, "noise": 12}  # of a hundred cases besides the stories
LEAST = Decimal("0.06")
LOGICAL = "2026-09-30"


def make(seed, out, cases, billers):
    """Writes landing area, settings and truth below `out`; returns the number of cases."""
    rng = random.Random(seed)
    prices = Book(book.cards(rng), book.CONTRACTS)
    planner = plans.Planner(rng, prices, billers)
    found = stories.add(rng, prices, billers)
    truths = [truth(prices, *f, verdict="soft" if f[0].soft else None) for f in found]
    kinds, accounts = dict.fromkeys(SHARE, 0), {}
    while len(found) < cases:
        kind = min(kinds, key=lambda k: (kinds[k] / SHARE[k], k))
        made = attempt(planner, kind)
        if made:
            kinds[kind] += 1
            for what in made[0].injected:
                planner.made[what] += 1
            case, lines, amounts, verdict, sets = made
            share_account(rng, accounts, case)
            found.append((case, case.day, lines, amounts))
            truths.append(truth(prices, case, case.day, lines, amounts, verdict, sets))
    settings(os.path.join(out, "conf"), billers)
    landing = os.path.join(out, "landing")
    shutil.rmtree(landing, ignore_errors=True)
    for card in prices.documents:
        write(landing, f"rates/rate-card/{card['id']}.yaml", [yaml(card)])
    write(landing, "rates/fx/rates.csv", ["date,currency,usd", f"2026-09-01,EUR,{stories.OUR_RATE}"])
    for path, rows in usage_files(rng, [f[0] for f in found]).items():
        write(landing, path, rows)
    for path, text in bill.files([f[:3] for f in found]).items():
        write(landing, path, [text])
    with open(os.path.join(out, "truth.jsonl"), "w", encoding="utf-8") as f:
        f.writelines(json.dumps(t) + "\n" for t in truths)
    return len(found)


def attempt(planner, kind):
    """A case whose faults are large enough to be seen, with its smallest sets of causes; None if this try gave none."""
    rng = planner.rng
    case = planner.case(kind, rng.choice(("lines", "amounts")) if kind == "noise" else None)
    if kind == "clean":
        if rng.random() < 0.5:
            case.faults = [causes.Fault("clean", distort=jitter)]
        lines, _ = causes.bill_and_truth(planner.book, case)
        return case, lines, {}, "clean", [[]]
    if kind == "noise":
        case.faults = planner.noise(case)
        lines, _ = causes.bill_and_truth(planner.book, case)
        by_model = {m: sum(line.model == m for line in lines) for m in case.models}
        quiet = min(by_model.values()) >= 3 and not any(rivals.fitting(planner.book, case, m, lines) for m in case.models)
        return (case, lines, {}, "noise", []) if quiet else None
    first = planner.fault(case)
    second = planner.fault(case) if kind == "pair" else []
    if not first or (kind == "pair" and (not second or clash(first, second))):
        return None
    case.faults = first + second
    return judged(planner.book, case, 2 if kind == "pair" else 1)


def share_account(rng, accounts, case):
    """Every other case joins an account that other cases have on other days."""
    if rng.random() < 0.5 or {f.cause for f in case.faults} & {"other_traffic", "sidecar_model"}:
        return
    contract = case.account.rpartition("-")[2] if "-c" in case.account else ""
    days = accounts.setdefault((case.biller, contract), [{}])
    if case.day in days[-1]:
        days.append({})
    case.account = days[-1].setdefault(case.day, f"proj_shared{len(days)}" + (f"-{contract}" if contract else ""))
    for r in [r for rs in case.reported.values() for r in rs]:
        r.account = case.account


def clash(first, second):
    """Both are one cause, or set the same thing."""
    if first[0].cause == second[0].cause or {first[0].cause, second[0].cause} <= {"markup", "unknown_discount"}:
        return True
    apart = {"other_traffic", "sidecar_model"} & {first[0].cause, second[0].cause}
    if apart and any(f.switches and f.model is None for f in first + second):
        return True  # what of the strange line is the ratio's?
    if "usage_missing" in (first[0].cause, second[0].cause) and any((f.switches or {}).get("long") for f in first + second):
        return True  # whether the lost requests were long cannot be seen
    shifts = [f for f in (first[0], second[0]) if f.records is not None]
    if len(shifts) == 2 and shifts[0].model == shifts[1].model:
        return True
    keys = [{(k, None if f.model is None else f.model) for f in fs for k in f.switches or {}} for fs in (first, second)]
    fields = [{k for k, _ in ks} for ks in keys]
    return bool(fields[0] & fields[1]) or second[0].records is not None and second[0].cause in plans.SHIFTED


def judged(prices, case, depth):
    lines, amounts = causes.bill_and_truth(prices, case)
    injected = frozenset(amounts)
    if min(abs(a) for a in amounts.values()) < LEAST or abs(sum(amounts.values())) < LEAST:
        return None
    total = sum(line.amount for line in lines)
    if any(abs(a) < total / 200 for a in amounts.values()) and "invoice_rounding" not in amounts:
        return None
    if "invoice_rounding" in amounts and abs(amounts["invoice_rounding"]) < 2 * causes.tolerance(total, total):
        return None
    plain = [f for f in case.faults if f.cause != "invoice_rounding"]
    whole, case.faults = case.faults, plain
    without, _ = causes.bill_and_truth(prices, case)
    case.faults = whole
    apart = {f.cause for f in whole if f.lines or f.cause in ("invoice_rounding", "other_traffic", "sidecar_model")}
    sets, unsure = rivals.smallest(prices, case, without, depth)
    sets = [s | apart for s in sets]
    if unsure or injected not in sets:
        return None
    return case, lines, amounts, "unique" if len(sets) == 1 else "ambiguous", sets


def jitter(lines):
    return [line._replace(amount=line.amount.quantize(Decimal("1e-6"))) for line in lines]


def truth(prices, case, day, lines, amounts, verdict=None, sets=None):
    if sets is None:
        sets, _ = rivals.smallest(prices, case, lines, 1)
        sets = [s for s in sets] or [frozenset(amounts)]
        verdict = verdict or ("unique" if sets == [frozenset(amounts)] or frozenset(amounts) not in sets else "ambiguous")
        sets = sets if frozenset(amounts) in sets else [frozenset(amounts)]
    cost = sum((c[1] for c in causes.computed(prices, case).values()), Decimal(0))
    billed = sum((line.amount for line in lines), Decimal(0))
    return {"case": case.name, "story": case.story, "biller": case.biller, "account": case.account, "day": day, "form": case.form,
            "models": case.models, "verdict": verdict, "causes": {c: str(a) for c, a in amounts.items()},
            "sets": [sorted(s) for s in sets], "computed": str(cost), "billed": str(billed), "variance": str(billed - cost)}


def usage_files(rng, cases):
    """{path: lines}: voice of some cases as the provider's events, everything else in the neutral form."""
    out, count = {}, 0
    for case in {id(c): c for c in cases}.values():
        events = rng.random() < 0.3
        for r in [r for rs in case.reported.values() for r in rs] + case.unpriced:
            count += 1
            whole = all(q == q.to_integral_value() for q in r.quantities.values())
            if events and r.biller == "openai" and r.model in usage.VOICE and whole:
                source, document = "openai-realtime", usage.response_done(r, f"resp_{count}")
            else:
                source, document = "usage-record", usage.row(r, f"u{count}")
            out.setdefault(f"usage/{source}/dt={case.day}/part-0.jsonl", []).append(json.dumps(document))
    return out


def settings(folder, billers):
    write(folder, "voxledger.yaml", [yaml({"landing": "file:../landing", "warehouse": "file:../warehouse", "rates": []})])
    write(folder, "contracts.yaml", [yaml(book.CONTRACTS)])


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("seed", type=int)
    parser.add_argument("out")
    parser.add_argument("--cases", type=int, default=300)
    parser.add_argument("--billers", default="openai")
    given = parser.parse_args()
    print(make(given.seed, given.out, given.cases, given.billers.split(",")), "cases in", given.out)
