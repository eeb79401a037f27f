"""Rows that go to quarantine, and usage records of every other kind."""
import gzip

from .text import Time, line

DAY = Time(2 * 86_400_000_000 + 36_000_000_000)


def response(ident, usage):
    return {"session_id": "RM_bad", "observed_at": DAY.iso, "provider": "openai", "model": "gpt-realtime",
            "event": {"type": "response.done", "response": {"id": ident, "usage": usage}}}


def usage(**more):
    return {"total_tokens": 2, "input_tokens": 1, "output_tokens": 1, "input_token_details": {"text_tokens": 1},
            "output_token_details": {"text_tokens": 1}, **more}


def add(files, rng):
    rows = [
        '{"session_id":"RM_bad","observed_at"', "[]", "null", '"text"', dict(response("b0", usage()), event=None),
        {"observed_at": DAY.iso, "event": {"type": "response.done"}}, dict(response("b1", usage()), observed_at=None),
        dict(response("b2", usage()), observed_at="yesterday"), response(None, usage()), response("b3", usage(input_tokens=-5)),
        response("b4", usage(input_tokens=10, input_token_details={"text_tokens": 10, "cached_tokens": 11})),
        response("b5", usage(input_token_details={"text_tokens": 9})), response("b6", usage(input_tokens="1E+400")),
        response("b7", usage(input_tokens=True)), response("b8", usage(output_token_details={"audio_tokens": 7})),
        response("ok1", usage()), response("ok2", usage(input_tokens="0E-6176", input_token_details={})),
    ]
    rng.shuffle(rows)
    files.lines["usage/openai-realtime/dt=2026-09-03/bad.jsonl"] = [r if isinstance(r, str) else line(r) for r in rows]
    files.raw["usage/openai-realtime/dt=2026-09-03/cut.jsonl.gz"] = gzip.compress(line(response("lost", usage())).encode(), mtime=0)[:41]
    files.raw["usage/gemini-live/dt=2026-09-03/latin.jsonl"] = '{"session_id":"RM_é"}\n'.encode("latin-1")
    unknown = {"type": "hologram_metrics", "timestamp": DAY.seconds}
    files.lines["usage/livekit-agent-metrics/dt=2026-09-03/bad.jsonl"] = [
        line({"session_id": "RM_bad", "event": unknown}), line({"session_id": "RM_bad", "event": {"type": "llm_metrics", "prompt_tokens": 5}})]
    files.document("usage/livekit-session-report/dt=2026-09-03/bad-item.json", {
        "job_id": "AJ_bad", "room_id": "RM_bad", "room": "x", "timestamp": DAY.seconds, "events": [], "usage": [
            {"type": "stt_usage", "provider": "Deepgram", "model": "nova-3", "audio_duration": 5},
            {"type": "smell_usage", "provider": "x", "model": "y"}]})
    records(files, rng)


def records(files, rng):
    """Some usage records; u2 is corrected twice, u9 has two rows of equal time that only their text tells apart."""
    base = {"usage_id": "u1", "used_at": "2026-09-03T00:00:00Z", "provider": "openai", "kind": "llm", "model": "gpt-4.1-mini",
            "quantities": {"input_text": 1000}}
    rows = [
        dict(base, provider="acme-llm", model="secret"), dict(base, usage_id="u2", session_id="RM_u2", project_id="zeta"),
        dict(base, usage_id="u2", session_id="RM_u2", revised_at="2026-09-04T00:00:00Z", quantities={"input_text": 7, "output_text": "3.5"}),
        dict(base, usage_id="u2", session_id="RM_u2b", project_id="acme", revised_at="2026-09-05", used_at=1788480000,
             quantities={"input_text": 1000004, "cache_read_text": 0, "output_text": rng.randint(1, 99)}),
        dict(base, usage_id="u3", session_id="RM_u2", quantities={"input_audio": 10, "output_text": 11}),
        dict(base, usage_id="u4", quantities={"input_text": 1e15}), dict(base, usage_id="u5", used_at="yesterday"),
        dict(base, usage_id="u6", used_at=1756857600000, model="GPT-5.4", quantities={"input_text": 0.1234565, "output_text": "1.0000005"}),
        dict(base, usage_id="u7", quantities={"wishes": 3}), dict(base, usage_id="u8", kind="magic"),
        dict(base, usage_id="u9", quantities={"input_text": 200}), dict(base, usage_id="u9", quantities={"input_text": 30}),
        dict(base, usage_id="u10", model="gpt-5.4", service_tier="flex", region="EU", context_tokens=272001,
             quantities={"input_text": 272001, "output_text": 5}, account="proj_other"),
        dict(base, usage_id="u11", provider="livekit", kind="data", model="downstream", account="p_own", quantities={"downstream_bytes": 5}),
        dict(base, usage_id="u12", model="gpt-5.4-nano"), dict(base, usage_id="u13", provider=None),
        dict(base, usage_id="u14", used_at="2026-09-03T02:00:00+02:00", provider="Gemini", model="gemini-live-9",
             quantities={"input_audio": 1000000, "output_audio": 10}),
    ]
    rng.shuffle(rows)
    for row in rows:
        files.lines.setdefault(f"usage/usage-record/u-{rng.randint(0, 2)}.jsonl", []).append(line(row))
