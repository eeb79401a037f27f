"""The night on the bundled sample, run once through the launcher and shared by the checks of this folder."""
import json
import os
import shutil
import subprocess
import sys

ROOT = os.path.normpath(os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..", ".."))
LAUNCHER = os.path.join(ROOT, "jobs", "voxledger")
CONF = os.path.join(ROOT, "conf")
LANDING = os.path.join(ROOT, "src", "main", "resources", "sample", "landing")
PLACE = os.path.join(ROOT, "target", "sample-night")
WAREHOUSE = os.path.join(PLACE, "warehouse")
DONE_AT = os.path.join(PLACE, "done")
DONE = 0

sys.path.insert(0, os.path.join(ROOT, "src", "test", "python", "oracle"))


def voxledger(*arguments):
    """Runs one command on the default settings, whatever the environment says; gives (exit code, stdout)."""
    kept = {k: v for k, v in os.environ.items() if not k.startswith("VOXLEDGER_") and k != "SPARK_HOME"}
    command = ["bash", LAUNCHER, *arguments]
    ended = subprocess.run(command, cwd=ROOT, env={**kept, "VOXLEDGER_CDS": "off"}, stdout=subprocess.PIPE, text=True)
    return ended.returncode, ended.stdout


def build():
    """Builds the jar where it is missing or older than its sources."""
    voxledger("--version")


def warehouse():
    """The folder of the sample's tables. The check of the DAG writes them first, where there can be an Airflow."""
    if is_older_than_its_sources():
        shutil.rmtree(PLACE, ignore_errors=True)
        code, printed = voxledger("nightly", "--date", "2026-09-30", "--warehouse", WAREHOUSE, "--json", "--quiet")
        if code != DONE:
            sys.exit(f"the night on the sample ended with {code} instead of {DONE}: {printed}")
        if json.loads(printed)["exit_code"] != code:
            sys.exit(f"the result names another exit code than {code}: {printed}")
        note_that_it_is_done()
    return WAREHOUSE


def note_that_it_is_done():
    """Says that the tables are complete."""
    with open(DONE_AT, "w", encoding="utf-8"):
        pass


def is_older_than_its_sources():
    if not os.path.isfile(DONE_AT):
        return True
    made = os.path.getmtime(DONE_AT)
    files = (os.path.join(place, name) for top in (CONF, os.path.join(ROOT, "src", "main"))
             for place, _, names in os.walk(top) for name in names)
    return any(os.path.getmtime(file) > made for file in files)


def end(failures):
    """Prints what failed and ends the process: the reader's threads abort a normal exit now and then."""
    for failure in failures:
        print("  FAILED:", failure)
    sys.stdout.flush()
    os._exit(1 if failures else 0)
