"""How the states of a life cycle look: a symbol and a tone beside their word, the same in lists, forms and buttons."""

from enum import StrEnum

from PySide6.QtGui import QIcon

from exchange_desk.gui.kit import theme
from exchange_desk.model import HostDecision, ImportState, NominationStatus, OfferStatus, PlacementStatus

_N, _H, _P, _O = NominationStatus, HostDecision, PlacementStatus, OfferStatus
LOOKS: dict[type[StrEnum], dict[str, tuple[str, str]]] = {
    NominationStatus: {
        _N.RECEIVED: ("inbox", "info"),
        _N.INCOMPLETE: ("triangle-alert", "warning"),
        _N.COMPLETE: ("circle-dot", "info"),
        _N.ELIGIBLE: ("circle-check", "good"),
        _N.INELIGIBLE: ("circle-x", "error"),
        _N.SHORTLISTED: ("star", "good"),
        _N.PLACED: ("badge-check", "good"),
        _N.RESERVE: ("list", "dim"),
        _N.NOT_SELECTED: ("minus", "dim"),
        _N.WITHDRAWN: ("log-out", "dim"),
        _N.SUBSTITUTED: ("git-compare", "dim"),
    },
    HostDecision: {
        _H.NOT_SENT: ("circle-dashed", "dim"),
        _H.PENDING: ("hourglass", "warning"),
        _H.ACCEPTED: ("circle-check", "good"),
        _H.REJECTED: ("circle-x", "error"),
    },
    PlacementStatus: {
        _P.PROPOSED: ("circle-dashed", "info"),
        _P.ACCEPTED: ("handshake", "good"),
        _P.AGREED: ("file-check", "good"),
        _P.CONFIRMED: ("badge-check", "good"),
        _P.IN_PROGRESS: ("plane", "info"),
        _P.FINISHED: ("flag", "info"),
        _P.REPORTED: ("file-text", "info"),
        _P.CLOSED: ("archive", "dim"),
        _P.CANCELLED: ("ban", "error"),
        _P.NO_SHOW: ("user-x", "error"),
        _P.INTERRUPTED: ("pause", "warning"),
    },
    OfferStatus: {
        _O.ANNOUNCED: ("circle-dashed", "info"),
        _O.CONFIRMED: ("circle-check", "good"),
        _O.CLOSED: ("lock", "dim"),
        _O.WITHDRAWN: ("ban", "error"),
    },
    ImportState: {
        ImportState.IMPORTED: ("circle-check", "good"),
        ImportState.WAITING: ("hourglass", "warning"),
        ImportState.PARTLY_UNDONE: ("rotate-ccw", "info"),
    },
}
"""Enumeration → value → (icon in resources/icons, tone)."""


def look(kind: type | None, value: str) -> tuple[str, str]:
    """(icon, tone) of a state; ("", "") for values that are not states."""
    return LOOKS.get(kind, {}).get(value, ("", "")) if kind else ("", "")


def look_icon(kind: type | None, value: str) -> QIcon:
    return theme.icon(*look(kind, value))
