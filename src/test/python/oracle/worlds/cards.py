"""Rate cards that change, correct each other and come late; settings."""
import os

from .text import yaml

REALTIME = ("input_text", "cache_read_text", "input_audio", "cache_read_audio", "output_text", "output_audio")


def price(rng, low, high):
    return f"{rng.uniform(low, high):.4f}".rstrip("0").rstrip(".")


def realtime(rng, model, aliases=(), **more):
    bounds = dict(zip(REALTIME, ((2, 6), (0.2, 0.6), (20, 40), (0.2, 0.9), (10, 20), (50, 80))))
    rate = {"model": model, "per": 1000000, "prices": {m: price(rng, *bounds[m]) for m in REALTIME}}
    return {**rate, **({"aliases": list(aliases)} if aliases else {}), **more}


def card(name, biller, start, rates, **more):
    return {"id": name, "biller": biller, "effective_from": start, "source": "invented", "rates": rates, **more}


def add(files, rng):
    main = "gpt-realtime"
    alias, eu = ["gpt-realtime-2025-08-28"], {"regions": {"eu": {"multiplier": "1.1"}}}
    change = f"2026-09-0{rng.randint(2, 4)}T{rng.randint(8, 16):02d}:00:00Z"
    june = "2026-06-03T00:00:00Z"
    every = [
        card("openai-a", "openai", june, [realtime(rng, main, alias, **eu), realtime(rng, "gpt-realtime-mini*"), gpt54(rng),
                                          text_only(rng, "gpt-4.1-mini"), transcribe(), whisper()]),
        card("openai-b", "openai", change, [realtime(rng, main, alias, **eu)], recorded_at="2026-09-05T09:00:00Z"),
        card("openai-c", "openai", change, [realtime(rng, main, alias)], recorded_at="2026-09-07T09:00:00Z"),
        card("openai-d", "openai", "2026-09-03T00:00:00Z", [gpt54(rng), realtime(rng, "gpt-real*")], effective_until="2026-09-04T06:00:00Z"),
        card("openai-e", "openai", "2026-06-04T00:00:00Z", [realtime(rng, main, alias, **eu)], recorded_at="2026-09-09T09:00:00Z"),
        card("google-a", "google", june, [gemini(rng)]),
        card("anthropic-a", "anthropic", june, [claude(rng)]),
        card("deepgram-a", "deepgram", june, [seconds("nova-3*", "audio_seconds", price(rng, 0.004, 0.006), 1)]),
        card("cartesia-a", "cartesia", june, [{"model": "sonic-3", "per": 1000000, "prices": {"characters": price(rng, 30, 60)}}]),
        card("livekit-a", "livekit", june, livekit(rng)),
        card("livekit-b", "livekit", f"2026-09-0{rng.randint(3, 5)}T00:00:00Z",
             [dict(seconds("agent", "agent_session_seconds", "0.01", 1), minimum=10)]),
    ]
    for one in every:
        files.lines[f"rates/rate-card/{one['id']}.yaml"] = [yaml(one).rstrip("\n")]
    files.lines["rates/rate-card/again/openai-b-again.yaml"] = [yaml(every[1]).rstrip("\n")]


def gpt54(rng):
    base = {"input": price(rng, 2, 3), "cache_read": price(rng, 0.2, 0.3), "output": price(rng, 12, 16)}
    long = {"input": price(rng, 4, 6), "cache_read": price(rng, 0.4, 0.6), "output": price(rng, 20, 24)}
    priority = {"input": price(rng, 4, 6), "cache_read": price(rng, 0.4, 0.6), "output": price(rng, 24, 32)}
    threshold = {"over": 272000, "prices": long, **({"inclusive": "true"} if rng.random() < 0.3 else {})}
    return {"model": "gpt-5.4", "per": 1000000, "prices": base, "long_context": threshold,
            "tiers": {"priority": {"prices": priority}, "flex": {"multiplier": "0.5"}}, "regions": {"eu": {"multiplier": "1.1"}}}


def text_only(rng, model):
    return {"model": model, "per": 1000000, "prices": {"input_text": price(rng, 0.3, 0.5), "cache_read_text": price(rng, 0.05, 0.15),
                                                         "output_text": price(rng, 1, 2)}}


