"""Named cases: what people have met."""
from ledgercheck.exact import DAY, Decimal, day_of, parse_instant

from . import causes, usage
from .book import record
from .causes import Case, Fault, Line

OUR_RATE, THEIR_RATE = Decimal("1.10"), Decimal("1.16")  # dollars for a euro
FORUM = (("0.45", "0.41"), ("0.07", "0.12"), ("0.73", "0.50"))  # calculated − billed, billed, of three days


def add(rng, book, billers):
    """Cases as (case, day, bill lines, {cause: amount})."""
    out = []
    for form in ("lines", "amounts"):
        stories = [
            all_long(rng, "openai", ["gpt-5.4", "gpt-5.5", "gpt-5.4-mini", "gpt-5.4-nano"], form), uncached(rng, form),
            tier(rng, form, "priority", None), tier(rng, form, None, "priority"), late_cut(rng, form), sidecar(rng, form),
            merged(rng, form), late_usage(rng, form), to_cents(rng, form), flex_or_batch(rng, form), unpriced_meter(rng, form)]
        stories += [forum(n, form) for n in range(3)]
        if "livekit" in billers:
            stories.append(all_long(rng, "livekit", [m for m in usage.MENU["livekit"] if "/" in m], form))
            stories += [minutes(rng, form, "webrtc", False), minutes(rng, form, "agent", True)]
        if "nimbus" in billers:
            stories.append(euros(rng, form))
        if "deepgram" in billers:
            stories.append(short_streams(rng, form))
        out += [(case, case.day, *causes.bill_and_truth(book, case)) for case in stories]
        out += day_boundary(rng, book, form)
    return out


def story(name, form, day="2026-09-04", biller="openai", **more):
    title = name.replace("_", "-") + "-" + form
    source = "openai-costs" if biller == "openai" else "billed-line"
    return Case("story-" + title, biller, "proj_" + title, day, form, {}, story=name, source=source, **more)


def usual(rng, case, *models, **more):
    for model in models:
        case.reported[model] = usage.invent(rng, case, model, sessions=3, **more)
    return case


def short(records):
    """The requests at or below the threshold."""
    return [r for r in records if r.context is None or r.context <= usage.THRESHOLD[r.model]]


def all_long(rng, biller, models, form):
    case = usual(rng, story(f"long_context_for_all_{biller}", form, biller=biller), *models)
    case.reported = {m: short(rs) for m, rs in case.reported.items()}
    case.faults = [Fault("long_context_rate_applied", m, dict(long=True)) for m in models if m in usage.THRESHOLD]
    return case


def uncached(rng, form):
    case = usual(rng, story("no_cached_prices", form), "gpt-realtime", "gpt-5.4-mini", "gpt-4.1-mini")
    case.faults = [Fault("cache_discount_not_applied", m, dict(uncached=True)) for m in case.models]
    return case


def merged(rng, form):
    """The bill does not even name cached input."""
    case = usual(rng, story("no_cached_lines", form, soft=True), "gpt-realtime", "gpt-4.1-mini")
    case.faults = [Fault("cache_discount_not_applied", m, dict(uncached=True)) for m in case.models]
    case.faults[-1].distort = causes.without_cached_lines
    return case


def tier(rng, form, asked, billed):
    case = usual(rng, story(f"{asked or 'default'}_billed_as_{billed or 'default'}", form), "gpt-5.4", tier=asked)
    usual(rng, case, "gpt-realtime")
    cause = "service_tier_premium" if billed else "service_tier_discount"
    case.faults = [Fault(cause, "gpt-5.4", dict(tier=billed or "default"))]
    return case


def late_cut(rng, form):
    case = usual(rng, story("cards_learned_late", form, day="2026-09-06"), "gpt-realtime", "gpt-4o-transcribe")
    case.faults = [Fault("rate_changed", "gpt-realtime", dict(card="openai-late"))]
    return case


def sidecar(rng, form):
    case = usual(rng, story("transcription_on_its_own_model", form), "gpt-realtime")
    case.faults = [Fault("sidecar_model", "gpt-4o-transcribe", records=usage.invent(rng, case, "gpt-4o-transcribe"))]
    return case


def late_usage(rng, form):
    """The bill was pulled before the biller's lag had passed; the evening is not on it yet."""
    case = story("pulled_too_early", form, day="2026-09-08", soft=True, pulled="2026-09-09T060000Z")
    usual(rng, case, "gpt-realtime", last=17 * 3600)
    seen = case.reported["gpt-realtime"]
    case.reported["gpt-realtime"] = seen + usage.invent(rng, case, "gpt-realtime", sessions=2, first=18 * 3600)
    case.faults = [Fault("late_usage", "gpt-realtime", records=seen)]
    return case


