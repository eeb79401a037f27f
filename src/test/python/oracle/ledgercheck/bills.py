"""Bills of OpenAI's Costs API against computed cost, at the bill's own grain."""
import re
from collections import defaultdict

from .exact import DAY, ZERO, Bad, day_of, money, parse_instant, parse_json, parse_number, parse_quantity
from .landing import Unreadable, files
from .rates import Unpriced, entry_for
from .livekit import pulled_at
from .rows import object_of, text_of

COMPONENTS = "usage_variance rate_variance unsplit_variance billed_only computed_only credit".split()
COLUMNS = ("biller account period_start period_end scope sku meter line_item computed_quantity computed_cost billed_quantity "
           "billed_cost variance").split() + COMPONENTS
DIRECTION = {"cached input": "cache_read", "input": "input", "output": "output", "cached_input_tokens": "cache_read",
             "input_tokens": "input", "output_tokens": "output"}
UNIT = {"duration_seconds": ("audio_seconds", 1), "seconds": ("audio_seconds", 1), "minutes": ("audio_seconds", 60),
        "characters": ("characters", 1)}


def openai_lines(landing, conf):
    """Bill lines in use: dicts of account, day, line_item, amount, quantity, unit."""
    pulls = defaultdict(list)
    for file in files(landing, "billing"):
        if file.source == "openai-costs":
            try:
                pulls[file.folder("pulled") or file.path, file.folder("account")].append(page(file, conf))
            except (Unreadable, ValueError, Bad):
                pulls[file.folder("pulled") or file.path, file.folder("account")].append(None)
    best = {}
    for (pulled, account), pages in pulls.items():
        if None in pages or not complete(pages):
            continue
        order = (pulled_at(pulled) if "=" not in pulled and "/" not in pulled else -1, pulled)
        for bucket_page in pages:
            for day, lines in bucket_page["buckets"]:
                key = (account, day)
                if key not in best or order > best[key][0]:
                    best[key] = (order, [])
                if order == best[key][0]:
                    best[key][1].extend(lines)
    return [line for _, lines in best.values() for line in lines]


def page(file, conf):
    document = parse_json(file.text())
    buckets = []
    for bucket in document["data"]:
        start, end = parse_instant(bucket["start_time"]), parse_instant(bucket["end_time"])
        lines = [bill_line(result, start, file, conf) for result in bucket["results"]]
        buckets.append(((start, end), lines))
    return {"more": document.get("has_more") is True, "buckets": buckets}


def complete(pages):
    """One last page, and the days of all pages follow each other without a gap."""
    if sum(not p["more"] for p in pages) != 1:
        return False
    days = sorted({day for p in pages for day, _ in p["buckets"]})
    return all(a[1] == b[0] for a, b in zip(days, days[1:]))


def bill_line(result, start, file, conf):
    amount = object_of(result, "amount")
    account = text_of(result, "project_id") or file.folder("account") or conf.accounts.get("openai") or "default"
    quantity, unit = result.get("quantity"), text_of(result, "quantity_unit")
    return {"account": account, "start": start, "line_item": text_of(result, "line_item") or "",
            "cost": money(parse_number(amount["value"])), "unit": unit,
            "quantity": None if quantity is None else parse_quantity(quantity) * (1000 if unit == "1000_tokens" else 1)}


def mapped(line, cards):
    """(sku, meter, factor) of a line; sku None when it is not known."""
    text = re.sub(r"^realtime api \| ", "", line["line_item"])
    model, comma, direction = text.rpartition(", ")
    meter, factor = (None, 1)
    if comma and direction in DIRECTION:
        meter = DIRECTION[direction]
        name, space, modality = model.rpartition(" ")
        if space and modality in ("text", "audio", "image"):
            model, meter = name, f"{meter}_{modality}"
    else:
        model = text
        meter, factor = UNIT.get(line["unit"], (None, 1))
    try:
        return entry_for(cards, "openai", model, line["start"])[1]["model"], meter, factor
    except Unpriced:
        return None, None, 1


def reconcile(landing, charges, cards, conf):
    billed, rows = openai_lines(landing, conf), []
    periods = {(l["account"], day_of(l["start"])) for l in billed}
    periods |= {(c["account"], c["billing_date"]) for c in charges if c["biller"] == "openai"}
    for account, day in sorted(periods):
        rows += period(account, day, [l for l in billed if l["account"] == account and day_of(l["start"]) == day],
                       [c for c in charges if (c["biller"], c["account"], c["billing_date"]) == ("openai", account, day)], cards)
    return rows


def period(account, day, lines, charges, cards):
    computed, by_line = defaultdict(lambda: [ZERO, ZERO]), {}
    for c in charges:
        cell = computed[c["sku"], c["meter"]]
        cell[0] += c["billable_quantity"]
        cell[1] += c["contracted_cost"]
    for line in lines:
        sku, meter, factor = mapped(line, cards)
        scope = "line" if sku else "category" if not line["line_item"] else "unmapped"
        key = (scope, sku, meter, "" if sku else line["line_item"])
        cell = by_line.setdefault(key, [ZERO, ZERO])
        cell[1] += line["cost"]
        cell[0] = None if cell[0] is None or line["quantity"] is None else cell[0] + line["quantity"] * factor
    rows = []
    taken = set()
    for key in sorted(by_line, key=lambda k: (k[2] is None, (k[2] or "") in ("input", "output", "cache_read"), str(k))):
        scope, sku, meter, item = key
        cells = [k for k in computed if scope == "line" and k not in taken and k[0] == sku and covers(meter, k[1])]
        taken |= set(cells)
        rows.append(row(account, day, key, by_line[key], [computed[k] for k in cells]))
    for k in sorted(set(computed) - taken):
        rows.append(row(account, day, ("line", *k, ""), None, [computed[k]]))
    total = [r["computed_cost"] for r in rows], [r.get("billed_cost") for r in rows]
    costs = [sum((x for x in side if x is not None), ZERO) for side in total]
    both = {"computed_cost": costs[0], "billed_cost": costs[1] if lines else None, "variance": costs[1] - costs[0]}
    rows.append(dict(base(account, day, ("total", None, None, "")), **both))
    return rows


def covers(bill_meter, meter):
    return bill_meter is None or meter == bill_meter or (
        bill_meter in ("input", "output", "cache_read") and meter.startswith(bill_meter + "_"))


def base(account, day, key):
    scope, sku, meter, item = key
    start = parse_instant(day)
    return {"biller": "openai", "account": account, "period_start": day, "period_end": day_of(start + DAY), "scope": scope,
            "sku": sku, "meter": meter, "line_item": item}


def row(account, day, key, billed, cells):
    out = base(account, day, key)
    computed = [sum((c[i] for c in cells), ZERO) for i in (0, 1)]
    out["computed_quantity"], out["computed_cost"] = (computed if cells or billed is None else (None, ZERO))
    if billed is None:
        out["variance"] = out["computed_only"] = -computed[1]
        return out
    out["billed_quantity"], out["billed_cost"] = billed
    out["variance"] = billed[1] - computed[1]
    if key[0] == "category":
        out["credit" if billed[1] < 0 else "unsplit_variance"] = out["variance"]
    elif not cells:
        out["billed_only"] = out["variance"]
    elif billed[0] is None or computed[0] == 0:
        out["unsplit_variance"] = out["variance"]
    else:
        out["usage_variance"] = money((billed[0] - computed[0]) * computed[1] / computed[0])
        out["rate_variance"] = out["variance"] - out["usage_variance"]
    return out
