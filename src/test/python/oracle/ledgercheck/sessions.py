"""Rows as usage records: who made it, who bills it, whose project it is, which of two sources counts, connections."""
import re
from collections import defaultdict
from dataclasses import dataclass, field

from .exact import Decimal
from .rows import SOURCES, provider_of

RESOURCE = {"webrtc": "webrtc_seconds", "agent": "agent_session_seconds", "sip": "sip_seconds",
            "egress": "egress_seconds", "ingress": "ingress_seconds"}
PRECEDENCE = SOURCES[:5]


@dataclass
class Record:
    source: str
    usage_id: str
    session: object
    job: object
    own_project: object
    room: object
    kind: str
    provider: str
    route: str
    biller: str
    account: str
    model: str
    tier: object
    region: object
    used_at: int
    context: object
    quantities: dict
    flags: set
    unknown_modality: bool = False
    ended_at: object = None
    standing: str = "used"
    project: str = "unassigned"


@dataclass
class Session:
    id: str
    rooms: set = field(default_factory=set)
    named: set = field(default_factory=set)
    metadata: dict = field(default_factory=dict)
    created: object = None
    finished: object = None
    report: object = None
    open_connections: int = 0
    project: str = "unassigned"


def glob(pattern, text):
    """`*` and `?` only, case-sensitive."""
    parts = re.split(r"([*?])", pattern)
    expression = "".join({"*": ".*", "?": "."}.get(p, re.escape(p)) for p in parts)
    return re.fullmatch(expression, text, re.DOTALL) is not None


def build(rows, conf):
    """(records, sessions by id)."""
    sessions = facts_of(rows)
    records = [attributed(row, item, conf) for row in rows for item in row.items]
    records += connections(rows, sessions, conf)
    shadow_same_usage(records)
    name_projects(records, sessions, conf)
    return records, sessions


def attributed(row, item, conf):
    provider, route, biller = provider_of(item.provider, conf.providers), "direct", None
    if provider == "livekit":
        biller = "livekit"
        route = "livekit"
        if item.kind in ("llm", "stt", "tts"):
            route = "livekit-inference"
            before, slash, _ = (item.model or "").partition("/")
            provider = provider_of(before, conf.providers) if slash else "livekit"
    biller = provider_of(item.biller, conf.providers) if item.biller else biller or provider
    account = row.account or conf.accounts.get(biller) or "default"
    if route == "livekit" and not (item.biller or item.route) and account in conf.self_hosted:
        route = biller = "self-hosted"
    usage_id = "|".join(str(part) for part in row.identity) + ("|" + item.part if item.part else "")
    return Record(row.source, usage_id, row.session, row.job, row.project or row.folder_project, row.room, item.kind, provider,
                  item.route or route, biller, account, item.model or "", item.tier, item.region, row.used_at,
                  item.context, item.quantities, set(item.flags), item.unknown_modality)


# --- what is known of a session -------------------------------------------------------------------------------------------


def facts_of(rows):
    sessions, newest = {}, {}
    for row in rows:
        if row.session is None:
            continue
        s = sessions.setdefault(row.session, Session(row.session))
        s.rooms |= {row.room} - {None}
        s.named |= {row.project, row.folder_project} - {None}
        fact = row.fact or {}
        if "report" in fact:
            s.report = max(s.report or 0, fact["report"])
        if "event" in fact:
            webhook_facts(s, row, fact, newest)
    return sessions


def webhook_facts(s, row, fact, newest):
    if fact["room_created"] is not None:
        s.created = min(s.created or fact["room_created"], fact["room_created"])
    if fact["event"] == "room_finished":
        s.finished = min(s.finished or fact["created"], fact["created"])
    order = (fact["created"], fact["id"])
    if fact["event"] not in ("egress_ended", "ingress_ended") and order > newest.get(s.id, (-1, "")):
        newest[s.id], s.metadata = order, fact["metadata"]


def connections(rows, sessions, conf):
    webhooks = [r for r in rows if r.source == "livekit-webhook"]
    with_webhooks = {r.session for r in webhooks}
    people, streams = defaultdict(list), {}
    for row in webhooks:
        if row.fact["sid"] and row.fact["event"].startswith("participant_"):
            people[row.session, row.fact["sid"]].append(row)
        if row.fact["stream"]:
            stream = row.fact["stream"]
            order = (stream["updated"], row.fact["created"], row.canon)
            key = (stream["kind"], stream["id"])
            if key not in streams or order > streams[key][0]:
                streams[key] = (order, row)
    out = []
    for (_, sid), events in sorted(people.items()):
        out += connection(sid, events, sessions, conf)
    for (kind, sid), (_, row) in sorted(streams.items()):
        stream = row.fact["stream"]
        if stream["start"] is not None and stream["end"] is not None:
            out.append(resource(row, sid, kind, stream["model"], stream["start"], stream["end"], conf))
    for row in rows:
        if row.source == "livekit-analytics":
            out += from_analytics(row, row.session in with_webhooks, conf)
    return out


