#!/usr/bin/env python3
"""Writes the finance pack of the sample night and opens it as finance does: the page in a browser, the workbook in LibreOffice.

The browser is a Chromium on PATH, or the one that CHROMIUM names; without it, or without LibreOffice (soffice), that part is left
out. What both show is compared with sums that are taken from the tables here, without Spark.
"""
import glob
import json
import os
import shutil
import subprocess
import tempfile
import warnings
import zipfile
from decimal import ROUND_HALF_EVEN, Decimal
from html.parser import HTMLParser

import _night
import openpyxl
from deltalake import DeltaTable

MONTH = "2026-09"
BROWSERS = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
PATIENCE = 120
CHARTS = 2
OPEN = ("over_billed", "under_billed", "billed_only", "missing_bill")


def sums(place):
    """{(sheet, heading): its total} as the tables have it."""
    def rows(table):
        return DeltaTable(os.path.join(place, table)).to_pyarrow_table().to_pylist()

    def total(of, column):
        return sum((row[column] for row in of), Decimal(0))
    charges = [row for row in rows("charge") if str(row["usage_date"]).startswith(MONTH)]
    every = rows("reconciliation")
    periods = [row for row in every if row["scope"] == "total" and str(row["period_start"]).startswith(MONTH)]
    accruals = [row for row in rows("accrual") if str(row["month"]).startswith(MONTH)]
    opened = [row for row in every if row["scope"] == "total" and row["final"] and row["status"] in OPEN]
    cost, variance = total(charges, "contracted_cost"), total(periods, "variance")
    return {("Summary", "Contracted cost"): cost, ("Projects × providers", "Total"): cost, ("By day", "Total"): cost,
            ("Detail", "Contracted cost"): cost, ("Detail", "List cost"): total(charges, "list_cost"),
            ("Reconciliation", "Billed"): total(periods, "billed_cost"), ("Reconciliation", "Variance"): variance,
            ("Causes", "Amount"): variance, ("Accrual", "Accrued"): total(accruals, "accrued_usd"),
            ("Open items", "Variance"): total(opened, "variance"), ("Open items moved", "Closing"): total(opened, "variance")}


class Page(HTMLParser):
    """The tables of the page: {sheet: [row]}, a row being its class and its cells, a cell its text and exact digits."""

    def __init__(self):
        super().__init__()
        self.tables, self.pictures, self.sheet, self.heard = {}, 0, None, None

    def handle_starttag(self, tag, attributes):
        attributes = dict(attributes)
        if tag == "svg":
            self.pictures += 1
        elif tag == "h2":
            self.heard = []
        elif tag == "tr":
            self.tables[self.sheet].append((attributes.get("class", ""), []))
        elif tag in ("td", "th"):
            self.heard = []
            self.tables[self.sheet][-1][1].append((self.heard, attributes.get("data-exact")))

    def handle_endtag(self, tag):
        if tag == "h2":
            self.sheet = "".join(self.heard)
            self.tables[self.sheet] = []
        if tag in ("h2", "td", "th"):
            self.heard = None

    def handle_data(self, data):
        if self.heard is not None:
            self.heard.append(data)


def browser():
    named = os.environ.get("CHROMIUM")
    return named or next((found for name in BROWSERS if (found := shutil.which(name))), None)


def page_problems(file, expected):
    chromium = browser()
    if not chromium:
        print("SKIPPED: the page in a browser, because there is no Chromium on PATH and CHROMIUM names none")
        return []
    with tempfile.TemporaryDirectory(prefix="voxledger-browser-") as folder:
        requests = os.path.join(folder, "net.json")
        picture = os.path.join(folder, "page.png")
        options = ["--headless", "--no-sandbox", "--disable-gpu", f"--user-data-dir={folder}/profile", "--enable-logging=stderr",
                   "--disable-background-networking", "--disable-component-update", "--no-first-run"]
        shown = subprocess.run([chromium, *options, f"--log-net-log={requests}", "--dump-dom", f"file://{file}"],
                               capture_output=True, text=True, timeout=PATIENCE)
        subprocess.run([chromium, *options, f"--screenshot={picture}", "--window-size=390,844", f"file://{file}"],
                       capture_output=True, timeout=PATIENCE)
        if shown.returncode or not os.path.isfile(picture):
            return [f"{chromium} ended with {shown.returncode}: {shown.stderr[-500:]}"]
        with open(requests, encoding="utf-8") as f:
            asked = {url for url in urls(json.load(f)) if not url.startswith(("file:", "data:", "about:", "chrome"))}
    problems = [f"the console says: {line}" for line in shown.stderr.splitlines() if "CONSOLE" in line]
    problems += [f"the page asks for {url}" for url in sorted(asked)]
    page = Page()
    page.feed(shown.stdout)
    if page.pictures < 4:
        problems.append(f"the page has {page.pictures} pictures instead of 4 or more")
    print(f"page: {len(page.tables)} tables, {page.pictures} pictures, {len(asked)} requests")
    for sheet, rows in page.tables.items():
        problems += table_problems(sheet, rows, expected)
    return problems + [f"the page has no table {sheet}" for sheet, _ in expected if not page.tables.get(sheet)]


