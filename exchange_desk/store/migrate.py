"""Bring a desk's file to the schema this program knows."""

from pathlib import Path

from exchange_desk.model import Record
from exchange_desk.store import search_index
from exchange_desk.store.engine import APPLICATION_ID, connect, make_engine, writing
from exchange_desk.support.progress import Progress


def prepare(path: Path, *, progress: Progress, read_only: bool = False) -> None:
    if path.exists():
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    path.touch()
    connect(path).close()
    engine = make_engine(path)
    with writing(engine) as connection:
        Record.metadata.create_all(connection)
        search_index.create(connection)
        connection.exec_driver_sql(f"PRAGMA application_id={APPLICATION_ID}")
    engine.dispose()
