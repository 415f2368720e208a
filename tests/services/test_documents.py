"""Documents out of a real desk, and files written whole or not at all."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfReader

from exchange_desk.documents.catalogue import DOCUMENTS
from exchange_desk.model import City, HostOffer, Institution, Nomination, Official, Placement, Programme, Stay
from exchange_desk.services.desk import Desk
from exchange_desk.support.problems import Cancelled, DeskError


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    opened = Desk.open(tmp_path / "office.desk")
    yield opened
    opened.close()


def with_placements(desk: Desk, count: int) -> list[str]:
    """So many officials of Lima placed in Recife; the ids of their placements."""
    lima, recife = City(name="Lima", country="PE"), City(name="Recife", country="BR")
    host = Institution(name="Prefeitura Fictícia", city_id=recife.id)
    programme = Programme(code="FICT-2026", name="Intercambio de prueba", coordinator_id=host.id)
    offer = HostOffer(programme_id=programme.id, institution_id=host.id, places=count)
    records: list[City | Institution | Programme | HostOffer | Official | Nomination | Placement] = []
    ids = []
    for number in range(count):
        official = Official(given_names="Ana", family_names=f"Prueba {number}", city_id=lima.id)
        nomination = Nomination(programme_id=programme.id, official_id=official.id, sending_city_id=lima.id)
        stay = Stay(starts_on=date(2026, 5, 4), ends_on=date(2026, 5, 29))
        placement = Placement(
            nomination_id=nomination.id, offer_id=offer.id, reference=f"FICT-2026-{number:03}", stays=[stay]
        )
        records += [official, nomination, placement]
        ids.append(placement.id)
    with desk.database.step("Test") as step:
        step.save(lima, recife, host, programme, offer, *records)
    return ids


def pages(made: bytes) -> list[str]:
    return [" ".join(page.extract_text().split()) for page in PdfReader(BytesIO(made)).pages]


class Noted:
    """Progress that remembers, and stops at the step it was told."""

    def __init__(self, stop_at: str = "") -> None:
        self.texts: list[str] = []
        self._stop_at = stop_at

    def step(self, done: int, total: int | None, text: str = "") -> None:
        assert total is not None
        assert done <= total
        self.texts.append(text)
        if text == self._stop_at:
            raise Cancelled


def test_summaries_come_one_a_page_in_the_order_asked_for(desk: Desk) -> None:
    ids = with_placements(desk, 3)
    made = pages(desk.documents.pdf("placement-summary", [ids[2], ids[0]], ("es", "pt")))
    assert ["Ana Prueba 2" in made[0], "Ana Prueba 0" in made[1], len(made)] == [True, True, 2]
    assert "Lima, Perú → Recife, Brasil" in made[0]
    assert "Prefeitura Fictícia" in made[0]


def test_a_list_is_written_into_a_file(desk: Desk, tmp_path: Path) -> None:
    ids = with_placements(desk, 2)
    target, noted = tmp_path / "relación.pdf", Noted()
    desk.documents.write("placement-list", ids, target, ("es",), noted)
    assert "FICT-2026-001" in pages(target.read_bytes())[0]
    assert noted.texts == ["Reading the placements", "Setting the pages", "Writing the file"]
    assert [each.name for each in tmp_path.iterdir() if each.suffix == ".part"] == []


def test_the_paper_is_the_offices(desk: Desk) -> None:
    ids = with_placements(desk, 1)
    desk.documents.paper = "us-letter"
    page = PdfReader(BytesIO(desk.documents.pdf("placement-summary", ids, ("es",)))).pages[0]
    assert (page.mediabox.width, page.mediabox.height) == (612, 792)


def test_a_desk_of_demonstration_marks_its_pages(tmp_path: Path) -> None:
    desk = Desk.open(tmp_path / "demo.desk")
    try:
        assert "Fictional data" in pages(desk.documents.pdf("placement-summary", with_placements(desk, 1), ("en",)))[0]
    finally:
        desk.close()


def test_the_catalogue_says_what_there_is(desk: Desk) -> None:
    assert [each.id for each in desk.documents.catalogue()] == ["placement-summary", "placement-list"]
    assert set(desk.documents.papers()) == {"a4", "us-letter"}


@pytest.mark.parametrize("stop_at", ["Reading the placements", "Setting the pages", "Writing the file"])
def test_cancelled_nothing_is_written(desk: Desk, tmp_path: Path, stop_at: str) -> None:
    ids, target = with_placements(desk, 1), tmp_path / "a.pdf"
    with pytest.raises(Cancelled):
        desk.documents.write("placement-summary", ids, target, ("es",), Noted(stop_at))
    assert not target.exists()


def test_a_placement_that_is_gone_is_said(desk: Desk) -> None:
    ids = with_placements(desk, 1)
    with pytest.raises(DeskError) as raised:
        desk.documents.pdf("placement-summary", [*ids, "gone"], ("es",))
    assert raised.value.key == "document.record_gone"


def test_a_template_that_fails_leaves_the_file_as_it_was(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ids, target = with_placements(desk, 1), tmp_path / "a.pdf"
    target.write_bytes(b"before")
    entry = DOCUMENTS["placement-summary"]
    monkeypatch.setitem(DOCUMENTS, entry.id, replace(entry, template="no-such.typ"))
    with pytest.raises(DeskError):
        desk.documents.write("placement-summary", ids, target, ("es",))
    assert target.read_bytes() == b"before"
