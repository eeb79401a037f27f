"""Usage files as rows; each row is judged by itself."""
import re
from dataclasses import dataclass, field

from . import tokens
from .exact import ZERO, Bad, Num, canonical, parse_instant, parse_json, parse_nanos, parse_number, parse_quantity
from .landing import Unreadable, files

LEAST = -(10**30)
KINDS = set("llm stt tts webrtc agent sip egress ingress recording data observability phone_number plan tool".split())
METERS = set(
    """input_text input_audio input_image cache_read_text cache_read_audio cache_read_image
    cache_write cache_write_5m cache_write_1h output_text output_audio output_image session_seconds audio_seconds
    characters webrtc_seconds agent_session_seconds sip_seconds egress_seconds ingress_seconds recorded_audio_seconds
    downstream_bytes observability_events phone_number_months plan_months requests""".split())
NOT_BILLABLE = {"vad_metrics", "eou_metrics", "eot_inference_metrics", "interruption_metrics", "avatar_metrics"}
SOURCES = ("openai-realtime", "gemini-live", "livekit-agent-metrics", "usage-record", "livekit-session-report",
           "livekit-webhook", "livekit-analytics", "cost-update")


class Ignored(Exception):
    """A good row that gives nothing: no_usage or not_billable."""


@dataclass
class Item:
    kind: str
    provider: object
    model: object
    part: str = ""
    biller: object = None
    route: object = None
    tier: object = None
    region: object = None
    context: object = None
    quantities: dict = field(default_factory=dict)
    flags: set = field(default_factory=set)
    unknown_modality: bool = False

    def add(self, meter, amount):
        if amount:
            self.quantities[meter] = self.quantities.get(meter, ZERO) + amount


@dataclass
class Row:
    source: str
    identity: tuple
    used_at: int
    session: object
    job: object = None
    room: object = None
    project: object = None
    account: object = None
    recency: object = LEAST
    items: list = field(default_factory=list)
    fact: object = None
    canon: str = ""
    file: str = ""
    line: int = 0


def read(landing):
    """All rows in use, quarantine as (file, line, reason) and counts by file."""
    good, quarantine, counts = [], [], {}
    for file in files(landing, "usage"):
        if file.source not in SOURCES:
            continue
        try:
            lines = file.rows()
        except Unreadable:
            quarantine.append((file.path, "", "unreadable_file"))
            continue
        count = counts[file.path] = dict(read=len(lines), ignored=0, quarantined=0)
        for number, text in lines:
            try:
                good.append(read_row(file, number, text))
            except Bad as bad:
                count["quarantined"] += 1
                quarantine.append((file.path, str(number), bad.reason))
            except Ignored:
                count["ignored"] += 1
    return newest(good), quarantine, counts


def read_row(file, number, text):
    try:
        document = parse_json(text)
    except (ValueError, RecursionError) as e:
        raise Bad("malformed_json", str(e))
    if not isinstance(document, dict):
        raise Bad("not_an_object", text[:80])
    row = READERS[file.source](document, file)
    row.canon, row.file, row.line = canonical(document), file.path, number
    row.project = row.project if row.project is not None else file.folder("project")
    row.account = row.account if row.account is not None else file.folder("account")
    if not row.items and row.fact is None:
        raise Ignored("no_usage")
    return row


def newest(rows):
    """One row per identity: the greatest recency, then the smallest time and canonical JSON, then path and line."""
    best = {}
    for row in rows:
        key = (row.source, row.identity)
        if key not in best or rank(row) < rank(best[key]):
            best[key] = row
    return sorted(best.values(), key=lambda r: (r.source, r.identity))


def rank(row):
    recency = row.recency if isinstance(row.recency, tuple) else (row.recency,)
    return tuple(-x for x in recency), row.used_at, row.canon, row.file, row.line


def text_of(document, key):
    value = document.get(key)
    if value is None or value == "":
        return None
    if isinstance(value, (dict, list, bool)):
        return canonical(value)
    return str(value)


def needed(document, *keys):
    for key in keys:
        if text_of(document, key) is None:
            raise Bad("missing_field", key)
    return text_of(document, keys[0])


def object_of(holder, key):
    """The object under the key, {} where there is none."""
    value = (holder or {}).get(key)
    if value is None:
        return {}
    if not isinstance(value, dict):
        raise Bad("not_an_object", key)
    return value


def revised(document):
    return LEAST if document.get("revised_at") is None else parse_instant(document["revised_at"])


def details(holder, text="text_tokens", audio="audio_tokens", image="image_tokens"):
    return {m: tokens.quantity(holder, k) for m, k in zip(tokens.MODALITIES, (text, audio, image))}


