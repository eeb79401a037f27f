"""What is injected into a case: one cause, two, none, or noise."""
from ledgercheck.exact import Decimal
from ledgercheck.rates import Unpriced

from . import causes, rivals, usage
from .book import Switches, record
from .causes import Case, Fault, Line

FORMS = ("lines", "lines", "amounts", "amounts", "models")
EXTRA = {"credit": ("credit", -1), "tax": ("tax", 1), "adjustment": ("adjustment", 1), "plan_fee": ("purchase", 1),
         "sku_unmapped": ("usage", 1)}
PRICED = ["card", "tier", "long", "uncached", "modality", "region", "at_list", "ratio", "scale", "whole_minutes"]
SHIFTED = ["usage_missing", "usage_duplicated", "cached_usage_not_reported", "reasoning_tokens", "connection_time"]
WHAT = PRICED + SHIFTED + list(EXTRA) + ["other_traffic", "sidecar_model", "invoice_rounding"]
THINKING = ("gpt-5.4", "gpt-5.5", "gpt-5.4-mini", "cirrus-2")


class Planner:
    """Invents cases of one seed."""

    def __init__(self, rng, book, billers):
        self.rng, self.book, self.billers, self.count = rng, book, billers, 0
        self.made = dict.fromkeys(WHAT, 1)  # in how many cases each stands: of four at random the rarest is tried

    def case(self, kind, form=None):
        """An empty case with usage."""
        self.count += 1
        rng = self.rng
        biller = rng.choice(self.billers)
        name = f"{self.count:04d}{kind}"
        account = f"proj_{name}" + rng.choice(("", "", "-c7", "-c12" if biller == "openai" else "-c7"))
        day = f"2026-09-0{rng.randint(1, 7)}"
        case = Case(name, biller, account, day, form or rng.choice(FORMS), {})
        case.source = "openai-costs" if biller == "openai" else "billed-line"
        menu = usage.MENU[biller]
        for model in rng.sample(menu, min(len(menu), rng.choice((1, 2, 2, 3, 4)))):
            tier = rng.choice((None, None, None, "priority")) if model in ("gpt-5.4", "gpt-5.5", "gpt-4.1-mini") else None
            case.reported[model] = usage.invent(rng, case, model, tier=tier)
        return case

    def fault(self, case, only=None):
        """Faults of one of the rarer causes that is true of something in the case; [] if none was found."""
        what = only or min(self.rng.sample(WHAT, 4), key=self.made.get)
        case.injected.append(what)
        return self.faults_of(case, what)

    def faults_of(self, case, what):
        model = self.rng.choice(case.models)
        if what in SHIFTED:
            return self.shifted(case, model, what)
        if what in EXTRA:
            return self.extra(case, what)
        if what in ("other_traffic", "sidecar_model"):
            return self.unreported(case, what)
        if what == "invoice_rounding":
            return [Fault(what, distort=causes.to_cents(self.rng.random() < 0.5))]
        if what == "ratio":
            ratio = Decimal(self.rng.choice((self.rng.randint(520, 900), self.rng.randint(1060, 1900)))) / 1000 + Decimal("0.0007")
            name = "markup" if ratio > 1 else "unknown_discount"
            return [Fault(name, self.rng.choice((None, model)), dict(ratio=ratio))]
        if what == "scale":
            scale = self.rng.choice(rivals.SCALES[:3])
            scale = scale if self.rng.random() < 0.6 else 1 / scale
            return [Fault("unit_scale", self.rng.choice((None, model)), dict(scale=scale))]
        return self.priced(case, model, what)

    def priced(self, case, model, what):
        """The same switch for one model, or for every model that has it."""
        options = {m: [v for f, v in rivals.price_options(self.book, case, m) if f == what] for m in case.models}
        if not options[model]:
            return []
        value = self.rng.choice(options[model])
        where = [m for m in case.models if value in options[m]] if self.rng.random() < 0.5 else [model]
        out = []
        for m in where:
            before = total(self.book, case.reported[m], m, {})
            try:
                change = total(self.book, case.reported[m], m, {what: value}) - before
            except Unpriced:
                continue
            if abs(change) > before / 100:
                out.append(Fault(causes.tier_cause(value, change) if what == "tier" else causes.FIELD[what], m, {what: value}))
        return out if len({f.cause for f in out}) == 1 else []

    def shifted(self, case, model, what):
        """The true records differ from the reported ones."""
        rng, told = self.rng, case.reported[model]
        kinds = {m for r in told for m in r.quantities}
        if what == "usage_missing" and len(told) > 1:
            factor = Decimal(rng.randint(112, 180)) / 100
            lost = {r.session for r in told if rng.random() < 0.3}
            if lost and rng.random() < 0.5:
                case.reported[model] = [r for r in told if r.session not in lost] or told[:1]
                return [Fault(what, model, records=told)]
            return [Fault(what, model, records=grown(told, factor))]
        if what == "usage_duplicated" and len(told) > 1:
            again = {r.session for r in told if rng.random() < 0.5} or {told[0].session}
            case.reported[model] = told + [r for r in told if r.session in again]
            return [Fault(what, model, records=told)]
        if what == "cached_usage_not_reported" and any(m.startswith("cache_read") for m in kinds):
            case.reported[model] = [without_cached(r) for r in told]
            return [Fault(what, model, records=told)]
        if what == "reasoning_tokens" and model in THINKING:
            return [Fault(what, model, records=thinking(told, Decimal(rng.randint(180, 420)) / 100))]
        if what == "connection_time" and model in ("nova-3", "flux", "whisper-1"):
            return [Fault(what, model, records=grown(told, Decimal(rng.randint(108, 140)) / 100))]
        return []

    def extra(self, case, what):
        category, sign = EXTRA[what]
        if case.source == "openai-costs" and what != "sku_unmapped":  # that export has no categories
            return []
        amount = Decimal(self.rng.randint(40, 900)) / 100 * sign
        item = "web search tool calls | high" if what == "sku_unmapped" else what
        return [Fault(what, lines=(Line(None, None, None, amount, category, item),))]

    def unreported(self, case, what):
        menu = {"openai": ["gpt-4o-transcribe", "whisper-1"]}.get(case.biller, []) if what == "sidecar_model" else [
            m for m in usage.MENU[case.biller] if usage.KIND.get(m) is None]
        menu = [m for m in menu if m not in case.reported]
        if not menu:
            return []
        model = self.rng.choice(menu)
        return [Fault(what, model, records=usage.invent(self.rng, case, model))]

    def noise(self, case):
        """Each line times a ratio of its own, in amount or in quantity and amount; it means nothing."""
        rng, factors = self.rng, {}
        low, high = (20, 400) if rng.random() < 0.4 else (75, 140)
        moved = case.form == "lines" and rng.random() < 0.5

        def factor(line):
            return factors.setdefault((line.model, line.meter), Decimal(rng.randint(low * 100, high * 100)) / 10000)

        def distort(bill):
            out = causes.times(factor)(bill)
            return [line._replace(quantity=(line.quantity * factor(line)).quantize(Decimal(1))) for line in out] if moved else out
        return [Fault("noise", distort=distort)]


def total(book, records, model, switches):
    return sum(c[1] for c in causes.lines(book, records, {model: Switches(**switches)}).values())


def grown(records, factor):
    return [record(r.biller, r.account, r.session, r.kind, r.model, r.used_at,
                   {m: (q * factor).quantize(Decimal(1)) if m != "audio_seconds" else (q * factor).quantize(Decimal("0.01"))
                    for m, q in r.quantities.items()}, r.tier, r.context) for r in records]


def without_cached(r):
    quantities = {}
    for m, q in r.quantities.items():
        name = m.replace("cache_read", "input")
        quantities[name] = quantities.get(name, 0) + q
    return record(r.biller, r.account, r.session, r.kind, r.model, r.used_at, quantities, r.tier, r.context)


def thinking(records, factor):
    out = []
    for r in records:
        quantities = dict(r.quantities, output_text=(r.quantities["output_text"] * factor).quantize(Decimal(1)))
        out.append(record(r.biller, r.account, r.session, r.kind, r.model, r.used_at, quantities, r.tier, r.context))
    return out
