"""Invented usage of a case, and the rows that report it."""
from ledgercheck.exact import Decimal, iso, parse_instant

from .book import record

MENU = {
    "openai": ["gpt-realtime", "gpt-5.4", "gpt-5.5", "gpt-realtime-mini", "gpt-5.4-mini", "gpt-5.4-nano", "gpt-4.1-mini",
               "gpt-4o-transcribe", "whisper-1"],
    "nimbus": ["cirrus-2", "stratus-voice", "altus-mini", "nimbus-speak"],
    "deepgram": ["nova-3", "flux"],
    "livekit": ["webrtc", "agent", "openai/gpt-5.4", "openai/gpt-5.5", "openai/gpt-4.1-mini", "openai/gpt-4.1-nano"],
}
THRESHOLD = {"gpt-5.4": 272000, "gpt-5.5": 272000, "openai/gpt-5.4": 272000, "openai/gpt-5.5": 272000, "cirrus-2": 128000}
VOICE = ("gpt-realtime", "gpt-realtime-mini", "stratus-voice", "gpt-4o-mini-realtime-preview")
KIND = {"gpt-4o-transcribe": "stt", "whisper-1": "stt", "nova-3": "stt", "flux": "stt", "nimbus-speak": "tts", "webrtc": "webrtc",
        "agent": "agent"}


def instant(day, rng, first=0, last=86399):
    return parse_instant(day) + rng.randint(first, last) * 1_000_000


def invent(rng, case, model, sessions=None, tier=None, first=0, last=86399, size=1):
    """Records of some sessions of that day; `size` divides their quantities."""
    out = []
    for number in range(sessions or rng.randint(2, 4)):
        session = f"RM_{case.name}_{case.day[-2:]}{first // 3600:02d}_{number}"
        for quantities, context in requests(rng, model):
            at, kind = instant(case.day, rng, first, last), KIND.get(model, "llm")
            made = {m: smaller(Decimal(q), size) for m, q in quantities.items()}
            out.append(record(case.biller, case.account, session, kind, model, at, made, tier, context))
    return out


def smaller(quantity, size):
    return quantity if size == 1 else (quantity / size).quantize(Decimal(1))


def requests(rng, model):
    if model in THRESHOLD:
        over = THRESHOLD[model]
        for _ in range(rng.randint(4, 8)):
            context = rng.randint(over // 8, over) if rng.random() < 0.8 else rng.randint(over + 1, over * 2)
            cached = rng.randint(context // 5, context * 4 // 5)
            yield dict(input_text=context - cached, cache_read_text=cached, output_text=rng.randint(400, 9000)), context
    elif model in VOICE:
        for _ in range(rng.randint(1, 2)):
            yield dict(input_text=rng.randint(40000, 400000), cache_read_text=rng.randint(100000, 900000),
                       input_audio=rng.randint(40000, 250000), cache_read_audio=rng.randint(100000, 900000),
                       output_text=rng.randint(9000, 80000), output_audio=rng.randint(20000, 120000)), None
    elif model == "gpt-4o-transcribe":
        yield dict(input_audio=rng.randint(100000, 900000), input_text=rng.randint(20000, 90000),
                   output_text=rng.randint(30000, 200000)), None
    elif KIND.get(model) == "stt":
        yield dict(audio_seconds=str(Decimal(rng.randint(200000, 3000000)) / 100)), None
    elif KIND.get(model) == "tts":
        yield dict(characters=rng.randint(20000, 300000)), None
    elif model in ("webrtc", "agent"):
        for _ in range(rng.randint(90, 140)):
            meter = "agent_session_seconds" if model == "agent" else "webrtc_seconds"
            yield {meter: str(Decimal(rng.randint(3000, 400000)) / 1000)}, None
    else:
        for _ in range(rng.randint(1, 3)):
            yield dict(input_text=rng.randint(300000, 3000000), cache_read_text=rng.randint(300000, 3000000),
                       output_text=rng.randint(60000, 500000)), None


def row(r, usage_id):
    """A record in our neutral form."""
    out = {"usage_id": usage_id, "used_at": iso(r.used_at), "session_id": r.session, "provider": r.provider, "biller": r.biller,
           "account": r.account, "kind": r.kind, "model": r.model, "quantities": {m: str(q) for m, q in r.quantities.items()}}
    if r.tier:
        out["service_tier"] = r.tier
    if r.context is not None:
        out["context_tokens"] = r.context
    return out


def response_done(r, usage_id):
    """A record of a voice model as the provider's own event."""
    q = {m: int(r.quantities.get(m, 0)) for m in
         ("input_text", "cache_read_text", "input_audio", "cache_read_audio", "output_text", "output_audio")}
    text, audio = q["input_text"] + q["cache_read_text"], q["input_audio"] + q["cache_read_audio"]
    usage = {"input_tokens": text + audio, "output_tokens": q["output_text"] + q["output_audio"],
             "input_token_details": {"text_tokens": text, "audio_tokens": audio,
                                     "cached_tokens": q["cache_read_text"] + q["cache_read_audio"],
                                     "cached_tokens_details": {"text_tokens": q["cache_read_text"],
                                                               "audio_tokens": q["cache_read_audio"]}},
             "output_token_details": {"text_tokens": q["output_text"], "audio_tokens": q["output_audio"]}}
    return {"session_id": r.session, "observed_at": iso(r.used_at), "account": r.account, "model": r.model,
            "event": {"type": "response.done", "response": {"id": usage_id, "usage": usage}}}
