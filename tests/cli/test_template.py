"""`template`: an empty list for senders, in the receiver's language."""

from pathlib import Path

from exchange_desk.support.language import Language
from exchange_desk.workbooks.reader import read


def test_a_template_is_written_and_said_where(typed, tmp_path: Path) -> None:
    file = tmp_path / "lista.xlsx"
    typed("history")
    answer = typed("template", file, "--language", "pt")
    assert (answer.code, answer.err) == (0, "")
    assert f"The template is in “{file}”." in answer.lines
    headings = [str(cell) for cell in read(file).sheets[1].rows[0]]
    assert any(Language("pt")("Date of birth") in heading for heading in headings)


def test_an_unknown_programme_writes_nothing(typed, tmp_path: Path) -> None:
    typed("history")
    answer = typed("template", tmp_path / "lista.xlsx", "--programme", "NADA")
    assert (answer.code, answer.out) == (3, "")
    assert not (tmp_path / "lista.xlsx").exists()
