"""The collectors against a local server that pages, fails and slows down as the vendors document it.

The few lines that make an agent leave its usage are tried too, with a landing area that fails; those
in JavaScript need Node, and are skipped without it.
"""
import asyncio
import base64
import contextlib
import http.server
import importlib.util
import json
import os
import resource
import shutil
import subprocess
import sys
import tempfile
import threading
import types
import unittest
import unittest.mock
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


def page(text="", more=None):
    return ok({"data": [], "text": text, "has_more": more is not None, "next_page": more})


# Stands where the package fsspec would: keeps files in a folder, and refuses those of one name.
BUCKET = '''
import os

class core:
    def url_to_fs(url):
        return Bucket(), os.environ["BUCKET"]

class Bucket:
    def pipe_file(self, path, data):
        if path.endswith(os.environ["REFUSED"]):
            raise RuntimeError("SlowDown")
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, "wb") as out:
            out.write(data)
'''

# Runs a collector while its clock goes half an hour ahead whenever it is read.
FAST_CLOCK = '''
import itertools, os, runpy, sys, time
clock = itertools.count(1790000000, 1800)
time.time = lambda: next(clock)
sys.argv = sys.argv[1:]
sys.path.insert(0, os.path.dirname(sys.argv[0]))
runpy.run_path(sys.argv[0], run_name="__main__")
'''


