"""Writes a landing area of usage events in the shapes that LiveKit and the providers emit.

    python3 generate.py FOLDER --events 1000000 --days 1 --from 2026-09-10

Three kinds of sessions: OpenAI Realtime (one response and one transcription a turn), a cascade of
speech to text, language model and text to speech reported by livekit-agents, and Gemini Live; each
with the webhooks of its room. One line in a hundred is delivered twice. Prices change at 13:00 of
the first day. The same arguments give the same bytes.
"""

import argparse
import datetime
import json
import multiprocessing
import os
import random
import string

REPEATED = 0.01
LETTERS = string.ascii_letters + string.digits
CARDS = {
    "openai": [
        ("gpt-realtime", 1_000_000, {
            "input_text": "4.00", "cache_read_text": "0.40", "input_audio": "32.00",
            "cache_read_audio": "0.40", "output_text": "16.00", "output_audio": "64.00"}),
        ("gpt-4.1-mini", 1_000_000, {"input_text": "0.40", "cache_read_text": "0.10", "output_text": "1.60"}),
        ("whisper-1", 60, {"audio_seconds": "0.006"}),
    ],
    "deepgram": [("nova-3", 60, {"audio_seconds": "0.0077"})],
    "cartesia": [("sonic-3", 1_000, {"characters": "0.05"})],
    "google": [("gemini-live-2.5-flash", 1_000_000, {
        "input_text": "0.50", "input_audio": "3.00", "output_text": "2.00", "output_audio": "12.00"})],
    "livekit": [
        ("webrtc", 60, {"webrtc_seconds": "0.0005"}),
        ("agent", 60, {"agent_session_seconds": "0.01"}),
    ],
}


def name(rng, length):
    return "".join(rng.choices(LETTERS, k=length))


def instant(seconds):
    moment = datetime.datetime.fromtimestamp(seconds, datetime.timezone.utc)
    return moment.strftime("%Y-%m-%dT%H:%M:%S.%f")[:-3] + "Z"


def envelope(session, at, more=""):
    return (f'{{"session_id":"{session.id}","job_id":"{session.job}","room":"{session.room}",'
            f'"observed_at":"{instant(at)}",{more}"event":')


