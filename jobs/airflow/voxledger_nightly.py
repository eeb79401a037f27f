"""The night as an Airflow 3 DAG: one task that calls the launcher, and one run at a time.

A night takes in whatever has landed, so days that were missed are not caught up one by one. Trigger it with parameters
for another day, or to price days again:

| parameter | |
|---|---|
| `date` | the day to report on; empty: the day before the run, UTC |
| `backfill_from`, `backfill_to` | price these days again from what is stored, instead of a night |
| `as_known_at` | use only rate cards recorded by that instant |

| the command ends with | the task |
|---|---|
| 0 done | succeeds |
| 3 a gate was broken, 4 some input cannot be read | succeeds; its log has warnings and a link; the night is published |
| 2 wrong usage or settings | fails, and is not tried again |
| 1 failed, 5 another run holds the warehouse | fails, and is tried again: nothing was published |

The command's result is the task's XCom. The assets are updated by every night that is published; their events have
the exit code, the run and the link.

Environment of the worker:

| variable | |
|---|---|
| `VOXLEDGER_LAUNCHER` | the launcher (default: `/opt/voxledger/jobs/voxledger`) |
| `VOXLEDGER_CONF`, `SPARK_HOME`, … | what the launcher and its commands read themselves |
| `VOXLEDGER_RETRIES`, `VOXLEDGER_RETRY_MINUTES` | how often and after how long a failed night is tried again (default: 2, 10) |
| `VOXLEDGER_SCHEDULE` | cron expression in UTC (default: `15 2 * * *`) |
| `VOXLEDGER_PAGE` | what people open after a warning, a dashboard for example (default: the task's log) |

`VOXLEDGER_RETRIES=0 airflow dags test voxledger_nightly 2026-11-19 -c '{"date": "2026-09-30"}'` tries it; without
retries, because `dags test` waits for them too.
"""
import json
import os
import tempfile
from datetime import datetime, timedelta, timezone

from airflow.providers.standard.hooks.subprocess import SubprocessHook
from airflow.sdk import DAG, Asset, BaseOperator, Param
from airflow.sdk.exceptions import AirflowException, AirflowFailException

ASSETS = [Asset(f"voxledger_{table}", group="voxledger")
          for table in ("run", "charge", "session_cost", "project_cost_daily", "provider_cost_daily", "reconciliation")]
PUBLISHED = {0, 3, 4}
NEVER_AGAIN = {2}


class Voxledger(BaseOperator):
    """One night or backfill, as the parameters of the run say."""

    def __init__(self, *, launcher, page, **kwargs):
        super().__init__(**kwargs)
        self.launcher = launcher
        self.page = page
        self.hook = SubprocessHook()

    def execute(self, context):
        link = self.page or context["ti"].log_url
        with tempfile.TemporaryDirectory(prefix="voxledger-") as place:
            printed = os.path.join(place, "result.json")
            # stdout carries the result and nothing else; stderr goes to the log.
            command = ["bash", "-c", 'exec "$@" > "$0"', printed, self.launcher, *arguments(context), "--json"]
            code = self.hook.run_command(command).exit_code
            result = parsed(printed)
        if code in NEVER_AGAIN:
            raise AirflowFailException(f"wrong usage or settings: {result.get('error', 'see the log')}")
        if code not in PUBLISHED or not result:
            raise AirflowException(f"nothing was published (exit code {code}): {result.get('error', 'see the log')}")
        if code:
            for problem in result.get("problems", []):
                self.log.warning("%s", problem)
            self.log.warning("the night is published, with problems (exit code %d): %s", code, link)
        for asset in ASSETS:
            context["outlet_events"][asset].extra = {"exit_code": code, "run_id": result.get("run_id"), "link": link}
        return result

    def on_kill(self):
        self.hook.send_sigterm()


def arguments(context):
    """The command and its options."""
    params, run = context["params"], context["dag_run"]
    known = ["--as-known-at", params["as_known_at"]] if params["as_known_at"] else []
    first, last = params["backfill_from"], params["backfill_to"]
    if bool(first) != bool(last):
        raise AirflowFailException("backfill_from and backfill_to go together: set both or neither")
    if first:
        return ["backfill", "--from", first, "--to", last, *known]
    day_before = (run.logical_date or run.run_after).astimezone(timezone.utc) - timedelta(days=1)
    return ["nightly", "--date", params["date"] or day_before.date().isoformat(), *known]


def parsed(path):
    """The result that a command printed; an empty one of a command that could not print any."""
    with open(path, encoding="utf-8") as f:
        lines = f.read().splitlines()
    return json.loads(lines[-1]) if lines and lines[-1].startswith("{") else {}


def day(description):
    return Param(None, type=["null", "string"], format="date", description=description)


with DAG(
    dag_id="voxledger_nightly",
    description="Prices what landed and reconciles it with the bills",
    doc_md=__doc__,
    schedule=os.environ.get("VOXLEDGER_SCHEDULE", "15 2 * * *"),
    start_date=datetime(2026, 1, 1, tzinfo=timezone.utc),
    catchup=False,
    max_active_runs=1,
    tags=["voxledger"],
    params={
        "date": day("day to report on; empty: the day before the run"),
        "backfill_from": day("first day to price again; empty: a night"),
        "backfill_to": day("last day to price again"),
        "as_known_at": Param(None, type=["null", "string"], format="date-time",
                             description="use only rate cards recorded by then"),
    },
    default_args={
        "retries": int(os.environ.get("VOXLEDGER_RETRIES", "2")),
        "retry_delay": timedelta(minutes=float(os.environ.get("VOXLEDGER_RETRY_MINUTES", "10"))),
    },
) as dag:
    Voxledger(
        task_id="night",
        launcher=os.environ.get("VOXLEDGER_LAUNCHER", "/opt/voxledger/jobs/voxledger"),
        page=os.environ.get("VOXLEDGER_PAGE", ""),
        outlets=ASSETS,
        execution_timeout=timedelta(hours=6),
    )
