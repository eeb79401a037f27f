"""One row of a usage file, and how its fields are read."""
from dataclasses import dataclass, field

from . import tokens
from .exact import ZERO, Bad, canonical, parse_instant

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
    folder_project: object = None
    canon: str = ""
    file: str = ""
    line: int = 0


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