class Session:
    def __init__(self, rng, day_start):
        self.rng = rng
        self.id = "RM_" + name(rng, 12)
        self.job = "AJ_" + name(rng, 12)
        self.room = rng.choice(("acme", "globex", "initech", "lab")) + "-" + name(rng, 6)
        self.begun = day_start + rng.random() * 84_000
        self.turns = rng.randint(15, 35)
        self.ended = self.begun + self.turns * 12

    def lines(self):
        """(source, time, line) of everything that happens in the room."""
        yield from self.webhooks()
        kind = self.rng.random()
        turn = self.realtime if kind < 0.45 else self.cascade if kind < 0.8 else self.gemini
        history = 300
        for number in range(self.turns):
            at = self.begun + 2 + number * 12 + self.rng.random()
            history += self.rng.randint(40, 400)
            yield from turn(at, history)

    def webhooks(self):
        room = (f'"room":{{"sid":"{self.id}","name":"{self.room}","emptyTimeout":300,'
                f'"creationTime":"{int(self.begun)}","departureTimeout":20,"creationTimeMs":"{int(self.begun * 1000)}"}}')

        def body(event, at, more=""):
            return ("livekit-webhook", at,
                    f'{{"event":"{event}",{room}{more},"id":"EV_{name(self.rng, 12)}","createdAt":"{int(at)}"}}')

        yield body("room_started", self.begun)
        people = [("agent-" + self.job, ',"kind":"AGENT","kindDetails":["CLOUD_AGENT"]'), ("caller-" + name(self.rng, 5), "")]
        for identity, kind in people:
            sid = "PA_" + name(self.rng, 12)
            joined = self.begun + 1 + self.rng.random()
            who = (f',"participant":{{"sid":"{sid}","identity":"{identity}","state":"ACTIVE","joinedAt":"{int(joined)}",'
                   f'"joinedAtMs":"{int(joined * 1000)}","region":"ousw","isPublisher":true{kind}}}')
            yield body("participant_joined", joined, who)
            yield body("participant_left", self.ended + self.rng.random(), who)
        yield body("room_finished", self.ended + 3)

    def tokens(self, history):
        audio = self.rng.randint(20, 300)
        text = history
        cached_text = text * self.rng.randint(0, 9) // 10
        cached_audio = audio // 3 if cached_text else 0
        return text, audio, cached_text, cached_audio, self.rng.randint(5, 60), self.rng.randint(40, 500)

    def realtime(self, at, history):
        text, audio, cached_text, cached_audio, out_text, out_audio = self.tokens(history)
        details = (f'"input_token_details":{{"text_tokens":{text},"audio_tokens":{audio},"image_tokens":0,'
                   f'"cached_tokens":{cached_text + cached_audio},"cached_tokens_details":{{"text_tokens":{cached_text},'
                   f'"audio_tokens":{cached_audio},"image_tokens":0}}}},'
                   f'"output_token_details":{{"text_tokens":{out_text},"audio_tokens":{out_audio}}}')
        head = envelope(self, at, '"provider":"openai","model":"gpt-realtime","transcription_model":"whisper-1",')
        yield ("openai-realtime", at,
               f'{head}{{"type":"response.done","event_id":"event_{name(self.rng, 10)}","response":{{"object":"realtime.response",'
               f'"id":"resp_{name(self.rng, 12)}","status":"completed","usage":{{"total_tokens":{text + audio + out_text + out_audio},'
               f'"input_tokens":{text + audio},"output_tokens":{out_text + out_audio},{details}}}}}}}}}')
        yield ("openai-realtime", at + 1,
               f'{head}{{"type":"conversation.item.input_audio_transcription.completed","event_id":"event_{name(self.rng, 10)}",'
               f'"item_id":"item_{name(self.rng, 12)}","content_index":0,"transcript":"yes please","usage":{{"type":"duration",'
               f'"seconds":{self.rng.randint(5, 90) / 10}}}}}}}')

    def cascade(self, at, history):
        def event(offset, body):
            moment = at + offset
            return ("livekit-agent-metrics", moment, f'{envelope(self, moment)}{body % f"{moment:.6f}"}}}')

        speech = "speech_" + name(self.rng, 12)
        cached = history // 128 * 128 // 2
        answer = self.rng.randint(10, 120)
        yield event(0, (
            '{"type":"stt_metrics","label":"livekit.plugins.deepgram.stt.STT","request_id":"' + name(self.rng, 16)
            + '","timestamp":%s,"duration":0.0,"audio_duration":' + str(self.rng.randint(5, 90) / 10)
            + ',"streamed":true,"input_tokens":0,"output_tokens":0,"total_tokens":0,"input_audio_tokens":0,'
            + '"metadata":{"model_name":"nova-3","model_provider":"Deepgram"}}'))
        yield event(0.4, (
            '{"type":"eou_metrics","timestamp":%s,"end_of_utterance_delay":0.512,"transcription_delay":0.301,'
            + '"on_user_turn_completed_delay":0.0004,"speech_id":"' + speech + '","metadata":null}'))
        yield event(1.1, (
            '{"type":"llm_metrics","label":"livekit.plugins.openai.llm.LLM","request_id":"chatcmpl-' + name(self.rng, 12)
            + '","timestamp":%s,"duration":0.91,"ttft":0.423,"cancelled":false,"completion_tokens":' + str(answer)
            + f',"prompt_tokens":{history},"prompt_cached_tokens":{cached},"cache_creation_tokens":0,"reasoning_tokens":0,'
            + f'"total_tokens":{history + answer},"tokens_per_second":41.76,"speech_id":"{speech}",'
            + '"metadata":{"model_name":"gpt-4.1-mini","model_provider":"api.openai.com"}}'))
        yield event(2.2, (
            '{"type":"tts_metrics","label":"livekit.plugins.cartesia.tts.TTS","request_id":"' + name(self.rng, 12)
            + '","timestamp":%s,"ttfb":0.213,"duration":1.02,"audio_duration":7.84,"cancelled":false,"characters_count":'
            + str(answer * 4) + ',"input_tokens":0,"output_tokens":0,"streamed":true,"segment_id":"SG_51e2","speech_id":"'
            + speech + '","metadata":{"model_name":"sonic-3","model_provider":"Cartesia"}}'))

    def gemini(self, at, history):
        _, audio, _, _, out_text, out_audio = self.tokens(history)
        head = envelope(self, at, '"provider":"google","model":"gemini-live-2.5-flash",')
        yield ("gemini-live", at,
               f'{head}{{"serverContent":{{"turnComplete":true}},"usageMetadata":{{"promptTokenCount":{history + audio},'
               f'"responseTokenCount":{out_text + out_audio},"totalTokenCount":{history + audio + out_text + out_audio},'
               f'"promptTokensDetails":[{{"modality":"TEXT","tokenCount":{history}}},{{"modality":"AUDIO","tokenCount":{audio}}}],'
               f'"responseTokensDetails":[{{"modality":"TEXT","tokenCount":{out_text}}},{{"modality":"AUDIO","tokenCount":{out_audio}}}]}}}}}}')


