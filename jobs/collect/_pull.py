"""What every collector needs: ask an API patiently, and put a pull into the landing area whole.

Nothing but Python's standard library is needed for a landing area that is a folder; for a bucket
(`s3://…`, `gs://…`, `abfs://…`) the package fsspec and its file system (s3fs, gcsfs, adlfs).
"""

import argparse
import contextlib
import datetime
import http.client
import json
import os
import random
import shutil
import sys
import time
import urllib.error
import urllib.parse
import urllib.request

ATTEMPTS = int(os.environ.get("VOXLEDGER_COLLECT_ATTEMPTS", "8"))
LONGEST_WAIT_SECONDS = float(os.environ.get("VOXLEDGER_COLLECT_LONGEST_WAIT", "120"))
UTC = datetime.timezone.utc


class Failure(Exception):
    """What went wrong, where, why, and what to do; of a bill nothing was put that a night would use."""


class NotThere(Failure):
    """The service does not know what was asked for."""


class Api:
    """GET requests against one host, repeated when the service asks for patience."""

    def __init__(self, base, headers):
        """The headers may be a function: it is asked for every request, so that a token never gets old."""
        self.base = base.rstrip("/")
        self.headers = headers if callable(headers) else lambda: headers

    def get(self, path, params=()):
        """The body as text, untouched: money stays as the vendor wrote it."""
        query = urllib.parse.urlencode(list(params))
        url = path if path.startswith("http") else self.base + path
        url += ("&" if "?" in url else "?") + query if query else ""
        for attempt in range(1, ATTEMPTS + 1):
            try:
                headers = {"Accept": "application/json", "User-Agent": "voxledger-collect", **self.headers()}
                with urllib.request.urlopen(urllib.request.Request(url, headers=headers), timeout=120) as answer:
                    text = answer.read().decode("utf-8")
                if not isinstance(json.loads(text), dict):  # half an answer is not an answer
                    raise ValueError("the answer is not a JSON object")
                return text
            except urllib.error.HTTPError as error:
                if error.code not in (408, 429) and error.code < 500:
                    raise (NotThere if error.code == 404 else Failure)(refusal(url, error)) from None
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
    try:
        said = error.read(2000).decode("utf-8", "replace").strip()
    except (OSError, http.client.HTTPException):  # the status says enough
        said = ""
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
        self.given, self.remote = uri, None
        self.uri = local_folder(uri)
        if self.uri is None:
            try:
                import fsspec
            except ImportError:
                raise Failure(f"{uri} is not a folder, and the Python package fsspec is not installed."
                              " Install it with the file system that you need, for example: pip install s3fs") from None
            with self.failing():
                self.remote, self.uri = fsspec.core.url_to_fs(uri.rstrip("/").replace("s3a://", "s3://", 1))
        self.uri = self.uri.rstrip("/")

    def put(self, folder, name, text):
        """Puts one file that counts by itself; a reader never sees half of it."""
        target = f"{self.uri}/{folder}/{name}"
        with self.failing():
            if self.remote:
                self.remote.pipe_file(target, text.encode("utf-8"))
                return
            os.makedirs(os.path.dirname(target), exist_ok=True)
            write(target + ".tmp", text)
            os.replace(target + ".tmp", target)

    def put_pull(self, folder, pages):
        """Puts the pages of one pull so that what is there of a pull that failed is not used."""
        if self.remote:
            # A bucket cannot rename a folder. So page 1 goes last: a night uses no pull that lacks a page.
            for name, text in reversed(pages):
                self.put(folder, name, text)
        else:
            with self.failing():
                write_whole(f"{self.uri}/{folder}", pages)
        return f"{folder} ({len(pages)} files)"

    def names(self, folder):
        """The names of all files anywhere below a folder."""
        root = f"{self.uri}/{folder}"
        if not self.remote:
            return {name for _, _, names in os.walk(root) for name in names}
        with self.failing():
            return {path.rsplit("/", 1)[-1] for path in (self.remote.find(root) if self.remote.exists(root) else ())}

    @contextlib.contextmanager
    def failing(self):
        """Tells what the store says, of whatever class: each file system has errors of its own."""
        try:
            yield
        except Exception as error:
            raise Failure(f"the landing area {self.given} failed: {type(error).__name__}: {error}. See to it and run the command"
                          " again; what was pulled before stays in force until then.") from None


def local_folder(uri):
    """The folder that the job means by the same words: only `file://` has escapes. None for what is not a folder."""
    if uri.startswith("file://"):
        return urllib.parse.unquote(urllib.parse.urlsplit(uri).path)
    if uri.startswith("file:"):
        return uri[len("file:"):]
    return None if "://" in uri else uri


def write_whole(folder, files):
    """Writes a folder under a name that a night passes over, and renames it when all is there."""
    unfinished = os.path.join(os.path.dirname(folder), "_" + os.path.basename(folder))
    os.makedirs(unfinished)
    try:
        for name, text in files:
            write(os.path.join(unfinished, name), text)
        os.rename(unfinished, folder)
    except BaseException:
        shutil.rmtree(unfinished, ignore_errors=True)
        raise


def write(path, text):
    with open(path, "w", encoding="utf-8", newline="") as out:
        out.write(text)
        out.flush()
        os.fsync(out.fileno())


def pages(api, path, params, cursor="page"):
    """All pages of a list whose pages say `has_more` and `next_page`, as (name, text)."""
    found, token, seen = [], None, set()
    while True:
        text = api.get(path, [*params, (cursor, token)] if token else params)
        found.append((f"page{len(found) + 1}.json", text))
        page = json.loads(text)
        if not page.get("has_more"):
            return found
        token = page.get("next_page")
        if not token or token in seen:
            raise Failure(f"{path} says that there is more but not where. Run the command again; if it stays, tell the vendor.")
        seen.add(token)


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
    """Runs a collector: 0 done, 1 failed, 2 wrong usage (argparse)."""
    try:
        for line in main():
            print(line)
    except Failure as failure:
        print(f"error: {failure}", file=sys.stderr)
        sys.exit(1)
