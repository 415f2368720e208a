"""Lists beside each other and below each other in one sheet."""

from tests.intake.lists import names, plan, values

HEAD = ("Nombre", "Apellidos", "Correo")
ANA = ("Ana", "Ruiz Vega", "ana@example.org")
LUIS = ("Luis", "Gil Mora", "luis@example.org")
EVA = ("Eva", "Sol Paz", "eva@example.org")


def test_lists_beside_each_other_are_both_read_and_their_cells_found() -> None:
    made = plan([
        ("ALCALDÍA DE QUITO",),
        ("Titulares", None, None, None, "Suplentes"),
        (*HEAD, None, *HEAD),
        (*ANA, None, *EVA),
        (*LUIS,),
    ])  # fmt: skip
    assert names(made) == [("Ana", "Ruiz Vega"), ("Luis", "Gil Mora"), ("Eva", "Sol Paz")]
    assert len({(row.sheet, row.row) for row in made.rows}) == 3
    right = made.tables[1]
    mail = next(c for c in right.columns if c.field == "email")
    assert right.where(right.rows[0].row, mail.column) == (4, 7)
    assert (right.first_row, right.last_row, mail.letter) == (4, 4, "G")
    assert [v.get("city") for v in values(made)] == ["Quito"] * 3, "the title over both says it of both"
    again = made.with_cell("Hoja1", 4, 7, "otra@example.org")
    assert [v["email"] for v in values(again)] == ["ana@example.org", "luis@example.org", "otra@example.org"]
    skipped = made.with_row("Hoja1", right.rows[0].row, skipped=True)
    assert [str(row.outcome) for row in skipped.rows] == ["new", "new", "skipped"]


def test_an_empty_column_alone_divides_nothing() -> None:
    made = plan([("Nombre", "Apellidos", None, "Nombre como figura en el pasaporte", "Correo"),
                 ("Ana", "Ruiz Vega", None, "RUIZ VEGA ANA", "ana@example.org"),
                 ("Luis", "Gil Mora", None, "GIL MORA LUIS", "luis@example.org")])  # fmt: skip
    assert len(made.tables) == 1
    assert [v["email"] for v in values(made)] == ["ana@example.org", "luis@example.org"]


def test_another_persons_columns_beside_the_list_are_no_list() -> None:
    made = plan([("Postulante", None, None, "Jefe inmediato"), ("Nombre", "Correo", None, "Nombre", "Correo"),
                 ("Ana Ruiz", "ana@example.org", None, "Luis Gil", "luis@example.org"),
                 ("Eva Sol", "eva@example.org", None, "Luis Gil", "luis@example.org")])  # fmt: skip
    assert names(made) == [("Ana", "Ruiz"), ("Eva", "Sol")]
    assert [v["email"] for v in values(made)] == ["ana@example.org", "eva@example.org"]


def test_lists_of_cities_below_each_other_with_their_headings_again() -> None:
    made = plan([("Ciudad: Quito",), HEAD, ANA, LUIS, (), ("Ciudad: Lima",), HEAD, EVA])
    assert names(made) == [("Ana", "Ruiz Vega"), ("Luis", "Gil Mora"), ("Eva", "Sol Paz")]
    assert [v.get("city") for v in values(made)] == ["Quito", "Quito", "Lima"]


def test_groups_with_headings_of_their_own() -> None:
    made = plan([("QUITO",), HEAD, ANA, (), ("GUAYAQUIL",), HEAD, LUIS, (), ("CUENCA",), HEAD, EVA])
    assert [v.get("city") for v in values(made)] == ["Quito", "Guayaquil", "Cuenca"]
