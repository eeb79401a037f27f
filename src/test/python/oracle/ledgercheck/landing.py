"""Files of a landing area: which count, what their folders say, their lines."""
import gzip
import os
import subprocess
import zlib
from dataclasses import dataclass

FORMATS = (".json", ".jsonl", ".ndjson", ".csv", ".yaml", ".yml", ".parquet")


class Unreadable(Exception):
    """Nothing of the file can be used."""


@dataclass(frozen=True)
class File:
    path: str  # relative to the landing area
    source: str
    place: str

    def folder(self, key):
        for part in self.path.split("/")[:-1]:
            if part.startswith(key + "="):
                return part[len(key) + 1:]
        return None

    @property
    def format(self):
        name = self.path
        for packed in (".gz", ".zst"):
            name = name[: -len(packed)] if name.endswith(packed) else name
        return os.path.splitext(name)[1]

    def text(self):
        with open(self.place, "rb") as f:
            data = f.read()
        try:
            if self.path.endswith(".gz"):
                data = gzip.decompress(data)
            elif self.path.endswith(".zst"):
                data = subprocess.run(["zstd", "-dc"], input=data, stdout=subprocess.PIPE, check=True).stdout
            return data.decode("utf-8").removeprefix("\ufeff")
        except (EOFError, OSError, zlib.error, UnicodeDecodeError, subprocess.CalledProcessError) as e:
            raise Unreadable(str(e))

    def rows(self):
        """(line, text) of each row; a .json document is one row at line 1."""
        text = self.text()
        if self.format == ".json":
            return [(1, text)]
        return [(n, line) for n, line in enumerate(text.split("\n"), 1) if line.strip()]


def files(landing, stage):
    out = []
    for folder, folders, names in os.walk(os.path.join(landing, stage)):
        folders[:] = sorted(f for f in folders if not f.startswith(("_", ".")))
        for name in sorted(names):
            if name.startswith(("_", ".")) or name.endswith((".tmp", ".crc")):
                continue
            place = os.path.join(folder, name)
            path = os.path.relpath(place, landing).replace(os.sep, "/")
            file = File(path, path.split("/")[1], place)
            if path.count("/") >= 2 and file.format in FORMATS:
                out.append(file)
    return out
