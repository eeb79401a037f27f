"""What OpenAI bills for the computed usage, with faults; an older pull and one that never finished."""
from decimal import Decimal

from ledgercheck.exact import parse_instant

DATED = {"gpt-realtime": "gpt-realtime-2025-08-28", "gpt-realtime-mini*": "gpt-realtime-mini"}
GENERIC = ("gpt-5.4", "gpt-4.1-mini")
WORD = {"input": "input", "cache_read": "cached input", "output": "output"}


def add(files, rng, charges):
    days = sorted({c["usage_date"] for c in charges if c["biller"] == "openai"})
    buckets = {day: {} for day in days}
    for c in charges:
        if c["biller"] != "openai" or c["account"] != "proj_voice":
            continue
        key = line_item(c)
        quantity, cost = buckets[c["usage_date"]].get(key, (Decimal(0), Decimal(0)))
        factor = Decimal("1.1") if c["sku"] == "gpt-4.1-mini" and c["usage_date"] == days[1] else 1
        buckets[c["usage_date"]][key] = (quantity + c["billable_quantity"], cost + c["contracted_cost"] * factor)
    for n, lines in enumerate(buckets.values()):
        if n % 2:
            lines["web search tool calls | magic"] = (Decimal(7), Decimal("3.1"))
        if n == 2 and lines:
            lines.pop(min(lines))
        if n == 3 and lines:
            lines[max(lines)] = (None, lines[max(lines)][1])
    whole = [bucket(day, lines) for day, lines in buckets.items()]
    half = len(whole) // 2
    root = "billing/openai-costs/pulled=2026-09-"
    files.document(root + "10T000000Z/page1.json", page([bucket(d, dict(list(buckets[d].items())[:1])) for d in days]))
    files.document(root + "20T000000Z/page1.json", page(whole[:half], "page_2"))
    files.document(root + "20T000000Z/page2.json", page(whole[half:]))
    files.document(root + "25T000000Z/page1.json", page([bucket(days[0], {})], "page_2"))


def line_item(c):
    if c["meter"] == "audio_seconds":
        return c["sku"]
    direction, _, modality = c["meter"].rpartition("_")
    model = DATED.get(c["sku"], c["sku"])
    return f"{model}, {WORD[direction]}" if c["sku"] in GENERIC else f"{model} {modality}, {WORD[direction]}"


def bucket(day, lines):
    start = parse_instant(day) // 1_000_000
    return {"object": "bucket", "start_time": start, "end_time": start + 86400, "results": [
        {"object": "organization.costs.result", "amount": {"value": f"{cost:.39f}", "currency": "usd"}, "line_item": item,
         "project_id": "proj_voice", "api_key_id": None, "quantity": None if quantity is None else float(quantity),
         "quantity_unit": "duration_seconds" if item == "whisper-1" else "tokens"} for item, (quantity, cost) in lines.items()]}


def page(buckets, following=None):
    return {"object": "page", "has_more": following is not None, "next_page": following, "data": buckets}