class CollectorsTest(unittest.TestCase):
    def setUp(self):
        place = tempfile.TemporaryDirectory()
        self.addCleanup(place.cleanup)
        self.place = place.name
        self.landing = os.path.join(place.name, "landing")

    def collect(self, name, *arguments, before=(), preexec_fn=None, **environment):
        kept = {k: v for k, v in os.environ.items() if k in ("PATH", "HOME", "LANG", "SYSTEMROOT")}
        command = [sys.executable, *before, os.path.join(COLLECT, name), "--landing", self.landing, *arguments]
        quick = {"VOXLEDGER_COLLECT_LONGEST_WAIT": "0.01", "PYTHONDONTWRITEBYTECODE": "1"}
        return subprocess.run(command, env={**kept, **quick, **environment}, preexec_fn=preexec_fn,
                              capture_output=True, text=True, timeout=60)

    def collect_into_bucket(self, name, *arguments, refused, **environment):
        package = os.path.join(self.place, "fsspec")
        os.makedirs(package)
        with open(os.path.join(package, "__init__.py"), "w", encoding="utf-8") as out:
            out.write(BUCKET)
        return self.collect(name, "--landing", "s3://bucket/landing", *arguments,
                            PYTHONPATH=self.place, BUCKET=self.landing, REFUSED=refused, **environment)

    def files(self, root=None):
        root, found = root or self.landing, {}
        for folder, _, names in os.walk(root):
            for name in names:
                path = os.path.relpath(os.path.join(folder, name), root)
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
        self.assertEqual(usage, ["audio_speeches-page2.json", "audio_transcriptions-page3.json", "completions-page1.json"])
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

    def test_a_time_out_that_the_service_tells_is_repeated(self):
        with vendor(Queue(cost_report=[(408, {}, "slow"), page()])) as (server, base):
            ended = self.collect("anthropic", *SPAN, ANTHROPIC_BASE_URL=base, ANTHROPIC_ADMIN_KEY="k")
        self.assertEqual((ended.returncode, len(server.asked), len(self.files())), (0, 2, 1), ended.stderr)

    def test_an_answer_that_is_no_object_is_told(self):
        with vendor(Queue(cost_report=[ok("[]")])) as (_, base):
            ended = self.collect("anthropic", *SPAN, ANTHROPIC_BASE_URL=base, ANTHROPIC_ADMIN_KEY="k",
                                 VOXLEDGER_COLLECT_ATTEMPTS="2")
        self.assertEqual((ended.returncode, self.files()), (1, {}))
        self.assertIn("error: ", ended.stderr)
        self.assertNotIn("Traceback", ended.stderr)

    def test_pages_that_go_round_are_told(self):
        answers = [page(more="a"), page(more="b")] * 3 + [(500, {}, "would go on for ever")]
        with vendor(Queue(cost_report=answers)) as (_, base):
            ended = self.collect("anthropic", *SPAN, ANTHROPIC_BASE_URL=base, ANTHROPIC_ADMIN_KEY="k",
                                 VOXLEDGER_COLLECT_ATTEMPTS="1")
        self.assertEqual((ended.returncode, self.files()), (1, {}))
        self.assertIn("there is more but not where", ended.stderr)

    def test_a_disk_that_is_full_leaves_nothing_of_the_pull(self):
        def small_files():
            resource.setrlimit(resource.RLIMIT_FSIZE, (2000, 2000))

        answers = Queue(cost_report=[page(more="2"), page(more="3"), page("x" * 5000)])
        with vendor(answers) as (_, base):
            ended = self.collect("anthropic", *SPAN, preexec_fn=small_files, ANTHROPIC_BASE_URL=base, ANTHROPIC_ADMIN_KEY="k")
        self.assertEqual((ended.returncode, self.files()), (1, {}))
        self.assertIn("error: the landing area " + self.landing, ended.stderr)
        self.assertIn("File too large", ended.stderr)
        self.assertNotIn("Traceback", ended.stderr)

    def test_a_bucket_that_fails_lacks_the_first_page(self):
        answers = Queue(cost_report=[page(more="2"), page(more="3"), page()])
        with vendor(answers) as (_, base):
            ended = self.collect_into_bucket("anthropic", *SPAN, refused="/page2.json", ANTHROPIC_BASE_URL=base,
                                             ANTHROPIC_ADMIN_KEY="k")
        self.assertEqual((ended.returncode, [os.path.basename(path) for path in self.files()]), (1, ["page3.json"]))
        self.assertIn("error: the landing area s3://bucket/landing failed: RuntimeError: SlowDown", ended.stderr)
        self.assertNotIn("Traceback", ended.stderr)

    def test_usage_of_which_an_endpoint_lacks_shows_a_gap(self):
        answers = Queue(costs=[page()], completions=[page(more="2"), page()], audio_speeches=[page()], audio_transcriptions=[page()])
        with vendor(answers) as (_, base):
            ended = self.collect_into_bucket("openai", *SPAN, refused="/completions-page2.json", OPENAI_BASE_URL=base,
                                             OPENAI_ADMIN_KEY="k")
        self.assertEqual(ended.returncode, 1)
        usage = sorted(os.path.basename(path) for path in self.files() if "openai-usage" in path)
        self.assertEqual(usage, ["audio_speeches-page3.json", "audio_transcriptions-page4.json"])  # 1 and 2 are missing

    def test_a_folder_may_be_written_as_the_job_reads_it(self):
        body = '{"start":"2026-09-01","end":"2026-09-07","results":[]}'
        for uri, folder in (("file:{}/100%25", "100%25"), ("file://{}/a%20b%2525/", "a b%25"), ("{}/c%20d", "c%20d")):
            with self.subTest(uri), vendor(Queue(breakdown=[ok(body)])) as (_, base):
                ended = self.collect("deepgram", *SPAN, "--project", "dg", "--landing", uri.format(self.place),
                                     DEEPGRAM_BASE_URL=base, DEEPGRAM_API_KEY="k")
                self.assertEqual(ended.returncode, 0, ended.stderr)
                self.assertEqual(list(self.files(os.path.join(self.place, folder)).values()), [body])

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

    def livekit(self, answer, **options):
        keys = {"LIVEKIT_API_KEY": "k", "LIVEKIT_API_SECRET": "s"}
        with vendor(answer) as (server, base):
            return self.collect("livekit", *SPAN, "--project", "p_1", LIVEKIT_CLOUD_API=base, **keys, **options), server.asked

    def sessions(self):
        return {os.path.basename(path).split(".")[0] for path in self.files()}

    def test_livekit_signs_a_token_for_each_request(self):
        def answer(path, query):
            return ok({"sessions": [{"sessionId": "RM_a"}, {"sessionId": "RM_b"}]} if path.endswith("/sessions") else {"status": 0})

        ended, asked = self.livekit(answer, before=("-c", FAST_CLOCK))
        self.assertEqual((ended.returncode, self.sessions()), (0, {"RM_a", "RM_b"}), ended.stderr)
        tokens = [headers["Authorization"].split(".")[1] for _, _, headers in asked]
        ends = [json.loads(base64.urlsafe_b64decode(claims + "=="))["exp"] for claims in tokens]
        self.assertEqual([end - ends[0] for end in ends], [0, 1800, 3600])

    def test_livekit_keeps_what_came_before_a_failure(self):
        def answer(path, query):
            if path.endswith("/sessions"):
                return ok({"sessions": [{"sessionId": s} for s in ("RM_a", "RM_b", "RM_c")]})
            return (401, {}, "expired") if path.endswith("RM_c") else ok({"status": 0})

        ended, _ = self.livekit(answer)
        self.assertEqual((ended.returncode, self.sessions()), (1, {"RM_a", "RM_b"}))

    def test_livekit_passes_over_a_session_that_is_forgotten_and_says_so(self):
        def answer(path, query):
            if path.endswith("/sessions"):
                return ok({"sessions": [{"sessionId": s} for s in ("RM_a", "RM_b", "RM_c")]})
            return (404, {}, "{}") if path.endswith("RM_b") else ok({"status": 0})

        ended, _ = self.livekit(answer)
        self.assertEqual((ended.returncode, self.sessions()), (1, {"RM_a", "RM_c"}))
        self.assertIn("RM_b", ended.stderr)

    def test_livekit_goes_on_after_a_page_that_new_sessions_pushed_on(self):
        listed = [f"RM_{i}" for i in range(150)]

        def answer(path, query):
            if not path.endswith("/sessions"):
                return ok({"status": 0})
            first = int(query["page"][0]) * 100
            shown = ok({"sessions": [{"sessionId": s} for s in listed[first:first + 100]]})
            if first == 0:
                listed[:0] = [f"RM_new_{i}" for i in range(100)]
            return shown

        ended, _ = self.livekit(answer)
        self.assertEqual((ended.returncode, self.sessions()), (0, {f"RM_{i}" for i in range(150)}), ended.stderr)

    def test_livekit_tells_of_a_list_without_an_end(self):
        def answer(path, query):
            return ok({"sessions": [{"sessionId": f"RM_{i}"} for i in range(100)]} if path.endswith("/sessions") else {"status": 0})

        ended, _ = self.livekit(answer)
        self.assertEqual((ended.returncode, len(self.sessions())), (1, 100))
        self.assertIn("does not end", ended.stderr)

    def test_days_that_are_no_span_are_refused(self):
        ended = self.collect("openai", "--from", "2026-09-08", "--until", "2026-09-08", OPENAI_ADMIN_KEY="k")
        self.assertEqual(ended.returncode, 1)
        self.assertIn("first day that is not wanted", ended.stderr)


