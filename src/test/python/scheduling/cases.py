"""What the DAG makes of parameters and of exit codes; runs inside Airflow's own Python.

usage: cases.py DAG_FILE
"""
import importlib.util
import os
import sys
import tempfile
from collections import defaultdict
from datetime import datetime, timezone
from types import SimpleNamespace

from airflow.sdk.exceptions import AirflowException, AirflowFailException

LINK = "http://localhost:8080/dags/voxledger_nightly"
NOTHING = {"date": None, "backfill_from": None, "backfill_to": None, "as_known_at": None}
NIGHT_OF = datetime(2026, 11, 19, 2, 15, tzinfo=timezone.utc)


def context(**params):
    run = SimpleNamespace(logical_date=NIGHT_OF, run_after=None)
    events = defaultdict(SimpleNamespace)
    return {"params": {**NOTHING, **params}, "dag_run": run, "ti": SimpleNamespace(log_url=LINK), "outlet_events": events}


class Log:
    """Keeps the warnings."""

    def __init__(self):
        self.warnings = []

    def warning(self, text, *values):
        self.warnings.append(text % values)


def ended(dag, code, result):
    """What the task makes of a launcher that ends so: (what is returned or raised, warnings, what the assets' events say)."""
    given, log = context(), Log()
    with tempfile.TemporaryDirectory() as place:
        launcher = os.path.join(place, "launcher")
        with open(launcher, "w", encoding="utf-8") as f:
            f.write(f"#!/bin/sh\nprintf '%s' '{result}'\nexit {code}\n")
        os.chmod(launcher, 0o700)
        task = type("Night", (dag.Voxledger,), {"log": log})(task_id="tried", launcher=launcher, page="")
        try:
            outcome = task.execute(given)
        except AirflowException as e:
            outcome = e
    return outcome, log.warnings, [event.extra for event in given["outlet_events"].values()]


def exit_codes(dag):
    result = '{"run_id": "r", "problems": ["budget of acme"]}'
    for code in (0, 3, 4):
        outcome, warnings, extras = ended(dag, code, result)
        yield f"exit code {code} succeeds with the result", isinstance(outcome, dict) and outcome["run_id"] == "r"
        yield f"exit code {code} updates every asset", extras == [{"exit_code": code, "run_id": "r", "link": LINK}] * len(dag.ASSETS)
        yield f"exit code {code} {'warns with a link' if code else 'warns of nothing'}", any(w.endswith(LINK) for w in warnings) == bool(code)
    for code in (1, 5, 0):
        outcome, _, extras = ended(dag, code, "")
        yield f"exit code {code} without a result is tried again", type(outcome) is AirflowException and not extras
    outcome, _, extras = ended(dag, 2, '{"exit_code": 2, "error": "no such key"}')
    yield "exit code 2 is not tried again", isinstance(outcome, AirflowFailException) and not extras
    yield "what a command says of its failure is said", "no such key" in str(outcome)


def commands(dag):
    def of(**params):
        return " ".join(dag.arguments(context(**params)))
    yield "a run reports on the day before", of() == "nightly --date 2026-11-18"
    yield "a day can be asked for", of(date="2026-09-30") == "nightly --date 2026-09-30"
    again = of(backfill_from="2026-09-01", backfill_to="2026-09-30", as_known_at="2026-10-01T00:00:00Z")
    yield "days can be priced again", again == "backfill --from 2026-09-01 --to 2026-09-30 --as-known-at 2026-10-01T00:00:00Z"
    try:
        of(backfill_from="2026-09-01")
        yield "half a backfill is refused", False
    except AirflowFailException:
        yield "half a backfill is refused", True


def declared(dag):
    night = dag.dag
    yield "one run at a time", night.max_active_runs == 1
    yield "missed days are not caught up", night.catchup is False
    yield "it is documented", bool(night.doc_md)
    task = night.get_task("night")
    yield "retries come from the environment", task.retries == int(os.environ["VOXLEDGER_RETRIES"])
    yield "its assets are outlets", list(task.outlets) == dag.ASSETS


def main(path):
    spec = importlib.util.spec_from_file_location("voxledger_nightly", path)
    dag = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(dag)
    for check in (declared, commands, exit_codes):
        for name, holds in check(dag):
            print(f"{'holds' if holds else 'BROKEN'}: {name}")


if __name__ == "__main__":
    main(sys.argv[1])
