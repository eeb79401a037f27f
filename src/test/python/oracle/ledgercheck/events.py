"""Event logs: one envelope a line around the provider's or the agent's own event."""
import re

from . import tokens
from .exact import ZERO, Bad, canonical, parse_instant, parse_number, parse_quantity
from .rows import KINDS, METERS, NOT_BILLABLE, Ignored, Item, Row, details, needed, object_of, provider_of, revised, text_of



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
