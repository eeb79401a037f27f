"""Invented rate cards, contracts, and the price of a meter when a cause is assumed."""
from dataclasses import dataclass, replace

from ledgercheck.exact import Decimal, ceil_to, money, parse_instant
from ledgercheck.rates import FOREVER, check, price
from ledgercheck.sessions import Record, glob

KNOWN_AT = "2026-10-15T00:00:00Z"
CUT, LATE = "2026-09-03T00:00:00Z", "2026-09-05T00:00:00Z"  # when the second card and the one learned of late begin
GENERIC = {"input_text": "input", "cache_read_text": "cache_read", "output_text": "output"}


@dataclass(frozen=True)
class Switches:
    """What the biller does differently for one model; the fields stand in the order of the contract's table of causes."""

    card: str = None
    tier: str = None
    long: bool = False
    uncached: bool = False
    modality: str = None  # the modality whose price audio or text takes
    region: str = None
    at_list: bool = False
    ratio: Decimal = None
    scale: Decimal = None
    whole_minutes: bool = None  # True: each resource is rounded up to 60; False: none is


class Book:
    """Cards and contracts; prices are the oracle's."""

    def __init__(self, cards, contracts):
        self.documents, self.contracts = cards, contracts
        self.cards = [check(texts(c)) for c in cards]
        self.known = parse_instant(KNOWN_AT)
        self.cache = {}

    def entry(self, biller, model):
        """The first entry of the model: its structure is the same in every card."""
        return next(r for c in self.cards if c["biller"] == biller for r in c["rates"] if r["model"] == model)

    def cards_of(self, biller, model):
        return [c["id"] for c in self.cards if c["biller"] == biller and any(r["model"] == model for r in c["rates"])]

    def is_generic(self, biller, model):
        return "input" in self.entry(biller, model)["prices"]

    def unit(self, record, meter, switches=Switches()):
        """The oracle's Price of the meter under the switches (ratio and scale apart)."""
        key = (record.biller, record.account, record.model, record.used_at, record.tier, record.context, record.region, meter,
               replace(switches, ratio=None, scale=None, whole_minutes=None))
        if key not in self.cache:
            self.cache[key] = self.look_up(record, meter, switches)
        return self.cache[key]

    def look_up(self, record, meter, switches):
        name = renamed(meter, switches)
        cards, known = self.cards, self.known
        if switches.card:
            at = record.used_at
            cards = [dict(c, **{"from": at, "until": FOREVER, "recorded": 0}) for c in cards if c["id"] == switches.card]
        asked = replace(record, quantities={name: Decimal(1)})
        if switches.tier == "default" or (switches.tier and record.tier is None):
            asked.tier = None if switches.tier == "default" else switches.tier
        if switches.long:
            asked.context = 10**9
        asked.region = record.region or switches.region
        return price(asked, cards, [] if switches.at_list else self.contracts, known)[name][0]

    def has_contract(self, biller, account, model):
        return any(c["biller"] == biller and glob(c["account"], account) and glob(c["model"], model) for c in self.contracts)


def renamed(meter, switches):
    if switches.uncached and meter.startswith("cache_read_"):
        meter = "input_" + meter[len("cache_read_"):]
    if switches.modality == "text":
        meter = meter.replace("_audio", "_text")
    if switches.modality == "audio":
        meter = meter.replace("_text", "_audio")
    return meter


def texts(value):
    """Numbers as text, as a YAML reader of the oracle gives them."""
    if isinstance(value, dict):
        return {k: texts(v) for k, v in value.items()}
    if isinstance(value, list):
        return [texts(v) for v in value]
    return value if value is None else str(value)


RESOURCE_KINDS = ("webrtc", "agent", "sip")


