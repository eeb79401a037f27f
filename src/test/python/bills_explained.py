#!/usr/bin/env python3
"""A night on invented bills, each wrong for a known reason: the causes it names are held to what was injected."""
import os
import shutil

from _night import DONE, ROOT, end, voxledger
from judge_variances import judged
from make_variances import KNOWN_AT, LOGICAL, make

SEED, CASES = 20260910, 90

if __name__ == "__main__":
    place = os.path.join(ROOT, "target", "invented-bills")
    shutil.rmtree(place, ignore_errors=True)
    make(SEED, place, CASES, ["openai"])
    warehouse = os.path.join(place, "warehouse")
    code, printed = voxledger("nightly", "--conf", os.path.join(place, "conf", "voxledger.yaml"), "--warehouse", warehouse,
                              "--date", LOGICAL, "--as-known-at", KNOWN_AT, "--json", "--quiet")
    if code != DONE:
        end([f"the night on invented bills ended with {code}: {printed}"])
    verdicts = judged(warehouse, place)
    verdicts.print(False)
    end([] if verdicts.passed() else ["the causes are not those that were injected"])
