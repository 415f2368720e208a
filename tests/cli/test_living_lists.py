"""Corrected lists, reviews and sources of values on the command line."""

import json
from pathlib import Path

from exchange_desk.model import City, Nomination, Official, Programme
from exchange_desk.services.desk import Desk
from tests import builders

HEAD = ("Nombre", "Apellidos", "Correo", "Cargo")
ANA, EVA = ("Ana", "Ruiz Vega", "ana@example.org", "Jefa"), ("Eva", "Gil Mora", "eva@example.org", "Técnica")


def lists(folder: Path) -> tuple[Path, Path]:
    """A list of two, and the same corrected: one has another post, the other is gone."""
    first = builders.xlsx(folder / "lista.xlsx", {"Lista": [HEAD, ANA, EVA]})
    return first, builders.xlsx(folder / "lista final.xlsx", {"Lista": [HEAD, (*ANA[:3], "Directora")]})


def prepared(desk_file: Path) -> None:
    desk = Desk.open(desk_file)
    desk.records.save(Programme(code="P-1", name="Intercambio"))
    desk.records.save(City(name="Quito", country="EC"))
    desk.close()


def test_a_corrected_list_flows_in_and_asks_about_whoever_is_missing(typed, desk_file: Path, tmp_path: Path) -> None:
    prepared(desk_file)
    first, second = lists(tmp_path)
    for_quito = ("--programme", "P-1", "--sender", "Quito")
    assert typed("import", "apply", first, *for_quito).code == 0
    report, answers = tmp_path / "r.json", tmp_path / "a.toml"
    asked = typed("import", "plan", second, *for_quito, "--report", report)
    assert asked.code == 1
    assert "withdrawn = They withdrew" in asked.out
    told = json.loads(report.read_text("utf-8"))
    assert [(m["name"], m["file"], m["row"], m["decision"]) for m in told["missing"]] == [
        ("Gil Mora, Eva", "lista.xlsx", 3, "")
    ]
    (change,) = told["tables"][0]["rows"][0]["changes"]
    assert (change["field"], change["applied"], change["kind"]) == ("post", True, "corrected")
    answers.write_text('"list.missing" = "withdrawn"\n', encoding="utf-8")
    done = typed("import", "apply", second, *for_quito, "--answers", answers)
    assert (done.code, done.lines[0]) == (0, "  1 nomination was withdrawn.")
    desk = Desk.open(desk_file)
    assert sorted(n.status for n in desk.records.find(Nomination)) == ["received", "withdrawn"]
    desk.close()


def test_values_tell_where_they_come_from(typed, desk_file: Path, tmp_path: Path) -> None:
    prepared(desk_file)
    first, _ = lists(tmp_path)
    typed("import", "apply", first)
    desk = Desk.open(desk_file)
    (ana,) = desk.records.find(Official, given_names="Ana")
    desk.close()
    lines = typed("source", ana.id).lines
    assert "E-mail\tana@example.org\tFrom “lista.xlsx” of 2 Mar 2026, sheet “Lista”, cell C2" in lines
    assert len(typed("history", "--record", ana.id).lines) == 2
    unknown = typed("source", "nobody")
    assert (unknown.code, len(unknown.err.splitlines())) == (3, 1)


def test_reviews_that_were_begun_are_shown_and_discarded(typed, desk_file: Path, tmp_path: Path) -> None:
    first, _ = lists(tmp_path)
    desk = Desk.open(desk_file)
    kept = desk.imports.keep_draft(desk.imports.plan(first))
    desk.close()
    assert typed("import", "drafts").lines[1].split("\t")[:2] == [kept, "lista.xlsx"]
    assert typed("import", "discard", kept).code == 0
    assert typed("import", "drafts").lines[1:] == []
    assert typed("import", "discard", kept).code == 3


def test_the_very_file_once_more_is_told_first_and_not_imported(typed, tmp_path) -> None:
    rows = (("Nombre", "Apellidos", "Correo"), ("Ana", "Ruiz Vega", "ana@example.org"))
    file, report = str(builders.xlsx(tmp_path / "l.xlsx", {"Lista": rows})), tmp_path / "r.json"
    assert typed("import", "apply", file).code == 0
    told = (
        "This very file was already received on 2 Mar 2026 as “l.xlsx”: 1 person. Nothing in it would change anything."
    )
    looked = typed("import", "plan", file, "--report", str(report))
    assert (looked.code, looked.lines) == (0, [told, "l.xlsx: 1 row (unchanged 1)"])
    assert [note["text"] for note in json.loads(report.read_text("utf-8"))["notes"]] == [told]
    done = typed("import", "apply", file)
    assert (done.code, done.lines) == (
        0, [told, "  It was not imported once more.", "l.xlsx: 1 row (unchanged 1)"],
    )  # fmt: skip
    assert len(typed("list", "received").lines) == 2
