"""The collectors against a local server that pages, fails and slows down as the vendors document it."""
import base64
import contextlib
import http.server
import json
import os
import subprocess
import sys
import tempfile
import threading
import unittest
import urllib.parse

from _night import ROOT

COLLECT = os.path.join(ROOT, "jobs", "collect")
SPAN = ("--from", "2026-09-01", "--until", "2026-09-08")


class Vendor(http.server.BaseHTTPRequestHandler):
    """Answers from a queue by path; everything that was asked is kept."""
    protocol_version = "HTTP/1.1"

    def do_GET(self):
        split = urllib.parse.urlsplit(self.path)
        query = urllib.parse.parse_qs(split.query)
        self.server.asked.append((split.path, query, dict(self.headers)))
        answer = self.server.answer(split.path, query)
        if answer is None:  # the line goes dead in the middle of an answer
            self.send_response(200)
            self.send_header("Content-Length", "1000")
            self.end_headers()
            self.wfile.write(b'{"data": [')
            self.close_connection = True
            return
        status, headers, body = answer
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body.encode())))
        self.end_headers()
        self.wfile.write(body.encode())

    def log_message(self, *ignored):
        pass


@contextlib.contextmanager
def vendor(answer):
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Vendor)
    server.answer, server.asked = answer, []
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield server, f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()


def ok(body):
    return 200, {}, body if isinstance(body, str) else json.dumps(body)


class Queue:
    """What each path answers, one after the other; the last one stays."""

    def __init__(self, **by_path):
        self.by_path = {path: list(answers) for path, answers in by_path.items()}

    def __call__(self, path, query):
        answers = next((a for end, a in self.by_path.items() if path.endswith(end)), [(404, {}, "{}")])
        return answers.pop(0) if len(answers) > 1 else answers[0]


