#!/usr/bin/env python3
"""Writes the bundled sample landing area: small, real formats, every number known by hand (see its README.md).

usage: make_sample.py LANDING CONF      (CONF: the folder of voxledger.yaml)
The rate cards are written by hand and stand in LANDING already: the bill follows from the usage and from them.
"""
import gzip
import json
import os
import sys
from datetime import datetime, timezone
from decimal import Decimal

DAYS = ("2026-09-21", "2026-09-22", "2026-09-23")
LONG_PRICE = {"input_text": "5.00", "cache_read_text": "0.50", "output_text": "22.50"}


def epoch_ms(text):
    return round(datetime.fromisoformat(text).replace(tzinfo=timezone.utc).timestamp() * 1000)


def second(text):
    return str(epoch_ms(text) // 1000)


def zulu(text):
    return datetime.fromisoformat(text).isoformat(timespec="milliseconds") + "Z"


def line(document):
    return json.dumps(document, separators=(",", ":"), ensure_ascii=False)


class Landing:
    """Files by path, written at the end."""

    def __init__(self):
        self.lines = {}

    def add(self, path, *documents):
        self.lines.setdefault(path, []).extend(d if isinstance(d, str) else line(d) for d in documents)

    def document(self, path, document):
        self.lines[path] = [json.dumps(document, indent=1, ensure_ascii=False)]

    def page(self, path, document):
        """A page of a bill, one line item a line."""
        text = json.dumps(document, separators=(",", ":")).replace('{"object":"bucket"', '\n{"object":"bucket"')
        self.lines[path] = [text.replace('{"object":"organization', '\n {"object":"organization')]

    def write(self, landing):
        for path, lines in self.lines.items():
            place = os.path.join(landing, path)
            os.makedirs(os.path.dirname(place), exist_ok=True)
            data = ("\n".join(lines) + "\n").encode()
            with open(place, "wb") as f:
                f.write(gzip.compress(data, mtime=0) if place.endswith(".gz") else data)


# --- OpenAI Realtime ------------------------------------------------------------------------------------------------------


def realtime_usage(text, audio, cached_text, cached_audio, out_text, out_audio):
    return {"total_tokens": text + audio + out_text + out_audio, "input_tokens": text + audio,
            "output_tokens": out_text + out_audio,
            "input_token_details": {"text_tokens": text, "audio_tokens": audio, "image_tokens": 0,
                                    "cached_tokens": cached_text + cached_audio,
                                    "cached_tokens_details": {"text_tokens": cached_text, "audio_tokens": cached_audio,
                                                              "image_tokens": 0}},
            "output_token_details": {"text_tokens": out_text, "audio_tokens": out_audio}}


def envelope(session, job, room, at, event, **more):
    return {"session_id": session, "job_id": job, "room": room, "observed_at": zulu(at), **more, "event": event}


def response(session, job, room, at, response_id, model, usage, status="completed"):
    event = {"type": "response.done", "event_id": "event_" + response_id,
             "response": {"object": "realtime.response", "id": response_id, "status": status, "usage": usage}}
    return envelope(session, job, room, at, event, provider="openai", model=model)


def transcription(session, job, room, at, item, usage, model):
    event = {"type": "conversation.item.input_audio_transcription.completed", "event_id": "event_" + item, "item_id": item,
             "content_index": 0, "transcript": "Hello?", "usage": usage}
    return envelope(session, job, room, at, event, provider="openai", model="gpt-realtime", transcription_model=model)


FORUM = realtime_usage(5378, 2845, 5376, 2816, 250, 1019)
CANCELLED = realtime_usage(313, 476, 256, 384, 9, 23)
EVEN = realtime_usage(1000, 1000, 0, 0, 0, 1000)


def realtime_sessions(out):
    forum = response("RM_forum", "AJ_forum", "acme-helpdesk", "2026-09-21T09:00:12.345", "resp_forum",
                     "gpt-4o-mini-realtime-preview-2024-12-17", FORUM)
    out.add("usage/openai-realtime/2026-09-21/responses.jsonl", forum)
    out.add("usage/openai-realtime/2026-09-21/responses-delivered-again.jsonl", forum)
    for day, session, model in ((DAYS[0], "RM_interview_full", "gpt-4o-realtime-preview"),
                                (DAYS[1], "RM_interview_mini", "gpt-4o-mini-realtime")):
        for n in range(4):  # 4 × (22,500 audio in, 22,500 audio out, 750 text in, 750 text out)
            out.add(f"usage/openai-realtime/project=lab/{day}-interview.jsonl",
                    response(session, session.replace("RM", "AJ"), "interview-" + session[-4:], f"{day}T13:{7 * n + 6:02d}:30.000",
                             f"resp_{session[-4:]}_{n + 1}", model, realtime_usage(750, 22500, 0, 0, 750, 22500)))
    out.add("usage/openai-realtime/2026-09-22/responses.jsonl.gz",
            response("RM_outlived", "AJ_outlived", "survey-17", "2026-09-22T10:03:00.100", "resp_cancelled", "gpt-realtime",
                     CANCELLED, "cancelled"))
    noon = "RM_noon", "AJ_noon", "acme-night-line"
    out.add("usage/openai-realtime/2026-09-23/responses.jsonl",
            response(*noon, "2026-09-23T11:59:59.999", "resp_before_noon", "gpt-realtime-2025-08-28", EVEN),
            response(*noon, "2026-09-23T12:00:00.000", "resp_from_noon", "gpt-realtime-2025-08-28", EVEN),
            transcription(*noon, "2026-09-23T11:59:58.500", "item_tokens",
                          {"type": "tokens", "total_tokens": 1329, "input_tokens": 1320,
                           "input_token_details": {"text_tokens": 0, "audio_tokens": 1320}, "output_tokens": 9},
                          "gpt-4o-transcribe"),
            transcription(*noon, "2026-09-23T12:00:01.500", "item_seconds", {"type": "duration", "seconds": 1.4}, "whisper-1"))


def bad_rows(out):
    broken = ("RM_broken", "AJ_broken", "acme-broken", "2026-09-23T15:00:00.000")
    good = response(*broken, "resp_good", "gpt-realtime", realtime_usage(10, 0, 0, 0, 1, 0))
    no_session = dict(good)
    del no_session["session_id"]
    negative = response(*broken, "resp_negative", "gpt-realtime", dict(realtime_usage(10, 0, 0, 0, 1, 0), output_tokens=-1))
    cached = response(*broken, "resp_cached", "gpt-realtime", realtime_usage(10, 0, 11, 0, 1, 0))
    out.add("usage/openai-realtime/2026-09-23/with-bad-lines.jsonl", '{"session_id":"RM_broken","observed_at":', "[]",
            no_session, negative, cached, good)
    out.add("usage/livekit-agent-metrics/2026-09-23/with-an-unknown-type.jsonl",
            envelope(*broken, {"type": "hologram_metrics", "timestamp": 1790175600.5, "holograms": 3}))


# --- agents: metrics and reports ------------------------------------------------------------------------------------------


def meta(model, provider):
    return {"model_name": model, "model_provider": provider}


def python_llm(at, request, model, prompt, cached, completion, provider="api.openai.com"):
    return {"type": "llm_metrics", "label": "livekit.plugins.openai.llm.LLM", "request_id": request,
            "timestamp": epoch_ms(at) / 1000, "duration": 0.91, "ttft": 0.423, "cancelled": False,
            "completion_tokens": completion, "prompt_tokens": prompt, "prompt_cached_tokens": cached,
            "cache_creation_tokens": 0, "reasoning_tokens": 0, "total_tokens": prompt + completion, "tokens_per_second": 41.76,
            "speech_id": "speech_8a1b", "metadata": meta(model, provider)}


def python_stt(at, seconds):
    return {"type": "stt_metrics", "label": "livekit.plugins.deepgram.stt.STT", "request_id": "7f0c9a3e",
            "timestamp": epoch_ms(at) / 1000, "duration": 0.0, "audio_duration": seconds, "streamed": True, "input_tokens": 0,
            "output_tokens": 0, "total_tokens": 0, "input_audio_tokens": 0, "metadata": meta("nova-3", "Deepgram")}


def python_tts(at, characters, seconds):
    return {"type": "tts_metrics", "label": "livekit.plugins.cartesia.tts.TTS", "request_id": "c1f2a9d4", "ttfb": 0.213,
            "timestamp": epoch_ms(at) / 1000, "duration": 1.02, "audio_duration": seconds, "cancelled": False,
            "characters_count": characters, "input_tokens": 0, "output_tokens": 0, "streamed": True, "segment_id": "SG_51e2",
            "metadata": meta("sonic-3", "Cartesia")}


def python_vad(at):
    return {"type": "vad_metrics", "label": "livekit.plugins.silero.vad.VAD", "timestamp": epoch_ms(at) / 1000, "idle_time": 3.1,
            "inference_duration_total": 0.0121, "inference_count": 31, "metadata": meta("silero-vad", "Silero")}


def python_realtime(at, request, model, usage):
    cached = dict(usage["input_token_details"])
    return {"type": "realtime_model_metrics", "label": "livekit.plugins.openai.realtime.realtime_model.RealtimeModel",
            "request_id": request, "timestamp": epoch_ms(at) / 1000, "duration": 2.94, "session_duration": 0.0, "ttft": 0.611,
            "cancelled": False, "input_tokens": usage["input_tokens"], "output_tokens": usage["output_tokens"],
            "total_tokens": usage["total_tokens"], "tokens_per_second": 72.4, "input_token_details": cached,
            "output_token_details": dict(usage["output_token_details"], image_tokens=0),
            "metadata": meta(model, "api.openai.com")}


def python_metrics(out):
    out.add("usage/livekit-agent-metrics/2026-09-21/python-agent.jsonl",
            envelope("RM_forum", "AJ_forum", "acme-helpdesk", "2026-09-21T09:00:12.400",
                     python_realtime("2026-09-21T09:00:12.400", "resp_forum", "gpt-4o-mini-realtime-preview", FORUM)))
    pipeline = "RM_pipeline", "AJ_pipeline", "acme-research"
    path = "usage/livekit-agent-metrics/2026-09-22/python-agent.jsonl"
    for n, (heard, said) in enumerate(((5.05, 131), (5.05, 120), (2.3, 149))):
        at = f"2026-09-22T14:0{n}:06.020"
        out.add(path, envelope(*pipeline, at, python_stt(at, heard)), envelope(*pipeline, at, python_vad(at)),
                envelope(*pipeline, at, python_llm(at, f"chatcmpl-{n + 1}", "gpt-5.4", 100000, 20000, 1000)),
                envelope(*pipeline, at, python_tts(at, said, 7.84)))
    context = "RM_threshold", "AJ_threshold", "globex-contracts"
    path = "usage/livekit-agent-metrics/2026-09-23/python-agent.jsonl"
    for n, prompt in enumerate((272000, 272001)):
        at = f"2026-09-23T08:0{n}:00.000"
        out.add(path, envelope(*context, at, python_llm(at, f"chatcmpl-{prompt}", "gpt-5.4", prompt, 200000, 100)))
    at = "2026-09-23T16:00:00.000"
    out.add(path, envelope("RM_inference", "AJ_inference", "globex-inference", at,
                           python_llm(at, "chatcmpl-inference", "openai/gpt-5.4", 10000, 0, 1000, "livekit")),
            envelope("RM_inference", "AJ_inference", "globex-inference", at,
                     python_llm(at, "chatcmpl-new-model", "gpt-5.9-nano", 1200, 0, 80)))


JS_REALTIME = {"inputTokens": 1871, "outputTokens": 213, "totalTokens": 2084,
               "inputTokenDetails": {"audioTokens": 702, "textTokens": 1169, "imageTokens": 0, "cachedTokens": 1664,
                                     "cachedTokensDetails": {"audioTokens": 576, "textTokens": 1088, "imageTokens": 0}},
               "outputTokenDetails": {"textTokens": 48, "audioTokens": 165, "imageTokens": 0}}


def js_metrics(out):
    at = "2026-09-22T15:00:20.100"
    ms = epoch_ms(at)
    openai, common = {"modelProvider": "api.openai.com"}, {"timestamp": ms, "cancelled": False}
    for event in (
            {"type": "llm_metrics", "label": "openai.LLM", "requestId": "chatcmpl-js", **common, "durationMs": 910, "ttftMs": 423,
             "completionTokens": 38, "promptTokens": 1312, "promptCachedTokens": 1152, "totalTokens": 1350,
             "metadata": {**openai, "modelName": "gpt-4.1-mini"}},
            {"type": "realtime_model_metrics", "label": "openai_realtime", "requestId": "resp_js", **common, "durationMs": 2940,
             "ttftMs": 611, **JS_REALTIME, "metadata": {**openai, "modelName": "gpt-realtime"}},
            {"type": "stt_metrics", "label": "deepgram.STT", "requestId": "7f0c", "timestamp": ms, "durationMs": 0,
             "audioDurationMs": 5050, "streamed": True, "metadata": {"modelProvider": "Deepgram", "modelName": "nova-3"}},
            {"type": "tts_metrics", "label": "cartesia.TTS", "requestId": "c1f2", **common, "ttfbMs": 213, "durationMs": 1020,
             "audioDurationMs": 7840, "charactersCount": 131, "streamed": True,
             "metadata": {"modelProvider": "Cartesia", "modelName": "sonic-3"}}):
        out.add("usage/livekit-agent-metrics/2026-09-22/js-agent.jsonl", envelope("RM_js", "AJ_js", "globex-js", at, event))


def reports(out):
    gpt54 = {"provider": "api.openai.com", "model": "gpt-5.4", "input_tokens": 300000, "input_cached_tokens": 60000,
             "output_tokens": 3000}
    nova = {"provider": "Deepgram", "model": "nova-3", "audio_duration": 12.4}
    sonic = {"provider": "Cartesia", "model": "sonic-3", "characters_count": 400, "audio_duration": 23.52}
    typed = [dict(type=t, **i) for t, i in (("llm_usage", gpt54), ("stt_usage", nova), ("tts_usage", sonic))]
    snapshot = {"type": "session_usage_updated", "usage": {"model_usage": typed},
                "created_at": epoch_ms("2026-09-22T14:03:01.100") / 1000}
    out.document("usage/livekit-session-report/2026-09-22/python-1.7-without-types.json",
                 report("RM_pipeline", "AJ_pipeline", "acme-research", epoch_ms("2026-09-22T14:03:02.300") / 1000, "1.7.0",
                        [gpt54, nova, sonic], [snapshot]))
    realtime = {"type": "llm_usage", "provider": "api.openai.com", "model": "gpt-realtime", "input_tokens": 1871,
                "input_cached_tokens": 1664, "input_audio_tokens": 702, "input_cached_audio_tokens": 576,
                "input_text_tokens": 1169, "input_cached_text_tokens": 1088, "output_tokens": 213, "output_audio_tokens": 165,
                "output_text_tokens": 48}
    items = [{"type": "llm_usage", "provider": "api.openai.com", "model": "gpt-4.1-mini", "input_tokens": 1312,
              "input_cached_tokens": 1152, "output_tokens": 38}, realtime,
             {"type": "tts_usage", "provider": "Cartesia", "model": "sonic-3", "characters_count": 131, "audio_duration": 7.84},
             {"type": "stt_usage", "provider": "Deepgram", "model": "nova-3", "audio_duration": 5.05}]
    out.document("usage/livekit-session-report/2026-09-22/js-1.9-in-milliseconds.json",
                 report("RM_js", "AJ_js", "globex-js", epoch_ms("2026-09-22T15:01:02.300"), "1.9.0", items, []))
    more = [{"type": "llm_usage", "provider": "api.x.ai", "model": "grok-voice-agent", "session_duration": 298.7},
            {"type": "interruption_usage", "provider": "livekit", "model": "adaptive", "total_requests": 3},
            {"type": "eot_usage", "provider": "livekit", "model": "turn-detector-v1", "total_requests": 1}]
    out.document("usage/livekit-session-report/2026-09-21/python-1.8.9.json",
                 dict(report("RM_report", "AJ_report", "globex-survey", epoch_ms("2026-09-21T17:05:00.000") / 1000, "1.8.9",
                             items[:2] + more[:1] + items[2:] + more[1:], []), agent_name="survey-agent", duration_ms=301900))


def report(session, job, room, timestamp, version, usage, events):
    chat = {"items": [{"id": "item_1", "type": "message", "role": "user", "content": ["Hi, what time do you open?"]}]}
    return {"job_id": job, "room_id": session, "room": room, "events": events, "chat_history": chat, "timestamp": timestamp,
            "usage": usage, "sdk_version": version}


# --- rooms ----------------------------------------------------------------------------------------------------------------


class Room:
    """Webhooks of one room, in LiveKit's protojson."""

    def __init__(self, session, name, created, metadata=None):
        self.room = {"sid": session, "name": name, "emptyTimeout": 300, "creationTime": second(created)}
        if metadata:
            self.room["metadata"] = json.dumps(metadata, separators=(",", ":"))
        self.room["creationTimeMs"] = str(epoch_ms(created))
        self.events, self.session = [], session
        self.event("room_started", created)

    def event(self, name, at, **more):
        self.events.append({"event": name, "room": self.room, "id": f"EV_{self.session[3:]}_{len(self.events) + 1}",
                            "createdAt": second(at), **more})

    def person(self, sid, identity, joined, left=None, **more):
        person = {"sid": sid, "identity": identity, "state": "ACTIVE", "joinedAt": second(joined), "region": "ousw", **more,
                  "joinedAtMs": str(epoch_ms(joined))}
        self.event("participant_joined", joined, participant=person)
        if left:
            gone = dict(person, state="DISCONNECTED", disconnectReason="CLIENT_INITIATED")
            self.event("participant_left", left, participant=gone)
        return self

    def agent_job(self, at, name):
        self.event("agent_job_started", at, job={"id": "AJ_" + self.session[3:], "room": self.room, "agentName": name,
                                                  "state": {"status": "JS_RUNNING"}, "dispatchId": "AD_77"})
        return self

    def finished(self, at):
        self.event("room_finished", at, roomEndReason="ROOM_END_IDLE_TIMEOUT")
        return self


CLOUD = {"kind": "AGENT", "kindDetails": ["CLOUD_AGENT"]}


def rooms(out):
    hour = ("13:00:00.250", "13:30:00")
    both = []
    for day, session in ((DAYS[0], "RM_interview_full"), (DAYS[1], "RM_interview_mini")):
        room = Room(session, "interview-" + session[-4:], f"{day}T13:00:00.100")
        room.person(f"PA_{session[-4:]}_person", "participant", *(f"{day}T{t}" for t in hour))
        room.person(f"PA_{session[-4:]}_agent", "agent-" + session.replace("RM", "AJ"), *(f"{day}T{t}" for t in hour), kind="AGENT")
        both.append(room.finished(f"{day}T13:30:20"))
    short = Room("RM_short", "acme-short", "2026-09-21T11:00:00.000")
    short.person("PA_ten", "caller-1", "2026-09-21T11:00:00.000", "2026-09-21T11:00:10")
    short.person("PA_seventy", "caller-2", "2026-09-21T11:00:00.000", "2026-09-21T11:01:10").finished("2026-09-21T11:01:30")
    noshow = Room("RM_noshow", "survey-16", "2026-09-21T12:00:00.000", {"project": "globex", "customer": "initech"})
    noshow.agent_job("2026-09-21T12:00:01", "survey-agent")
    noshow.person("PA_waiting", "caller-3", "2026-09-21T12:00:00.500", "2026-09-21T12:00:40").finished("2026-09-21T12:01:00")
    waiting = Room("RM_report", "globex-survey", "2026-09-21T17:00:00.000", {"project": "globex"})
    waiting.person("PA_no_goodbye", "caller-4", "2026-09-21T17:00:00.000")
    outlived = Room("RM_outlived", "survey-17", "2026-09-22T10:00:00.000", {"project": "globex", "customer": "initech"})
    outlived.agent_job("2026-09-22T10:00:00", "survey-agent")
    outlived.person("PA_phone", "sip_+15105550100", "2026-09-22T10:00:00.200", "2026-09-22T10:04:30", kind="SIP",
                    attributes={"sip.trunkID": "ST_9xk", "sip.callStatus": "active", "sip.phoneNumber": "+15105550100"})
    outlived.person("PA_stays", "agent-AJ_outlived", "2026-09-22T10:00:00.000", "2026-09-22T10:20:00", **CLOUD)
    outlived.finished("2026-09-22T10:05:00")
    egress = {"event": "egress_ended", "id": "EV_outlived_egress", "createdAt": second("2026-09-22T10:05:10"),
              "egressInfo": {"egressId": "EG_outlived", "roomId": "RM_outlived", "status": "EGRESS_COMPLETE",
                             "roomComposite": {"roomName": "survey-17", "audioOnly": True},
                             "startedAt": "1790071203412000000", "endedAt": "1790071503008000000", "roomName": "survey-17",
                             "updatedAt": "1790071509000000000"}}
    first = shuffled(both[0].events + short.events + noshow.events + waiting.events)
    out.add("usage/livekit-webhook/2026-09-21/webhooks-in-no-order.jsonl", *first)
    second_day = shuffled(both[1].events + outlived.events + [egress])
    out.add("usage/livekit-webhook/2026-09-22/webhooks-in-no-order.jsonl", *second_day, second_day[3], second_day[0])
    out.document("usage/livekit-analytics/pulled=2026-09-24T020000Z/room-without-webhooks.json", {
        "roomId": "RM_analytics", "roomName": "acme-front-desk", "status": 0, "bandwidth": "4718592",
        "startTime": "2026-09-23T13:20:00Z", "endTime": "2026-09-23T13:25:22Z", "numParticipants": 2, "connectionMinutes": "12",
        "participants": [
            {"participantIdentity": "visitor", "isActive": False, "joinedAt": "2026-09-23T13:20:01Z",
             "leftAt": "2026-09-23T13:25:01Z", "region": "US West", "connectionType": "udp"},
            {"participantIdentity": "agent-AJ_desk", "isActive": False, "joinedAt": "2026-09-23T13:20:02Z",
             "leftAt": "2026-09-23T13:25:02Z", "region": "US West", "connectionType": "udp"}]})


def shuffled(events):
    """An order that nobody would deliver on purpose, always the same."""
    return sorted(events, key=lambda e: e["id"][::-1])


# --- the rest -------------------------------------------------------------------------------------------------------------


def gemini(out):
    session = "RM_gemini", "AJ_gemini", "interview-gemini"
    first = {"promptTokenCount": 541, "responseTokenCount": 156, "totalTokenCount": 697,
             "promptTokensDetails": [{"modality": "TEXT", "tokenCount": 410}, {"modality": "AUDIO", "tokenCount": 131}],
             "responseTokensDetails": [{"modality": "TEXT", "tokenCount": 156}]}
    second_turn = {"promptTokenCount": 2100, "cachedContentTokenCount": 1500, "candidatesTokenCount": 120,
                   "thoughtsTokenCount": 64, "totalTokenCount": 2284,
                   "promptTokensDetails": [{"modality": "TEXT", "tokenCount": 1600}, {"modality": "AUDIO", "tokenCount": 500}],
                   "cacheTokensDetails": [{"modality": "TEXT", "tokenCount": 1500}],
                   "candidatesTokensDetails": [{"modality": "TEXT", "tokenCount": 120}], "trafficType": "ON_DEMAND"}
    for at, usage in (("2026-09-22T16:00:05.000", first), ("2026-09-22T16:00:15.000", second_turn)):
        out.add("usage/gemini-live/project=lab/2026-09-22.jsonl",
                envelope(*session, at, {"serverContent": {"turnComplete": True}, "usageMetadata": usage},
                         provider="Gemini", model="gemini-live-2.5-flash"))


def estimates_and_records(out):
    for minute, total in ((10, 9.03), (20, 18.05), (30, 27.08)):
        out.add("usage/cost-update/2026-09-21/live-estimates.jsonl",
                envelope("RM_interview_full", "AJ_interview_full", "interview-full", f"2026-09-21T13:{minute - 1:02d}:59.900",
                         {"type": "cost_update", "total_usd": total, "per_minute_usd": 0.9025,
                          "audio_in_tokens": 3000 * minute, "audio_out_tokens": 3000 * minute, "elapsed_sec": 60.0 * minute}))
    record = {"usage_id": "phone-2026-09", "used_at": "2026-09-21T00:00:00Z", "project_id": "acme", "provider": "livekit",
              "kind": "phone_number", "model": "phone-number-local", "quantities": {"phone_number_months": 1}}
    wrong = {"usage_id": "batch-1", "used_at": "2026-09-22T20:00:00Z", "session_id": "RM_batch", "project_id": "acme",
             "provider": "openai", "kind": "llm", "model": "gpt-4.1-mini", "quantities": {"input_text": 900000, "output_text": 1000}}
    right = dict(wrong, revised_at="2026-09-23T06:00:00Z", quantities={"input_text": 90000, "output_text": 1000})
    out.add("usage/usage-record/2026-09-21-to-22.jsonl", record, wrong)
    out.add("usage/usage-record/2026-09-23-correction.jsonl", right)


# --- the bill -------------------------------------------------------------------------------------------------------------


def bill(out, charges):
    """What OpenAI would bill, with two faults: base requests at the long-context price on the 22nd, an unknown product."""
    dated = {"gpt-realtime": "gpt-realtime-2025-08-28",
             "gpt-4o-mini-realtime-preview": "gpt-4o-mini-realtime-preview-2024-12-17"}
    buckets = {day: {} for day in DAYS}
    for c in charges:
        if c["biller"] != "openai":
            continue
        amount = c["contracted_cost"]
        if c["sku"] == "gpt-5.4" and c["usage_date"] == DAYS[1]:
            amount = c["billable_quantity"] * Decimal(LONG_PRICE[c["meter"]]) / 1_000_000
        key = line_item(dated.get(c["sku"], c["sku"]), c["meter"])
        quantity, cost = buckets[c["usage_date"]].get(key, (Decimal(0), Decimal(0)))
        buckets[c["usage_date"]][key] = (quantity + c["billable_quantity"], cost + amount)
    buckets[DAYS[2]]["web search tool calls"] = (Decimal(10), Decimal("0.25"))
    pages = {day: bucket(day, lines) for day, lines in buckets.items()}
    root = "billing/openai-costs/pulled="
    out.page(root + "2026-09-22T060000Z/page-1.json", page([bucket(DAYS[0], dict(list(sorted(buckets[DAYS[0]].items()))[:2]))]))
    out.page(root + "2026-09-26T060000Z/page-1.json", page([pages[DAYS[0]], pages[DAYS[1]]], "page_2"))
    out.page(root + "2026-09-26T060000Z/page-2.json", page([pages[DAYS[2]]]))
    out.page(root + "2026-09-28T060000Z/page-1-of-two-that-never-came.json", page([bucket(DAYS[0], {})], "page_2"))


def line_item(model, meter):
    if meter == "audio_seconds":
        return model
    direction, _, modality = meter.rpartition("_")
    words = {"input": "input", "cache_read": "cached input", "output": "output"}[direction]
    return f"{model}, {words}" if model in ("gpt-5.4", "gpt-4.1-mini") else f"{model} {modality}, {words}"


def bucket(day, lines):
    start = epoch_ms(day) // 1000
    return {"object": "bucket", "start_time": start, "end_time": start + 86400, "results": [
        {"object": "organization.costs.result", "amount": {"value": f"{cost:.24f}", "currency": "usd"}, "line_item": item,
         "project_id": "proj_voice_prod", "api_key_id": None, "quantity": float(quantity), "quantity_unit": unit(item)}
        for item, (quantity, cost) in sorted(lines.items())]}


def unit(item):
    return {"whisper-1": "duration_seconds", "web search tool calls": "requests"}.get(item, "tokens")


def page(buckets, following=None):
    return {"object": "page", "has_more": following is not None, "next_page": following, "data": buckets}


def main(landing, conf):
    from oracle import tables
    out = Landing()
    for part in (realtime_sessions, bad_rows, python_metrics, js_metrics, reports, rooms, gemini, estimates_and_records):
        part(out)
    out.write(landing)
    bills = Landing()
    bill(bills, tables(landing, conf)["charge"])
    bills.write(landing)


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    main(*sys.argv[1:])
