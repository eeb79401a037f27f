"""What every collector needs: ask an API patiently, and put a pull into the landing area whole.

Nothing but Python's standard library is needed for a landing area that is a folder; for a bucket
(`s3://…`, `gs://…`, `abfs://…`) the package fsspec and its file system (s3fs, gcsfs, adlfs).
"""

import argparse
import datetime
import http.client
import json
import os
import random
import sys
import time
import urllib.error
import urllib.parse
import urllib.request

ATTEMPTS = int(os.environ.get("VOXLEDGER_COLLECT_ATTEMPTS", "8"))
LONGEST_WAIT_SECONDS = float(os.environ.get("VOXLEDGER_COLLECT_LONGEST_WAIT", "120"))
UTC = datetime.timezone.utc


class Failure(Exception):
    """What went wrong, where, why, and what to do; nothing was put into the landing area."""


class Api:
    """GET requests against one host, repeated when the service asks for patience."""

    def __init__(self, base, headers):
        self.base = base.rstrip("/")
        self.headers = {"Accept": "application/json", "User-Agent": "voxledger-collect", **headers}

    def get(self, path, params=()):
        """The body as text, untouched: money stays as the vendor wrote it."""
        query = urllib.parse.urlencode(list(params))
        url = path if path.startswith("http") else self.base + path
        url += ("&" if "?" in url else "?") + query if query else ""
        for attempt in range(1, ATTEMPTS + 1):
            try:
                with urllib.request.urlopen(urllib.request.Request(url, headers=self.headers), timeout=120) as answer:
                    text = answer.read().decode("utf-8")
                json.loads(text)  # half an answer is not an answer
                return text
            except urllib.error.HTTPError as error:
                if error.code != 429 and error.code < 500:
                    raise Failure(refusal(url, error)) from None
                why, wait = f"status {error.code}", retry_after(error)
            except (OSError, ValueError, http.client.HTTPException) as error:
                why, wait = str(error), None
            if attempt == ATTEMPTS:
                raise Failure(f"{place(url)} did not answer after {ATTEMPTS} attempts: {why}. Run the command again later;"
                              " what was pulled before stays in force until then.")
            pause = min(LONGEST_WAIT_SECONDS, wait if wait is not None else 2 ** (attempt - 1) + random.random())
            print(f"{place(url)}: {why}; next attempt in {pause:.0f} s", file=sys.stderr)
            time.sleep(pause)
        raise AssertionError("unreachable")


def refusal(url, error):
    said = error.read(2000).decode("utf-8", "replace").strip()
    advice = {
        401: "Check that the key in the environment is valid and of the kind that the vendor asks for (most want an admin key).",
        403: "The key is known but may not read this; give it the right to read usage and billing.",
        404: "Check the account or project that was named.",
    }.get(error.code, "Check the arguments against the vendor's documentation.")
    return f"{place(url)} refused the request with status {error.code}: {said or 'no reason given'}. {advice}"


def place(url):
    """The address without its query, which may hold a page token."""
    return url.split("?", 1)[0]


def retry_after(error):
    value = error.headers.get("Retry-After")
    try:
        return None if value is None else max(0.0, float(value))
    except ValueError:
        return None


class Landing:
    """A landing area in a folder or a bucket."""

    def __init__(self, uri):
        self.uri = uri.rstrip("/").replace("s3a://", "s3://", 1)
        self.remote = None
        if "://" in self.uri:
            try:
                import fsspec
            except ImportError:
                raise Failure(f"{uri} is not a folder, and the Python package fsspec is not installed."
                              " Install it with the file system that you need, for example: pip install s3fs") from None
            self.remote, self.uri = fsspec.core.url_to_fs(self.uri)
        elif self.uri.startswith("file:"):
            self.uri = urllib.parse.unquote(self.uri[len("file:"):])

    def put(self, folder, files):
        """Puts texts, by name in their order, into a folder below; a reader never sees half of one."""
        for name, text in files:
            target = f"{self.uri}/{folder}/{name}"
            if self.remote:
                self.remote.pipe_file(target, text.encode("utf-8"))
                continue
            os.makedirs(os.path.dirname(target), exist_ok=True)
            with open(target + ".tmp", "w", encoding="utf-8", newline="") as out:
                out.write(text)
                out.flush()
                os.fsync(out.fileno())
            os.replace(target + ".tmp", target)
        return f"{folder} ({len(files)} files)"

    def names(self, folder):
        """The names of all files anywhere below a folder."""
        if self.remote:
            root = f"{self.uri}/{folder}"
            return {path.rsplit("/", 1)[-1] for path in (self.remote.find(root) if self.remote.exists(root) else ())}
        return {name for _, _, names in os.walk(f"{self.uri}/{folder}") for name in names}


def pages(api, path, params, cursor="page"):
    """All pages of a list whose pages say `has_more` and `next_page`, as (name, text)."""
    found, token = [], None
    while True:
        text = api.get(path, [*params, (cursor, token)] if token else params)
        found.append((f"page{len(found) + 1}.json", text))
        page = json.loads(text)
        if not page.get("has_more"):
            return found
        if not page.get("next_page") or page["next_page"] == token:
            raise Failure(f"{path} says that there is more but not where. Run the command again; if it stays, tell the vendor.")
        token = page["next_page"]


def pulled(now=None):
    return (now or datetime.datetime.now(UTC)).strftime("pulled=%Y-%m-%dT%H%M%SZ")


def folder(stage, source, account, *more):
    return "/".join([stage, source, *([f"account={account}"] if account else []), *more, pulled()])


def needed(name, what):
    value = os.environ.get(name, "").strip()
    if not value:
        raise Failure(f"the environment has no {name}: set it to {what}. A key is never read from a file or an argument.")
    return value


def day(text):
    return datetime.date.fromisoformat(text)


def epoch(of):
    return int(datetime.datetime(of.year, of.month, of.day, tzinfo=UTC).timestamp())


def arguments(doc, days, account=None):
    """The arguments that all collectors share; --from and --until are half open, in UTC days."""
    parser = argparse.ArgumentParser(description=doc, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--landing", required=True, help="the landing area: a folder, or s3://bucket/landing with fsspec")
    parser.add_argument("--from", dest="start", type=day, help=f"first day (default: {days} days before --until)")
    parser.add_argument("--until", type=day, help="first day that is not wanted (default: tomorrow, for what there is of today)")
    parser.add_argument("--account", help=account or "the account that the pull is for, as the settings name it")
    return parser


def span(args, days):
    until = args.until or datetime.datetime.now(UTC).date() + datetime.timedelta(days=1)
    start = args.start or until - datetime.timedelta(days=days)
    if start >= until:
        raise Failure(f"--from {start} is not before --until {until}; --until is the first day that is not wanted.")
    return start, until


def run(main):
    """Runs a collector: 0 done, 1 failed and nothing put, 2 wrong usage (argparse)."""
    try:
        for line in main():
            print(line)
    except Failure as failure:
        print(f"error: {failure}", file=sys.stderr)
        sys.exit(1)