def lines(book, records, switches_of, meters=True):
    """{(model, meter or None): [quantity, cost]} of the records, priced as charges are; switches_of: {model: Switches}."""
    charges = {}
    for number, r in enumerate(records):
        switches = switches_of.get(r.model, Switches())
        for meter, quantity in r.quantities.items():
            p = book.unit(r, meter, switches)
            resource = number if r.kind in RESOURCE_KINDS else None
            key = (r.session, r.used_at // 86_400_000_000, r.model, meter, resource, p)
            charges[key] = charges.get(key, 0) + quantity
    out = {}
    for (_, _, model, meter, _, p), quantity in charges.items():
        switches = switches_of.get(model, Switches())
        step = p.increment
        if switches.whole_minutes is not None:
            step = Decimal(60) if switches.whole_minutes else None
        billable = quantity if step is None else max(p.minimum, ceil_to(quantity, step), step)
        cost = money(billable * p.contracted / p.per)
        cost = money(cost * (switches.ratio or 1) * (switches.scale or 1))
        name = line_meter(book, records, model, meter) if meters else None
        cell = out.setdefault((model, name), [Decimal(0), Decimal(0)])
        cell[0] += billable
        cell[1] += cost
    return out


def line_meter(book, records, model, meter):
    biller = next(r.biller for r in records if r.model == model)
    return GENERIC.get(meter, meter) if book.is_generic(biller, model) else meter


def record(biller, account, session, kind, model, at, quantities, tier=None, context=None):
    return Record("usage-record", "", session, None, None, None, kind, biller, "direct", biller, account, model, tier, None,
                  at, context, quantities, set())


# --- invented cards -------------------------------------------------------------------------------------------------------


UNMOVED = ("gpt-5.4-mini", "gpt-5.4-nano", "gpt-4o-mini-realtime-preview", "webrtc", "agent")


def cards(rng):
    """Rate cards of the billers: one in force, one from CUT on, one from LATE on that is recorded after KNOWN_AT."""
    first = {"openai": openai_rates(rng), "nimbus": nimbus_rates(rng), "deepgram": speech_rates(rng), "livekit": livekit_rates(rng)}
    out = []
    for biller, rates in first.items():
        out.append(card(f"{biller}-a", biller, "2026-06-01T00:00:00Z", rates))
        second = [moved(rng, r) for r in rates if r["model"] not in UNMOVED]
        out.append(card(f"{biller}-b", biller, CUT, second))
        late = [moved(rng, r) for r in second[::2]]
        out.append(dict(card(f"{biller}-late", biller, LATE, late), recorded_at="2026-10-25T00:00:00Z"))
    return out


def card(name, biller, start, rates):
    return {"id": name, "biller": biller, "currency": "USD", "effective_from": start, "source": "invented", "rates": rates}


def moved(rng, rate):
    """The same entry at other prices: mostly each by itself, sometimes all by the region's multiplier, which makes a tie."""
    if "regions" in rate and "tiers" in rate and rng.random() < 0.25:
        times = dict.fromkeys([*rate["prices"], *(rate.get("long_context") or {}).get("prices", {})],
                              Decimal(rate["regions"]["eu"]["multiplier"]))
    else:
        times = {m: Decimal(rng.choice((rng.randint(55, 92), rng.randint(108, 160)))) / 100 for m in rate["prices"]}
    def scaled(prices):
        return {m: plain(Decimal(p) * times[m]) for m, p in prices.items()}
    out = dict(rate, prices=scaled(rate["prices"]))
    if "long_context" in rate:
        out["long_context"] = dict(rate["long_context"], prices=scaled(rate["long_context"]["prices"]))
    if "tiers" in rate:
        out["tiers"] = {t: {"prices": scaled(v["prices"])} if "prices" in v else v for t, v in rate["tiers"].items()}
    return out


def plain(number):
    return f"{number.quantize(Decimal('1e-6')).normalize():f}"


def near(rng, amount):
    """A price about the given one."""
    return plain(Decimal(amount) * rng.randint(820, 1240) / 1000)


def voice(rng, model, *prices):
    names = ("input_text", "cache_read_text", "input_audio", "cache_read_audio", "output_text", "output_audio")
    return {"model": model, "per": 1000000, "prices": {n: near(rng, p) for n, p in zip(names, prices)}}


def text(rng, model, fresh, cached, out, **more):
    prices = {"input": near(rng, fresh), "cache_read": near(rng, cached), "output": near(rng, out)}
    return {"model": model, "per": 1000000, "prices": prices, **more}


def with_long(rate, over):
    rate["long_context"] = {"over": over, "prices": {
        m: plain(Decimal(p) * (Decimal("1.5") if m == "output" else 2)) for m, p in rate["prices"].items()}}
    return rate


def with_priority(rate):
    return dict(rate, tiers={"priority": {"prices": {m: plain(Decimal(p) * Decimal("1.9")) for m, p in rate["prices"].items()}},
                             "flex": {"multiplier": "0.5"}})


def openai_rates(rng):
    realtime = voice(rng, "gpt-realtime", 4, "0.4", 32, "0.8", 16, 64)
    realtime.update(aliases=["gpt-realtime-2025-08-28"], regions={"eu": {"multiplier": "1.1"}})
    return [
        realtime,
        with_priority(with_long(text(rng, "gpt-5.4", "2.5", "0.25", 15, regions={"eu": {"multiplier": "1.1"}}), 272000)),
        with_priority(with_long(text(rng, "gpt-5.5", 5, "0.5", 30), 272000)),
        voice(rng, "gpt-realtime-mini", "0.6", "0.06", 10, "0.3", "2.4", 20),
        text(rng, "gpt-5.4-mini", "0.75", "0.075", "4.5", tiers={"flex": {"multiplier": "0.5"}, "batch": {"multiplier": "0.5"}}),
        text(rng, "gpt-5.4-nano", "0.2", "0.02", "1.25", tiers={"batch": {"multiplier": "0.5"}}),
        {"model": "gpt-4.1-mini", "per": 1000000, "tiers": {"priority": {"multiplier": "1.75"}, "batch": {"multiplier": "0.5"}},
         "prices": {"input_text": near(rng, "0.4"), "cache_read_text": near(rng, "0.1"), "output_text": near(rng, "1.6")}},
        {"model": "gpt-4o-transcribe", "per": 1000000,
         "prices": {"input_audio": near(rng, 6), "input_text": near(rng, "2.5"), "output_text": near(rng, 10)}},
        {"model": "gpt-4o-mini-realtime-preview", "aliases": ["gpt-4o-mini-realtime-preview-2024-12-17"], "per": 1000000,
         "prices": dict(input_text="0.60", cache_read_text="0.30", input_audio="10", cache_read_audio="0.30", output_text="2.40",
                        output_audio="20")},
        {"model": "whisper-1", "per": 60, "increment": 1, "prices": {"audio_seconds": near(rng, "0.006")}},
    ]


def nimbus_rates(rng):
    """A biller nobody has heard of."""
    return [
        with_long(text(rng, "cirrus-2", 3, "0.3", 12, tiers={"burst": {"multiplier": "1.6"}, "batch": {"multiplier": "0.45"}},
                       regions={"ap": {"multiplier": "1.25"}, "eu": {"multiplier": "1.15"}}), 128000),
        dict(voice(rng, "stratus-voice", 5, "0.5", 26, 2, 14, 52), regions={"eu": {"multiplier": "1.15"}}),
        text(rng, "altus-mini", "0.5", "0.125", 2, tiers={"burst": {"multiplier": "1.6"}}),
        {"model": "nimbus-speak", "per": 1000, "prices": {"characters": near(rng, "0.03")}},
    ]


def speech_rates(rng):
    return [{"model": "nova-3", "per": 60, "prices": {"audio_seconds": near(rng, "0.0048")}, "increment": 1,
             "regions": {"eu": {"multiplier": "1.2"}}},
            {"model": "flux", "per": 60, "prices": {"audio_seconds": near(rng, "0.0077")}}]


def livekit_rates(rng):
    return [
        {"model": "webrtc", "per": 60, "prices": {"webrtc_seconds": "0.0005"}, "increment": 60},
        with_long(text(rng, "openai/gpt-5.4", "2.5", "0.25", 15), 272000),
        {"model": "agent", "per": 60, "prices": {"agent_session_seconds": "0.01"}, "increment": 1, "minimum": 10},
        with_long(text(rng, "openai/gpt-5.5", 5, "0.5", 30), 272000),
        text(rng, "openai/gpt-4.1-mini", "0.4", "0.1", "1.6"),
        text(rng, "openai/gpt-4.1-nano", "0.1", "0.025", "0.4"),
    ]


CONTRACTS = [
    {"biller": "openai", "account": "*-c7", "model": "gpt-*", "discount": "0.07"},
    {"biller": "openai", "account": "*-c12", "model": "gpt-5*", "discount": "0.125"},
    {"biller": "nimbus", "account": "*-c7", "model": "*", "discount": "0.2"},
]
