"""Brings rows of one case into a table by their keys: new ones in, changed ones up to date, missing ones marked as gone.

Rows go as a stream into a temporary table first: PostgreSQL streams into no table with row-level security, and the
merge itself then goes through the rules of the real table. A row that says what is there already is not written.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from django.db import connection, models
from psycopg import sql

from candour.ledger.clock import now

_ARRIVING = sql.Identifier("arriving")


class Table:
    """What is merged: ``columns`` in the order of the rows.

    ``same``: by which columns a row of the case is the same. ``dated``: set when a row is new; the last of them also
    whenever one of ``changed`` becomes another.
    """

    def __init__(
        self,
        model: type[models.Model],
        columns: str,
        *,
        same: tuple[str, ...] = ("key",),
        dated: tuple[str, ...] = (),
        changed: tuple[str, ...] = (),
    ) -> None:
        fields = {field.column: field for field in model._meta.concrete_fields}
        self.name = sql.Identifier(model._meta.db_table)
        self.columns, self.same, self.dated, self.changed = columns.split(), same, dated, changed
        self.goes = "gone_at" in fields
        self.longest = [getattr(fields[column], "max_length", None) for column in self.columns]


def merge(table: Table, rows: Iterable[Sequence[Any]], *, case: int) -> None:
    """``rows``: all of the case, in the running transaction, in which nobody else merges into it."""
    given: dict[str, int | datetime] = {"case": case, "now": now()}
    with connection.cursor() as cursor:
        cursor.execute(_made(table))
        with cursor.copy(_streamed(table)) as stream:
            for row in rows:
                stream.write_row([*map(_fit, row, table.longest)])
        cursor.execute(sql.SQL("analyze {}").format(_ARRIVING))
        cursor.execute(_changed(table), given)
        cursor.execute(_added(table), given)
        if table.goes:
            cursor.execute(_missing(table), given)
        cursor.execute(sql.SQL("drop table {}").format(_ARRIVING))


def gone(table: Table, *, case: int) -> None:
    """Marks every row of the case as gone."""
    query = sql.SQL("update {} set gone_at = %s where case_id = %s and gone_at is null").format(table.name)
    with connection.cursor() as cursor:
        cursor.execute(query, [now(), case])


def _made(table: Table) -> sql.Composed:
    return sql.SQL("create temporary table {} on commit drop as select {} from {} with no data").format(
        _ARRIVING, _listed(table.columns), table.name
    )


def _streamed(table: Table) -> sql.Composed:
    return sql.SQL("copy {} ({}) from stdin").format(_ARRIVING, _listed(table.columns))


def _changed(table: Table) -> sql.Composed:
    told = [column for column in table.columns if column not in table.same]
    sets = [sql.SQL("{0} = a.{0}").format(sql.Identifier(column)) for column in told]
    old, new = _listed(told, of="t"), _listed(told, of="a")
    if table.goes:
        sets.append(sql.SQL("gone_at = null").format())
        old, new = old + sql.SQL(", t.gone_at"), new + sql.SQL(", null")
    if table.changed:
        sets.append(
            sql.SQL("{0} = case when ({1}) is distinct from ({2}) then %(now)s else t.{0} end").format(
                sql.Identifier(table.dated[-1]), _listed(table.changed, of="t"), _listed(table.changed, of="a")
            )
        )
    return sql.SQL(
        "update {} t set {} from {} a where t.case_id = %(case)s and {} and ({}) is distinct from ({})"
    ).format(table.name, sql.SQL(", ").join(sets), _ARRIVING, _same(table), old, new)


def _added(table: Table) -> sql.Composed:
    return sql.SQL(
        "insert into {table} ({columns}) select distinct on ({same}) {values}, %(case)s{dates} from {arriving} a"
        " where not exists (select from {table} t where t.case_id = %(case)s and {there})"
    ).format(
        table=table.name,
        columns=_listed([*table.columns, "case_id", *table.dated]),
        same=_listed(table.same, of="a"),
        values=_listed(table.columns, of="a"),
        dates=sql.SQL(", %(now)s") * len(table.dated),
        arriving=_ARRIVING,
        there=_same(table),
    )


def _missing(table: Table) -> sql.Composed:
    return sql.SQL(
        "update {} t set gone_at = %(now)s where t.case_id = %(case)s and t.gone_at is null"
        " and not exists (select from {} a where {})"
    ).format(table.name, _ARRIVING, _same(table))


def _same(table: Table) -> sql.Composed:
    return sql.SQL(" and ").join(sql.SQL("t.{0} = a.{0}").format(sql.Identifier(column)) for column in table.same)


def _listed(columns: Iterable[str], *, of: str = "") -> sql.Composed:
    return sql.SQL(", ").join(sql.Identifier(of, column) if of else sql.Identifier(column) for column in columns)


def _fit(value: Any, longest: int | None) -> Any:
    """As the database can hold it: no character 0, no text longer than its column."""
    if not isinstance(value, str):
        return value
    if "\0" in value:
        value = value.replace("\0", "\ufffd")
    return value if longest is None or len(value) <= longest else value[: longest - 1] + "…"
