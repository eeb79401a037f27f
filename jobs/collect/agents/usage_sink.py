"""Makes a LiveKit agent in Python leave its usage where Voxledger finds it.

    keep_usage(ctx, session, os.environ["VOXLEDGER_LANDING"])        # in the entrypoint, after AgentSession(…)
    keep_provider_events(ctx, self, os.environ["VOXLEDGER_LANDING"]) # in Agent.on_enter, for OpenAI Realtime

Metrics leave every 200 events, so that a killed worker loses little; the report leaves when the job
ends. A landing area that is not a folder (s3://…, gs://…) needs fsspec with its file system.
"""

import asyncio
import datetime
import json
import logging
import os
import threading
import urllib.parse
import uuid

# what these say costs nothing, and there is one a second of the first
WITHOUT_COST = {"vad_metrics", "eou_metrics", "eot_inference_metrics", "interruption_metrics", "avatar_metrics"}
FLUSH_AT = 200
# About 10 MB. A landing area that is away must not take the agent's memory; the report still has the sums.
KEPT_AT_MOST = 10_000


def keep_usage(ctx, session, landing, project=None):
    metrics = _Lines(landing, "livekit-agent-metrics", ctx)

    def collected(event):
        if event.metrics.type not in WITHOUT_COST:
            metrics.add({"project_id": project, "event": event.metrics.model_dump(mode="json")})

    async def ended():
        await asyncio.to_thread(metrics.flush)
        report = ctx.make_session_report(session).to_dict()
        report.pop("chat_history", None)  # words of people are not needed to price them
        text = json.dumps({**report, "project_id": project})
        await asyncio.to_thread(_put, landing, "livekit-session-report", f"{ctx.job.id}.json", text)

    session.on("metrics_collected", collected)
    ctx.add_shutdown_callback(ended)


def keep_provider_events(ctx, agent, landing, transcription_model=None):
    events = _Lines(landing, "openai-realtime", ctx)
    realtime = agent.realtime_llm_session
    model = getattr(realtime.realtime_model, "model", None)

    def received(event):
        if event.get("type") in ("response.done", "conversation.item.input_audio_transcription.completed"):
            event = {key: value for key, value in event.items() if key != "transcript"}
            if "response" in event:
                event["response"] = {key: value for key, value in event["response"].items() if key != "output"}
            events.add({"model": model, "transcription_model": transcription_model, "event": event})

    async def ended():
        await asyncio.to_thread(events.flush)

    realtime.on("openai_server_event_received", received)
    ctx.add_shutdown_callback(ended)


class _Lines:
    """Lines of one job, put away as a file after every FLUSH_AT of them."""

    def __init__(self, landing, source, ctx):
        self.landing, self.source, self.ctx = landing, source, ctx
        self.lines, self.events = [], 0
        self.lock, self.putting = threading.Lock(), threading.Lock()

    def add(self, row):
        now = datetime.datetime.now(datetime.timezone.utc).isoformat()
        job = self.ctx.job
        head = {"session_id": job.room.sid, "job_id": job.id, "room": job.room.name, "observed_at": now}
        with self.lock:
            if len(self.lines) < KEPT_AT_MOST:
                self.lines.append(json.dumps({**head, **{key: value for key, value in row.items() if value is not None}}))
            self.events += 1
            due = self.events % FLUSH_AT == 0
        if due:
            threading.Thread(target=self.flush).start()  # a bucket must not make anybody wait for an answer

    def flush(self):
        """Never raises: the report is written whatever happens."""
        with self.putting:  # one after the other, so that the last one waits for those under way
            with self.lock:
                taken, self.lines = self.lines, []
            try:
                if taken:
                    # a new name for each attempt: lines of one that was stored all the same are known as duplicates
                    _put(self.landing, self.source, f"{self.ctx.job.id}-{uuid.uuid4().hex}.jsonl", "\n".join(taken) + "\n")
            except Exception:
                with self.lock:
                    self.lines = taken + self.lines
                logging.getLogger("voxledger").exception("%d lines of usage are not put yet", len(self.lines))


def _put(landing, source, name, text):
    day = datetime.datetime.now(datetime.timezone.utc).date()
    if landing.startswith("file:"):  # as the nightly job takes it: only `file://` has escapes
        path = landing[len("file:"):]
        landing = urllib.parse.unquote(urllib.parse.urlsplit(landing).path) if path.startswith("//") else path
    target = f"{landing.rstrip('/')}/usage/{source}/dt={day}/{name}"
    if "://" in target:
        import fsspec

        with fsspec.open(target, "w", encoding="utf-8") as out:
            out.write(text)
        return
    os.makedirs(os.path.dirname(target), exist_ok=True)
    with open(target + ".tmp", "w", encoding="utf-8") as out:
        out.write(text)
    os.replace(target + ".tmp", target)
