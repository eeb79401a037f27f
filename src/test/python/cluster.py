#!/usr/bin/env python3
"""A standalone Spark cluster of two workers on this machine runs the night on the sample; its tables equal those of one process.

It needs a Spark distribution at SPARK_HOME (`pip install pyspark==4.2.0` has one inside) and is left out where there is none:
450 MB are too much to download for one check.
"""
import glob
import os
import socket
import subprocess
import sys
import tempfile
import time

import _night
from deltalake import DeltaTable

WORKERS = 2
PATIENCE = 60
TABLES = ("charge", "session_cost", "project_cost_daily", "provider_cost_daily", "reconciliation", "quarantine", "usage_record")
OF_THE_RUN = {"run_id", "first_run"}


def main():
    home = os.environ.get("SPARK_HOME")
    if not home:
        print("SKIPPED: the cluster check, because SPARK_HOME names no Spark distribution")
        return []
    with tempfile.TemporaryDirectory(prefix="voxledger-cluster-") as place:
        cluster = Cluster(home, place)
        try:
            return cluster.check(os.path.join(place, "warehouse"))
        finally:
            cluster.stop()


class Cluster:
    """A master and two workers of one core each."""

    def __init__(self, home, place):
        self.home, self.place, self.processes = home, place, []
        self.environment = {**os.environ, "SPARK_HOME": home, "SPARK_LOCAL_IP": "127.0.0.1", "SPARK_NO_DAEMONIZE": "1"}
        port = free_port()
        self.url = f"spark://127.0.0.1:{port}"
        self.start("master.Master", "--host", "127.0.0.1", "--port", str(port), "--webui-port", "0")
        await_port(port)
        for number in range(WORKERS):
            self.start("worker.Worker", "-c", "1", "-m", "1g", "--host", "127.0.0.1", "--webui-port", "0",
                       "-d", self.work(number), self.url)

    def work(self, number):
        return os.path.join(self.place, f"worker-{number}")

    def start(self, name, *arguments):
        command = [os.path.join(self.home, "bin", "spark-class"), f"org.apache.spark.deploy.{name}", *arguments]
        log = open(os.path.join(self.place, f"{len(self.processes)}.log"), "w", encoding="utf-8")
        self.processes.append(subprocess.Popen(command, env=self.environment, stdout=log, stderr=subprocess.STDOUT))

    def check(self, warehouse):
        kept = {k: v for k, v in self.environment.items() if not k.startswith("VOXLEDGER_")}
        command = ["bash", _night.LAUNCHER, "nightly", "--date", "2026-09-30", "--master", self.url, "--warehouse", warehouse]
        ended = subprocess.run(command, cwd=_night.ROOT, env=kept, stdout=subprocess.PIPE, text=True)
        if ended.returncode != _night.DONE:
            return [f"the night on the cluster ended with {ended.returncode}"]
        failures = [f"worker {number} ran nothing" for number in range(WORKERS)
                    if not glob.glob(os.path.join(self.work(number), "app-*", "*", "stderr"))]
        alone = _night.warehouse()
        return failures + [f"{table} differs from that of one process" for table in TABLES
                           if rows(warehouse, table) != rows(alone, table)]

    def stop(self):
        for process in reversed(self.processes):
            process.terminate()
        for process in self.processes:
            process.wait()


def rows(warehouse, table):
    """A table's rows as text, in order, without what names the run."""
    found = DeltaTable(os.path.join(warehouse, table)).to_pyarrow_table()
    found = found.select([name for name in found.column_names if name not in OF_THE_RUN])
    return sorted(repr(row) for row in found.to_pylist())


def free_port():
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return one.getsockname()[1]


def await_port(port):
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        with socket.socket() as one:
            if one.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.2)
    sys.exit(f"the master did not start on port {port}")


if __name__ == "__main__":
    _night.end(main())
