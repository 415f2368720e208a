"""What belongs to this person and this machine. What belongs to a programme is in the desk."""

import json
import os
from dataclasses import asdict, dataclass, fields
from pathlib import Path
from typing import Any, Self

from exchange_desk.support import paths
from exchange_desk.support.language import LANGUAGES, language_of_system


@dataclass(frozen=True)
class Settings:
    """`theme`: system, light or dark. `text_size`: per cent of the system's. `window`: for the windows alone."""

    language: str = ""
    theme: str = "system"
    text_size: int = 100
    folders: dict[str, str] | None = None
    window: dict[str, Any] | None = None

    @classmethod
    def load(cls, file: Path | None = None) -> Self:
        """Read the settings file; what is missing, unknown or damaged takes its default."""
        file = file or settings_file()
        try:
            found = json.loads(file.read_text(encoding="utf-8"))
        except (OSError, ValueError):
            found = {}
        known = {f.name for f in fields(cls)}
        found = found if isinstance(found, dict) else {}
        return cls(**{name: value for name, value in found.items() if name in known})

    def __post_init__(self) -> None:
        """A value nobody offers (an older or edited file) becomes the default."""
        if self.language not in LANGUAGES:
            object.__setattr__(self, "language", language_of_system())
        if self.theme not in ("system", "light", "dark"):
            object.__setattr__(self, "theme", "system")
        size = self.text_size if isinstance(self.text_size, int) else 100
        object.__setattr__(self, "text_size", min(200, max(80, size)))

    def save(self, file: Path | None = None) -> None:
        file = file or settings_file()
        file.parent.mkdir(parents=True, exist_ok=True)
        beside = file.with_suffix(".new")
        beside.write_text(json.dumps(asdict(self), indent=1), encoding="utf-8")
        os.replace(beside, file)


def settings_file() -> Path:
    return paths.data_folder() / "settings.json"