class Sink:
    """What both sinks must do; a job is told how many events it has and which of its puts are refused."""

    def lines(self, puts):
        """The events of each put of metrics."""
        return [[json.loads(line)["event"]["n"] for line in text.splitlines()] for path, text in puts if path.endswith(".jsonl")]

    def reports(self, puts):
        reports = [json.loads(text) for path, text in puts if path.endswith("/AJ_1.json")]
        return [{name: value for name, value in report.items() if value is not None} for report in reports]

    def test_lines_of_a_put_that_failed_go_first_with_the_next(self):
        puts = self.job(events=450, refused=1)
        self.assertEqual(self.lines(puts), [list(range(200)), list(range(400)), list(range(400, 450))])
        self.assertEqual(len({path for path, _ in puts}), len(puts))

    def test_the_end_waits_for_a_put_under_way_and_tries_again(self):
        puts = self.job(events=250, refused=1, slow=True)
        self.assertEqual(self.lines(puts), [list(range(200)), list(range(250))])
        self.assertTrue(puts[-1][0].endswith("/AJ_1.json"))

    def test_the_report_is_written_whatever_becomes_of_the_metrics(self):
        puts = self.job(events=250, refused=1000)
        self.assertEqual(self.lines(puts), [list(range(200)), list(range(250))])
        self.assertEqual(self.reports(puts), [{"job_id": "AJ_1"}])

    def test_a_landing_area_that_is_away_does_not_take_all_memory(self):
        puts = self.job(events=12_000, refused=60)
        self.assertEqual(self.lines(puts)[-1], list(range(10_000)))


