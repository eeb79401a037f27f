"""The same facts, dealt over several nights."""
import os

from .text import write, write_bytes


def deal(files, rng, nights, out):
    """Writes out/night1 … nightN. Rows come in any order and file, some again, some late; every fact comes at least once."""
    for path in sorted(files.raw):
        write_bytes(place(out, rng.randint(1, nights)), path, files.raw[path])
    for path in sorted(files.lines):
        lines = files.lines[path]
        if path.startswith(("billing/", "rates/")):
            write(place(out, rng.randint(1, nights)), path, lines)
        elif path.endswith(".json"):
            write(place(out, rng.randint(1, nights)), path, lines)
            if rng.random() < 0.2:
                write(place(out, rng.randint(1, nights)), path.replace(".json", "-copy.json"), lines)
        else:
            deal_lines(path, lines, rng, nights, out)


def deal_lines(path, lines, rng, nights, out):
    folder, name = os.path.split(path)
    stem = name.replace(".", "-")
    dealt = {}
    for text in rng.sample(lines, len(lines)):
        for _ in range(2 if rng.random() < 0.1 else 1):
            night = min(nights, 1 + int(rng.expovariate(1.0) * nights / 3))
            dealt.setdefault((night, rng.randint(0, 1)), []).append(text)
    for (night, part), texts in sorted(dealt.items()):
        ending = rng.choice((".jsonl", ".jsonl.gz", ".ndjson"))
        write(place(out, night), f"{folder}/{stem}-of-night-{night}-{part}{ending}", texts)


def place(out, night):
    return os.path.join(out, f"night{night}")