# --- event logs -----------------------------------------------------------------------------------------------------------


def envelope(source, document):
    needed(document, "session_id")
    event = document.get("event")
    if not isinstance(event, dict):
        raise Bad("missing_field", "event")
    row = Row(source, (), 0, text_of(document, "session_id"), text_of(document, "job_id"), text_of(document, "room"),
              text_of(document, "project_id"), text_of(document, "account"), revised(document))
    return row, event


def observed(document):
    needed(document, "observed_at")
    return parse_instant(document["observed_at"])


def item(document, kind, provider, model):
    return Item(kind, provider, model, tier=text_of(document, "service_tier"), region=text_of(document, "region"))


def keep(row, it):
    """The item, unless it has no quantity above 0."""
    if it.quantities:
        row.items.append(it)
    return row


def openai_realtime(document, file):
    row, event = envelope("openai-realtime", document)
    kind = event.get("type")
    if kind == "response.done":
        response = object_of(event, "response")
        row.identity = (row.session, needed(response, "id"))
        row.used_at = observed(document)
        it = item(document, "llm", text_of(document, "provider") or "openai", text_of(document, "model"))
        realtime(it, object_of(response, "usage"))
        return keep(row, it)
    if kind == "conversation.item.input_audio_transcription.completed":
        index = event.get("content_index")
        row.identity = (row.session, needed(event, "item_id"), "0" if index is None else str(index))
        row.used_at = observed(document)
        it = item(document, "stt", text_of(document, "provider") or "openai",
                  text_of(document, "transcription_model") or text_of(document, "model"))
        usage = object_of(event, "usage")
        it.add("audio_seconds", tokens.quantity(usage, "seconds"))
        tokens.speech_to_text(it, parse_quantity(usage.get("input_tokens")),
                              parse_quantity(object_of(usage, "input_token_details").get("audio_tokens")),
                              parse_quantity(usage.get("output_tokens")))
        return keep(row, it)
    raise Ignored("not_billable")


def realtime(it, usage):
    """usage of response.done; the agents' realtime_model_metrics have the same shape."""
    given = object_of(usage, "input_token_details")
    total = parse_quantity(usage.get("input_tokens"))
    by_modality = details(given)
    tokens.split_input(it, total, by_modality, parse_quantity(given.get("cached_tokens")),
                       details(object_of(given, "cached_tokens_details")))
    tokens.split_output(it, parse_quantity(usage.get("output_tokens")), details(object_of(usage, "output_token_details")))
    it.context = total if total is not None else sum(by_modality.values(), ZERO)


MODALITY = {"TEXT": "text", "AUDIO": "audio", "IMAGE": "image", "VIDEO": "image", "DOCUMENT": "image"}


def gemini_live(document, file):
    row, event = envelope("gemini-live", document)
    usage = object_of(event, "usageMetadata")
    if not usage:
        raise Ignored("no_usage")
    row.used_at = observed(document)
    row.identity = (row.session, row.used_at, canonical(event))
    it = item(document, "llm", text_of(document, "provider") or "google", text_of(document, "model"))
    prompt, prompt_parts = parse_quantity(usage.get("promptTokenCount")), by_modality(usage, "promptTokensDetails")
    tokens.split_input(it, prompt, prompt_parts, parse_quantity(usage.get("cachedContentTokenCount")),
                       by_modality(usage, "cacheTokensDetails"))
    kind = "response" if "responseTokenCount" in usage or "responseTokensDetails" in usage else "candidates"
    tokens.split_output(it, parse_quantity(usage.get(kind + "TokenCount")), by_modality(usage, kind + "TokensDetails"))
    it.add("output_text", tokens.quantity(usage, "thoughtsTokenCount"))
    it.add("input_text", tokens.quantity(usage, "toolUsePromptTokenCount"))
    it.context = prompt if prompt is not None else sum(prompt_parts.values(), ZERO)
    return keep(row, it)


def by_modality(usage, key):
    out = dict.fromkeys(tokens.MODALITIES, ZERO)
    for part in usage.get(key) or []:
        modality = MODALITY.get(part.get("modality"))
        if modality:
            out[modality] += tokens.quantity(part, "tokenCount")
    return out


def snake(name):
    return re.sub(r"(?<=[a-z0-9])([A-Z])", lambda m: "_" + m.group(1).lower(), name)


def snake_keys(value):
    return {snake(k): snake_keys(v) for k, v in value.items()} if isinstance(value, dict) else value


