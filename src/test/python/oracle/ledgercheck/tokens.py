"""Token counts of one request as disjoint quantities by meter."""
from .exact import ZERO, Bad, parse_quantity

MODALITIES = ("text", "audio", "image")


def quantity(holder, key, divide_by=1):
    value = parse_quantity((holder or {}).get(key), divide_by)
    return ZERO if value is None else value


def total_of(value, details, what):
    """The stated total, else the sum; details above the total are an error."""
    parts = sum(details.values(), ZERO)
    if value is None:
        return parts
    if parts > value:
        raise Bad("details_exceed_total", f"{what}: {parts} > {value}")
    return value


def split_input(out, total, details, cached_total, cached):
    """Adds input and cache meters. `total` and `cached_total` may be None; `details`, `cached` are by modality."""
    total = total_of(total, details, "input")
    if sum(cached.values(), ZERO) > 0:
        cached_total = sum(cached.values(), ZERO)
    cached_total = cached_total or ZERO
    if cached_total > total:
        raise Bad("cached_exceeds_input", f"{cached_total} > {total}")
    if total > 0 and not any(details.values()):
        out.unknown_modality = True
        out.add("input", total - cached_total)
        out.add("cache_read", cached_total)
        return
    details = dict(details)
    rest = total - sum(details.values(), ZERO)
    if rest > 0:
        details["text"] += rest
        out.flags.add("remainder_as_text")
    if cached_total > 0 and not any(cached.values()):
        out.flags.add("cached_split_assumed")
        cached = allot(cached_total, details)
    for m in MODALITIES:
        if cached[m] > details[m]:
            raise Bad("cached_exceeds_input", f"{m}: {cached[m]} > {details[m]}")
        out.add("input_" + m, details[m] - cached[m])
        out.add("cache_read_" + m, cached[m])


def allot(amount, details):
    out = {}
    for m in MODALITIES:
        out[m] = min(amount, details[m])
        amount -= out[m]
    return out


def split_output(out, total, details):
    total = total_of(total, details, "output")
    if total > 0 and not any(details.values()):
        out.unknown_modality = True
        out.add("output", total)
        return
    rest = total - sum(details.values(), ZERO)
    if rest > 0:
        out.flags.add("remainder_as_text")
    for m in MODALITIES:
        out.add("output_" + m, details[m] + (rest if m == "text" else ZERO))


def speech_to_text(out, total, audio, output):
    """All input is audio where the source does not say."""
    audio = audio or ZERO
    if total is None:
        total = audio
    if audio > total:
        raise Bad("details_exceed_total", f"audio {audio} > input {total}")
    if audio == 0 and total > 0:
        audio = total
        out.flags.add("modality_assumed")
    out.add("input_audio", audio)
    out.add("input_text", total - audio)
    out.add("output_text", output or ZERO)


def text_request(out, prompt, cached, created, completion):
    if cached + created > prompt:
        raise Bad("cached_exceeds_input", f"{cached} + {created} > {prompt}")
    out.add("input_text", prompt - cached - created)
    out.add("cache_read_text", cached)
    out.add("cache_write", created)
    out.add("output_text", completion)