def to_cents(rng, form):
    """Every line is rounded up to a cent."""
    case = story("rounded_to_cents", form)
    for model in ("gpt-realtime", "gpt-realtime-mini", "gpt-4.1-mini", "gpt-5.4-mini", "gpt-4o-transcribe"):
        case.reported[model] = usage.invent(rng, case, model, sessions=2, size=60)
    case.faults = [Fault("invoice_rounding", distort=causes.to_cents(True))]
    return case


def euros(rng, form):
    case = usual(rng, story("bill_in_euros", form, biller="nimbus"), "cirrus-2", "altus-mini")
    case.currency = ("EUR", OUR_RATE, THEIR_RATE)
    case.faults = [Fault("fx_rate", distort=causes.times(lambda line: THEIR_RATE / OUR_RATE))]
    return case


def flex_or_batch(rng, form):
    """Two listed tiers have the same multiplier: nothing tells them apart."""
    case = usual(rng, story("flex_or_batch", form), "gpt-5.4-mini")
    case.faults = [Fault("service_tier_discount", "gpt-5.4-mini", dict(tier="flex"))]
    return case


def unpriced_meter(rng, form):
    """Audio of a model whose card has no audio price."""
    case = usual(rng, story("no_price_for_audio", form, soft=True), "gpt-realtime")
    at = usage.instant(case.day, rng)
    case.unpriced = [record("openai", case.account, "RM_unpriced", "llm", "gpt-4.1-mini", at, {"input_audio": Decimal(412345)})]
    line = Line("gpt-4.1-mini", "input_audio", Decimal(412345) if form == "lines" else None, Decimal("3.71"))
    case.faults = [Fault("unpriced_usage", lines=(line,))]
    return case


def forum(number, form):
    """Calculated without the cached share 0.86, 0.19, 1.23; billed 0.41, 0.12, 0.50."""
    model, day = "gpt-4o-mini-realtime-preview", f"2026-09-0{1 + number}"
    case = story(f"forum_day_{number + 1}", form, day=day, soft=form == "amounts")
    saved, billed = map(Decimal, FORUM[number])
    audio = int(saved / Decimal("0.0000103"))
    fresh = {"input_text": 20000, "input_audio": 2000, "output_text": 5000}
    known = Decimal("0.3") * 3 * audio + Decimal("0.6") * 20000 + 10 * 2000 + Decimal("2.4") * 5000
    true = dict(fresh, cache_read_audio=audio, cache_read_text=2 * audio, output_audio=int((billed * 10**6 - known) / 20))
    told = dict(fresh, input_audio=2000 + audio, input_text=20000 + 2 * audio, output_audio=true["output_audio"])
    def made(quantities):
        return [record("openai", case.account, f"RM_{case.name}", "llm", model, parse_instant(day) + DAY // 2,
                       {m: Decimal(q) for m, q in quantities.items()})]
    case.reported = {model: made(told)}
    case.faults = [Fault("cached_usage_not_reported", model, records=made(true))]
    return case


def minutes(rng, form, model, up):
    case = usual(rng, story(f"{model}_rounded_{'up' if up else 'not'}", form, biller="livekit"), model)
    case.faults = [Fault("per_resource_rounding", model, dict(whole_minutes=up))]
    return case


def short_streams(rng, form):
    """Telemetry is 4 to 5 seconds short in each stream."""
    case = story("streams_short", form, biller="deepgram", soft=True)
    told, true = [], []
    for number in range(250):
        at, seconds = usage.instant(case.day, rng), Decimal(rng.randint(6000, 30000)) / 100
        session = f"RM_{case.name}_{number}"
        told.append(record("deepgram", case.account, session, "stt", "nova-3", at, {"audio_seconds": seconds}))
        more = Decimal(rng.randint(400, 500)) / 100
        true.append(record("deepgram", case.account, session, "stt", "nova-3", at, {"audio_seconds": seconds + more}))
    case.reported = {"nova-3": told}
    case.faults = [Fault("connection_time", "nova-3", records=true)]
    return case


def day_boundary(rng, book, form):
    """The biller's day begins at 07:00 UTC: three days, opposite variances."""
    out, first = [], parse_instant("2026-09-03")
    base = story("day_boundary", form, soft=True)
    days = [day_of(first + n * DAY) for n in range(3)]
    told = {day: [] for day in days}
    for number, day in enumerate(days):
        base.day = day
        told[day] += usage.invent(rng, base, "gpt-realtime", sessions=3, first=7 * 3600)
        told[day] += usage.invent(rng, base, "gpt-realtime", sessions=2, last=6 * 3600) if number else []
    every = [r for records in told.values() for r in records]
    for number, day in enumerate(days):
        start = first + number * DAY + 7 * DAY // 24
        billed = [r for r in every if start <= r.used_at < start + DAY]
        case = story("day_boundary", form, day=day, soft=True)
        case.name += f"-{number}"
        case.reported = {"gpt-realtime": told[day]}
        case.faults = [Fault("day_boundary", "gpt-realtime", records=billed)]
        out.append((case, day, *causes.bill_and_truth(book, case)))
    return out
