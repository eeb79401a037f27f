"""Usage files as rows; each row is judged by itself, then the newest of each identity is kept."""
from .events import agent_metrics, cost_update, gemini_live, openai_realtime, usage_record
from .exact import Bad, canonical, parse_json
from .landing import Unreadable, files
from .livekit import analytics, webhook
from .reports import session_report
from .rows import SOURCES, Ignored

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
    row.folder_project = file.folder("project")
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
