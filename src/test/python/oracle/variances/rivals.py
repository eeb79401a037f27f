"""Which sets of one or two causes reproduce a model's bill lines; so a judge knows where exactly one does."""
import itertools
from dataclasses import replace

from ledgercheck.exact import ZERO, Decimal
from ledgercheck.rates import Unpriced

from .book import Switches, lines, renamed
from .causes import FIELD, tier_cause, tolerance

SCALES = [Decimal(n) for n in (60, 100, 1000, 1000000)]
EQUAL, NEAR = Decimal("0.02"), 3  # of the tolerance: reproduced exactly; neither reproduced nor clearly not


def price_options(book, case, model):
    """[(field, value)] of the causes with a price from a card or the settings that are true of something."""
    biller, records = case.biller, case.reported[model]
    entry, meters = book.entry(biller, model), {m for r in records for m in r.quantities}
    used = {book.unit(r, m).card for r in records for m in r.quantities}
    out = [("card", c) for c in book.cards_of(biller, model) if {c} != used]
    if any(r.tier is None for r in records):
        out += [("tier", t) for t in entry.get("tiers", {})]
    if any(r.tier for r in records):
        out.append(("tier", "default"))
    if "long_context" in entry:
        out.append(("long", True))
    if any(m.startswith("cache_read") for m in meters):
        out.append(("uncached", True))
    modalities = {m.rsplit("_", 1)[1] for m in meters if m.startswith(("input_", "output_"))}
    if modalities == {"audio", "text"}:
        out += [("modality", "text"), ("modality", "audio")]
    out += [("region", r) for r in entry.get("regions", {})]
    if book.has_contract(biller, case.account, model):
        out.append(("at_list", True))
    if any(r.kind in ("webrtc", "agent", "sip") for r in records):
        out.append(("whole_minutes", not entry.get("increment") == 60))
    return out


def fitting(book, case, model, bill, depth=2):
    """[(frozenset of causes, number of free ratios, worst line in units of tolerance)] for the model's lines of the bill."""
    billed = {line.meter: line for line in bill if line.model == model}
    by_meter = case.form != "models"
    now = costs(book, case, model, Switches(), by_meter)
    if near(now, billed) <= EQUAL and not moved_quantities(now, billed):
        return [(frozenset(), 0, near(now, billed))]
    options, out = price_options(book, case, model), []
    for size in range(0, depth + 1):
        for chosen in itertools.combinations(options, size):
            if len({f for f, _ in chosen}) < size:
                continue
            out += try_one(book, case, model, billed, chosen, now, depth)
    return [f for f in out if f[2] <= NEAR and f[0]]


def try_one(book, case, model, billed, chosen, now, depth):
    by_meter = case.form != "models"
    names, switches, before = set(), Switches(), sum((c[1] for c in now.values()), ZERO)
    try:
        for f, value in chosen:
            switches = replace(switches, **{f: value})
            after = sum((c[1] for c in costs(book, case, model, switches, by_meter).values()), ZERO)
            if after == before:
                return []
            names.add(tier_cause(value, after - before) if f == "tier" else FIELD[f])
            before = after
        here = costs(book, case, model, switches, by_meter)
    except (Unpriced, KeyError):
        return []
    out = []
    for more, free, cells in quantity_options(book, case, model, billed, here, switches):
        every = names | more
        if 0 < len(every) <= depth and len(every) == len(chosen) + len(more):
            out.append((frozenset(every), free, near(cells, billed)))
        if len(every) < depth:
            out += [(frozenset(every | {n}), free + f, w) for n, f, w in ratios(cells, billed)]
    return out


def costs(book, case, model, switches, by_meter):
    return {m: c for (_, m), c in lines(book, case.reported[model], {model: switches}, by_meter).items()}


def near(cells, billed):
    """The worst line's difference in units of its tolerance."""
    worst = ZERO
    for meter in set(cells) | set(billed):
        a = cells[meter][1] if meter in cells else ZERO
        b = billed[meter].amount if meter in billed else ZERO
        worst = max(worst, abs(a - b) / tolerance(a, b))
    return worst


def ratios(cells, billed):
    if set(cells) != set(billed):
        return
    whole = sum((c[1] for c in cells.values()), ZERO)
    if not whole:
        return
    ratio = sum((line.amount for line in billed.values()), ZERO) / whole
    if ratio <= 0 or abs(ratio - 1) < Decimal("0.002"):
        return
    for scale in SCALES:
        for exact in (scale, 1 / scale):
            if abs(ratio / exact - 1) < Decimal("0.0005"):
                yield "unit_scale", 0, near(times(cells, exact), billed)
    yield ("markup" if ratio > 1 else "unknown_discount"), 1, near(times(cells, ratio), billed)


def times(cells, ratio):
    return {m: [c[0], c[1] * ratio] for m, c in cells.items()}


# --- quantities -----------------------------------------------------------------------------------------------------------


def moved_quantities(cells, billed):
    return [m for m in set(cells) | set(billed) if m in billed and billed[m].quantity is not None
            and abs(billed[m].quantity - (cells[m][0] if m in cells else 0)) > Decimal("0.0001") * (1 + billed[m].quantity)]


