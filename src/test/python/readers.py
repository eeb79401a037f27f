#!/usr/bin/env python3
"""Opens every table of the sample night without Spark, as analysts do, and compares what the readers see.

Sums are compared and not only counts: there are table features that a reader without them passes over in silence, with NULL
in the place of money. Then the tables are compared with those that the oracle computes from the same landing area.
"""
import json
import os
import re
import tempfile
from decimal import Decimal

import _night
import compare_csv
import duckdb
import oracle
import polars
import pyarrow as pa
from deltalake import DeltaTable, QueryBuilder

# What the contract leaves open: how an identity is written.
NOT_COMPARED = {"usage_record": ("usage_id",), "unpriced_usage": ("usage_id",)}
# A charge has the flags of its pricing; the oracle repeats those of its records too.
PRICING_FLAGS = {"tier_rate_missing", "region_rate_missing", "context_unknown", "no_cached_rate", "no_cache_write_rate", "fx_carried"}
# The Java tests put it there: what Spark reads in the tables of another night on the same sample.
SPARK_SUMS = os.path.join(_night.ROOT, "target", "spark-sums.json")
TYPES = {"STRING": pa.types.is_string, "BIGINT": pa.types.is_int64, "INT": pa.types.is_int32, "DATE": pa.types.is_date,
         "BOOLEAN": pa.types.is_boolean, "TIMESTAMP": pa.types.is_timestamp}


def declared():
    """{table: {column: type}} of the dictionary."""
    code, printed = _night.voxledger("dictionary", "--internal")
    if code:
        _night.end([f"dictionary ended with {code}"])
    tables = {}
    for line in printed.splitlines():
        if line.startswith("## "):
            columns = tables[line[3:]] = {}
        elif row := re.fullmatch(r"\| (\w+) \| (.+?) \| (?:yes)? ?\| .*", line):
            columns.setdefault(row[1], row[2])
    for columns in tables.values():
        columns.pop("column", None)
    return tables


def schema_problems(table, columns, schema):
    if schema.names != list(columns):
        return [f"{table}: columns are {schema.names}, declared are {list(columns)}"]
    return [f"{table}.{name}: {schema.field(name).type} is not {kind}" for name, kind in columns.items()
            if not is_of(schema.field(name).type, kind)]


def is_of(found, kind):
    if decimal := re.fullmatch(r"DECIMAL\((\d+),(\d+)\)", kind):
        return found == pa.decimal128(int(decimal[1]), int(decimal[2]))
    return TYPES.get(kind, lambda _: True)(found)


def measured(schema):
    """{what: SQL of the sum} of every decimal column and every map of decimals."""
    sums = {}
    for field in schema:
        if pa.types.is_decimal(field.type):
            sums[field.name] = f"sum({field.name})"
        elif pa.types.is_map(field.type) and pa.types.is_decimal(field.type.item_type):
            sums[field.name] = f"sum(list_sum(map_values({field.name})))"
    return sums


def summed(rows, names):
    """The exact sums in Python; None where there is nothing to sum."""
    out = []
    for name in names:
        found = [v for row in rows if row[name] is not None for v in amounts(row[name])]
        out.append(sum(found, Decimal(0)) if found else None)
    return out


def amounts(value):
    return [v for _, v in value] if isinstance(value, list) else [value]


def reader_problems(table, path):
    """Four readers: deltalake through Arrow, DuckDB over it, deltalake's own query engine, and Polars."""
    delta = DeltaTable(path)
    rows = delta.to_pyarrow_table().to_pylist()
    sums = measured(delta.to_pyarrow_table().schema)
    expected = [len(rows), *summed(rows, sums)]
    connection = duckdb.connect()
    connection.register("t", delta.to_pyarrow_dataset())
    found = list(connection.execute(f"SELECT {', '.join(['count(*)', *sums.values()])} FROM t").fetchone())
    problems = [] if found == expected else [f"{table}: DuckDB sees {found}, Arrow {expected}"]
    plain = [name for name, sql in sums.items() if "map_values" not in sql]
    query = ", ".join(["count(*) AS n", *(f"sum({name}) AS {name}" for name in plain)])
    row = pa.table(QueryBuilder().register("t", delta).execute(f"SELECT {query} FROM t").read_all()).to_pylist()[0]
    of_plain = [len(rows), *summed(rows, plain)]
    if list(row.values()) != of_plain:
        problems.append(f"{table}: the query engine sees {list(row.values())}, Arrow {of_plain}")
    frame = polars.read_delta(path)
    of_polars = [frame.height, *(frame[name].sum() if frame[name].count() else None for name in plain)]
    if of_polars != of_plain:
        problems.append(f"{table}: Polars sees {of_polars}, Arrow {of_plain}")
    print(f"{table}: {len(rows)} rows, {len(sums)} sums, protocol {delta.protocol().min_reader_version}")
    return problems