def urls(log):
    return [event["params"]["url"] for event in log["events"] if "url" in event.get("params", {})]


def table_problems(sheet, rows, expected):
    """Whether what is shown is the exact digits rounded, the rows sum up to the total, and the total is the tables'."""
    if not rows:
        return []
    headings = ["".join(text) for text, _ in rows[0][1]]
    problems = []
    for look, cells in rows[1:]:
        for heading, (text, exact) in zip(headings, cells):
            if exact is not None and rounded(exact, "".join(text)) != Decimal("".join(text).replace(",", "")):
                problems.append(f"{sheet}, {heading}: {''.join(text)} is shown for {exact}")
            if look == "check" and exact is not None and Decimal(exact):
                problems.append(f"{sheet}, {heading}: the check is {exact}")
    for column, heading in enumerate(headings):
        total = [Decimal(cells[column][1]) for look, cells in rows if look == "total" and cells[column][1]]
        lines = sum((Decimal(cells[column][1]) for look, cells in rows[1:] if not look and cells[column][1]), Decimal(0))
        if total and total != [lines]:
            problems.append(f"{sheet}, {heading}: the rows give {lines}, the total is {total[0]}")
        if (sheet, heading) in expected and total != [expected[sheet, heading]]:
            problems.append(f"{sheet}, {heading}: {total} on the page, {expected[sheet, heading]} in the tables")
    return problems


def rounded(exact, text):
    decimals = len(text.partition(".")[2])
    return Decimal(exact).quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_EVEN)


def workbook_problems(file, expected):
    office = shutil.which("soffice")
    if not office:
        print("SKIPPED: the workbook in LibreOffice, because there is no soffice on PATH")
        return []
    with tempfile.TemporaryDirectory(prefix="voxledger-office-") as folder:
        command = [office, f"-env:UserInstallation=file://{folder}/profile", "--headless", "--convert-to", "xlsx",
                   "--outdir", f"{folder}/again", file]
        ended = subprocess.run(command, capture_output=True, text=True, timeout=PATIENCE)
        again = os.path.join(folder, "again", os.path.basename(file))
        if ended.returncode or not os.path.isfile(again):
            return [f"LibreOffice ended with {ended.returncode}: {ended.stdout} {ended.stderr}"]
        charts = len([name for name in zipfile.ZipFile(again).namelist() if name.startswith("xl/charts/chart")])
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of what openpyxl leaves out
            ours, theirs = openpyxl.load_workbook(file), openpyxl.load_workbook(again, data_only=True)
        problems = [] if charts == CHARTS else [f"LibreOffice sees {charts} charts instead of {CHARTS}"]
        if ours.sheetnames != theirs.sheetnames:
            problems.append(f"LibreOffice sees {theirs.sheetnames} instead of {ours.sheetnames}")
        for sheet in theirs:
            problems += sheet_problems(sheet, expected)
        print(f"workbook: {len(theirs.sheetnames)} sheets, {charts} charts")
        return problems


def sheet_problems(sheet, expected):
    """Compares what LibreOffice computed; it computes in floating point, so the last digits are not asked for."""
    rows = {row[0].value: row for row in sheet.iter_rows() if row}
    problems = [f"{sheet.title}: {cell.coordinate} is {cell.value}" for row in rows.values() for cell in row
                if isinstance(cell.value, str) and cell.value.startswith(("#", "Err:"))]
    for cell in rows.get("Check (total − control)", ()):
        if isinstance(cell.value, (int, float)) and cell.value:
            problems.append(f"{sheet.title}: the check {cell.coordinate} is {cell.value}")
    for (name, heading), total in expected.items():
        if name == sheet.title:
            columns = {cell.value: cell.column for cell in sheet[4]}
            found = rows["Total"][columns[heading] - 1].value
            if found is None or abs(Decimal(repr(found)) - total) > Decimal("1e-9"):
                problems.append(f"{name}, {heading}: {found} in the workbook, {total} in the tables")
    return problems


def main():
    place = _night.warehouse()
    out = os.path.join(_night.PLACE, "reports")
    shutil.rmtree(out, ignore_errors=True)
    code, printed = _night.voxledger("report", "--month", MONTH, "--warehouse", place, "--out", out, "--json", "--quiet")
    if code or not json.loads(printed)["consistent"]:
        return [f"the report ended with {code}: {printed}"]
    expected = sums(place)
    if not all(expected[key] for key in expected if key[0] in ("Summary", "Reconciliation", "Accrual")):
        return [f"the sample has sums that are 0: {expected}"]
    files = glob.glob(os.path.join(out, "*.*"))
    page, = (file for file in files if file.endswith(".html"))
    workbook, = (file for file in files if file.endswith(".xlsx"))
    return page_problems(page, expected) + workbook_problems(workbook, expected)


if __name__ == "__main__":
    _night.end(main())
