"""New rows into one table, as Django's ``bulk_create`` writes them, for less: a twelfth of storing is spared.

Django asks five functions about each value of each row whether it is an expression, has a placeholder of its
own, and so on. What the archive stores are plain values. Models are needed at import.
"""

from collections.abc import Sequence
from operator import attrgetter
from typing import Any

from django.db import connections, models, router


def insert(rows: Sequence[models.Model]) -> None:
    """Store these rows of one model, all with their id or all without: then the database gives it.

    For models of two fields and more, none of which makes its own value when it is saved (``auto_now``). Call
    it in a transaction. Raises django.db.Error.
    """
    if not rows:
        return
    meta = rows[0]._meta
    using = router.db_for_write(type(rows[0]))
    connection = connections[using]
    quoted, opening = connection.ops.quote_name, connection.ops.insert_statement()
    fields = [each for each in meta.concrete_fields if each is not meta.pk or rows[0].pk is not None]
    columns = ", ".join(quoted(str(each.column)) for each in fields)
    one = f"({', '.join(['%s'] * len(fields))})"
    at_once = max(connection.ops.bulk_batch_size(fields, rows), 1)
    number = quoted(str(meta.pk.column))
    with connection.cursor() as cursor:
        for start in range(0, len(rows), at_once):
            part = rows[start : start + at_once]
            values = ", ".join([one] * len(part))
            statement = f"{opening} {quoted(meta.db_table)} ({columns}) VALUES {values} RETURNING {number}"
            cursor.execute(statement, _values(fields, part, connection))
            for row, (told,) in zip(part, cursor.fetchall(), strict=True):
                row.pk = told
                row._state.adding, row._state.db = False, using


def update(rows: Sequence[models.Model], names: Sequence[str], *, where: str = "id") -> None:
    """Write these fields of stored rows of one model, each found by its field ``where``; rows that are only
    made to carry the values will do. Call it in a transaction. Raises django.db.Error.

    Django's ``bulk_update`` asks what each value of each row is, and takes five times as long.
    """
    if not rows:
        return
    meta = rows[0]._meta
    connection = connections[router.db_for_write(type(rows[0]))]
    fields: list[Any] = [meta.get_field(name) for name in (*names, where)]
    columns = [f"{connection.ops.quote_name(each.column)} = %s" for each in fields]
    table = connection.ops.quote_name(meta.db_table)
    statement = f"UPDATE {table} SET {', '.join(columns[:-1])} WHERE {columns[-1]}"  # noqa: S608
    values, size = _values(fields, rows, connection), len(fields)
    with connection.cursor() as cursor:
        cursor.executemany(statement, [values[at : at + size] for at in range(0, len(values), size)])


def _values(fields: Sequence[Any], rows: Sequence[models.Model], connection: Any) -> list[Any]:
    texts = [isinstance(each, (models.CharField, models.TextField)) for each in fields]
    read = attrgetter(*(each.attname for each in fields))
    return [
        # A text is stored as it is; other fields know how their database takes their values.
        value
        if value is None or (text and value.__class__ is str)
        else field.get_db_prep_save(value, connection)
        for row in rows
        for field, text, value in zip(fields, texts, read(row), strict=True)
    ]
