"""Where the desk keeps its files on this person's computer. No administrator rights are needed."""

from pathlib import Path

from platformdirs import user_data_path, user_log_path

_NAME = "Exchange Desk"


def data_folder() -> Path:
    return user_data_path(_NAME, appauthor=False)


def log_folder() -> Path:
    return user_log_path(_NAME, appauthor=False)


def default_database() -> Path:
    return data_folder() / "exchange.desk"


def demo_database() -> Path:
    return data_folder() / "demo.desk"


def backup_folder(database: Path) -> Path:
    """Backups lie beside the desk they belong to."""
    return database.parent / f"{database.stem} backups"
