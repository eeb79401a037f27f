"""Bill lines as files of a provider."""
import json

from ledgercheck.exact import DAY, day_of, parse_instant

WORD = {"input": "input", "cache_read": "cached input", "output": "output"}
DATED = {"gpt-realtime": "gpt-realtime-2025-08-28", "gpt-4o-mini-realtime-preview": "gpt-4o-mini-realtime-preview-2024-12-17"}
UNIT = {"audio_seconds": "seconds", "characters": "characters"}


def openai_pages(cases_lines):
    """{path: document}: one page for each pull, one bucket for each day."""
    pulls = {}
    for case, day, found in cases_lines:
        results = pulls.setdefault(case.pulled, {}).setdefault(day, [])
        results += [openai_result(case, line) for line in found]
    out = {}
    for pulled, days in pulls.items():
        first, last = min(map(parse_instant, days)), max(map(parse_instant, days))
        buckets = []
        for start in range(first, last + 1, DAY):
            buckets.append({"object": "bucket", "start_time": start // 10**6, "end_time": (start + DAY) // 10**6,
                            "results": days.get(day_of(start), [])})
        out[f"billing/openai-costs/pulled={pulled}/page-1.json"] = json.dumps(
            {"object": "page", "has_more": False, "next_page": None, "data": buckets}, indent=1)
    return out


def openai_result(case, line):
    return {"object": "organization.costs.result", "amount": {"value": f"{line.amount:.12f}", "currency": "usd"},
            "line_item": openai_item(line), "project_id": case.account, "api_key_id": None,
            "quantity": None if line.quantity is None else float(line.quantity),
            "quantity_unit": None if line.quantity is None else
            "duration_seconds" if line.meter == "audio_seconds" else "tokens"}


def openai_item(line):
    if line.model is None or line.item is not None:
        return line.item
    model = DATED.get(line.model, line.model)
    if line.meter in (None, "audio_seconds", "characters"):
        return model
    direction, _, modality = line.meter.rpartition("_") if line.meter not in WORD else (line.meter, "", "")
    return f"{model} {modality}, {WORD[direction]}" if modality else f"{model}, {WORD[direction]}"


def neutral_rows(case, day, found):
    """Lines in our own form."""
    start = parse_instant(day)
    for number, line in enumerate(found):
        row = {"billed_line_id": f"{case.name}-{day}-{number}", "biller": case.biller, "account": case.account,
               "period_start": day + "T00:00:00Z", "period_end": day_of(start + DAY) + "T00:00:00Z", "billing_date": day,
               "line_item": line.item or " ".join(filter(None, (line.model, line.meter))), "model": line.model,
               "meter": line.meter, "category": line.category, "billed_cost_usd": f"{line.amount:.12f}", "final": True}
        code, _, rate = case.currency or ("USD", 1, 1)
        row.update(amount_original=f"{line.amount / rate:.18f}", currency=code)
        if line.quantity is not None:
            row.update(quantity=str(line.quantity), unit=unit_of(line.meter))
        yield {k: v for k, v in row.items() if v is not None}


def unit_of(meter):
    return "seconds" if meter.endswith("_seconds") else "characters" if meter == "characters" else "tokens"


def files(cases_lines):
    out = openai_pages([c for c in cases_lines if c[0].source == "openai-costs"])
    rows = {}
    for case, day, found in cases_lines:
        if case.source == "billed-line":
            path = f"billing/billed-line/pulled={case.pulled}/{case.biller}.jsonl"
            rows.setdefault(path, []).extend(json.dumps(r) for r in neutral_rows(case, day, found))
    return {**out, **{path: "\n".join(text) + "\n" for path, text in rows.items()}}