def connection(sid, events, sessions, conf):
    facts = [e.fact for e in events]
    starts = [f["joined"] for f in facts if f["joined"] is not None]
    kinds = {f["kind"] for f in facts} - {"STANDARD"}
    kind = min(kinds) if kinds else "STANDARD"
    if kind == "EGRESS" or not starts:
        return []
    session = sessions[events[0].session]
    ends = [f["created"] for f in facts if f["event"] in ("participant_left", "participant_connection_aborted")]
    ends += [session.finished] if session.finished is not None else []
    if not ends and session.report is not None:
        ends = [session.report]
    if not ends:
        session.open_connections += 1
        return []
    model = resource_kind = "webrtc"
    if kind == "AGENT" and any("CLOUD_AGENT" in f["details"] for f in facts):
        model = resource_kind = "agent"
    elif kind == "SIP":
        trunks = sorted({f["trunk"] for f in facts} - {None})
        resource_kind, model = "sip", conf.trunks.get(trunks[0] if trunks else None, "sip-third-party")
    first = min(events, key=lambda e: (e.file, e.line))
    return [resource(first, sid, resource_kind, model, min(starts), min(ends), conf)]


def resource(row, sid, kind, model, start, end, conf):
    length = Decimal(max(0, end - start)) / 1_000_000
    record = livekit_record(row, sid, kind, model, start, conf)
    record.quantities = {RESOURCE[kind]: length}
    record.ended_at = max(start, end)
    return record


def livekit_record(row, usage_id, kind, model, used_at, conf):
    account = row.account or conf.accounts.get("livekit") or "default"
    biller = "self-hosted" if account in conf.self_hosted else "livekit"
    return Record(row.source, usage_id, row.session, None, row.project, row.room, kind, "livekit", biller, biller, account,
                  model, None, None, used_at, None, {}, set())


def from_analytics(row, shadowed, conf):
    fact, out = row.fact, []
    if not fact["ended"]:
        return out
    for number, person in enumerate(fact["people"]):
        left = person["left"] if person["left"] is not None else fact["end"]
        if person["joined"] is None or left is None:
            continue
        record = resource(row, f"{row.session}|{number}-{person['kind']}", person["kind"],
                          "sip-third-party" if person["kind"] == "sip" else person["kind"], person["joined"], left, conf)
        record.flags.add("kind_inferred")
        record.standing = "shadowed" if shadowed else "used"
        out.append(record)
    if fact["bytes"]:
        record = livekit_record(row, f"{row.session}|data", "data", "downstream", fact["start"], conf)
        record.quantities = {"downstream_bytes": fact["bytes"]}
        out.append(record)
    return out


# --- one usage, reported twice --------------------------------------------------------------------------------------------


def without_date(model):
    return re.sub(r"-(\d{4}-\d\d-\d\d|\d{8})\Z", "", model.lower())


def shadow_same_usage(records):
    groups = defaultdict(list)
    for r in records:
        if r.session is not None and r.source in PRECEDENCE:
            groups[r.session, r.kind, r.provider, without_date(r.model)].append(r)
    for group in groups.values():
        by_job = defaultdict(list)
        every_job = all(r.job is not None for r in group)
        for r in group:
            by_job[r.job if every_job else None].append(r)
        for same in by_job.values():
            known = {r.source for r in same if not r.unknown_modality}
            used = min(known or {r.source for r in same}, key=PRECEDENCE.index)
            for r in same:
                r.standing = "used" if r.source == used else "shadowed"


# --- projects -------------------------------------------------------------------------------------------------------------


def name_projects(records, sessions, conf):
    accounts = defaultdict(set)
    for r in records:
        if r.session is not None:
            accounts[r.session].add(r.account)
    for s in sessions.values():
        s.project = min(s.named) if s.named else by_rules(s.rooms, s.metadata, accounts[s.id], conf)
    for r in records:
        if r.session is not None:
            r.project = sessions[r.session].project
            if len(sessions[r.session].named) > 1:
                r.flags.add("several_projects")
        else:
            r.project = r.own_project or by_rules(set(), {}, {r.account}, conf)


def by_rules(rooms, metadata, accounts, conf):
    for rule in conf.projects:
        match, project = rule["match"], rule["project"]
        if "metadata" in match and not metadata.get(match["metadata"]):
            continue
        if "room" in match and not any(glob(match["room"], room) for room in rooms):
            continue
        if "account" in match and not any(glob(match["account"], a) for a in accounts):
            continue
        return project.replace("{metadata}", metadata.get(match.get("metadata"), ""))
    return "unassigned"
