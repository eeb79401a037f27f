"""The contract's causes in the order of its table, cases, and what each injected cause costs."""
from collections import namedtuple
from dataclasses import dataclass, field, replace

from ledgercheck.exact import ZERO, Decimal, money

from .book import Switches, lines

ORDER = """usage_missing usage_duplicated cached_usage_not_reported reasoning_tokens connection_time other_traffic sidecar_model
unpriced_usage rate_changed service_tier_premium service_tier_discount batch_discount long_context_rate_applied
cache_discount_not_applied modality_mismatch region_uplift agreed_discount_missing markup unknown_discount unit_scale
per_resource_rounding day_boundary late_usage restatement credit tax adjustment plan_fee plan_allowance minimum_charge fx_rate
sku_unmapped invoice_rounding""".split()
QUANTITY = set(ORDER[:8])
FIELD = {"card": "rate_changed", "long": "long_context_rate_applied", "uncached": "cache_discount_not_applied",
         "modality": "modality_mismatch", "region": "region_uplift", "at_list": "agreed_discount_missing", "scale": "unit_scale",
         "whole_minutes": "per_resource_rounding"}
Line = namedtuple("Line", "model meter quantity amount category item", defaults=("usage", None))


@dataclass
class Fault:
    """One injected cause: switches of a model, its true records, lines of its own, or amounts changed at random."""

    cause: str
    model: str = None
    switches: dict = None
    records: list = None
    lines: tuple = ()
    distort: object = None


@dataclass
class Case:
    name: str
    biller: str
    account: str
    day: str
    form: str  # lines, amounts, models: by meter with or without quantity; one amount for each model
    reported: dict  # {model: records}, what telemetry says
    story: str = None
    faults: list = field(default_factory=list)
    noise: bool = False
    source: str = "openai-costs"
    pulled: str = "2026-09-20T000000Z"
    unpriced: list = field(default_factory=list)  # reported records without a price
    soft: bool = False  # several readings are right: the truth must be named, as a cause or as a candidate
    currency: tuple = None  # code, our rate, the bill's
    injected: list = field(default_factory=list)  # the planner's words for what it tried

    @property
    def models(self):
        return list(self.reported)


class State:
    """What the biller bills once some of the faults have been applied."""

    def __init__(self, book, case):
        self.book, self.case = book, case
        self.records = {m: list(rs) for m, rs in case.reported.items()}
        self.switches, self.extra, self.distortions = {}, [], []

    def apply(self, fault):
        if fault.records is not None:
            self.records[fault.model] = fault.records
        if fault.switches:
            for model in [fault.model] if fault.model else list(self.records):
                self.switches[model] = replace(self.switches.get(model, Switches()), **fault.switches)
        self.extra += fault.lines
        if fault.distort:
            self.distortions.append(fault.distort)

    def bill(self):
        records = [r for rs in self.records.values() for r in rs]
        by_meter = self.case.form != "models"
        with_quantity = self.case.form == "lines"
        out = [Line(model, meter, cell[0] if with_quantity else None, cell[1])
               for (model, meter), cell in sorted(lines(self.book, records, self.switches, by_meter).items(), key=str)]
        out += self.extra
        for distort in self.distortions:
            out = distort(out)
        return out

    def total(self):
        return sum((line.amount for line in self.bill()), ZERO)


def bill_and_truth(book, case):
    """(bill lines, {cause: injected amount}), amounts taken in the order of the table."""
    state, amounts = State(book, case), {}
    before = state.total()
    for fault in sorted(case.faults, key=lambda f: ORDER.index(f.cause) if f.cause in ORDER else 99):
        state.apply(fault)
        after = state.total()
        amounts[fault.cause] = amounts.get(fault.cause, ZERO) + after - before
        before = after
    return state.bill(), amounts


def computed(book, case):
    """{(model, meter): [quantity, cost]} as Voxledger computes it, at the grain of the bill."""
    return lines(book, [r for rs in case.reported.values() for r in rs], {}, case.form != "models")


def tolerance(a, b):
    return max(Decimal("0.01"), min(max(abs(a), abs(b)) / 1000, Decimal(5)))


def tier_cause(tier, amount):
    if amount > 0:
        return "service_tier_premium"
    return "batch_discount" if tier == "batch" else "service_tier_discount"


def to_cents(up):
    rounding = "ROUND_CEILING" if up else "ROUND_FLOOR"
    return lambda bill: [line._replace(amount=line.amount.quantize(Decimal("0.01"), rounding=rounding)) for line in bill]


def times(factor_of):
    return lambda bill: [line._replace(amount=money(line.amount * factor_of(line))) for line in bill]


def without_cached_lines(bill):
    """Cached input stands in the input lines, as one quantity and amount."""
    out = {}
    for line in bill:
        meter = line.meter and line.meter.replace("cache_read", "input")
        there = out.get((line.model, meter))
        if there:
            quantity = None if line.quantity is None else line.quantity + there.quantity
            line = line._replace(quantity=quantity, amount=line.amount + there.amount)
        out[line.model, meter] = line._replace(meter=meter)
    return list(out.values())
