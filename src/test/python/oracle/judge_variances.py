#!/usr/bin/env python3
"""Holds the causes in a warehouse to what make_variances.py injected.

usage: judge_variances.py WAREHOUSE OUT [--verbose]      (needs: pip install deltalake pyarrow)
Prints a confusion table in dollars, the share that was attributed where one set of causes reproduces the bill, and what is wrong
with the rows themselves. Exit status 0 when the shares are reached and nothing is wrong.
"""
import argparse
import json
import os
import sys
from collections import Counter, defaultdict
from decimal import Decimal

from deltalake import DeltaTable

ZERO = Decimal(0)
CLAIMS = ("exact", "partial")
NEEDED = {"single": Decimal("0.99"), "pair": Decimal("0.95")}


def rows_of(warehouse, table):
    found = defaultdict(list)
    for row in DeltaTable(os.path.join(warehouse, table)).to_pyarrow_table().to_pylist():
        found[row["biller"], row["account"], str(row["period_start"])[:10]].append(row)
    return found


class Verdicts:
    def __init__(self):
        self.confusion = defaultdict(lambda: defaultdict(lambda: ZERO))
        self.shares = defaultdict(lambda: [ZERO, ZERO, 0, 0, ZERO])  # attributed, injected, whole cases, cases, sum of shares
        self.wrong, self.counts, self.failures = [], Counter(), []

    def fail(self, truth, what, dollars=ZERO):
        self.failures.append((abs(dollars), truth["case"], what))

    def structure(self, truth, totals, causes):
        """What holds of every period, whatever was injected."""
        if len(totals) != 1:
            return self.wrong.append((truth["case"], f"{len(totals)} total rows"))
        variance = totals[0]["variance"]
        if abs(variance - Decimal(truth["variance"])) > Decimal("0.000001"):
            self.wrong.append((truth["case"], f"variance {variance}, the generator says {truth['variance']}"))
        claimed = sum((c["amount"] for c in causes if c["confidence"] in CLAIMS or c["cause"] == "unexplained"), ZERO)
        if causes and claimed != variance:
            self.wrong.append((truth["case"], f"exact + partial + unexplained = {claimed}, variance = {variance}"))
        if not causes and variance:
            self.counts["periods with a variance and no cause row"] += 1
            if abs(variance) > 5:
                self.wrong.append((truth["case"], f"no cause rows for {variance}"))
        if sorted(c["rank"] for c in causes) != list(range(1, len(causes) + 1)):
            self.wrong.append((truth["case"], f"ranks {sorted(c['rank'] for c in causes)}"))
        for c in causes:
            if c["cause"] != "unexplained" and not (c["evidence"] and c["action"]):
                self.wrong.append((truth["case"], f"{c['cause']} without evidence or action"))
            if c["cause"] != "unexplained" and c["confidence"] not in (*CLAIMS, "candidate"):
                self.wrong.append((truth["case"], f"{c['cause']} has confidence {c['confidence']}"))

    def judge(self, truth, causes):
        claimed, candidates = defaultdict(lambda: ZERO), {c["cause"] for c in causes if c["confidence"] == "candidate"}
        exact = {c["cause"] for c in causes if c["confidence"] == "exact"}
        for c in causes:
            if c["confidence"] in CLAIMS and c["cause"] != "unexplained":
                claimed[c["cause"]] += c["amount"]
        injected = {c: Decimal(a) for c, a in truth["causes"].items()}
        verdict = truth["verdict"]
        said = ", ".join(f"{c['cause']} {c['confidence']} {c['amount']:.4f} ({c['sku']} {c['meter']})" for c in causes[:7])
        if verdict in ("clean", "noise"):
            self.counts[verdict] += 1
            if exact:
                self.counts[f"false exact on {verdict}"] += 1
                self.fail(truth, f"{verdict}, but exact: {said}", sum((claimed[c] for c in exact), ZERO))
        elif verdict == "unique":
            self.attribute(truth, injected, claimed, candidates, said)
        else:
            self.among(truth, injected, claimed, candidates, exact, said)

    def attribute(self, truth, injected, claimed, candidates, said):
        size = "single" if len(injected) == 1 else "pair"
        left, got = {}, ZERO
        for cause, amount in injected.items():
            good = max(ZERO, abs(amount) - abs(claimed.get(cause, ZERO) - amount))
            got += good
            self.confusion[cause][cause] += good
            left[cause] = abs(amount) - good
        wrong = sorted(((abs(a), c) for c, a in claimed.items() if c not in injected), reverse=True)
        for cause, rest in left.items():
            for n, (amount, other) in enumerate(wrong):
                part = min(amount, rest)
                self.confusion[cause][other] += part
                rest, wrong[n] = rest - part, (amount - part, other)
            if rest:
                self.confusion[cause]["(candidate)" if cause in candidates else "(unexplained)"] += rest
        whole = sum(map(abs, injected.values()), ZERO)
        for key in (size, f"{size}, {truth['form']}"):
            share = self.shares[key]
            share[0], share[1], share[3] = share[0] + got, share[1] + whole, share[3] + 1
            share[2] += got >= whole * Decimal("0.99")
            share[4] += got / whole
        if got < whole * Decimal("0.99"):
            self.fail(truth, f"only {got:.4f} of {shown(injected)} attributed; said: {said}", whole - got)

    def among(self, truth, injected, claimed, candidates, exact, said):
        """Where several readings are right the truth is among the candidates; what all have in common may be claimed."""
        verdict = truth["verdict"]
        self.counts[verdict] += 1
        common = set.intersection(*map(set, truth["sets"])) if verdict == "ambiguous" else set(injected)
        named = candidates | (set(claimed) & common)
        if not set(injected) <= named:
            self.counts[f"{verdict}: truth not named"] += 1
            what = f"{verdict}, {shown(injected)} not named; sets {truth['sets']}; said: {said}"
            self.fail(truth, what, sum(map(abs, injected.values())))
        elif exact - common:
            self.counts[f"{verdict}: false exact"] += 1
            self.fail(truth, f"{verdict}, but exact {sorted(exact - common)}; sets {truth['sets']}; said: {said}",
                      sum((claimed[c] for c in exact - common), ZERO))

    def print(self, verbose):
        print("confusion, dollars (rows: injected, where one set of causes reproduces the bill)")
        for cause in sorted(self.confusion):
            cells = sorted(self.confusion[cause].items(), key=lambda kv: -kv[1])
            print(f"  {cause:28s}", ", ".join(f"{c} {a:.2f}" for c, a in cells if a))
        print("\nattributed")
        for key, (got, whole, good, cases, mean) in sorted(self.shares.items()):
            print(f"  {key:18s} {100 * got / whole:6.2f} %  of {whole:.2f} USD; {good} of {cases} cases wholly, "
                  f"mean {100 * mean / cases:.2f} %")
        print("\n" + "\n".join(f"  {n} {what}" for what, n in sorted(self.counts.items())))
        for case, what in self.wrong[:40]:
            print("  WRONG", case, what)
        for dollars, case, what in sorted(self.failures, reverse=True)[:None if verbose else 25]:
            print(f"  {dollars:10.2f} {case}: {what}")

    def passed(self):
        enough = all(self.shares[k][4] >= need * self.shares[k][3] for k, need in NEEDED.items())  # no case outweighs the others
        return enough and not self.wrong and not any(c.startswith("false exact") or "not named" in c for c in self.counts)


def shown(amounts):
    return ", ".join(f"{c} {a:.4f}" for c, a in amounts.items())


def judged(warehouse, out):
    verdicts = Verdicts()
    reconciliation, causes = rows_of(warehouse, "reconciliation"), rows_of(warehouse, "reconciliation_cause")
    with open(os.path.join(out, "truth.jsonl"), encoding="utf-8") as f:
        for line in f:
            truth = json.loads(line)
            key = (truth["biller"], truth["account"], truth["day"])
            found = sorted(causes.get(key, []), key=lambda c: c["rank"])
            verdicts.structure(truth, [r for r in reconciliation.get(key, []) if r["scope"] == "total"], found)
            verdicts.judge(truth, found)
    return verdicts


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("warehouse")
    parser.add_argument("out")
    parser.add_argument("--verbose", action="store_true")
    given = parser.parse_args()
    result = judged(given.warehouse, given.out)
    result.print(given.verbose)
    sys.stdout.flush()
    os._exit(0 if result.passed() else 1)  # the reader's threads abort a normal exit now and then
