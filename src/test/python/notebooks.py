#!/usr/bin/env python3
"""Executes the notebooks on the sample night: they run to their end, and what they show is what was saved with them.

usage: notebooks.py [--save]      (--save writes the outputs into the notebooks)
"""
import glob
import os
import sys

import _night
import nbformat
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError


def shown(cell):
    """What a person sees of a cell's outputs: its text, and that there is a picture (its bytes depend on the fonts at hand)."""
    return [o.get("text") or o.get("data", {}).get("text/plain") for o in cell.get("outputs", [])]


def without_noise(cell):
    """Leaves out what libraries write to stderr, times, and counters that differ from run to run."""
    cell.metadata.pop("execution", None)
    if cell.cell_type == "code":
        outputs = [o for o in cell.outputs if o.get("name") != "stderr"]
        cell.outputs = []
        for output in outputs:  # text comes in as many parts as it pleases
            if cell.outputs and output.output_type == cell.outputs[-1].output_type == "stream":
                cell.outputs[-1].text += output.text
            else:
                cell.outputs.append(output)


def execute(path, save):
    saved = nbformat.read(path, as_version=4)
    fresh = nbformat.read(path, as_version=4)
    try:
        NotebookClient(fresh, timeout=120, resources={"metadata": {"path": os.path.dirname(path)}}).execute()
    except CellExecutionError as e:
        return [f"{os.path.basename(path)}: {e}"]
    name = os.path.basename(path)
    for cell in fresh.cells:
        without_noise(cell)
    fresh.metadata.pop("language_info", None)  # the version of Python
    if save:
        nbformat.write(fresh, path)
        return []
    print(f"{name}: {len(fresh.cells)} cells")
    problems = [f"{name}: cell {n} shows\n{now}\ninstead of the saved\n{before}"
                for n, (before, now) in enumerate(zip(map(shown, saved.cells), map(shown, fresh.cells))) if before != now]
    text = open(path, encoding="utf-8").read()
    return problems + [f"{name} names a place on this machine" for place in (_night.ROOT, os.path.expanduser("~"))
                       if len(place) > 1 and place in text]


def main(save):
    os.environ["VOXLEDGER_WAREHOUSE"] = _night.warehouse()
    paths = sorted(glob.glob(os.path.join(_night.ROOT, "notebooks", "*.ipynb")))
    return [problem for path in paths for problem in execute(path, save)] if paths else ["there are no notebooks"]


if __name__ == "__main__":
    _night.end(main(save=sys.argv[1:] == ["--save"]))
