#!/usr/bin/env python3
"""Runs the Airflow DAG for real: Airflow calls the launcher, and that the night on the sample.

The other checks of this folder read the tables that it wrote. Airflow is installed into target/venv-airflow. The launcher goes
through spark-submit where SPARK_HOME names a Spark distribution.
"""
import filecmp
import os
import shutil
import subprocess
import sys
import venv

import _night

OLDEST = (3, 10)
HERE = os.path.dirname(os.path.abspath(__file__))
PARTS = os.path.join(HERE, "scheduling")
DAGS = os.path.join(_night.ROOT, "jobs", "airflow")
DAG = os.path.join(DAGS, "voxledger_nightly.py")
TARGET = os.path.join(_night.ROOT, "target")
PLACE = os.path.join(TARGET, "venv-airflow")
AIRFLOW_HOME = os.path.join(TARGET, "airflow")
PATIENCE = 600


def tool(name):
    return os.path.join(PLACE, "bin", name)


def install():
    """Installs Airflow, once for every change of what is wanted; gives why not, or nothing."""
    wanted = [os.path.join(PARTS, name) for name in ("requirements.txt", "constraints.txt")]
    installed = [os.path.join(PLACE, os.path.basename(name)) for name in wanted]
    if all(os.path.isfile(b) and filecmp.cmp(a, b, shallow=False) for a, b in zip(wanted, installed)):
        return ""
    for place in (PLACE, AIRFLOW_HOME):
        shutil.rmtree(place, ignore_errors=True)
    venv.create(PLACE, with_pip=True)
    pip = subprocess.run([tool("python"), "-m", "pip", "install", "--quiet", "--disable-pip-version-check",
                          "--requirement", wanted[0], "--constraint", wanted[1]], stderr=subprocess.PIPE, text=True)
    if pip.returncode:
        lines = pip.stderr.strip().splitlines()
        return f"pip could not install it: {lines[-1] if lines else pip.returncode}"
    for a, b in zip(wanted, installed):
        shutil.copyfile(a, b)
    return ""


def environment():
    kept = {k: v for k, v in os.environ.items() if not k.startswith(("VOXLEDGER_", "AIRFLOW_"))}
    compiler = "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC -XX:ReservedCodeCacheSize=240m"  # starts faster, as the launcher does
    return {**kept, "PATH": os.pathsep.join([os.path.dirname(tool("python")), kept.get("PATH", "")]),
            "SPARK_SUBMIT_OPTS": compiler,
            "AIRFLOW_HOME": AIRFLOW_HOME, "AIRFLOW__CORE__DAGS_FOLDER": DAGS, "AIRFLOW__CORE__LOAD_EXAMPLES": "False",
            "VOXLEDGER_RETRIES": "0", "VOXLEDGER_CDS": "off",
            "VOXLEDGER_LAUNCHER": _night.LAUNCHER, "VOXLEDGER_WAREHOUSE": _night.WAREHOUSE,
            "VOXLEDGER_CONF": os.path.join(_night.CONF, "voxledger.yaml")}


def run(*command, **more):
    ended = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, timeout=PATIENCE,
                           env={**environment(), **more})
    return ended.returncode, ended.stdout


def lint_problems():
    code, said = run(tool("ruff"), "check", "--isolated", "--no-cache", "--preview", "--select", "AIR3,E,F,W",
                     "--line-length", "130", DAGS)
    return [said] if code else []


def case_problems():
    code, said = run(tool("python"), os.path.join(PARTS, "cases.py"), DAG, VOXLEDGER_RETRIES="3")
    verdicts = [line for line in said.splitlines() if line.startswith(("holds: ", "BROKEN: "))]
    print(f"{len(verdicts)} cases of parameters and exit codes")
    return [said] if code or not verdicts else [line for line in verdicts if line.startswith("BROKEN")]


def night_problems():
    """Runs the DAG as a user tries it; the tables come to be those of the sample night."""
    if not os.path.isfile(os.path.join(AIRFLOW_HOME, "airflow.db")):
        code, said = run(tool("airflow"), "db", "migrate")
        if code:
            return [f"airflow db migrate ended with {code}:\n{said}"]
    shutil.rmtree(_night.PLACE, ignore_errors=True)
    code, said = run(tool("airflow"), "dags", "test", "voxledger_nightly", "2026-10-01", "-c", '{"date": "2026-09-30"}')
    if code or "state=success" not in said or not os.path.isdir(os.path.join(_night.WAREHOUSE, "run")):
        return [f"airflow dags test ended with {code}:\n{said[-6000:]}"]
    _night.note_that_it_is_done()
    return []


def main():
    if sys.version_info < OLDEST:
        print(f"SKIPPED: the Airflow DAG, because Airflow 3 needs Python 3.10; this is {sys.version.split()[0]}")
        return []
    if reason := install():
        print(f"SKIPPED: the Airflow DAG, because {reason}")
        return []
    _night.build()
    return lint_problems() + case_problems() + night_problems()


if __name__ == "__main__":
    _night.end(main())