def agent_metrics(document, file):
    row, raw = envelope("livekit-agent-metrics", document)
    row.identity = (row.session, canonical(raw))
    event = snake_keys(raw)
    kind = event.get("type")
    if kind in NOT_BILLABLE:
        raise Ignored("not_billable")
    if kind not in METRICS:
        raise Bad("unknown_type", str(kind))
    row.used_at = metrics_time(document, event)
    meta = object_of(event, "metadata")
    it = item(document, METRICS[kind][0], text_of(meta, "model_provider") or text_of(document, "provider"),
              text_of(meta, "model_name") or text_of(document, "model"))
    METRICS[kind][1](it, event)
    return keep(row, it)


def metrics_time(document, event):
    if event.get("timestamp") is not None:
        at = parse_instant(event["timestamp"])
        if at >= 1_420_070_400_000_000:  # 2015-01-01
            return at
    if document.get("observed_at") is None:
        raise Bad("no_timestamp")
    return parse_instant(document["observed_at"])


def seconds(event, name):
    """`name` in seconds (Python) or `name_ms` in milliseconds (JS)."""
    if event.get(name + "_ms") is not None:
        return tokens.quantity(event, name + "_ms", 1000)
    return tokens.quantity(event, name)


def llm_metrics(it, event):
    prompt, completion = tokens.quantity(event, "prompt_tokens"), tokens.quantity(event, "completion_tokens")
    total = tokens.quantity(event, "total_tokens")
    tokens.text_request(it, prompt, tokens.quantity(event, "prompt_cached_tokens"),
                        tokens.quantity(event, "cache_creation_tokens"), completion)
    if provider_of(it.provider, {}).startswith("google") and total > prompt + completion:
        it.add("output_text", total - prompt - completion)
        it.flags.add("thinking_added")
    it.context = prompt


def decision_metrics(it, event):
    prompt = tokens.quantity(event, "input_tokens")
    tokens.text_request(it, prompt, ZERO, ZERO, tokens.quantity(event, "output_tokens"))
    it.context = prompt


def realtime_metrics(it, event):
    realtime(it, event)
    it.add("session_seconds", seconds(event, "session_duration"))


def stt_metrics(it, event):
    it.add("audio_seconds", seconds(event, "audio_duration"))
    tokens.speech_to_text(it, parse_quantity(event.get("input_tokens")), parse_quantity(event.get("input_audio_tokens")),
                          parse_quantity(event.get("output_tokens")))


def tts_metrics(it, event):
    it.add("characters", tokens.quantity(event, "characters_count"))
    it.add("audio_seconds", seconds(event, "audio_duration"))
    it.add("input_text", tokens.quantity(event, "input_tokens"))
    it.add("output_audio", tokens.quantity(event, "output_tokens"))


METRICS = {
    "llm_metrics": ("llm", llm_metrics),
    "decision_metrics": ("llm", decision_metrics),
    "realtime_model_metrics": ("llm", realtime_metrics),
    "stt_metrics": ("stt", stt_metrics),
    "tts_metrics": ("tts", tts_metrics),
}


def cost_update(document, file):
    row, event = envelope("cost-update", document)
    if event.get("type") != "cost_update":
        raise Ignored("not_billable")
    elapsed = event.get("elapsed_sec")
    if elapsed is None:
        raise Bad("missing_field", "elapsed_sec")
    row.identity = (row.session, row.job or "", parse_number(elapsed).normalize())
    row.used_at = observed(document)
    row.fact = {"total": tokens.quantity(event, "total_usd")}
    return row


def usage_record(document, file):
    needed(document, "usage_id", "used_at", "provider", "kind", "model")
    given = document.get("quantities")
    if not isinstance(given, dict):
        raise Bad("missing_field", "quantities")
    kind = text_of(document, "kind")
    if kind not in KINDS:
        raise Bad("unknown_type", kind)
    row = Row("usage-record", (text_of(document, "usage_id"),), parse_instant(document["used_at"]),
              text_of(document, "session_id"), text_of(document, "job_id"), None, text_of(document, "project_id"),
              text_of(document, "account"), revised(document))
    it = item(document, kind, text_of(document, "provider"), text_of(document, "model"))
    it.biller, it.route = text_of(document, "biller"), text_of(document, "route")
    it.context = parse_quantity(document.get("context_tokens"))
    for meter, value in given.items():
        if meter not in METERS:
            raise Bad("unknown_meter", meter)
        it.add(meter, parse_quantity(value) or ZERO)
    return keep(row, it)


# --- session reports ------------------------------------------------------------------------------------------------------


