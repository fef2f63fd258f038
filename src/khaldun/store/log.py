"""What is only ever added to: judgements, and the runs of the line."""

from __future__ import annotations

from sqlalchemy import Connection, insert, select, update

from khaldun.model import Judgement
from khaldun.store import reading, rows
from khaldun.store.query import Run
from khaldun.store.tables import judgement as judgement_table
from khaldun.store.tables import judgement_subject
from khaldun.store.tables import run as run_table


def judge(connection: Connection, judgement: Judgement) -> None:
    """Add a judgement; the very same one twice is once. Raises ``ValueError`` when another has its id."""
    found = connection.execute(select(judgement_table.c.id).where(judgement_table.c.id == judgement.id)).scalar()
    if found is not None:
        if judgement not in reading.judgements(connection, judgement.subjects):
            raise ValueError(f"there is another judgement with the id {judgement.id}")
        return
    connection.execute(insert(judgement_table), [rows.judgement_row(judgement)])
    subjects = [{"judgement": judgement.id, "n": n, "subject": id} for n, id in enumerate(judgement.subjects)]
    if subjects:
        connection.execute(insert(judgement_subject), subjects)


def note(connection: Connection, run: Run) -> None:
    """Add a run, or update the one with its id."""
    row = rows.run_row(run)
    changed = connection.execute(update(run_table).where(run_table.c.id == run.id).values(row))
    if not changed.rowcount:
        connection.execute(insert(run_table), [row])
