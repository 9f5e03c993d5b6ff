"""Brings rows of one case into a table by their keys: new ones in, changed ones up to date, missing ones marked as gone.

Rows go as a stream into a temporary table first: PostgreSQL streams into no table with row-level security, and the
merge itself then goes through the rules of the real table.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db import connection, models
from psycopg import sql

from candour.ledger.clock import now

_ARRIVING = sql.Identifier("arriving")
_OF_RECORD = "of_record"
"""The key of the record that a row belongs to; empty: to none."""


class Table:
    """What is merged: ``columns`` in the order of the rows, after the record's key where rows are ``of_record``.

    ``unique``: by which columns a row is the same. ``dated``: set when a row is new; the last of them also whenever one of
    ``changed`` becomes another.
    """

    def __init__(
        self,
        model: type[models.Model],
        columns: str,
        *,
        of_record: bool = False,
        unique: tuple[str, str] = ("case_id", "key"),
        dated: tuple[str, ...] = (),
        changed: tuple[str, ...] = (),
    ) -> None:
        self.name = sql.Identifier(model._meta.db_table)
        self.columns, self.of_record, self.unique = columns.split(), of_record, unique
        self.dated, self.changed = dated, changed
        fields = {field.name: field for field in model._meta.concrete_fields}
        self.goes = "gone_at" in fields
        self.longest = [getattr(fields[column], "max_length", None) for column in self.columns]

    def fitting(self, row: tuple[Any, ...]) -> tuple[Any, ...]:
        """The row as the database can hold it: no character 0, no text longer than its column."""
        if not self.of_record:
            return tuple(map(_fit, row, self.longest))
        return tuple(map(_fit, row, (None, *self.longest)))


def merge(table: Table, rows: Iterable[tuple[Any, ...]], *, case: int) -> None:
    """All rows of the case, in the running transaction."""
    with connection.cursor() as cursor:
        cursor.execute(sql.SQL("drop table if exists {}").format(_ARRIVING))
        cursor.execute(_made(table))
        with cursor.copy(_streamed(table)) as stream:
            for row in rows:
                stream.write_row(table.fitting(row))
        cursor.execute(sql.SQL("analyze {}").format(_ARRIVING))
        cursor.execute(_merged(table), {"case": case, "now": now()})
        if table.goes:
            cursor.execute(_missing(table), {"case": case, "now": now()})
        cursor.execute(sql.SQL("drop table {}").format(_ARRIVING))


def gone(table: Table, *, case: int) -> None:
    """Marks every row of the case as gone."""
    query = sql.SQL("update {} set gone_at = %s where case_id = %s and gone_at is null").format(table.name)
    with connection.cursor() as cursor:
        cursor.execute(query, [now(), case])


def _made(table: Table) -> sql.Composed:
    record = sql.SQL("''::text as {}, ").format(sql.Identifier(_OF_RECORD)) if table.of_record else sql.SQL("")
    return sql.SQL("create temporary table {} on commit drop as select {}{} from {} with no data").format(
        _ARRIVING, record, _listed(table.columns), table.name
    )


def _streamed(table: Table) -> sql.Composed:
    columns = [*([_OF_RECORD] if table.of_record else []), *table.columns]
    return sql.SQL("copy {} ({}) from stdin").format(_ARRIVING, _listed(columns))


def _merged(table: Table) -> sql.Composed:
    """A row that says what is there already is left untouched."""
    into = ["case_id", *(["record_id"] if table.of_record else []), *table.columns, *table.dated]
    kept = [column for column in table.columns if column not in table.unique]
    back = ["gone_at"] if table.goes else []
    return sql.SQL(
        "insert into {table} as old ({into})"
        " select distinct on ({same}) %(case)s, {record}{columns}{dates} from {arriving} a {join}"
        " on conflict ({unique}) do update set {updates} where ({old}) is distinct from ({new})"
    ).format(
        table=table.name,
        into=_listed(into),
        same=_listed([_OF_RECORD, table.unique[1]] if "record_id" in table.unique else ["key"], of="a"),
        record=sql.SQL("r.id, ") if table.of_record else sql.SQL(""),
        columns=_listed(table.columns, of="a"),
        dates=sql.SQL(", %(now)s") * len(table.dated),
        arriving=_ARRIVING,
        join=sql.SQL("left join cases_record r on r.case_id = %(case)s and r.key = a.of_record")
        if table.of_record
        else sql.SQL(""),
        unique=_listed(table.unique),
        updates=sql.SQL(", ").join(_updates(table, kept, back)),
        old=_listed([*kept, *back], of="old"),
        new=sql.SQL(", ").join([_listed(kept, of="excluded"), *[sql.SQL("null")] * len(back)]),
    )


def _updates(table: Table, kept: list[str], back: list[str]) -> Iterable[sql.Composable]:
    yield from (sql.SQL("{0} = excluded.{0}").format(sql.Identifier(column)) for column in kept)
    yield from (sql.SQL("{} = null").format(sql.Identifier(column)) for column in back)
    if table.changed:
        yield sql.SQL("{0} = case when ({1}) is distinct from ({2}) then excluded.{0} else old.{0} end").format(
            sql.Identifier(table.dated[-1]), _listed(table.changed, of="old"), _listed(table.changed, of="excluded")
        )


def _missing(table: Table) -> sql.Composed:
    return sql.SQL(
        "update {} t set gone_at = %(now)s where t.case_id = %(case)s and t.gone_at is null"
        " and not exists (select from {} a where a.key = t.key)"
    ).format(table.name, _ARRIVING)


def _listed(columns: Iterable[str], *, of: str = "") -> sql.Composed:
    return sql.SQL(", ").join(sql.Identifier(of, column) if of else sql.Identifier(column) for column in columns)


def _fit(value: Any, longest: int | None) -> Any:
    if not isinstance(value, str):
        return value
    if "\0" in value:
        value = value.replace("\0", "\ufffd")
    return value if longest is None or len(value) <= longest else value[: longest - 1] + "…"