def session_report(document, file):
    needed(document, "job_id", "room_id", "timestamp")
    at = parse_instant(document["timestamp"])
    row = Row("livekit-session-report", (text_of(document, "job_id"),), at, text_of(document, "room_id"),
              text_of(document, "job_id"), text_of(document, "room"), text_of(document, "project_id"), recency=at)
    row.fact = {"report": at, "agent": text_of(document, "agent_name")}
    usage = document.get("usage")
    if usage is not None and not isinstance(usage, list):
        raise Bad("not_an_object", "usage")
    for number, given in enumerate(usage or []):
        if not isinstance(given, dict):
            raise Bad("not_an_object", f"usage[{number}]")
        it = report_item(document, given)
        if it and it.quantities:
            it.part = f"{number}-{it.kind}"
            row.items.append(it)
    return row


def report_item(document, given):
    kind, flags = given.get("type"), set()
    if kind is None:
        kind = type_in_events(document, given)
    if kind is None:
        kind = inferred_type(given)
        flags.add("type_inferred")
    if kind in ("interruption_usage", "eot_usage", "requests_only"):
        return None
    if kind not in ("llm_usage", "stt_usage", "tts_usage"):
        raise Bad("unknown_type", str(kind))
    it = Item(kind[:3], text_of(given, "provider"), text_of(given, "model"), flags=flags)
    REPORT_ITEMS[kind](it, given)
    return it


def type_in_events(document, given):
    """The one type that the last usage event gives this provider and model."""
    last = None
    for event in document.get("events") or []:
        if isinstance(event, dict) and event.get("type") == "session_usage_updated":
            last = event
    items = ((last or {}).get("usage") or {}).get("model_usage") or []
    types = {i.get("type") for i in items
             if i.get("provider") == given.get("provider") and i.get("model") == given.get("model")}
    return types.pop() if len(types) == 1 else None


def above_zero(given, key):
    return tokens.quantity(given, key) > 0


def inferred_type(given):
    if above_zero(given, "characters_count"):
        return "tts_usage"
    token_fields = [k for k in given if k.endswith("_tokens")]
    if any(above_zero(given, k) for k in token_fields + ["session_duration"]):
        return "llm_usage"
    if above_zero(given, "audio_duration"):
        return "stt_usage"
    if "total_requests" in given:
        return "requests_only"
    for fields, kind in (({"characters_count"}, "tts_usage"), ({"session_duration", *token_fields}, "llm_usage"),
                         ({"audio_duration"}, "stt_usage")):
        if fields & set(given):
            return kind
    raise Bad("unknown_type", canonical(given)[:80])


def llm_usage(it, given):
    parts = details(given, "input_text_tokens", "input_audio_tokens", "input_image_tokens")
    cached = details(given, "input_cached_text_tokens", "input_cached_audio_tokens", "input_cached_image_tokens")
    output = details(given, "output_text_tokens", "output_audio_tokens", "output_image_tokens")
    it.add("session_seconds", tokens.quantity(given, "session_duration"))
    total, out = parse_quantity(given.get("input_tokens")), parse_quantity(given.get("output_tokens"))
    cached_total = parse_quantity(given.get("input_cached_tokens"))
    spoken = set(re.split(r"[-_.]", (it.model or "").rpartition("/")[2].lower())) & {"realtime", "live"}
    if any(parts.values()) or any(cached.values()) or any(output.values()) or spoken:
        tokens.split_input(it, total, parts, cached_total, cached)
        tokens.split_output(it, out, output)
    else:
        tokens.text_request(it, total or ZERO, cached_total or ZERO, tokens.quantity(given, "input_cache_creation_tokens"),
                            out or ZERO)


def stt_usage(it, given):
    stt_metrics(it, given)


def tts_usage(it, given):
    tts_metrics(it, given)


REPORT_ITEMS = {"llm_usage": llm_usage, "stt_usage": stt_usage, "tts_usage": tts_usage}


# --- LiveKit's own resources ----------------------------------------------------------------------------------------------


def webhook(document, file):
    needed(document, "id", "event", "createdAt")
    name, created = document["event"], parse_instant(document["createdAt"])
    room = object_of(document, "room") or object_of(object_of(document, "job"), "room")
    fact = {"event": name, "created": created, "id": document["id"], "sid": None, "stream": None}
    session, label, at = text_of(room, "sid"), text_of(room, "name"), created
    if name in ("egress_ended", "ingress_ended", "egress_started", "egress_updated", "ingress_started"):
        info = object_of(document, "egressInfo") or object_of(document, "ingressInfo")
        state = object_of(info, "state") if "ingressId" in info else info
        session = text_of(state, "roomId") or session
        label = text_of(info, "roomName") or label
        if name.endswith("_ended"):
            fact["stream"] = stream(info, state)
            at = fact["stream"]["start"] or created
    elif name.startswith("participant_"):
        person = object_of(document, "participant")
        fact.update(participant(person))
        at = fact["joined"] if fact["joined"] is not None else created
    if session is None:
        raise Ignored("not_billable")
    fact["metadata"] = metadata(room)
    fact["room_created"] = instant_or_none(room, "creationTimeMs", "creationTime")
    fact["agent"] = text_of(object_of(document, "job"), "agentName")
    row = Row("livekit-webhook", (document["id"],), at, session, room=label)
    row.fact = fact
    return row