class PythonSinkTest(Sink, unittest.TestCase):
    def setUp(self):
        spec = importlib.util.spec_from_file_location("usage_sink", os.path.join(COLLECT, "agents", "usage_sink.py"))
        self.sink = importlib.util.module_from_spec(spec)
        with unittest.mock.patch.object(sys, "dont_write_bytecode", True):
            spec.loader.exec_module(self.sink)

    def job(self, events, refused, slow=False):
        puts, attempts, handlers, ends, go_on = [], [], [], [], threading.Event()

        def put(landing, source, name, text):
            puts.append((f"{source}/{name}", text))
            if name.endswith(".jsonl"):
                attempts.append(name)
                failing = len(attempts) <= refused
                if slow:
                    go_on.wait(10)
                if failing:
                    raise OSError("away")

        room = types.SimpleNamespace(sid="RM_1", name="room")
        ctx = types.SimpleNamespace(
            job=types.SimpleNamespace(id="AJ_1", room=room), add_shutdown_callback=ends.append,
            make_session_report=lambda session: types.SimpleNamespace(to_dict=lambda: {"job_id": "AJ_1", "chat_history": "secret"}))
        session = types.SimpleNamespace(on=lambda name, handler: handlers.append(handler))
        with unittest.mock.patch.object(self.sink, "_put", put), unittest.mock.patch("logging.Logger.exception"):
            self.sink.keep_usage(ctx, session, "/landing")
            before = set(threading.enumerate())
            for n in range(events):
                metrics = types.SimpleNamespace(type="llm_metrics", model_dump=lambda mode, n=n: {"n": n})
                handlers[0](types.SimpleNamespace(metrics=metrics))
                for thread in set(threading.enumerate()) - before if not slow else ():
                    thread.join()
            threading.Timer(0.2, go_on.set).start()
            asyncio.run(ends[0]())
        return puts

    def test_a_folder_may_be_written_as_the_job_reads_it(self):
        with tempfile.TemporaryDirectory() as place:
            for uri, folder in (("file:{}/100%25", "100%25"), ("file://{}/a%20b", "a b"), ("{}/c%20d", "c%20d")):
                with self.subTest(uri):
                    self.sink._put(uri.format(place), "livekit-agent-metrics", "x.jsonl", "{}\n")
                    self.assertTrue(os.path.isdir(os.path.join(place, folder, "usage", "livekit-agent-metrics")))


JOB = '''
const [address, events, refused, slow] = process.argv.slice(1);
const { keepUsage } = await import(address);
const puts = [];
let attempts = 0;
let goOn;
const ended = new Promise((resolve) => { goOn = resolve; });
const put = async (path, text) => {
  puts.push([path, text]);
  if (path.endsWith('.jsonl')) {
    attempts += 1;
    const failing = attempts <= Number(refused);
    if (slow === 'true') { await ended; }
    if (failing) { throw new Error('away'); }
  }
};
const handlers = [];
const ends = [];
console.error = () => {};
keepUsage(
  { job: { id: 'AJ_1', room: { sid: 'RM_1', name: 'room' } }, addShutdownCallback: (end) => ends.push(end), makeSessionReport: (s) => s },
  { on: (name, handler) => handlers.push(handler) }, put,
  { sessionReportToJSON: () => ({ job_id: 'AJ_1', chat_history: 'secret' }) });
for (let n = 0; n < Number(events); n += 1) {
  handlers[0]({ metrics: { type: 'llm_metrics', n } });
  await new Promise((resolve) => { setImmediate(resolve); });
}
setTimeout(goOn, 200);
await ends[0]();
console.log(JSON.stringify(puts));
'''

FOLDERS = '''
const [address, ...places] = process.argv.slice(1);
const { toFolder } = await import(address);
for (const place of places) {
  await toFolder(place)('usage/x.json', '{}');
}
'''


@unittest.skipUnless(shutil.which("node"), "needs Node")
class JavaScriptSinkTest(Sink, unittest.TestCase):
    def node(self, script, *arguments):
        address = "file://" + urllib.parse.quote(os.path.join(COLLECT, "agents", "usage-sink.mjs"))
        return subprocess.run(["node", "--input-type=module", "-e", script, address, *arguments], capture_output=True, text=True,
                              timeout=60)

    def job(self, events, refused, slow=False):
        ended = self.node(JOB, str(events), str(refused), str(slow).lower())
        self.assertEqual(ended.returncode, 0, ended.stderr)
        return [tuple(put) for put in json.loads(ended.stdout)]

    def test_a_folder_may_be_written_as_the_job_reads_it(self):
        with tempfile.TemporaryDirectory() as place:
            ended = self.node(FOLDERS, f"file:{place}/100%25", f"file://{place}/a%20b", f"{place}/c%20d")
            self.assertEqual(ended.returncode, 0, ended.stderr)
            self.assertEqual(sorted(os.listdir(place)), ["100%25", "a b", "c%20d"])

    def test_a_bucket_is_no_folder(self):
        ended = self.node(FOLDERS, "s3://bucket/landing")
        self.assertNotEqual(ended.returncode, 0)
        self.assertIn("is not a folder", ended.stderr)


if __name__ == "__main__":
    unittest.main()
