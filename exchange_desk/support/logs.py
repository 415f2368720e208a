"""The log file: what the program did, with record ids only. Never a name, a passport or an address."""

import logging
import logging.handlers
from pathlib import Path
from typing import Any

import structlog


def start(folder: Path) -> Path:
    """Write to a rotating file in `folder` from now on; returns the file."""
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / "exchange-desk.log"
    handler = logging.handlers.RotatingFileHandler(file, maxBytes=1_000_000, backupCount=5, encoding="utf-8")
    logging.basicConfig(level=logging.INFO, handlers=[handler], format="%(message)s", force=True)
    structlog.configure(
        processors=[
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.JSONRenderer(),
        ],
        logger_factory=structlog.stdlib.LoggerFactory(),
    )
    return file


def logger(room: str) -> Any:
    return structlog.get_logger(room)
