"""OLE2 files: old Excel workbooks, protected workbooks of any age, and things that are neither.

Runs in the child process.
"""

import io
import logging

from exchange_desk.workbooks.gate import OLE2_SIGNATURE, Refused

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

_ANYBODY = "VelvetSweatshop"
"""The password Excel itself tries first: such a workbook opens without a question there."""

_OTHER_KINDS = (
    ("worddocument", "workbook.document"),
    ("powerpoint document", "workbook.presentation"),
    ("__properties_version1.0", "workbook.mail"),
    ("visiodocument", "workbook.not_a_spreadsheet"),
    ("fileheader", "workbook.not_a_spreadsheet"),
)


def open_ole2(data: bytes, password: str | None) -> bytes:
    """The bytes of the workbook inside, deciphered where needed: an .xls as it was or a zip package."""
    logging.disable(logging.CRITICAL)  # olefile reports every oddity of a damaged file
    streams = _streams(data)
    if streams is None:
        return data
    if "encryptioninfo" in streams or "encryptedpackage" in streams:
        return _deciphered(data, password)
    if not streams & {"workbook", "book"}:
        for name, key in _OTHER_KINDS:
            if name in streams:
                raise Refused(key)
        raise Refused("workbook.damaged", "no workbook in the container")
    return _deciphered(data, password) if _protected(data) else data


def is_protected(data: bytes) -> bool:
    """Is the file ciphered, whatever the password? For files that the gate has let in."""
    if not data.startswith(OLE2_SIGNATURE):
        return False
    streams = _streams(data)
    return streams is None or bool(streams & {"encryptioninfo", "encryptedpackage"}) or _protected(data)


def _streams(data: bytes) -> set[str] | None:
    """Names at the top of the container; None where the container itself is damaged."""
    import olefile  # type: ignore[import-untyped]

    try:
        with olefile.OleFileIO(io.BytesIO(data)) as container:
            return {entry[0].lower() for entry in container.listdir(streams=True, storages=True)}
    except Exception:  # noqa: BLE001 - a damaged container fails in many ways; the reader of values decides
        return None


def _protected(data: bytes) -> bool:
    try:
        return bool(_office_file(data).is_encrypted())
    except Exception:  # noqa: BLE001 - what this cannot judge, calamine does
        return False


def _office_file(data: bytes) -> "Any":
    import msoffcrypto

    return msoffcrypto.OfficeFile(io.BytesIO(data))  # type: ignore[no-untyped-call]


def _deciphered(data: bytes, password: str | None) -> bytes:
    for attempt in (_ANYBODY, password):
        if attempt and (content := _attempt(data, attempt)) is not None:
            return content
    raise Refused("workbook.wrong_password" if password else "workbook.password")


def _attempt(data: bytes, password: str) -> bytes | None:
    """The content; None when the password is not the one."""
    from msoffcrypto.exceptions import DecryptionError, InvalidKeyError

    out = io.BytesIO()
    try:
        book = _office_file(data)
        if book.format == "ooxml":
            book.load_key(password=password, verify_password=True)
        else:
            book.load_key(password=password)
        book.decrypt(out)
    except InvalidKeyError:
        return None
    except DecryptionError:
        raise Refused("workbook.password_unsupported") from None
    except Exception as error:  # noqa: BLE001 - the protected part can be damaged in many ways
        raise Refused("workbook.damaged", type(error).__name__) from None
    return out.getvalue()