def write_part(job):
    """One part of a day: its sessions' lines in the order of time, a file a source."""
    folder, day, part, events = job
    rng = random.Random(f"{day}/{part}")
    start = datetime.datetime.fromisoformat(day).replace(tzinfo=datetime.timezone.utc).timestamp()
    by_source = {}
    count = 0
    while count < events:
        for source, at, line in Session(rng, start).lines():
            count += 1
            by_source.setdefault(source, []).append((at, line))
            if rng.random() < REPEATED:
                by_source[source].append((at + 60, line))
                count += 1
    for source, lines in by_source.items():
        place = os.path.join(folder, "landing", "usage", source, f"dt={day}")
        os.makedirs(place, exist_ok=True)
        lines.sort(key=lambda one: one[0])
        with open(os.path.join(place, f"part-{part:03}.jsonl"), "w", encoding="utf-8") as out:
            out.writelines(line + "\n" for _, line in lines)
    return count


def write_rates(folder, changed):
    """Cards of two dates, and the same prices as a flat file for others to read."""
    place = os.path.join(folder, "landing", "rates", "rate-card")
    if os.path.exists(place):
        return  # days that are added later find the prices that are there
    os.makedirs(place)
    flat = ["model,meter,effective_from,price,per"]
    for number, (since, factor) in enumerate((("2025-01-01T00:00:00Z", 1), (changed, 2))):
        for biller, models in CARDS.items():
            rates = [{"model": model, "per": per, "prices": {m: f"{float(p) * factor:.6f}" for m, p in prices.items()},
                      **({"increment": 60} if biller == "livekit" else {})} for model, per, prices in models]
            card = {"id": f"{biller}-{number}", "biller": biller, "currency": "USD", "effective_from": since,
                    "source": "invented for measuring", "rates": rates}
            with open(os.path.join(place, f"{biller}-{number}.yaml"), "w", encoding="utf-8") as out:
                json.dump(card, out, indent=1)  # JSON is YAML too
            flat += [f"{r['model']},{m},{since},{p},{r['per']}" for r in rates for m, p in r["prices"].items()]
    with open(os.path.join(folder, "rates.csv"), "w", encoding="utf-8") as out:
        out.write("\n".join(flat) + "\n")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder")
    parser.add_argument("--events", type=int, default=1_000_000, help="of a day")
    parser.add_argument("--days", type=int, default=1)
    parser.add_argument("--from", dest="first", default="2026-09-10")
    options = parser.parse_args()
    first = datetime.date.fromisoformat(options.first)
    parts = max(1, min(256, options.events // 50_000))
    jobs = [(options.folder, str(first + datetime.timedelta(days=day)), part, options.events // parts)
            for day in range(options.days) for part in range(parts)]
    with multiprocessing.Pool() as pool:
        events = sum(pool.imap_unordered(write_part, jobs))
    write_rates(options.folder, f"{options.first}T13:00:00Z")
    conf = os.path.join(options.folder, "conf")
    os.makedirs(conf, exist_ok=True)
    with open(os.path.join(conf, "voxledger.yaml"), "w", encoding="utf-8") as out:
        out.write("landing: file:../landing\nwarehouse: file:../warehouse\nrates: []\n")
    with open(os.path.join(conf, "projects.yaml"), "w", encoding="utf-8") as out:
        out.writelines(f'- {{match: {{room: "{p}-*"}}, project: {p}}}\n' for p in ("acme", "globex", "initech", "lab"))
    print(f"{events} events in {options.folder}")


if __name__ == "__main__":
    main()