def spark_sums():
    """{table: {column: sum}}; nothing where the Java tests were not run."""
    if not os.path.isfile(SPARK_SUMS):
        print("SKIPPED: the comparison with Spark, whose sums the Java tests leave in target")
        return {}
    with open(SPARK_SUMS, encoding="utf-8") as file:
        return json.load(file)


def spark_problems(table, path, of_spark):
    rows = DeltaTable(path).to_pyarrow_table().to_pylist()
    names = [name for name in of_spark if name != "rows"]
    found = {"rows": str(len(rows)), **dict(zip(names, summed(rows, names)))}
    return [f"{table}.{name}: Spark sums {of_spark[name]}, others {found[name]}" for name in of_spark
            if not is_same(of_spark[name], found[name])]


def is_same(a, b):
    return a is b if a is None or b is None else Decimal(a) == Decimal(b)


def columns(table):
    wide = oracle.NARROW[table] if table == "reconciliation" else oracle.COLUMNS[table]
    return [column for column in wide if column not in NOT_COMPARED.get(table, ())]


def as_text(table, row):
    """A row as the oracle writes it."""
    out = {}
    for column in columns(table):
        value = row[column]
        if column == "quantities":
            value = json.dumps({m: f"{q:.6f}" for m, q in sorted(value)}, separators=(",", ":"))
        elif column == "flags":
            value = " ".join(sorted(value))
        elif column == "used_at":
            value = oracle.iso(round(value.timestamp() * 1_000_000))
        out[column] = oracle.text(column, value)
    return out


def of_openai(rows):
    return [row for row in rows if row["biller"] == "openai"]


def without_guessed_meters(expected, actual):
    """Leaves a meter out where a bill line names only a model, and the oracle tells the meter by the line's unit."""
    def of(row):
        return row["account"], row["period_start"], row["scope"], row["sku"]
    plain = {of(row) for row in actual if row["scope"] == "line" and not row["meter"]}
    return [{**row, "meter": ""} if of(row) in plain else row for row in expected]


def oracle_problems(place):
    problems = []
    with tempfile.TemporaryDirectory() as folder:
        tables = oracle.tables(_night.LANDING, _night.CONF)
        kept = {table: columns(table) for table in tables}
        oracle.write({**tables, "reconciliation": oracle.narrow(tables)["reconciliation"]}, folder, kept)
        for table in tables:
            rows = DeltaTable(os.path.join(place, table)).to_pyarrow_table().to_pylist()
            actual = [as_text(table, row) for row in (of_openai(rows) if table == "reconciliation" else rows)]
            expected = compare_csv.read(folder, table)
            if table == "charge":
                expected = [{**row, "flags": " ".join(f for f in row["flags"].split() if f in PRICING_FLAGS)} for row in expected]
            if table == "reconciliation":
                expected = without_guessed_meters(expected, actual)
            found = compare_csv.differences(table, actual, expected)
            print(f"{table}: {len(expected)} rows by the oracle, {len(found)} differ")
            problems += [f"{table} {key}: expected {shown(want)}, found {shown(got)}" for key, want, got in found[:5]]
    return problems


def shown(value):
    return [str(v) for v in value] if isinstance(value, list) else value


def main():
    place = _night.warehouse()
    tables = declared()
    there = {name for name in os.listdir(place) if not name.startswith(("_", "."))}
    failures = [f"{name} is declared or there, but not both" for name in sorted(there ^ set(tables))]
    if not DeltaTable(os.path.join(place, "charge")).to_pyarrow_table().num_rows:
        failures.append("the sample night has no charges")
    of_spark = spark_sums()
    for table in sorted(there & set(tables)):
        path = os.path.join(place, table)
        failures += spark_problems(table, path, of_spark.get(table, {}))
        failures += schema_problems(table, tables[table], pa.schema(DeltaTable(path).schema().to_arrow()))
        failures += reader_problems(table, path)
    return failures + oracle_problems(place)


if __name__ == "__main__":
    _night.end(main())
