"""LiveKit's own resources: webhooks and session details of the Analytics API."""
import re

from . import tokens
from .exact import parse_instant, parse_json, parse_nanos
from .rows import LEAST, Ignored, Row, needed, object_of, text_of



def webhook(document, file):
    needed(document, "id", "event", "createdAt")
    name, created = document["event"], parse_instant(document["createdAt"])
    room = object_of(document, "room") or object_of(object_of(document, "job"), "room")
    fact = {"event": name, "created": created, "id": document["id"], "sid": None, "stream": None}
    session, label, at = text_of(room, "sid"), text_of(room, "name"), created
    if name in ("egress_ended", "ingress_ended", "egress_started", "egress_updated", "ingress_started"):
        info = object_of(document, "egressInfo") or object_of(document, "ingressInfo")
        state = object_of(info, "state") if "ingressId" in info else info
        session = text_of(state, "roomId") or session
        label = text_of(info, "roomName") or label
        if name.endswith("_ended"):
            fact["stream"] = stream(info, state)
            at = fact["stream"]["start"] or created
    elif name.startswith("participant_"):
        person = object_of(document, "participant")
        fact.update(participant(person))
        at = fact["joined"] if fact["joined"] is not None else created
    if session is None:
        raise Ignored("not_billable")
    fact["metadata"] = metadata(room)
    fact["room_created"] = instant_or_none(room, "creationTimeMs", "creationTime")
    fact["agent"] = text_of(object_of(document, "job"), "agentName")
    row = Row("livekit-webhook", (document["id"],), at, session, room=label)
    row.fact = fact
    return row


def instant_or_none(holder, *keys):
    for key in keys:
        value = holder.get(key)
        if value is not None and str(value) not in ("0", ""):
            return parse_instant(value)
    return None


def participant(person):
    needed(person, "sid")
    attributes = object_of(person, "attributes")
    return {"sid": person["sid"], "joined": instant_or_none(person, "joinedAtMs", "joinedAt"),
            "kind": text_of(person, "kind") or "STANDARD", "details": set(person.get("kindDetails") or []),
            "trunk": text_of(attributes, "sip.trunkID")}


def metadata(room):
    """Text and numbers under the keys of the room's metadata."""
    try:
        found = parse_json(room.get("metadata") or "{}")
    except (ValueError, TypeError):
        return {}
    if not isinstance(found, dict):
        return {}
    return {k: str(v) for k, v in found.items() if isinstance(v, str)}


def stream(info, state):
    def nanos(key):
        value = state.get(key)
        return None if value is None or str(value) == "0" else parse_nanos(value)

    if "ingressId" in info:
        kind, model = "ingress", "transcode-video" if state.get("video") else "transcode-audio"
    else:
        kind, model = "egress", "transcode-video"
        if info.get("track") is not None:
            model = "track"
        for request in ("roomComposite", "web", "participant", "trackComposite"):
            if object_of(info, request).get("audioOnly") is True:
                model = "transcode-audio"
    return {"id": needed(info, kind + "Id"), "kind": kind, "model": model, "start": nanos("startedAt"),
            "end": nanos("endedAt"), "updated": nanos("updatedAt") or 0}


def analytics(document, file):
    needed(document, "roomId", "startTime")
    start = parse_instant(document["startTime"])
    status, pulled = document.get("status"), file.folder("pulled")
    ended = str(status) not in ("1", "active", "ACTIVE")
    people = [analytics_person(p) for p in document.get("participants") or []]
    row = Row("livekit-analytics", (document["roomId"],), start, document["roomId"], room=text_of(document, "roomName"),
              recency=(1 if ended else 0, pulled_at(pulled)))
    row.fact = {"analytics": True, "ended": ended, "start": start, "end": instant_or_none(document, "endTime"),
                "bytes": tokens.quantity(document, "bandwidth"), "people": people}
    return row


def pulled_at(text):
    if not text:
        return LEAST
    return parse_instant(re.sub(r"T(\d\d)(\d\d)(\d\d)Z$", r"T\1:\2:\3Z", text))


def analytics_person(person):
    identity = person.get("participantIdentity") or ""
    kind = "agent" if identity.startswith("agent-") else "sip" if identity.startswith("sip_") else "webrtc"
    return {"kind": kind, "joined": instant_or_none(person, "joinedAt"), "left": instant_or_none(person, "leftAt"),
            "active": person.get("isActive") is True}