def transcribe():
    return {"model": "gpt-4o-transcribe", "per": 1000000, "prices": {"input_audio": "6.00", "input_text": "2.50", "output_text": "10.00"}}


def whisper():
    return seconds("whisper-1", "audio_seconds", "0.006", 1)


def seconds(model, meter, text, increment):
    return {"model": model, "per": 60, "prices": {meter: text}, "increment": increment}


def gemini(rng):
    windows = [{"utc": "16:30-00:30", "days": ["mon", "tue", "wed", "thu", "fri"], "multiplier": "0.5"}]
    prices = {"input_text": price(rng, 0.3, 0.6), "input_audio": price(rng, 2, 4), "output_text": price(rng, 1, 3),
              "output_audio": price(rng, 10, 14), **({"cache_read": "0.05"} if rng.random() < 0.5 else {})}
    return {"model": "gemini-live*", "per": 1000000, "prices": prices, **({"windows": windows} if rng.random() < 0.5 else {})}


def claude(rng):
    prices = {"input": price(rng, 2, 4), "cache_read": "0.30", "output": price(rng, 12, 18)}
    return {"model": "claude-sonnet-4-6", "per": 1000000, "prices": {**prices, **({"cache_write": "3.75"} if rng.random() < 0.5 else {})}}


def livekit(rng):
    return [
        seconds("webrtc", "webrtc_seconds", "0.0005", 60), seconds("agent", "agent_session_seconds", "0.01", 60),
        seconds("sip-third-party", "sip_seconds", "0.004", 60), seconds("sip-us-local", "sip_seconds", "0.01", 60),
        {"model": "transcode-audio", "per": 60, "prices": {"egress_seconds": "0.005", "ingress_seconds": "0.006"}, "increment": 60},
        {"model": "transcode-video", "per": 60, "prices": {"egress_seconds": "0.02", "ingress_seconds": "0.03"}, "increment": 60},
        seconds("track", "egress_seconds", "0.001", 60),
        {"model": "downstream", "per": 1000000000, "prices": {"downstream_bytes": "0.12"}, "increment": 10000000},
        {"model": "openai/gpt-4.1", "per": 1000000, "prices": {"input": "2", "cache_read": "0.5", "output": "8"}},
        seconds("deepgram/nova-3", "audio_seconds", price(rng, 0.004, 0.006), 1),
    ]


def settings(folder, rng):
    os.makedirs(folder, exist_ok=True)
    main = {"landing": "file:../landing", "warehouse": "file:../warehouse", "rates": [],
            "accounts": {"openai": "proj_voice", "livekit": "p_abc"}, "self_hosted": ["p_own"],
            "livekit": {"trunks": {"ST_local": "sip-us-local"}}, "tags": ["customer"]}
    projects = [{"match": {"metadata": "project"}, "project": "{metadata}"}, {"match": {"room": "acme-*"}, "project": "acme"},
                {"match": {"room": "globex-*"}, "project": "globex"}, {"match": {"account": "p_own"}, "project": "own"}]
    contracts = [
        {"biller": "openai", "account": "*", "model": "gpt-realtime*", "discount": "0.07", "from": "2026-01-01T00:00:00Z"},
        {"biller": "openai", "account": "*", "model": "gpt-realtime", "discount": "0.11", "until": "2026-09-02T06:00:00Z"},
        {"biller": "openai", "account": "proj_voice", "model": "gpt-4.1-*", "discount": price(rng, 0.01, 0.2)},
        {"biller": "deepgram", "account": "*", "model": "nova-3*", "meter": "audio_seconds", "price": "0.258", "per": 3600},
        {"biller": "google", "account": "*", "model": "gemini-live*", "meter": "input_audio", "price": "2.5", "per": 1000000},
    ]
    providers = {"openai": ["*.llm-proxy.internal"]}
    for name, value in (("voxledger", main), ("projects", projects), ("contracts", contracts), ("providers", providers)):
        with open(os.path.join(folder, name + ".yaml"), "w", encoding="utf-8") as f:
            f.write(yaml(value))
