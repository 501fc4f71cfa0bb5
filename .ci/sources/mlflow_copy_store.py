"""Copy an MLflow SQLite store into an empty database, row by row.

    python mlflow_copy_store.py sqlite:///SOURCE TARGET_URI

The target gets its tables from the installed MLflow itself, so that the copy is a store that this
MLflow would have made, with the same ids.
"""

import sys

import sqlalchemy
from mlflow.store.db.utils import _initialize_tables


def copy(source_uri, target_uri):
    """Fill the tables of the target, those first that others refer to."""
    source, target = sqlalchemy.create_engine(source_uri), sqlalchemy.create_engine(target_uri)
    _initialize_tables(target)
    tables = sqlalchemy.MetaData()
    tables.reflect(target)
    origin = sqlalchemy.MetaData()
    origin.reflect(source)
    with source.connect() as reading, target.begin() as writing:
        if target.dialect.name == "mysql":  # Else the experiment with id 0 gets another.
            writing.execute(sqlalchemy.text(
                "SET SESSION sql_mode = CONCAT(@@sql_mode, ',NO_AUTO_VALUE_ON_ZERO')"))
        for table in reversed(tables.sorted_tables):
            if table.name != "alembic_version":
                writing.execute(table.delete())
        for table in tables.sorted_tables:
            if table.name == "alembic_version" or table.name not in origin.tables:
                continue
            stored = [column.name for column in table.columns if column.computed is None]
            truths = [column.name for column in table.columns if isinstance(column.type, sqlalchemy.Boolean)]
            rows = [{name: row[name] for name in stored}
                    for row in reading.execute(origin.tables[table.name].select()).mappings()]
            for row in rows:
                row.update({name: bool(row[name]) for name in truths if row[name] is not None})
            if rows:
                writing.execute(table.insert(), rows)


if __name__ == "__main__":
    copy(sys.argv[1], sys.argv[2])
