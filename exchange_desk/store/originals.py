"""Received files as they came, byte for byte: kept compressed under the hash of their bytes, never changed."""

import zlib
from typing import TYPE_CHECKING

from sqlalchemy import select

from exchange_desk.model import original_table

if TYPE_CHECKING:
    from exchange_desk.store.database import Database


def pack(content: bytes) -> bytes:
    return zlib.compress(content)


def original(database: "Database", sha256: str) -> bytes | None:
    """The bytes of a received file; None when the desk never received it."""
    query = select(original_table.c.content).where(original_table.c.sha256 == sha256)
    with database.reading() as connection:
        found = connection.execute(query).scalar()
    return zlib.decompress(found) if found is not None else None