def instant_or_none(holder, *keys):
    for key in keys:
        value = holder.get(key)
        if value is not None and str(value) not in ("0", ""):
            return parse_instant(value)
    return None


def participant(person):
    needed(person, "sid")
    attributes = object_of(person, "attributes")
    return {"sid": person["sid"], "joined": instant_or_none(person, "joinedAtMs", "joinedAt"),
            "kind": text_of(person, "kind") or "STANDARD", "details": set(person.get("kindDetails") or []),
            "trunk": text_of(attributes, "sip.trunkID")}


def metadata(room):
    """Text and numbers under the keys of the room's metadata."""
    try:
        found = parse_json(room.get("metadata") or "{}")
    except (ValueError, TypeError):
        return {}
    if not isinstance(found, dict):
        return {}
    return {k: str(v) for k, v in found.items() if isinstance(v, str)}


def stream(info, state):
    def nanos(key):
        value = state.get(key)
        return None if value is None or str(value) == "0" else parse_nanos(value)

    if "ingressId" in info:
        kind, model = "ingress", "transcode-video" if state.get("video") else "transcode-audio"
    else:
        kind, model = "egress", "transcode-video"
        if info.get("track") is not None:
            model = "track"
        for request in ("roomComposite", "web", "participant", "trackComposite"):
            if object_of(info, request).get("audioOnly") is True:
                model = "transcode-audio"
    return {"id": needed(info, kind + "Id"), "kind": kind, "model": model, "start": nanos("startedAt"),
            "end": nanos("endedAt"), "updated": nanos("updatedAt") or 0}


def analytics(document, file):
    needed(document, "roomId", "startTime")
    start = parse_instant(document["startTime"])
    status, pulled = document.get("status"), file.folder("pulled")
    ended = str(status) not in ("1", "active", "ACTIVE")
    people = [analytics_person(p) for p in document.get("participants") or []]
    row = Row("livekit-analytics", (document["roomId"],), start, document["roomId"], room=text_of(document, "roomName"),
              recency=(1 if ended else 0, pulled_at(pulled)))
    row.fact = {"analytics": True, "ended": ended, "start": start, "end": instant_or_none(document, "endTime"),
                "bytes": tokens.quantity(document, "bandwidth"), "people": people}
    return row


def pulled_at(text):
    if not text:
        return LEAST
    return parse_instant(re.sub(r"T(\d\d)(\d\d)(\d\d)Z$", r"T\1:\2:\3Z", text))


def analytics_person(person):
    identity = person.get("participantIdentity") or ""
    kind = "agent" if identity.startswith("agent-") else "sip" if identity.startswith("sip_") else "webrtc"
    return {"kind": kind, "joined": instant_or_none(person, "joinedAt"), "left": instant_or_none(person, "leftAt"),
            "active": person.get("isActive") is True}


READERS = {
    "openai-realtime": openai_realtime,
    "gemini-live": gemini_live,
    "livekit-agent-metrics": agent_metrics,
    "cost-update": cost_update,
    "usage-record": usage_record,
    "livekit-session-report": session_report,
    "livekit-webhook": webhook,
    "livekit-analytics": analytics,
}

ALIASES = {
    "api.openai.com": "openai", "*.openai.azure.com": "azure-openai", "api.anthropic.com": "anthropic", "api.x.ai": "xai",
    "xai": "xai", "api.groq.com": "groq", "api.mistral.ai": "mistral", "gemini": "google", "google": "google",
    "vertex ai": "google-vertex", "google cloud platform": "google-cloud",
}


def provider_of(name, more):
    """The alias of a provider, `more` = {provider: [patterns]} of the settings."""
    lower = (name or "").strip().lower()
    patterns = [(p.lower(), to) for to, ps in (more or {}).items() for p in ps] + list(ALIASES.items())
    for pattern, to in patterns:
        if lower == pattern or (pattern.startswith("*") and lower.endswith(pattern[1:])):
            return to
    return lower
