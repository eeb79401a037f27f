"""Files of a world in the making, instants as text, YAML."""
import gzip
import json
import os
from datetime import datetime, timedelta, timezone

START = datetime(2026, 9, 1, tzinfo=timezone.utc)
DAYS = 5


def line(document):
    return json.dumps(document, separators=(",", ":"), ensure_ascii=False)


class Time:
    """An instant, in the spellings that the sources use."""

    def __init__(self, micros):
        self.micros = micros

    def plus(self, seconds):
        return Time(self.micros + round(seconds * 1_000_000))

    @property
    def moment(self):
        return START + timedelta(microseconds=self.micros)

    @property
    def day(self):
        return self.moment.date().isoformat()

    @property
    def iso(self):
        return self.moment.strftime("%Y-%m-%dT%H:%M:%S.") + f"{self.moment.microsecond // 1000:03d}Z"

    @property
    def local(self):
        """ISO text without a zone."""
        return self.moment.strftime("%Y-%m-%dT%H:%M:%S.%f")

    @property
    def epoch_micros(self):
        return (self.moment - datetime(1970, 1, 1, tzinfo=timezone.utc)) // timedelta(microseconds=1)

    @property
    def ms(self):
        return self.epoch_micros // 1000

    @property
    def s(self):
        return self.epoch_micros // 1_000_000

    @property
    def seconds(self):
        """Seconds with a fraction, as Python's SDK writes them."""
        return self.epoch_micros / 1_000_000


class Files:
    """Lines by path; a path ending in .json holds one document."""

    def __init__(self, rng):
        self.rng, self.lines, self.raw = rng, {}, {}

    def add(self, source, at, document, folder=""):
        """One row, somewhere in the source's files of that day or, rarely, of a later one."""
        day = at if self.rng.random() < 0.95 else at.plus(86400 * self.rng.randint(1, 2))
        ending = self.rng.choice((".jsonl", ".jsonl", ".ndjson", ".jsonl.gz"))
        path = f"usage/{source}/{folder}dt={day.day}/part-{self.rng.randint(0, 2)}{ending}"
        self.lines.setdefault(path, []).append(document if isinstance(document, str) else line(document))

    def document(self, path, document):
        self.lines[path] = [json.dumps(document, indent=self.rng.choice((None, 1)), ensure_ascii=False)]

    def write(self, landing):
        for path, lines in self.lines.items():
            write(landing, path, lines)
        for path, data in self.raw.items():
            write_bytes(landing, path, data)


def write(landing, path, lines):
    data = "\n".join(lines).encode() + (b"" if path.endswith(".json") else b"\n")
    write_bytes(landing, path, gzip.compress(data, mtime=0) if path.endswith(".gz") else data)


def write_bytes(landing, path, data):
    place = os.path.join(landing, path)
    os.makedirs(os.path.dirname(place), exist_ok=True)
    with open(place, "wb") as f:
        f.write(data)


def yaml(value, indent=0):
    """Block YAML; text that is not plain is quoted."""
    pad = "  " * indent
    if isinstance(value, dict):
        return "".join(f"{pad}{k}:" + nested(v, indent + 1) for k, v in value.items())
    return "".join(f"{pad}-" + (" " + yaml(v, indent + 1).lstrip() if isinstance(v, dict) else nested(v, indent + 1))
                   for v in value)


def nested(value, indent):
    if isinstance(value, (dict, list)) and value:
        return "\n" + yaml(value, indent)
    if isinstance(value, (dict, list)):
        return " []\n" if isinstance(value, list) else " {}\n"
    return f" {scalar(value)}\n"


def scalar(value):
    if value is None:
        return "null"
    if isinstance(value, str) and not value.replace("-", "").replace(".", "").replace("_", "").isalnum():
        return "'" + value.replace("'", "''") + "'"
    return str(value)
