"""Lists on the command line: several at once, the report and its place, what is said of a file, bad files."""

import json
from pathlib import Path

import pytest

from tests import builders

GOOD = (("Nombre", "Apellidos", "Correo"), ("Ana", "Ruiz Vega", "ana@example.org"))


def good(folder: Path, name: str = "lista.xlsx") -> Path:
    return builders.xlsx(folder / name, {"Lista": GOOD})


def refused(answer, *words: str) -> None:
    assert (answer.code, answer.out) == (3, "")
    assert len(answer.err.strip().splitlines()) == 1, answer.err
    assert all(word in answer.err for word in words)


def test_the_report_of_one_file_is_the_contract_and_of_several_a_list(typed, tmp_path: Path) -> None:
    report = tmp_path / "r.json"
    first, second = str(good(tmp_path)), str(tmp_path / "missing.xlsx")
    assert typed("import", "plan", first, "--report", str(report)).code == 0
    assert json.loads(report.read_text("utf-8"))["totals"]["new"] == 1
    assert typed("import", "plan", first, first, "--report", str(report)).code == 0
    assert len(json.loads(report.read_text("utf-8"))) == 2
    answer = typed("import", "plan", first, second, "--report", str(report))
    assert answer.code == 3
    assert "missing.xlsx" in answer.err
    assert [each["file"] for each in json.loads(report.read_text("utf-8"))] == ["lista.xlsx"]


@pytest.mark.parametrize("place", ["", "nowhere/r.json"])
def test_nothing_is_imported_when_the_report_has_no_place(typed, tmp_path: Path, place: str) -> None:
    refused(typed("import", "apply", str(good(tmp_path)), "--report", str(tmp_path / place)), "report", "folder")
    assert typed("list", "officials").lines[1:] == []


def test_what_concerns_the_whole_file_is_said(typed, tmp_path: Path) -> None:
    rows = (("Nombre", "Apellidos", "Tema"), ("Ana", "Ruiz Vega", "Clima"))
    file = str(builders.xlsx(tmp_path / "l.xlsx", {"Lista": rows, "Otra": GOOD}, hidden=["Otra"]))
    assert typed("import", "apply", file).lines[1:] == [
        "  Hidden sheets were left out: Otra.",
        "  These columns are only kept when the list is for a programme: Tema. Choose one before importing.",
    ]
    assert "already received" in typed("import", "plan", file).out


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("empty.xlsx", b""),
        ("letter.pdf", b"%PDF-1.7\n"),
        ("photo.xlsx", b"\x89PNG\r\n\x1a\n" + bytes(200)),
        ("cut.xlsx", None),
        ("folder", None),
        ("gone.xlsx", None),
    ],
)
def test_a_file_that_is_no_list_is_refused_in_one_sentence(typed, tmp_path: Path, name: str, content) -> None:
    file = tmp_path / name
    if content is not None:
        file.write_bytes(content)
    elif name == "folder":
        file.mkdir()
    elif name == "cut.xlsx":
        whole = good(tmp_path).read_bytes()
        file.write_bytes(whole[: len(whole) // 2])
    refused(typed("import", "apply", str(file)), name)
    assert typed("history").lines[1:] == []


@pytest.mark.parametrize(
    ("rows", "word"),
    [
        ((("Presupuesto",), ("Total", 3)), "No table of people"),
        ((("Ciudad", "País", "Fecha"), ("Quito", "Ecuador", "2026-01-02")), "No column"),
        ((("Nombre", "Apellidos", "Correo"),), "nobody below"),
        ((("Nombre", None), ("Apellidos", None), ("Correo", None), ("Cargo", None)), "nobody is filled in"),
    ],
)
def test_a_workbook_without_a_list_is_refused_with_the_reason(typed, tmp_path: Path, rows, word: str) -> None:
    refused(typed("import", "apply", str(builders.xlsx(tmp_path / "l.xlsx", {"Hoja1": rows}))), word)


def test_a_password_is_asked_for_and_a_wrong_one_said(typed, tmp_path: Path) -> None:
    from msoffcrypto.format.ooxml import OOXMLFile

    locked = tmp_path / "locked.xlsx"
    with good(tmp_path).open("rb") as plain, locked.open("wb") as out:
        OOXMLFile(plain).encrypt("secreto", out)
    refused(typed("import", "plan", str(locked)), "password")
    refused(typed("import", "plan", str(locked), "--password", "otra"), "does not open")
    assert typed("import", "plan", str(locked), "--password", "secreto").code == 0
