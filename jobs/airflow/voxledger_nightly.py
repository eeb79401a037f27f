"""The night as an Airflow 3 DAG: one task that calls the launcher.

Environment of the worker:
  VOXLEDGER_LAUNCHER  the launcher (default: /opt/voxledger/jobs/voxledger)
  VOXLEDGER_CONF      the settings file, read by the launcher itself
  VOXLEDGER_RETRIES   how often a night that failed is tried again (default: 2)

A night takes in whatever has landed, so days that were missed are not caught up one by one. A failed task published
nothing and is tried again, also when another run holds the warehouse. Exit codes 3 (a gate was broken) and 4 (some input
cannot be read) come after a published night: trying again would change nothing, so the task succeeds with a warning in its
log. The result, one JSON line, is the task's XCom.

`airflow dags test voxledger_nightly 2026-11-19 -c '{"date": "2026-09-30"}'` tries it; it was tried with Airflow 3.3.2. Set
VOXLEDGER_RETRIES=0 for that: `dags test` waits for retries too.
"""
import os
from datetime import datetime, timedelta, timezone

from airflow.providers.standard.operators.bash import BashOperator
from airflow.sdk import DAG, Param

NIGHT = """
code=0
result=$("$LAUNCHER" nightly --date "$NIGHT_DATE" --json) || code=$?
case $code in
3) echo "WARNING: the night is published, but a gate was broken; see the problems in its result" ;;
4) echo "WARNING: the night is published, but some input cannot be read; see table quarantine" ;;
*) exit $code ;;
esac
printf '%s\\n' "$result"
"""

with DAG(
    dag_id="voxledger_nightly",
    description="Prices what landed and reconciles it with the bills",
    schedule="15 2 * * *",
    start_date=datetime(2026, 1, 1, tzinfo=timezone.utc),
    catchup=False,
    max_active_runs=1,
    params={"date": Param(None, type=["null", "string"], format="date", description="day to report on; empty: yesterday")},
    default_args={
        "retries": int(os.environ.get("VOXLEDGER_RETRIES", "2")),
        "retry_delay": timedelta(minutes=10),
    },
):
    BashOperator(
        task_id="night",
        bash_command=NIGHT,
        env={
            "LAUNCHER": os.environ.get("VOXLEDGER_LAUNCHER", "/opt/voxledger/jobs/voxledger"),
            "NIGHT_DATE": "{{ params.date or macros.ds_add(dag_run.run_after.strftime('%Y-%m-%d'), -1) }}",
        },
        append_env=True,
        execution_timeout=timedelta(hours=6),
    )
