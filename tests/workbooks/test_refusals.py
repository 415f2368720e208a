"""What is not read is refused with a sentence of its own, and nothing is left running."""

import io
import os
import re
from pathlib import Path

import msoffcrypto.format.ooxml
import pytest

from exchange_desk.support.language import Language
from exchange_desk.support.problems import DeskError
from exchange_desk.workbooks import gate, reader, refusals
from exchange_desk.workbooks.reader import read
from tests import builders
from tests.builders import PEOPLE

ROOM = Path(refusals.__file__).parent
BIN = bytes(range(256)) * 20


def refused(path: Path, password: str | None = None) -> str:
    """The key of the refusal; its sentence names the file and says that nothing has been changed."""
    with pytest.raises(DeskError) as caught:
        read(path, password=password)
    said = caught.value.say(Language("en"))
    assert f"“{path.name}”" in said
    assert said.endswith("Nothing has been changed.")
    assert not re.search(r"invalid|unknown|\{|error", said)
    return caught.value.key


@pytest.mark.parametrize(
    ("content", "key"),
    [
        (b"", "workbook.empty"),
        (b"\n \r\n", "workbook.no_cells"),
        (b"%PDF-1.7\n" + BIN, "workbook.pdf"),
        (b"{\\rtf1\\ansi Nombre}", "workbook.document"),
        (b"\x89PNG\r\n\x1a\n" + BIN, "workbook.picture"),
        (b"\xff\xd8\xff\xe0" + BIN, "workbook.picture"),
        (b"RIFF\x00\x00\x00\x00WEBP" + BIN, "workbook.picture"),
        (b"Rar!\x1a\x07\x00" + BIN, "workbook.archive"),
        (b"7z\xbc\xaf\x27\x1c" + BIN, "workbook.archive"),
        (b"<html><body><table><tr><td> </td></tr></table>", "workbook.web_page"),
        (b"<html><body><p>Nombre</p></body></html>", "workbook.web_page"),
        (b"\xef\xbb\xbf  <!DOCTYPE html><title>x</title>", "workbook.web_page"),
        ("<html><table>".encode("utf-16"), "workbook.web_page"),
        (b"MIME-Version: 1.0\nContent-Type: multipart/related; boundary=x\n", "workbook.web_page"),
        (b"Return-Path: <a@example.org>\nReceived: from x\nSubject: Lista\n", "workbook.mail"),
        (b'<?xml version="1.0"?><office:document xmlns:office="urn:opendocument"/>', "workbook.xml_spreadsheet"),
        (b'<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"/>', "workbook.no_cells"),
        (b'<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"><', "workbook.damaged"),
        (
            b'<!DOCTYPE x [<!ENTITY a "b">]><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"/>',
            "workbook.unsafe_xml",
        ),
        (b'<?xml version="1.0"?><people/>', "workbook.not_a_spreadsheet"),
        (b'{"url": "https://docs.google.com/x", "doc_id": "1"}', "workbook.link"),
        (b"[InternetShortcut]\r\nURL=https://example.org", "workbook.link"),
        (b"BEGIN:VCARD\nFN:Ana\nEND:VCARD\n", "workbook.not_a_spreadsheet"),
        (b"\x09\x04\x06\x00" + BIN, "workbook.old_excel"),
        (BIN, "workbook.not_a_spreadsheet"),
        (b"Este archivo no existe en el servidor", "workbook.not_a_spreadsheet"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(2000), "workbook.damaged"),
        (b"PK\x03\x04" + BIN, "workbook.damaged"),
    ],
)
@pytest.mark.parametrize("name", ["lista.xlsx"])
def test_other_content_under_the_name_of_a_workbook(tmp_path: Path, content: bytes, key: str, name: str) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    assert refused(path) == key


@pytest.mark.parametrize(
    ("parts", "key"),
    [
        ({"word/document.xml": "<w/>", "[Content_Types].xml": "<Types/>"}, "workbook.document"),
        ({"ppt/presentation.xml": "<p/>", "[Content_Types].xml": "<Types/>"}, "workbook.presentation"),
        ({"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": "<o/>"}, "workbook.document"),
        ({"Index/Document.iwa": "x"}, "workbook.numbers"),
        ({"lista.xlsx": "x", "foto.jpg": "y"}, "workbook.archive"),
        ({"[Content_Types].xml": "<Types/>", "xl/styles.xml": "<s/>"}, "workbook.damaged"),
        (
            {
                "mimetype": "application/vnd.oasis.opendocument.spreadsheet",
                "content.xml": "x",
                "META-INF/manifest.xml": "<m><manifest:encryption-data/></m>",
            },
            "workbook.password_unsupported",
        ),
    ],
)
def test_other_zip_files(tmp_path: Path, parts: dict[str, str], key: str) -> None:
    assert refused(builders.package(tmp_path / "lista.xlsx", parts)) == key