class CollectorsTest(unittest.TestCase):
    def setUp(self):
        place = tempfile.TemporaryDirectory()
        self.addCleanup(place.cleanup)
        self.landing = os.path.join(place.name, "landing")

    def collect(self, name, *arguments, **environment):
        kept = {k: v for k, v in os.environ.items() if k in ("PATH", "HOME", "LANG", "SYSTEMROOT")}
        command = [sys.executable, os.path.join(COLLECT, name), "--landing", self.landing, *arguments]
        quick = {"VOXLEDGER_COLLECT_LONGEST_WAIT": "0.01", "PYTHONDONTWRITEBYTECODE": "1"}
        return subprocess.run(command, env={**kept, **quick, **environment}, capture_output=True, text=True, timeout=60)

    def files(self):
        found = {}
        for folder, _, names in os.walk(self.landing):
            for name in names:
                path = os.path.relpath(os.path.join(folder, name), self.landing)
                with open(os.path.join(folder, name), encoding="utf-8") as f:
                    found[path] = f.read()
        return found

    def test_openai_pages_are_kept_as_they_came_and_the_last_says_so(self):
        money = '{"object":"page","data":[{"results":[{"amount":{"value":"0E-6176"}}]}],"has_more":true,"next_page":"p2"}'
        last = '{"object":"page","data":[],"has_more":false,"next_page":null}'
        answers = Queue(costs=[(429, {"Retry-After": "0"}, "slow down"), ok(money), (503, {}, "busy"), ok(last)],
                        completions=[ok(last)], audio_speeches=[None, ok(last)], audio_transcriptions=[ok(last)])
        with vendor(answers) as (server, base):
            ended = self.collect("openai", *SPAN, "--account", "proj_a", OPENAI_BASE_URL=base, OPENAI_ADMIN_KEY="sk-admin-1")
        self.assertEqual(ended.returncode, 0, ended.stderr)
        files = self.files()
        costs = {path.rsplit("/", 1)[1]: text for path, text in files.items() if "/openai-costs/account=proj_a/pulled=" in path}
        self.assertEqual(costs, {"page1.json": money, "page2.json": last})
        usage = sorted(path.rsplit("/", 1)[1] for path in files if "/openai-usage/" in path)
        self.assertEqual(usage, ["audio_speeches-page1.json", "audio_transcriptions-page1.json", "completions-page1.json"])
        asked = [(query, headers) for path, query, headers in server.asked if path.endswith("/costs")]
        self.assertEqual([query.get("page") for query, _ in asked], [None, None, ["p2"], ["p2"]])
        self.assertEqual(asked[0][0]["start_time"], ["1788220800"])  # 2026-09-01T00:00:00Z
        self.assertEqual(asked[0][0]["end_time"], ["1788825600"])  # 2026-09-08, the first day that is not wanted
        self.assertTrue(all(headers["Authorization"] == "Bearer sk-admin-1" for _, headers in asked))
        self.assertNotIn("sk-admin-1", ended.stdout + ended.stderr + "".join(files) + "".join(files.values()))

    def test_a_pull_that_fails_half_way_puts_nothing(self):
        more = ok({"data": [], "has_more": True, "next_page": "p2"})
        with vendor(Queue(costs=[more, (500, {}, "no")])) as (server, base):
            ended = self.collect("openai", *SPAN, OPENAI_BASE_URL=base, OPENAI_ADMIN_KEY="k", VOXLEDGER_COLLECT_ATTEMPTS="3")
        self.assertEqual((ended.returncode, self.files()), (1, {}))
        self.assertEqual(len(server.asked), 4)
        self.assertIn("did not answer after 3 attempts: status 500", ended.stderr)

    def test_a_refusal_is_not_repeated_and_says_what_to_do(self):
        with vendor(Queue(cost_report=[(401, {}, '{"error":"invalid x-api-key"}')])) as (server, base):
            ended = self.collect("anthropic", *SPAN, ANTHROPIC_BASE_URL=base, ANTHROPIC_ADMIN_KEY="k")
        self.assertEqual((ended.returncode, len(server.asked), self.files()), (1, 1, {}))
        self.assertIn("status 401", ended.stderr)
        self.assertIn("admin key", ended.stderr)

    def test_a_key_that_is_not_there_is_asked_for_by_its_name(self):
        ended = self.collect("anthropic", *SPAN)
        self.assertEqual(ended.returncode, 1)
        self.assertIn("ANTHROPIC_ADMIN_KEY", ended.stderr)

    def test_anthropic_pages(self):
        first = ok({"data": [{"starting_at": "2026-09-01T00:00:00Z"}], "has_more": True, "next_page": "t"})
        with vendor(Queue(cost_report=[first, ok({"data": [], "has_more": False, "next_page": None})])) as (server, base):
            ended = self.collect("anthropic", *SPAN, ANTHROPIC_BASE_URL=base, ANTHROPIC_ADMIN_KEY="k")
        self.assertEqual((ended.returncode, len(self.files())), (0, 2), ended.stderr)
        self.assertEqual(server.asked[0][1]["group_by[]"], ["workspace_id", "description"])
        self.assertEqual(server.asked[1][1]["page"], ["t"])

    def test_deepgrams_end_is_the_last_day(self):
        body = '{"start":"2026-09-01","end":"2026-09-07","results":[{"dollars":12.4831}]}'
        with vendor(Queue(breakdown=[ok(body)])) as (server, base):
            ended = self.collect("deepgram", *SPAN, "--project", "dg", DEEPGRAM_BASE_URL=base, DEEPGRAM_API_KEY="k")
        self.assertEqual((ended.returncode, list(self.files().values())), (0, [body]), ended.stderr)
        path, query, _ = server.asked[0]
        self.assertEqual((path, query["start"], query["end"]), ("/v1/projects/dg/billing/breakdown", ["2026-09-01"], ["2026-09-07"]))

    def test_twilio_follows_the_address_of_the_next_page(self):
        first = ok({"next_page_uri": "/2010-04-01/Accounts/AC1/Usage/Records/Daily.json?Page=1&PageToken=x", "usage_records": []})
        with vendor(Queue(**{"Daily.json": [first, ok({"next_page_uri": None, "usage_records": []})]})) as (server, base):
            ended = self.collect("twilio", *SPAN, TWILIO_BASE_URL=base, TWILIO_ACCOUNT_SID="AC1", TWILIO_AUTH_TOKEN="t")
        self.assertEqual((ended.returncode, len(self.files())), (0, 2), ended.stderr)
        self.assertEqual(server.asked[1][1], {"Page": ["1"], "PageToken": ["x"]})
        self.assertEqual(base64.b64decode(server.asked[0][2]["Authorization"].split()[1]), b"AC1:t")

    def test_livekit_takes_each_ended_session_once_and_an_active_one_again(self):
        details = {"RM_a": {"roomId": "RM_a", "status": 0}, "RM_b": {"roomId": "RM_b", "status": 1}}

        def answer(path, query):
            if path.endswith("/sessions"):
                return ok({"sessions": [{"sessionId": s} for s in details] if query["page"] == ["0"] else []})
            return ok(details[path.rsplit("/", 1)[1]])

        keys = {"LIVEKIT_API_KEY": "k", "LIVEKIT_API_SECRET": "s"}
        with vendor(answer) as (server, base):
            for _ in range(2):
                ended = self.collect("livekit", *SPAN, "--project", "p_1", LIVEKIT_CLOUD_API=base, **keys)
                self.assertEqual(ended.returncode, 0, ended.stderr)
            asked = [path.rsplit("/", 1)[1] for path, _, _ in server.asked]
            self.assertEqual((asked.count("RM_a"), asked.count("RM_b")), (1, 2))
            head, claims, signature = server.asked[0][2]["Authorization"].split()[1].split(".")
        self.assertEqual(json.loads(base64.urlsafe_b64decode(claims + "=="))["video"], {"roomList": True})
        names = {path.rsplit("/", 1)[1] for path in self.files()}
        self.assertEqual(names, {"RM_a.ended.json", "RM_b.active.json"})
        self.assertTrue(all(path.startswith("usage/livekit-analytics/account=p_1/pulled=") for path in self.files()))

    def test_days_that_are_no_span_are_refused(self):
        ended = self.collect("openai", "--from", "2026-09-08", "--until", "2026-09-08", OPENAI_ADMIN_KEY="k")
        self.assertEqual(ended.returncode, 1)
        self.assertIn("first day that is not wanted", ended.stderr)


if __name__ == "__main__":
    unittest.main()
