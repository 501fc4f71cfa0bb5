"""Holds what PyIceberg and the package index's DuckDB read from a warehouse to "almanac sql".

    compare_readers.py ALMANAC WAREHOUSE SCRIPTS

SCRIPTS is the folder of read_with_others.py, whose way to spell rows is used. Every table that
"almanac sql" shows is read whole, all columns, through each reader. Exits with 1 on any difference.
"""

import json
import pathlib
import subprocess
import sys
import tempfile

import duckdb

almanac, warehouse, scripts = sys.argv[1:]
sys.path.insert(0, scripts)
from pyiceberg.catalog.sql import SqlCatalog  # noqa: E402
from read_with_others import digest, pins, with_duckdb, with_pyiceberg  # noqa: E402


def sql(query, *options):
    command = [almanac, "--warehouse", warehouse, "sql", query, *options]
    return subprocess.run(command, check=True, stdout=subprocess.PIPE).stdout


def with_almanac(name, columns, scratch):
    file = scratch / f"{name}.parquet"
    names = ", ".join(f'"{column}"' for column in columns)
    file.write_bytes(sql(f"SELECT {names} FROM {name}", "--format", "parquet"))
    connection = duckdb.connect()
    connection.execute("SET TimeZone = 'UTC'")
    return connection.execute("SELECT * FROM read_parquet(?)", [str(file)]).fetchall()


def shown_columns(name):
    lines = sql(f"DESCRIBE {name}", "--format", "jsonl").decode("utf-8").splitlines()
    return {next(iter(json.loads(line).values())) for line in lines if line}


def main():
    folder = pathlib.Path(warehouse).absolute()
    catalog = SqlCatalog(
        "almanac", uri=f"sqlite:///{folder}/catalog.db", warehouse=f"file://{folder}/data"
    )
    shown = [json.loads(line)["table"] for line in sql("SHOW TABLES", "--format", "jsonl").splitlines()]
    pinned = pins(catalog)
    differing = rows = 0
    with tempfile.TemporaryDirectory() as scratch:
        for name in shown:
            if name not in pinned:
                print(f"{name}: has never been written")
                continue
            table = catalog.load_table(f"almanac.{name}")
            columns = [field.name for field in table.schema().fields]
            theirs = with_pyiceberg(table, pinned[name])
            files = with_duckdb(table, pinned[name])
            hidden = set(columns) - shown_columns(name)
            if hidden:
                print(f"{name}: almanac sql does not show {sorted(hidden)}")
                keep = [at for at, column in enumerate(columns) if column not in hidden]
                theirs = [[row[at] for at in keep] for row in theirs]
                files = [[row[at] for at in keep] for row in files]
                columns = [columns[at] for at in keep]
            ours = with_almanac(name, columns, pathlib.Path(scratch))
            same = digest(ours) == digest(theirs) == digest(files)
            same = same and len(ours) == len(theirs) == len(files)
            differing += not same
            rows += len(ours)
            print(f"{name}: {len(ours)} rows, {'same' if same else 'DIFFERENT'}")
    print(f"{len(shown)} tables, {rows} rows, {differing} tables differ")
    return 1 if differing or rows == 0 else 0


sys.exit(main())
