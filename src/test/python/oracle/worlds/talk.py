"""What is said in a session, and what the provider, the agent and its report tell about it."""
import string

from .text import DAYS, Time

PLAINS = ("openai-realtime", "openai-realtime", "pipeline", "pipeline", "gemini", "inference", "claude", "silent")


class Session:
    """One room with one or two agent jobs."""

    def __init__(self, rng, number):
        self.id, self.jobs = "RM_" + name(rng), ["AJ_" + name(rng)]
        if rng.random() < 0.15:
            self.jobs.append("AJ_" + name(rng))
        self.room = rng.choice(("acme-", "globex-", "lab-", "x-")) + name(rng, 4)
        day = rng.randrange(DAYS)
        second = 86400 - rng.uniform(1, 90) if number % 5 == 0 else rng.uniform(0, 86000)
        self.start = Time(round((day * 86400 + second) * 1000) * 1000)
        self.length = rng.choice((0.4, rng.uniform(2, 60), rng.uniform(60, 600), rng.uniform(600, 4000)))
        self.end = self.start.plus(self.length)
        self.plan = PLAINS[number % len(PLAINS)]
        self.metadata = rng.choice((None, None, {"project": rng.choice(("m1", "m2")), "customer": "c"}, {"customer": 7}))
        self.project, self.late_project = rng.choice(((None, None), (None, None), ("initech", None), (None, "zeta"),
                                                      ("initech", "alpha")))
        self.region = rng.choice((None, None, None, "eu", "in"))
        self.model = rng.choice(("gpt-realtime", "gpt-realtime", "gpt-realtime-mini"))
        self.folder = rng.choice(("", "", "", "", "project=folded/"))
        self.js = rng.random() < 0.3
        self.openai_events = rng.random() < 0.6
        self.metrics = rng.random() < 0.8 or not self.openai_events
        self.job_id_missing = rng.random() < 0.1

    def at(self, rng):
        return self.start.plus(round(rng.uniform(0, self.length), 3))

    def envelope(self, rng, at, event, **more):
        out = {"session_id": self.id, "job_id": rng.choice(self.jobs), "room": self.room, "project_id": self.project,
               "observed_at": at.iso, "region": self.region, **more}
        if self.job_id_missing:
            out["job_id"] = None
        out = {k: v for k, v in out.items() if v is not None or rng.random() < 0.1}
        return {**out, "event": event}


def name(rng, length=10):
    return "".join(rng.choice(string.ascii_letters + string.digits) for _ in range(length))


def add(files, rng, session):
    totals = {}
    for _ in range(rng.randint(1, 10) if session.plan != "silent" else 0):
        at = session.at(rng)
        {"openai-realtime": realtime, "pipeline": pipeline, "gemini": gemini, "inference": inference,
         "claude": claude}[session.plan](files, rng, session, at, totals)
    for n, job in enumerate(session.jobs):
        if rng.random() < 0.5:
            report(files, rng, session, job, totals if n == 0 else {})
    for n in range(rng.randint(0, 3)):
        at = session.start.plus(session.length * (n + 1) / 4)
        event = {"type": "cost_update", "total_usd": 0.01 * n, "per_minute_usd": 0.1, "audio_in_tokens": 1,
                 "audio_out_tokens": 1, "elapsed_sec": round(session.length * (n + 1) / 4, 1)}
        more = {"project_id": session.late_project} if session.late_project and n == 0 else {}
        deliver(files, rng, session, "cost-update", at, session.envelope(rng, at, event, **more))


def deliver(files, rng, session, source, at, document):
    """Once; or again as it is, at another time, with other content, or corrected."""
    files.add(source, at, document, session.folder)
    luck = rng.random()
    if luck < 0.08:
        files.add(source, at.plus(rng.uniform(0, 90000)), document, session.folder)
    elif luck < 0.13:
        files.add(source, at, dict(document, observed_at=at.plus(rng.choice((-70, -0.002, 0.003, 4000))).iso), session.folder)
    elif luck < 0.18:
        files.add(source, at, dict(document, region=rng.choice(("eu", "us")), service_tier=rng.choice(("flex", "scale"))),
                  session.folder)
    elif luck < 0.22:
        for day in (3, 1, 2):
            files.add(source, at, dict(document, revised_at=at.plus(86400 * day).local, region=f"r{day}"), session.folder)


