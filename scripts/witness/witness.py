"""What SQLAlchemy reads in the catalogue of a database: a second opinion for tests of Dazzle's own inspection.

Reads one database URL a line and prints, for each, one line of JSON:

    {"dialect": "postgresql", "views": ["v"], "tables": {"t": {
        "columns": {"c": {"type": "varchar(20)", "nullable": true, "identity": null, "generated": null}},
        "primary_key": {"name": "t_pkey", "columns": ["c"]},
        "uniques": [{"name": "u", "columns": ["c"]}],
        "foreign_keys": [{"name": "f", "columns": ["c"], "table": "p", "references": ["id"], "on_delete": "NO ACTION",
                          "on_update": "NO ACTION", "deferrable": false, "deferred": false}],
        "indexes": [{"name": "i", "columns": ["c", null], "unique": false, "partial": false, "descending": ["c"]}]}}}

A table without a primary key has one without columns. A name or type that SQLAlchemy does not know is null, and so is a column of an index that is an expression; it leaves out
indexes on expressions in SQLite altogether. An error ends the program: nothing is passed over in silence.
"""

import json
import re
import sys
import warnings

from sqlalchemy import create_engine, inspect
from sqlalchemy.pool import NullPool
from sqlalchemy.types import NullType


def address(url):
    for start in ("postgres://", "postgresql://"):
        if url.startswith(start):
            return "postgresql+pg8000://" + url[len(start):]
    if url.startswith("sqlite:"):
        path = url.removeprefix("sqlite:").removeprefix("//")
        return "sqlite:///" + path
    raise SystemExit(f"not a PostgreSQL or SQLite URL: {url}")


def type_name(column_type, dialect):
    if isinstance(column_type, NullType):
        return None
    text = column_type.compile(dialect=dialect).lower()
    return re.sub(r"\s*,\s*", ",", text)


def constraint_name(found):
    """Names in SQLite are cut out of the text of the table, and sometimes with what stands before them."""
    name = found["name"]
    return None if name and '"' in name else name


def column(found, dialect):
    identity, computed = found.get("identity"), found.get("computed")
    return {
        "type": type_name(found["type"], dialect),
        "nullable": found["nullable"],
        "identity": identity and ("always" if identity["always"] else "by_default"),
        "generated": computed and ("stored" if computed.get("persisted") else "virtual"),
    }


def foreign_key(found, actions):
    options = found["options"]
    on_delete, on_update = options.get("ondelete"), options.get("onupdate")
    if actions is not None:
        on_delete, on_update = actions[tuple(found["constrained_columns"]), found["referred_table"]]
    return {
        "name": constraint_name(found),
        "columns": found["constrained_columns"],
        "table": found["referred_table"],
        "references": found["referred_columns"],
        "on_delete": on_delete or "NO ACTION",
        "on_update": on_update or "NO ACTION",
        "deferrable": bool(options.get("deferrable")),
        "deferred": (options.get("initially") or "").upper() == "DEFERRED",
    }


def actions_in_sqlite(connection, table):
    """SQLAlchemy finds actions only behind the words FOREIGN KEY, not behind a column's REFERENCES."""
    keys = {}
    rows = connection.exec_driver_sql("SELECT * FROM pragma_foreign_key_list(?) ORDER BY id, seq", (table,))
    for row in rows.mappings():
        key = keys.setdefault(row["id"], {"columns": [], **row})
        key["columns"].append(row["from"])
    return {(tuple(it["columns"]), it["table"]): (it["on_delete"], it["on_update"]) for it in keys.values()}


def index(found):
    options = found.get("dialect_options", {})
    return {
        "name": found["name"],
        "columns": found["column_names"],
        "unique": bool(found["unique"]),
        "partial": any(name.endswith("_where") for name in options),
        "descending": sorted(name for name, order in found.get("column_sorting", {}).items() if "desc" in order),
    }


def by_name(found):
    """A mapping of `(schema, table)` from one of SQLAlchemy's queries over all tables, with the table's name alone."""
    return {table: value for (_, table), value in found.items()}


def look(url):
    engine = create_engine(address(url), poolclass=NullPool)
    with engine.connect() as connection:
        inspector = inspect(connection)
        columns = by_name(inspector.get_multi_columns())
        keys = by_name(inspector.get_multi_pk_constraint())
        uniques = by_name(inspector.get_multi_unique_constraints())
        foreign_keys = by_name(inspector.get_multi_foreign_keys())
        indexes = by_name(inspector.get_multi_indexes())
        tables = {}
        for table, found in columns.items():
            key = keys[table]
            actions = actions_in_sqlite(connection, table) if engine.dialect.name == "sqlite" else None
            tables[table] = {
                "columns": {it["name"]: column(it, engine.dialect) for it in found},
                "primary_key": {"name": constraint_name(key), "columns": key["constrained_columns"]},
                "uniques": [{"name": constraint_name(it), "columns": it["column_names"]} for it in uniques[table]],
                "foreign_keys": [foreign_key(it, actions) for it in foreign_keys[table]],
                "indexes": [index(it) for it in indexes[table] if "duplicates_constraint" not in it],
            }
        return {"dialect": engine.dialect.name, "views": inspector.get_view_names(), "tables": tables}


def main():
    # It warns of what it does not know; the comparison sees that by itself.
    warnings.simplefilter("ignore")
    for line in sys.stdin:
        print(json.dumps(look(line.strip())), flush=True)


if __name__ == "__main__":
    main()
