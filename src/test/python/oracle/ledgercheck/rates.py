"""Rate cards, the rate in force, agreed prices."""
import datetime
import os
from dataclasses import dataclass

from .exact import EPOCH, Bad, Decimal, money, parse_instant, parse_number
from .landing import files
from .sessions import glob
from .yamltext import YamlError, load

FOREVER = 10**18
BASIS = {"audio_seconds": "seconds", "downstream_bytes": "bytes", "characters": "characters",
         "observability_events": "events", "requests": "events", "phone_number_months": "months", "plan_months": "months"}
ORDER = ("tokens", "characters", "seconds", "bytes", "events", "months")
CARD_KEYS = {"id", "biller", "currency", "effective_from", "effective_until", "recorded_at", "source", "rates"}
RATE_KEYS = {"model", "aliases", "per", "prices", "long_context", "tiers", "regions", "increment", "minimum", "windows"}
DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


class Unpriced(Exception):
    def __init__(self, reason):
        super().__init__(reason)
        self.reason = reason


def basis(meter):
    return BASIS.get(meter) or ("seconds" if meter.endswith("_seconds") else "tokens")


@dataclass(frozen=True)
class Price:
    """The price of one meter under one rate; the fields before unit_price are the identity of the rate."""

    card: str
    sku: str
    meter: str
    tier: str
    band: str
    region: str
    window: object
    unit_price: Decimal
    contracted: Decimal
    per: Decimal
    increment: object
    minimum: Decimal


def read_cards(landing, folders):
    """Good cards by id; a card that breaks a rule is rejected whole. Returns (cards, rejected paths)."""
    cards, rejected = {}, []
    sources = [(f.path, f.text) for f in files(landing, "rates") if f.source == "rate-card"]
    for folder in folders:
        for name in sorted(os.listdir(folder) if os.path.isdir(folder) else []):
            if name.endswith((".yaml", ".yml")):
                sources.append((name, open(os.path.join(folder, name), encoding="utf-8").read))
    for path, text in sources:
        try:
            card = check(load(text()))
        except (ValueError, KeyError, TypeError, AttributeError, Bad):
            rejected.append(path)
            continue
        if card["id"] in cards and cards[card["id"]] != card:
            rejected.append(path)
            continue
        cards[card["id"]] = card
    return list(cards.values()), rejected


def check(card):
    if set(card) - CARD_KEYS or not {"id", "biller", "effective_from", "rates"} <= set(card):
        raise YamlError("keys of the card")
    card = dict(card)
    card["from"] = parse_instant(card["effective_from"])
    card["until"] = parse_instant(card["effective_until"]) if card.get("effective_until") else FOREVER
    card["recorded"] = parse_instant(card["recorded_at"]) if card.get("recorded_at") else card["from"]
    if card["until"] <= card["from"] or (card.get("currency") or "USD") != "USD":
        raise YamlError("interval or currency")
    names = []
    for rate in card["rates"]:
        if set(rate) - RATE_KEYS or not {"model", "prices"} <= set(rate):
            raise YamlError("keys of a rate")
        names += [n.lower() for n in [rate["model"], *(rate.get("aliases") or [])]]
        lists = [rate["prices"], (rate.get("long_context") or {}).get("prices") or {}]
        for tier in (rate.get("tiers") or {}).values():
            if "prices" in tier and "multiplier" in tier:
                raise YamlError("prices and multiplier")
            lists += [tier.get("prices") or {}, (tier.get("long_context") or {}).get("prices") or {}]
        if any(parse_number(p) < 0 for prices in lists for p in prices.values()) or parse_number(rate.get("per") or "1") <= 0:
            raise YamlError("price or per")
    if len(set(names)) != len(names):
        raise YamlError("a model twice")
    return card


def entry_for(cards, biller, model, at, known_at=FOREVER):
    """(card, entry) in force."""
    in_force = [c for c in cards if c["biller"] == biller and c["recorded"] <= known_at and c["from"] <= at < c["until"]]
    if not in_force:
        raise Unpriced("no_rate_card")
    found = []
    for card in in_force:
        for rate in card["rates"]:
            length = max((matches(n, model) for n in [rate["model"], *(rate.get("aliases") or [])]))
            if length >= 0:
                found.append((length, card["from"], card["recorded"], card["id"], card, rate))
    if not found:
        raise Unpriced("no_rate_for_model")
    return max(found, key=lambda f: f[:4])[4:]


def matches(name, model):
    """How well: a large number for equal names, the length of a matching prefix, -1."""
    name, model = name.lower(), model.lower()
    if name == model:
        return 10**6
    return len(name) - 1 if name.endswith("*") and model.startswith(name[:-1]) else -1


