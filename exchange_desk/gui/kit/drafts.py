"""What stands in forms that are not saved yet, kept on this computer in case the program ends unexpectedly.

One small file for each form with changes, readable by this person alone, gone as soon as the form is saved or
closed. Numbers of documents are never kept here.
"""

import json
import os
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from exchange_desk.support import paths
from exchange_desk.support.ids import Id


@dataclass(frozen=True)
class Draft:
    """`key`: the draft's own name. `kind`: record kind; `record_id`: "" for a new one. `values`: field → value."""

    key: Id
    desk: str
    kind: str
    record_id: Id
    values: dict[str, Any]


def folder() -> Path:
    return paths.data_folder() / "drafts"


def keep(draft: Draft) -> None:
    """Write a draft, whole or not at all. A disk that is full loses the draft, not the form."""
    content = {**vars(draft), "values": {name: _told(value) for name, value in draft.values.items()}}
    with suppress(OSError):
        folder().mkdir(parents=True, exist_ok=True)
        beside = folder() / f".{draft.key}.part"
        with os.fdopen(os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w", encoding="utf-8") as file:
            json.dump(content, file, ensure_ascii=False)
        os.replace(beside, _file(draft.key))


def drop(key: Id) -> None:
    """Forget a draft."""
    with suppress(OSError):
        _file(key).unlink(missing_ok=True)


def left_over(desk: Path) -> list[Draft]:
    """The drafts of a desk that an earlier run of the program left behind, oldest first."""
    found = [_read(file) for file in sorted(folder().glob("*.json"))]
    return [draft for draft in found if draft is not None and draft.desk == str(desk)]


def _file(key: Id) -> Path:
    return folder() / f"{key}.json"


def _read(file: Path) -> Draft | None:
    """A draft that cannot be read is none: it must not keep the window from opening."""
    try:
        content = json.loads(file.read_text(encoding="utf-8"))
        values = {name: _understood(value) for name, value in content.pop("values").items()}
        return Draft(**content, values=values)
    except (OSError, ValueError, TypeError, KeyError, AttributeError):
        return None


def _told(value: Any) -> Any:
    """A value as JSON can hold it: a day as {"day": …}, a tuple as a list."""
    if isinstance(value, date):
        return {"day": value.isoformat()}
    return [_told(each) for each in value] if isinstance(value, (tuple, list)) else value


def _understood(value: Any) -> Any:
    if isinstance(value, dict):
        return date.fromisoformat(value["day"])
    return tuple(_understood(each) for each in value) if isinstance(value, list) else value
