"""The tables of the newest run for the notebooks of this folder, and one look for their pictures. Nothing here computes money."""
import itertools
import os

import duckdb
import matplotlib.pyplot as plt
from deltalake import DeltaTable

COLORS = ["#2f6f9f", "#e0863c", "#5a9e6f", "#b5544f", "#8172a8", "#8c8c8c"]


def colors():
    """The colours over and over: a picture leaves nothing out because there are more parts than colours."""
    return itertools.cycle(COLORS)


def warehouse():
    """The folder or bucket of the tables: VOXLEDGER_WAREHOUSE, or that of the bundled sample."""
    return os.environ.get("VOXLEDGER_WAREHOUSE", "../warehouse").removeprefix("file:").replace("s3a://", "s3://")


def versions():
    """{table: version} of the newest run: together they are one consistent night, also while another one is written."""
    runs = DeltaTable(f"{warehouse()}/run").to_pyarrow_table().to_pylist()
    return dict(max(runs, key=lambda run: run["run_id"])["table_versions"])


def register():
    """Makes every table of the newest run known to DuckDB under its name, and the runs themselves."""
    duckdb.register("run", DeltaTable(f"{warehouse()}/run").to_pyarrow_dataset())
    for name, version in versions().items():
        duckdb.register(name, DeltaTable(f"{warehouse()}/{name}", version=version).to_pyarrow_dataset())


def show(sql):
    duckdb.sql(sql).show(max_width=160, max_rows=40)


def axes(title, unit, height=3.4, lines="y"):
    """A picture with a title, and light lines behind what it shows."""
    figure, ax = plt.subplots(figsize=(8.5, height), dpi=100, layout="constrained")
    ax.set_title(title, loc="left", fontweight="bold")
    ax.set_ylabel(unit)
    ax.grid(axis=lines, color="#dddddd", linewidth=0.6)
    ax.set_axisbelow(True)
    ax.spines[["top", "right"]].set_visible(False)
    return ax


def stacked(ax, rows):
    """Bars of (at, part, amount), parts one on the other."""
    places = sorted({at for at, _, _ in rows})
    below = dict.fromkeys(places, 0.0)
    for color, part in zip(colors(), dict.fromkeys(part for _, part, _ in rows)):
        heights = {at: float(amount) for at, name, amount in rows if name == part}
        ax.bar([str(at) for at in places], [heights.get(at, 0.0) for at in places], 0.55,
               bottom=[below[at] for at in places], color=color, label=part)
        for at, height in heights.items():
            below[at] += height
    ax.legend(frameon=False, fontsize=8)


def waterfall(ax, rows):
    """From the first amount to the last; (name, amount) between them are steps. The axis begins near the lowest of them."""
    level, lowest = 0.0, min(float(rows[0][1]), float(rows[-1][1]))
    for n, (name, amount) in enumerate(rows):
        whole = n in (0, len(rows) - 1)
        height = float(amount)
        ax.bar(name.replace("_", "\n"), height, 0.55, bottom=0 if whole else level,
               color=COLORS[0] if whole else COLORS[3] if height > 0 else COLORS[2])
        ax.text(n, max(level, level + height) if not whole else height, f"{amount:+.4f}" if not whole else f"{amount:.4f}",
                ha="center", va="bottom", fontsize=8)
        level = height if whole else level + height
    spread = max(float(amount) for _, amount in rows) - lowest
    ax.set_ylim(lowest - 2 * spread, lowest + 1.4 * spread)
    ax.text(0, -0.02, "not from 0", transform=ax.transAxes, ha="right", va="top", fontsize=7, color="#777777")
