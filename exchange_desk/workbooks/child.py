"""The child process that parses one file from outside, and can die without harm.

A legal workbook of 2 KB can make a reader ask for 550 GB and abort its process; another can keep it busy
for ever. So this process has little memory and little time, reads bytes from its standard input, writes
plain values to its standard output, opens no file of its own and imports nothing of the program but this room.

In: one pickled dictionary (name, password), then the file's bytes. Out: one pickled dictionary (either
`refused` or the workbook), then per sheet its rows in chunks, so that the parent never unpickles for long.
"""

import gc
import os
import pickle
import sys

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, BinaryIO

    from exchange_desk.workbooks.gate import Params
    from exchange_desk.workbooks.values import RawSheet

FLAG = "--read-workbook"
"""What a frozen program is started with to become this child; its entry point calls `main` then."""

ROWS_AT_ONCE = 2_000


def main() -> None:
    """Read one job from standard input and answer on standard output."""
    gc.disable()  # nothing lives long here, and millions of cells would be walked again and again
    answer = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # whatever a library prints must not end up in the answer
    _limit(answer.fileno())
    try:
        _work(os.fdopen(0, "rb"), answer)
    except MemoryError:
        _refuse(answer, "workbook.too_much_memory")
    except BaseException as error:  # noqa: BLE001 - calamine's panics derive from BaseException, not Exception
        _refuse(answer, "workbook.damaged", _place(error))
    answer.flush()
    os._exit(0)  # giving millions of cells back one by one would only take time


def _work(source: "BinaryIO", answer: "BinaryIO") -> None:
    from exchange_desk.workbooks.gate import Refused
    from exchange_desk.workbooks.parse import parse

    job = pickle.load(source)  # noqa: S301 - written by the parent
    try:
        kind, sheets, properties, notes = parse(source.read(), job["name"], job["password"])
    except Refused as no:
        _refuse(answer, no.key, no.technical, no.params)
        return
    head = {"kind": kind, "properties": properties, "notes": notes, "sheets": [_about(sheet) for sheet in sheets]}
    pickle.dump(head, answer, 5)
    for sheet in sheets:
        for first in range(0, len(sheet.rows), ROWS_AT_ONCE):
            pickle.dump(sheet.rows[first : first + ROWS_AT_ONCE], answer, 5)


def _about(sheet: "RawSheet") -> "dict[str, Any]":
    about = {name: value for name, value in vars(sheet).items() if name != "rows"}
    return about | {"height": len(sheet.rows)}


def _refuse(answer: "BinaryIO", key: str, technical: str = "", params: "Params | None" = None) -> None:
    pickle.dump({"refused": key, "technical": technical, "params": params or {}}, answer, 5)


def _place(error: BaseException) -> str:
    """What failed and where, without the message: it may quote a cell."""
    trace = error.__traceback__
    while trace and trace.tb_next:
        trace = trace.tb_next
    where = f" at {os.path.basename(trace.tb_frame.f_code.co_filename)}:{trace.tb_lineno}" if trace else ""  # noqa: PTH119
    return f"{type(error).__name__}{where}"


def _limit(answer: int) -> None:
    """Memory, time and no core file (it would hold passports), as far as the system offers."""
    if sys.platform == "win32":
        import msvcrt

        # No dialog when the process dies, and bytes as they are. Memory: the gate's look at the extent must do.
        msvcrt.SetErrorMode(msvcrt.SEM_FAILCRITICALERRORS | msvcrt.SEM_NOGPFAULTERRORBOX)
        for stream in (0, answer):
            msvcrt.setmode(stream, os.O_BINARY)
        return
    import resource

    from exchange_desk.workbooks.gate import MAX_MEMORY, MAX_SECONDS

    for what, most in (
        (resource.RLIMIT_AS, MAX_MEMORY),
        (resource.RLIMIT_CPU, int(MAX_SECONDS) + 5),
        (resource.RLIMIT_CORE, 0),
    ):
        try:
            resource.setrlimit(what, (most, most))
        except (ValueError, OSError):  # macOS refuses some; the parent's clock holds there
            continue
