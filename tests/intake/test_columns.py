"""Columns of lists from elsewhere: headings in other languages, other people's columns, columns without headings."""

from datetime import date

import pytest

from exchange_desk.intake.headings import meanings
from tests.intake.lists import Rows, fields, names, plan, values


@pytest.mark.parametrize(
    ("heading", "field"),
    [
        ("1. Nombre completo (como aparece en el pasaporte) *", "full_name"),
        ("AP. PATERNO", "family_name_1"),
        ("F. nac. solicitante", "birth_date"),
        ("Cargo del funcionario nominado", "post"),
        ("Mail instit.", "email"),
        ("TELÉFONO Y EXTENSIÓN", "phone"),
        ("CorreoElectronico", "email"),
        ("fecha_vencimiento_pasaporte", "passport_expiry"),
        ("TelÃ©fono", "phone"),
        ("Ciudad destino 2", "preferred_host_2"),
        ("Ciudad de preferencia (3ª opción)", "preferred_host_3"),
        ("Unidad de desempeño", "unit"),
        ("Apellidos & nombres", "full_name"),
        ("Nº doc.", "national_id"),
        ("Prénom de l'élu", "given_names"),
        ("Date d'expiration", "passport_expiry"),
        ("Niveau d'anglais", "language.en"),
        ("Dt. nasc", "birth_date"),
        ("Telemóvel", "phone"),
        ("Geb.-Datum", "birth_date"),
        ("Tel. dienstl.", "phone"),
        ("Position in der Firma", "post"),
        ("Position in Local Government", "post"),
        ("Cell #", "phone"),
        ("Adreça electrònica", "email"),
        ("Primer cognom", "family_name_1"),
        ("Izen-abizenak", "full_name"),
        ("Data de nacemento", "birth_date"),
        ("Achternaam", "family_names"),
        ("Imię i nazwisko", "full_name"),
        ("Ημερομηνία γέννησης", "birth_date"),
        ("Электронная почта", "email"),
        ("ФИО", "full_name"),
        ("Cep telefonu", "phone"),
        ("البريد الإلكتروني", "email"),
        ("Recapito telefonico", "phone"),
    ],
)
def test_headings_of_other_offices(heading: str, field: str) -> None:
    assert meanings(heading)[0].field == field


@pytest.mark.parametrize(
    "heading",
    [
        *("Nombre del jefe inmediato", "Correo de quien autoriza", "Teléfono de emergencia", "Contacto de emergencia"),
        *(
            "Chefia imediata",
            "Supérieur hiérarchique",
            "Next of kin",
            "Vorgesetzte/r",
            "Persona de referencia en el área",
        ),
        *("Fecha de ingreso del trabajador", "Hora de llegada", "Fecha de retiro", "Date de début du mandat"),
        *("País emisor del pasaporte", "Tipo de pasaporte", "Passport issue date", "Estado de la postulación"),
    ],
)
def test_headings_that_speak_of_something_else_are_no_field(heading: str) -> None:
    found = meanings(heading)
    assert not found or found[0].field.startswith("aside."), found[0].field


ANA = ("Ana Ruiz", "ana.ruiz@example.org")
LUIS = ("Luis Gil", "luis.gil@example.org")


def test_what_follows_another_persons_name_is_theirs() -> None:
    heads = ("Nombre", "Correo", "Jefe inmediato", "Cargo", "Teléfono", "Ciudad")
    rows = [
        heads,
        (*ANA, "Eva Sol", "Directora", "022555555", "Quito"),
        (*LUIS, "Rosa Paz", "Jefa", "022777777", "Lima"),
    ]
    made = plan(rows)
    assert fields(made) == ["full_name", "email", None, None, None, "city"]
    assert [c.how for c in made.tables[0].columns][3:5] == ["another", "another"]
    assert fields(made.with_field("Hoja1", 4, "post"))[3] == "post", "the officer knows better"


def test_addresses_tell_whose_columns_they_are() -> None:
    heads = ("Nombre", "Supervisor", "Correo", "Cargo")
    own = [heads, (ANA[0], "Eva Sol", ANA[1], "Jefa"), (LUIS[0], "Eva Sol", LUIS[1], "Jefe")]
    other = [heads, (ANA[0], "Eva Sol", "eva.sol@example.org", "X"), (LUIS[0], "Eva Sol", "eva.sol@example.org", "X")]
    assert fields(plan(own)) == ["full_name", None, "email", "post"]
    assert fields(plan(other)) == ["full_name", None, None, None]


def test_columns_without_headings_are_understood_by_what_stands_in_them() -> None:
    people: Rows = [
        ("Ana", "Ruiz", "ana@example.org", date(1980, 3, 12), "Mujer", "Ecuador"),
        ("Luis", "Gil", "luis@example.org", date(1975, 4, 2), "Hombre", "Perú"),
        ("Carlos", "Soto", "carlos@example.org", date(1990, 5, 7), "Hombre", "Perú"),
    ]
    made_up = tuple(f"Columna{i}" for i in range(1, 7))
    for rows in (people, [made_up, *people]):
        made = plan(rows)
        assert fields(made) == ["given_names", "family_names", "email", "birth_date", "sex", "country"]
        assert names(made)[2] == ("Carlos", "Soto")


def test_a_heading_nobody_understands_is_not_overruled_by_days_below_it() -> None:
    rows = [("Nombre", "Zuordnung"), ("Ana Ruiz", date(1980, 3, 12)), ("Luis Gil", date(1975, 4, 2))]
    assert fields(plan(rows)) == ["full_name", None]


def test_estado_is_a_state_only_where_states_stand_below() -> None:
    status = [("Nombre", "Estado"), ("Ana Ruiz", "Confirmado"), ("Luis Gil", "Pendiente")]
    state = [("Nombre", "Estado"), ("Ana Ruiz", "Jalisco"), ("Luis Gil", "Oaxaca")]
    assert fields(plan(status)) == ["full_name", None]
    assert fields(plan(state)) == ["full_name", "region"]


def test_direccion_with_numbers_is_an_address_and_no_office() -> None:
    address = [("Nombre", "Dirección"), ("Ana Ruiz", "Calle 4 N° 12"), ("Luis Gil", "Av. Quito 33")]
    office = [("Nombre", "Dirección"), ("Ana Ruiz", "Dirección de Agua"), ("Luis Gil", "Planeación")]
    assert fields(plan(address)) == ["full_name", None]
    assert [v.get("unit") for v in values(plan(office))] == ["Dirección de Agua", "Planeación"]