def test_other_compound_files(tmp_path: Path) -> None:
    for name, key in (("WordDocument", "workbook.document"), ("PowerPoint Document", "workbook.presentation")):
        path = tmp_path / "lista.xls"
        path.write_bytes(builders.compound_file(name, b"x"))
        assert refused(path) == key


def test_a_missing_file_and_a_folder(tmp_path: Path) -> None:
    assert refused(tmp_path / "lista.xlsx") == "workbook.not_found"
    assert refused(tmp_path / "lista.xlsx" / "x") == "workbook.not_found"
    (tmp_path / "carpeta.xlsx").mkdir()
    assert refused(tmp_path / "carpeta.xlsx") == "workbook.folder"


def test_the_marks_that_programs_leave_beside_a_workbook(tmp_path: Path) -> None:
    for name in ("~$lista.xlsx", ".~lock.lista.ods#", "._lista.xlsx"):
        path = tmp_path / name
        path.write_bytes(b"\x05Marta" + b" " * 48 + b"\x05\x00M\x00a\x00")
        assert refused(path) == "workbook.lock_file"


def test_a_file_one_may_not_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = builders.xlsx(tmp_path / "lista.xlsx", {"L": PEOPLE})

    def refuse(self: Path, *args: object, **kwargs: object) -> None:
        raise PermissionError(13, "no")

    monkeypatch.setattr(Path, "open", refuse)
    assert refused(path) == "workbook.no_permission"

    def fail(self: Path, *args: object, **kwargs: object) -> None:
        raise OSError(5, "input/output error")

    monkeypatch.setattr(Path, "open", fail)
    assert refused(path) == "workbook.not_reachable"


def test_too_large_a_file_is_not_even_opened(tmp_path: Path) -> None:
    path = tmp_path / "lista.xlsx"
    with path.open("wb") as file:
        os.truncate(file.fileno(), gate.MAX_FILE + 1)
    assert refused(path) == "workbook.too_large"


def test_a_workbook_without_a_filled_cell(tmp_path: Path) -> None:
    assert refused(builders.xlsx(tmp_path / "a.xlsx", {"Hoja1": [], "Hoja2": [[None, ""]]})) == "workbook.no_cells"
    assert refused(builders.ods(tmp_path / "a.ods", {"Hoja1": [[None]]})) == "workbook.no_cells"
    assert refused(builders.text(tmp_path / "a.csv", [("", ""), ("", "")])) == "workbook.no_cells"


def protected(path: Path, password: str) -> Path:
    plain = io.BytesIO(builders.as_bytes(PEOPLE))
    with path.open("wb") as file:
        msoffcrypto.format.ooxml.OOXMLFile(plain).encrypt(password, file)
    return path


def test_a_password_is_asked_for_and_opens_the_workbook(tmp_path: Path) -> None:
    path = protected(tmp_path / "lista.xlsx", "añil 7")
    assert refused(path) == "workbook.password"
    assert refused(path, "otra") == "workbook.wrong_password"
    book = read(path, password="añil 7")
    assert book.kind == "xlsx"
    assert book.sheets[0].value(2, 2) == "Ávila Ñandú"


def test_a_workbook_that_excel_opens_without_asking_opens_here_too(tmp_path: Path) -> None:
    assert read(protected(tmp_path / "lista.xlsx", "VelvetSweatshop")).sheets[0].value(2, 1) == "Inés"


def test_a_protected_old_workbook(tmp_path: Path) -> None:
    # FILEPASS with XOR obfuscation: key and verifier of a password that nobody knows.
    filepass = builders.record(0x2F, b"\x00\x00\x12\x34\x56\x78")
    path = builders.xls(tmp_path / "lista.xls", {"L": PEOPLE}, begin=filepass)
    assert refused(path) == "workbook.password"
    assert refused(path, "otra") == "workbook.wrong_password"


def test_the_technical_part_quotes_nothing_from_the_file(tmp_path: Path) -> None:
    parts = builders.xlsx_parts('<row r="1"><c r="A1"><v>P-7788</v></c></row>')
    parts["xl/workbook.xml"] = "<workbook><P-7788"
    with pytest.raises(DeskError) as caught:
        read(builders.package(tmp_path / "a.xlsx", parts))
    assert caught.value.key == "workbook.damaged"
    assert "7788" not in caught.value.technical


def test_every_refusal_and_note_of_the_room_has_its_sentence() -> None:
    source = "".join(
        file.read_text() for file in ROOM.glob("*.py") if file.name not in ("refusals.py", "writer.py", "saving.py")
    )
    mentioned = set(re.findall(r'"((?:workbook|text)\.[a-z_0-9]+)"', source))
    assert mentioned == set(refusals._REFUSALS) | set(refusals._NOTES)


def test_an_answer_that_is_no_plain_value_is_not_accepted() -> None:
    import pickle

    hostile = pickle.dumps(os.getcwd)
    with pytest.raises(pickle.UnpicklingError):
        reader._PlainValues(io.BytesIO(hostile)).load()
