"""Rooms as LiveKit's webhooks and its Analytics API show them: shuffled, repeated, incomplete."""
import json

from .talk import name


def add(files, rng, session):
    if session.plan == "silent" and rng.random() < 0.5 or rng.random() < 0.1:
        analytics(files, rng, session)
        return
    folder = "account=p_own/" if rng.random() < 0.1 else ""
    room = {"sid": session.id, "name": session.room, "creationTime": str(session.start.s), "creationTimeMs": str(session.start.ms)}
    if session.metadata:
        room["metadata"] = json.dumps(session.metadata)
    events = [event(rng, "room_started", session.start, room)]
    for _ in range(rng.randint(1, 4)):
        events += connection(rng, session, room)
    if rng.random() < 0.5:
        events.append(event(rng, "agent_job_started", session.start, room,
                            job={"id": session.jobs[0], "room": room, "agentName": "helper"}))
    if rng.random() < 0.8:
        events.append(event(rng, "room_finished", session.end.plus(rng.uniform(-1, 20)), room))
    events += streams(rng, session)
    if session.metadata and rng.random() < 0.5:
        rename_at_the_end(events, room)
    for at, document in events:
        files.add("livekit-webhook", at, document, folder)
        if rng.random() < 0.1:
            files.add("livekit-webhook", at, document, folder)
        if rng.random() < 0.04:
            files.add("livekit-webhook", at, dict(document, createdAt=str(at.s + rng.choice((-3, 5)))), folder)
    if rng.random() < 0.15:
        analytics(files, rng, session)


def rename_at_the_end(events, room):
    """The newest webhook of the room, where there is one, shows other metadata than the earlier ones."""
    with_room = sorted((e for e in events if "room" in e[1]), key=lambda e: int(e[1]["createdAt"]))
    if len(with_room) > 1 and with_room[-2][1]["createdAt"] != with_room[-1][1]["createdAt"]:
        with_room[-1][1]["room"] = dict(room, metadata=json.dumps({"project": "renamed", "customer": "d"}))


def event(rng, kind, at, room, **more):
    return at, {"event": kind, "room": room, "id": "EV_" + name(rng), "createdAt": str(at.s), **more}


def connection(rng, session, room):
    joined = session.start.plus(round(rng.uniform(0, session.length), 3))
    left = joined.plus(rng.choice((0.05, rng.uniform(0, session.length), rng.uniform(0, session.length + 400))))
    kind = rng.choice(({}, {}, {"kind": "SIP", "attributes": {"sip.trunkID": rng.choice(("ST_local", "ST_other"))}},
                       {"kind": "AGENT"}, {"kind": "AGENT", "kindDetails": ["CLOUD_AGENT"]}, {"kind": "EGRESS"}))
    person = {"sid": "PA_" + name(rng), "identity": "p", "state": "ACTIVE", "joinedAt": str(joined.s), "joinedAtMs": str(joined.ms),
              "region": "ousw", **kind}
    if rng.random() < 0.1:
        del person["joinedAtMs"]
    gone = dict(person, state="DISCONNECTED", disconnectReason="CLIENT_INITIATED")
    if rng.random() < 0.1 and "joinedAtMs" in gone:
        gone["joinedAtMs"] = str(joined.ms + 700)
    if "kindDetails" in person and rng.random() < 0.5:
        del person["kindDetails"]
    leave = rng.choice(("participant_left", "participant_left", "participant_left", "participant_connection_aborted"))
    out = [event(rng, "participant_joined", joined, room, participant=person), event(rng, leave, left, room, participant=gone)]
    luck = rng.random()
    return out[:1] if luck < 0.12 else out[1:] if luck < 0.2 else out


def streams(rng, session):
    out = []
    for _ in range(rng.choice((0, 0, 1, 2))):
        start, end = session.start.plus(0.411), session.end.plus(0.5)
        kind = rng.choice((("roomComposite", {"roomName": session.room, "audioOnly": True}), ("roomComposite", {"roomName": session.room}),
                           ("trackComposite", {"audioTrackId": "TR"}), ("track", {"trackId": "TR"}), ("web", {"url": "u"})))
        info = {"egressId": "EG_" + name(rng), "roomId": session.id, "roomName": session.room, "startedAt": str(start.epoch_micros * 1000 + 64),
                "status": rng.choice(("EGRESS_COMPLETE", "EGRESS_FAILED")), kind[0]: kind[1]}
        if rng.random() < 0.15:
            del info["startedAt"]
        for version in range(rng.choice((1, 1, 2))):
            at = end.plus(5 + version)
            changed = dict(info, updatedAt=str(at.epoch_micros * 1000), endedAt=str(end.plus(version * 70).epoch_micros * 1000 + 999))
            out.append((at, {"event": "egress_ended", "id": "EV_" + name(rng), "createdAt": str(at.s), "egressInfo": changed}))
    if rng.random() < 0.15:
        at = session.end
        state = {"status": "ENDPOINT_INACTIVE", "roomId": session.id, "startedAt": str(session.start.epoch_micros * 1000),
                 "endedAt": str(at.epoch_micros * 1000), **rng.choice(({}, {"video": {"mimeType": "video/h264"}}))}
        info = {"ingressId": "IN_" + name(rng), "roomName": session.room, "state": state}
        out.append((at, {"event": "ingress_ended", "id": "EV_" + name(rng), "createdAt": str(at.s), "ingressInfo": info}))
    return out


def analytics(files, rng, session):
    people = [{"participantIdentity": rng.choice(("visitor", "agent-AJ_1", "sip_1")), "isActive": False,
               "joinedAt": session.start.iso, "leftAt": session.end.iso} for _ in range(rng.randint(1, 3))]
    done = {"roomId": session.id, "roomName": session.room, "status": 0, "bandwidth": str(rng.randint(0, 10**8)),
            "startTime": session.start.iso, "endTime": session.end.iso, "participants": people}
    folder = "usage/livekit-analytics/pulled=2026-09-{:02d}T020000Z/{}.json"
    if rng.random() < 0.8:
        files.document(folder.format(8, session.id), done)
    if rng.random() < 0.5:
        active = dict(done, status=1, bandwidth="77")
        del active["endTime"]
        files.document(folder.format(9, session.id), active)
    if rng.random() < 0.3:
        files.document(folder.format(7, session.id), dict(done, bandwidth="5000000"))