def chain(meter):
    """[(name, flag)] under which a price is looked for."""
    for start in ("input_", "output_", "cache_read_"):
        if meter.startswith(start):
            out = [(meter, None), (start[:-1], None)]
            if start == "cache_read_":
                out += [("input_" + meter[len(start):], "no_cached_rate"), ("input", "no_cached_rate")]
            return out
    if meter.startswith("cache_write"):
        return [(meter, None), ("cache_write", None), ("input_text", "no_cache_write_rate"), ("input", "no_cache_write_rate")]
    return [(meter, None)]


def price(record, cards, contracts, known_at=FOREVER):
    """{meter: (Price, flags)} of the meters of the basis that is billed."""
    if record.unknown_modality:
        raise Unpriced("modality_unknown")
    card, rate = entry_for(cards, record.biller, record.model, record.used_at, known_at)
    flags, tier, lists, tier_multiplier = set(), "default", rate, Decimal(1)
    named = (record.tier or "default").lower()
    if named not in ("default", "standard", "auto"):
        tiers = {k.lower(): v for k, v in (rate.get("tiers") or {}).items()}
        if named in tiers:
            tier = named
            if "prices" in tiers[named]:
                lists = tiers[named]
            else:
                tier_multiplier = parse_number(tiers[named].get("multiplier") or "1")
        else:
            flags.add("tier_rate_missing")
    long_list, band = None, "base"
    threshold = lists.get("long_context")
    if threshold and record.context is None:
        flags.add("context_unknown")
    elif threshold and is_long(threshold, record.context):
        long_list, band = threshold["prices"], "long"
    window, window_multiplier = window_at(rate, record.used_at)
    region, region_multiplier = region_at(rate, record.region, flags)
    found = {}
    for meter in record.quantities:
        hit = next(((prices[name], name, flag) for prices in (long_list or {}, lists["prices"]) for name, flag in chain(meter)
                    if name in prices), None)
        if hit:
            found[meter] = hit
    billed = next((b for b in ORDER if any(basis(m) == b for m in found)), None)
    if billed is None or any(basis(m) == billed and m not in found for m in record.quantities):
        raise Unpriced("no_rate_for_meter")
    out = {}
    for meter, (text, _, flag) in found.items():
        if basis(meter) != billed:
            continue
        rest = window_multiplier * region_multiplier
        unit = money(parse_number(text) * tier_multiplier * rest)
        per = parse_number(rate.get("per") or "1")
        agreed = contracted(record, rate, meter, tier, band, unit, per, rest, contracts)
        increment = parse_number(rate["increment"]) if rate.get("increment") else None
        found_price = Price(card["id"], rate["model"], meter, tier, band, region, window, unit, agreed, per, increment,
                            parse_number(rate.get("minimum") or "0"))
        out[meter] = found_price, flags | ({flag} - {None})
    return out


def is_long(threshold, context):
    over = parse_number(threshold["over"])
    return context >= over if str(threshold.get("inclusive")).lower() == "true" else context > over


def window_at(rate, at):
    minute = at // 60_000_000 % 1440
    day = (EPOCH + datetime.timedelta(microseconds=at)).weekday()
    for number, window in enumerate(rate.get("windows") or []):
        start, end = (int(t[:2]) * 60 + int(t[3:5]) for t in window["utc"].split("-"))
        days = [DAYS.index(d.lower()[:3]) for d in window.get("days") or DAYS]
        inside, starts_on = start <= minute < end, day
        if end <= start:
            inside = minute >= start or minute < end
            starts_on = day if minute >= start else (day - 1) % 7
        if inside and starts_on in days:
            return number, parse_number(window["multiplier"])
    return None, Decimal(1)


def region_at(rate, region, flags):
    regions = {k.lower(): v for k, v in (rate.get("regions") or {}).items()}
    if not region or not regions:
        return "", Decimal(1)
    if region.lower() in regions:
        return region.lower(), parse_number(regions[region.lower()]["multiplier"])
    flags.add("region_rate_missing")
    return "", Decimal(1)


def contracted(record, rate, meter, tier, band, unit, per, rest, contracts):
    best = None
    for number, c in enumerate(contracts):
        if c["biller"] != record.biller or (c.get("meter") and c["meter"] != meter):
            continue
        account, model = c.get("account") or "*", (c.get("model") or "*").lower()
        if not glob(account, record.account):
            continue
        if not (glob(model, rate["model"].lower()) or glob(model, record.model.lower()) or model == rate["model"].lower()):
            continue
        if (c.get("from") and record.used_at < parse_instant(c["from"])) or (
                c.get("until") and record.used_at >= parse_instant(c["until"])):
            continue
        rank = ("*" in account, "*" in model, not c.get("meter"), number)
        if best is None or rank < best[0]:
            best = rank, c
    if best is None:
        return unit
    c = best[1]
    if c.get("discount") is not None:
        return money(unit * (1 - parse_number(c["discount"])))
    if tier != "default" or band != "base":
        return unit
    return money(parse_number(c["price"]) * per * rest / parse_number(c.get("per") or "1"))
