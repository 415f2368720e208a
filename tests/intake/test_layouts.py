"""Lists as municipalities of many countries lay them out: every column needed is found, and none is taken wrongly."""

import pytest

from tests.intake.lists import plan
from tests.intake.sender_lists import Layout, fill, layouts

KNOWN = list(layouts())


@pytest.mark.parametrize("layout", KNOWN, ids=[layout.name for layout in KNOWN])
def test_columns_become_their_fields_and_no_others(layout: Layout) -> None:
    made = plan(fill(layout))
    assert [len(table.rows) for table in made.tables] == [6], "six people, however many lines stand around them"
    found = {column.column: column.field or "-" for column in made.tables[0].columns}
    wrong = [
        (heading, found.get(at, "-"), sorted(right))
        for at, (heading, _, right) in enumerate(layout.columns, 1)
        if found.get(at, "-") not in right
    ]
    assert wrong == []


def test_enough_layouts_of_enough_languages_are_tried() -> None:
    assert len(KNOWN) > 75
    assert len({layout.language for layout in KNOWN}) > 9