def split(rng, most):
    """Tokens by modality: text, audio, cached text, cached audio, text out, audio out."""
    text, audio = rng.randint(0, most), rng.randint(1, most)
    return text, audio, rng.randint(0, text), rng.randint(0, audio), rng.randint(0, most // 10), rng.randint(1, most // 5)


def usage_of(rng, numbers):
    """An OpenAI usage object, sometimes with less detail."""
    text, audio, cached_text, cached_audio, out_text, out_audio = numbers
    cached = {"text_tokens": cached_text, "audio_tokens": cached_audio, "image_tokens": 0}
    out = {"total_tokens": sum((text, audio, out_text, out_audio)), "input_tokens": text + audio,
           "output_tokens": out_text + out_audio,
           "input_token_details": {"text_tokens": text, "audio_tokens": audio, "image_tokens": 0,
                                   "cached_tokens": cached_text + cached_audio, "cached_tokens_details": cached},
           "output_token_details": {"text_tokens": out_text, "audio_tokens": out_audio, "image_tokens": 0}}
    luck = rng.random()
    if luck < 0.1:
        out["input_token_details"]["cached_tokens_details"] = None
    elif luck < 0.15:
        out["input_token_details"]["text_tokens"] = min(text, cached_text)
    elif luck < 0.18:
        out["output_token_details"]["text_tokens"] = 0
    elif luck < 0.21:
        out["input_token_details"] = {"text_tokens": 0, "audio_tokens": 0, "cached_tokens": 0}
    elif luck < 0.24:
        del out["input_tokens"]
    elif luck < 0.28:
        out["input_token_details"]["cached_tokens"] = text + audio
    elif luck < 0.32:
        out["input_tokens"] = str(out["input_tokens"])
    return out


def realtime(files, rng, session, at, totals):
    numbers = split(rng, 6000)
    usage, ident = usage_of(rng, numbers), name(rng)
    dated = session.model if session.model.endswith("mini") or rng.random() < 0.5 else session.model + "-2025-08-28"
    if session.openai_events:
        event = {"type": "response.done", "event_id": "event_" + ident, "response": {
            "object": "realtime.response", "id": "resp_" + ident, "status": rng.choice(("completed", "cancelled")), "usage": usage}}
        deliver(files, rng, session, "openai-realtime", at,
                session.envelope(rng, at, event, provider=rng.choice(("openai", None, "api.openai.com")), model=dated))
        if rng.random() < 0.5:
            transcription(files, rng, session, at, ident)
    if session.metrics:
        event = {"type": "realtime_model_metrics", "label": "x", "request_id": "resp_" + ident, "timestamp": at.seconds,
                 "duration": 1.0, "session_duration": 0.0, "ttft": 0.5, "cancelled": False, **usage,
                 "metadata": meta(session.model if session.openai_events else dated, "api.openai.com")}
        metrics(files, rng, session, at, event)
    llm = totals.setdefault(("llm_usage", "api.openai.com", session.model), {})
    fields = ("input_text_tokens", "input_audio_tokens", "input_cached_text_tokens", "input_cached_audio_tokens",
              "output_text_tokens", "output_audio_tokens")
    for field, number in zip(fields, numbers):
        llm[field] = llm.get(field, 0) + number


def transcription(files, rng, session, at, ident):
    audio, words = rng.randint(1, 2000), rng.randint(1, 20)
    tokens = {"type": "tokens", "total_tokens": audio + words, "input_tokens": audio, "output_tokens": words,
              "input_token_details": rng.choice(({"text_tokens": 0, "audio_tokens": audio}, {}, None))}
    usage = rng.choice((tokens, {"type": "duration", "seconds": round(rng.uniform(0.1, 9), 1)}, {"type": "duration", "seconds": 0}))
    event = {"type": "conversation.item.input_audio_transcription.completed", "event_id": "event_t" + ident,
             "item_id": "item_" + ident, "transcript": "hello", "usage": usage}
    if rng.random() < 0.5:
        event["content_index"] = 0
    model = "gpt-4o-transcribe" if usage["type"] == "tokens" else "whisper-1"
    deliver(files, rng, session, "openai-realtime", at,
            session.envelope(rng, at, event, provider="openai", model=session.model, transcription_model=model))


def meta(model, provider):
    return {"model_name": model, "model_provider": provider}


def metrics(files, rng, session, at, event):
    """An agent's event, in the manner of its SDK."""
    deliver(files, rng, session, "livekit-agent-metrics", at,
            session.envelope(rng, at, in_js(event) if session.js else event,
                             service_tier=rng.choice((None,) * 12 + ("priority", "flex", "scale", "default"))))
    if rng.random() < 0.3:
        idle = {"type": "vad_metrics", "timestamp": at.seconds, "idle_time": 3.1, "metadata": meta("silero", "Silero")}
        files.add("livekit-agent-metrics", at, session.envelope(rng, at, idle), session.folder)


def in_js(event):
    """camelCase, milliseconds."""
    out = {}
    for key, value in event.items():
        if key in ("duration", "ttft", "audio_duration", "session_duration", "ttfb"):
            out[camel(key) + "Ms"] = round(value * 1000)
        elif key == "timestamp":
            out[key] = int(value * 1000)
        else:
            out[camel(key)] = in_js(value) if isinstance(value, dict) else value
    return out


def camel(key):
    first, *rest = key.split("_")
    return first + "".join(word.capitalize() for word in rest)


def llm(rng, at, model, provider, prompt, cached, completion, created=0):
    return {"type": "llm_metrics", "label": "y", "request_id": rng.choice(("", "chatcmpl-1")), "timestamp": at.seconds,
            "duration": 0.9, "ttft": 0.4, "cancelled": False, "completion_tokens": completion, "prompt_tokens": prompt,
            "prompt_cached_tokens": cached, "cache_creation_tokens": created, "reasoning_tokens": 5,
            "total_tokens": prompt + completion, "speech_id": name(rng, 5), "metadata": meta(model, provider)}


def pipeline(files, rng, session, at, totals):
    prompt = rng.choice((rng.randint(1, 9000), rng.randint(1, 9000), 272000, 272001, 300000))
    cached, completion = rng.randint(0, prompt), rng.randint(0, 900)
    model = rng.choice(("gpt-5.4", "GPT-5.4", "gpt-4.1-mini"))
    metrics(files, rng, session, at, llm(rng, at, model, rng.choice(("api.openai.com", "eu.llm-proxy.internal")), prompt, cached, completion))
    heard, said = round(rng.uniform(0, 9), 2), rng.randint(1, 200)
    metrics(files, rng, session, at, {
        "type": "stt_metrics", "label": "z", "request_id": "", "timestamp": at.seconds, "duration": 0.0, "audio_duration": heard,
        "streamed": True, "input_tokens": 0, "output_tokens": 0, "metadata": meta("nova-3", "Deepgram")})
    metrics(files, rng, session, at, {
        "type": "tts_metrics", "label": "t", "request_id": name(rng), "timestamp": at.seconds, "ttfb": -1, "duration": 1.0,
        "audio_duration": 3.2, "cancelled": False, "characters_count": said, "input_tokens": 0, "output_tokens": 0,
        "metadata": meta("sonic-3", "Cartesia")})
    for key, amounts in ((("llm_usage", "api.openai.com", model), {"input_tokens": prompt, "input_cached_tokens": cached,
                                                                    "output_tokens": completion}),
                         (("stt_usage", "Deepgram", "nova-3"), {"audio_duration": heard}),
                         (("tts_usage", "Cartesia", "sonic-3"), {"characters_count": said, "audio_duration": 3.2})):
        for field, number in amounts.items():
            item = totals.setdefault(key, {})
            item[field] = round(item.get(field, 0) + number, 2)


def inference(files, rng, session, at, totals):
    prompt = rng.randint(1, 6000)
    metrics(files, rng, session, at, llm(rng, at, "openai/gpt-4.1", "livekit", prompt, rng.randint(0, prompt), rng.randint(1, 400)))
    metrics(files, rng, session, at, {
        "type": "stt_metrics", "label": "i", "request_id": name(rng), "timestamp": at.seconds, "duration": 0.0,
        "audio_duration": round(rng.uniform(0.1, 9), 2), "streamed": True, "metadata": meta("deepgram/nova-3", "livekit")})


def claude(files, rng, session, at, totals):
    prompt = rng.randint(10, 9000)
    cached = rng.randint(0, prompt // 2)
    event = llm(rng, at, "claude-sonnet-4-6", "api.anthropic.com", prompt, cached, rng.randint(1, 500), rng.randint(0, prompt // 2))
    if rng.random() < 0.2:
        event["timestamp"] = 12.5  # a clock since the process began: the time of use is observed_at
    metrics(files, rng, session, at, event)
    if rng.random() < 0.3:
        thinking = llm(rng, at, "gemini-2.5-pro", "Gemini", prompt, 0, 40)
        metrics(files, rng, session, at, dict(thinking, total_tokens=prompt + 100))


def gemini(files, rng, session, at, totals):
    text, audio, cached, _, out_text, out_audio = split(rng, 5000)
    kind = rng.choice(("response", "candidates"))
    usage = {"promptTokenCount": text + audio, kind + "TokenCount": out_text + out_audio, "thoughtsTokenCount": rng.randint(0, 90),
             "promptTokensDetails": [{"modality": "TEXT", "tokenCount": text}, {"modality": "AUDIO", "tokenCount": audio}],
             kind + "TokensDetails": [{"modality": "TEXT", "tokenCount": out_text}, {"modality": "AUDIO", "tokenCount": out_audio}]}
    if rng.random() < 0.4:
        usage["cachedContentTokenCount"] = cached
        if rng.random() < 0.5:
            usage["cacheTokensDetails"] = [{"modality": "TEXT", "tokenCount": cached}]
    if rng.random() < 0.2:
        usage["toolUsePromptTokenCount"] = 17
    event = {"serverContent": {"turnComplete": True}, "usageMetadata": usage}
    deliver(files, rng, session, "gemini-live", at,
            session.envelope(rng, at, event, model="gemini-live-2.5-flash", provider=rng.choice(("Gemini", None, "google"))))


def report(files, rng, session, job, totals):
    at = session.end.plus(rng.uniform(0.5, 5))
    typed = []
    for (kind, provider, model), amounts in totals.items():
        item = {"type": kind, "provider": provider, "model": model, **amounts}
        if "input_text_tokens" in item:
            item["input_tokens"] = item["input_text_tokens"] + item["input_audio_tokens"]
            item["input_cached_tokens"] = item["input_cached_text_tokens"] + item["input_cached_audio_tokens"]
            item["output_tokens"] = item["output_text_tokens"] + item["output_audio_tokens"]
        typed.append(item)
    if rng.random() < 0.3:
        typed.append({"type": "llm_usage", "provider": "api.openai.com", "model": rng.choice(("gpt-4.1-mini", "gpt-realtime-mini")),
                      "input_tokens": 50, "input_cached_tokens": 20, "output_tokens": 9})
    typed.append({"type": "eot_usage", "provider": "livekit", "model": "turn-detector-v1", "total_requests": 1})
    events, usage = [], typed
    if rng.random() < 0.5:
        snapshot = {"type": "session_usage_updated", "usage": {"model_usage": typed}, "created_at": at.seconds - 1}
        early = [dict(i, type="tts_usage") for i in typed]
        half = {"type": "session_usage_updated", "usage": {"model_usage": early}, "created_at": at.seconds}
        events = [half, snapshot]
    old = rng.random() < 0.4
    if old:
        usage = [{k: v for k, v in i.items() if k != "type"} for i in typed if i["type"] != "eot_usage"]
    stamp = at.ms if session.js else round(at.seconds, 3)
    document = {"job_id": job, "room_id": session.id, "room": session.room, "events": events, "timestamp": stamp,
                "usage": usage if rng.random() < 0.9 else None, "sdk_version": "1.7.0" if old else "1.8.9",
                "chat_history": {"items": [{"id": "i", "type": "message", "role": "user", "content": ["my secret is 42"]}]}}
    path = f"usage/livekit-session-report/{session.folder}dt={at.day}/{job}"
    files.document(path + ".json", document)
    if rng.random() < 0.3:
        files.document(path + "-old.json", dict(document, timestamp=stamp - (30000 if session.js else 30), usage=[]))
    if rng.random() < 0.2:
        files.document(path + "-again.json", document)
