"""Reads an Almanac warehouse with PyIceberg and with PyPI's DuckDB, and holds the two together.

Usage: python read_with_others.py WAREHOUSE

Needs: pyiceberg[sql-sqlite,pyarrow], duckdb, pytz. Prints one line per table: name, rows, and a digest of
all rows that does not depend on their order; ends with status 1 if the two readers differ.
"""

import hashlib
import json
import math
import sys
from pathlib import Path

import duckdb
from pyiceberg.catalog.sql import SqlCatalog


def cell(value):
    """Spells a value so that equal values of both readers are spelt alike, NaN and -0.0 included."""
    if isinstance(value, float):
        return "nan" if math.isnan(value) else value.hex()
    if hasattr(value, "isoformat"):
        return value.isoformat()
    return value


def digest(rows):
    """Returns a digest of the rows as a multiset."""
    total = 0
    for row in rows:
        line = json.dumps([cell(value) for value in row], ensure_ascii=False)
        total += int.from_bytes(hashlib.sha256(line.encode("utf-8", "surrogatepass")).digest()[:8], "big")
    return f"{total % 2**64:016x}"


def pins(catalog):
    """Returns the snapshot of each table that belongs to the newest snapshot of the warehouse."""
    runs = catalog.load_table("almanac.runs").current_snapshot()
    if runs is None:
        return {}
    prefix = "almanac.pin."
    summary = runs.summary.additional_properties
    found = {name[len(prefix):]: int(value) for name, value in summary.items() if name.startswith(prefix)}
    found["runs"] = runs.snapshot_id
    return found


def with_pyiceberg(table, snapshot):
    arrow = table.scan(snapshot_id=snapshot).to_arrow()
    columns = [column.to_pylist() for column in arrow.columns]
    return list(zip(*columns)) if columns else []


def with_duckdb(table, snapshot):
    files = [task.file.file_path.removeprefix("file://") for task in table.scan(snapshot_id=snapshot).plan_files()]
    if not files:
        return []
    names = ", ".join(f'"{field.name}"' for field in table.schema().fields)
    connection = duckdb.connect()
    connection.execute("SET TimeZone = 'UTC'")
    return connection.execute(f"SELECT {names} FROM read_parquet(?)", [files]).fetchall()


def main(folder):
    folder = Path(folder).absolute()
    # The name is the key of the rows in the SQLite file: any other name sees no tables.
    catalog = SqlCatalog("almanac", uri=f"sqlite:///{folder}/catalog.db", warehouse=f"file://{folder}/data")
    differing = 0
    for name, snapshot in sorted(pins(catalog).items()):
        table = catalog.load_table(f"almanac.{name}")
        first = with_pyiceberg(table, snapshot)
        second = with_duckdb(table, snapshot)
        same = len(first) == len(second) and digest(first) == digest(second)
        differing += not same
        print(f"{name}\t{len(first)}\t{digest(first)}\t{'same' if same else 'DIFFERS: ' + digest(second)}")
    return 1 if differing else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