def quantity_options(book, case, model, billed, cells, switches):
    """[(causes, free ratios, cells)]: no quantity moved, or one cause that moves them."""
    if all(line.quantity is None for line in billed.values()):
        yield set(), 0, cells
        yield from suspected(book, case, model, billed, cells, switches)
        return
    if not moved_quantities(cells, billed):
        yield set(), 0, cells
        return
    moved = {m: [line.quantity, priced(book, case, model, m, line.quantity, cells, switches)] for m, line in billed.items()}
    for name in quantity_causes(cells, billed, case):
        yield {name}, int(len(billed) == 1), moved  # one quantity alone can be anything


def quantity_causes(cells, billed, case):
    ratio = {m: billed[m].quantity / cells[m][0] for m in billed if m in cells and cells[m][0]}
    changed = set(moved_quantities(cells, billed))
    if set(ratio) == set(billed) == set(cells):
        if min(ratio.values()) > 1:
            yield "usage_missing"
        if max(ratio.values()) < 1:
            yield "late_usage" if case.pulled < "2026-09-20" else "usage_duplicated"
    if changed and all(m in ("output", "output_text") for m in changed) and len(billed) > 1 and min(ratio.values(), default=0) >= 1:
        yield "reasoning_tokens"
    if changed == {"audio_seconds"} and min(ratio.values()) > 1:
        yield "connection_time"
    fresh, cached = (sum((line.quantity for m, line in billed.items() if m and m.startswith(kind)), ZERO)
                     - sum((c[0] for m, c in cells.items() if m and m.startswith(kind)), ZERO) for kind in ("input", "cache_read"))
    if cached > 0 and fresh == -cached and not any(m.startswith("output") for m in changed):
        yield "cached_usage_not_reported"


def priced(book, case, model, meter, quantity, cells, switches):
    if meter in cells and cells[meter][0]:
        return cells[meter][1] * quantity / cells[meter][0]
    r = next(r for r in case.reported[model])
    full = meter if meter not in ("input", "cache_read", "output") else meter + "_text"
    p = book.unit(r, renamed(full, Switches()), switches)
    return quantity * p.contracted / p.per


def suspected(book, case, model, billed, cells, switches):
    """Without quantities on the bill: what a free quantity would explain."""
    for name, _, worst in list(ratios(cells, billed)):
        if name in ("markup", "unknown_discount") and worst <= NEAR:
            total = sum((line.amount for line in billed.values()), ZERO) / sum((c[1] for c in cells.values()), ZERO)
            yield {"usage_missing" if name == "markup" else "usage_duplicated"}, 1, times(cells, total)
            if set(cells) == {"audio_seconds"} and name == "markup":
                yield {"connection_time"}, 1, times(cells, total)
    out = [m for m in billed if m in ("output", "output_text")]
    if out and len(billed) > 1 and out[0] in cells and billed[out[0]].amount > cells[out[0]][1]:
        yield {"reasoning_tokens"}, 1, dict(cells, **{out[0]: [None, billed[out[0]].amount]})
    found = uncached_share(book, case, model, billed, cells, switches)
    if found:
        yield {"cached_usage_not_reported"}, 1, found


def uncached_share(book, case, model, billed, cells, switches):
    """Cells if, of each modality, the part of the input that the bill says is cached were so."""
    out, some = dict(cells), False
    for fresh in [m for m in cells if m and m.startswith("input")]:
        cached = fresh.replace("input", "cache_read")
        if cached in cells or cached not in billed or not cells[fresh][0]:
            continue
        dear = cells[fresh][1] / cells[fresh][0]
        cheap = priced(book, case, model, cached, Decimal(1), {}, switches)
        quantity = billed[cached].amount / cheap if cheap else ZERO
        out[cached] = [None, billed[cached].amount]
        out[fresh] = [None, cells[fresh][1] - quantity * dear]
        some = True
    return out if some else None


# --- the smallest sets of a whole bill ------------------------------------------------------------------------------------


def smallest(book, case, bill, depth=2):
    """(sets of causes that close the bill with the fewest causes and then the fewest free ratios, is any of them unsure)."""
    choices = []
    for model in case.reported:
        fits = fitting(book, case, model, bill, depth)
        if not fits:
            return [], False
        choices.append(fits)
    unsure, best = False, {}
    for combination in itertools.product(*[keep(c) for c in choices]):
        causes = frozenset().union(*(c[0] for c in combination))
        free = sum(c[1] for c in combination)
        worst = max(c[2] for c in combination)
        rank = (len(causes), free)
        if causes not in best or (worst > EQUAL, rank) < (best[causes][1] > EQUAL, best[causes][0]):
            best[causes] = rank, worst
    sure = {c: r for c, (r, w) in best.items() if w <= EQUAL}
    if not sure:
        return [], bool(best)
    least = min(sure.values())
    unsure = any(w > EQUAL and r <= least for r, w in best.values())
    return sorted((c for c, r in sure.items() if r == least), key=sorted), unsure


def keep(fits):
    """The best fit of each set of causes, at most a dozen, so that the product stays small."""
    best = {}
    for f in fits:
        key = (f[0], f[2] > EQUAL)
        if key not in best or (f[1], f[2]) < (best[key][1], best[key][2]):
            best[key] = f
    return sorted(best.values(), key=lambda f: (len(f[0]), f[1], f[2]))[:14]
