"""Session reports of livekit-agents."""
import re

from . import tokens
from .events import stt_metrics, tts_metrics
from .exact import ZERO, Bad, canonical, parse_instant, parse_quantity
from .rows import Item, Row, details, needed, text_of



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


REPORT_ITEMS = {"llm_usage": llm_usage, "stt_usage": stt_metrics, "tts_usage": tts_metrics}
