"""Fictional placements, from empty to overfull."""

from dataclasses import replace
from datetime import date

from exchange_desk.documents.facts import (
    HostFacts,
    LanguageFacts,
    ObligationFacts,
    OverrideFacts,
    ParticipantFacts,
    PlacementSummaryFacts,
    PlanFacts,
    ProgrammeFacts,
    Side,
    SignatureFacts,
    StayFacts,
    TravelFacts,
)
from exchange_desk.support.language import msg

EMPTY = PlacementSummaryFacts()

TYPICAL = PlacementSummaryFacts(
    reference="FICT-2026-014",
    status=msg("Accepted by the host"),
    programme=ProgrammeFacts(
        code="FICT-2026",
        name="Programa de intercambio de funcionarios locales",
        edition="II edición, 2026",
        modality="Estancia técnica",
        organiser="Coordinación General de Asuntos Internacionales",
        agreement="CGC-2013-02, 20 feb 2013",
        funder="Unión Europea",
    ),
    participant=ParticipantFacts(
        name="María José Núñez Peñaloza",
        post="Jefa de Unidad Departamental de Movilidad Sostenible",
        unit="Dirección de Movilidad",
        institution="Intendencia de Montevideo",
        city="Montevideo",
        country="UY",
        email="maria.nunez@example.org",
        phone="+598 2 555 0114",
        emergency_contact="Joaquín Núñez, +598 99 555 020",
        languages=(LanguageFacts(code="es", level=msg("Native")), LanguageFacts(code="pt", level="B2")),
    ),
    host=HostFacts(
        institution="Agencia de Cooperación e Inversión de Medellín",
        unit="Subdirección de Relaciones Locales e Internacionales",
        city="Medellín",
        country="CO",
        address="Carrera 43A n.º 00-00, piso 12, El Poblado",
        supervisor="Andrés Felipe Echeverri Gutiérrez",
        supervisor_post="Subdirector de Cooperación",
        email="cooperacion@example.org",
        phone="+57 604 555 0100",
        working_hours="Lunes a viernes, 8.00 a 16.30",
    ),
    stays=(StayFacts(start=date(2026, 10, 5), end=date(2026, 10, 30)),),
    plan=PlanFacts(
        theme="Movilidad; Espacio público",
        language="es",
        hours_per_week=36,
        objectives=(
            "Conocer el sistema integrado de transporte y su gobernanza.\n"
            "Redactar con el equipo anfitrión una guía de 20 páginas sobre encuestas de movilidad que "
            "Montevideo pueda aplicar antes de diciembre.\n"
            "Acordar al menos una acción conjunta para 2027."
        ),
        work_plan=(
            "Semana 1: inducción, visitas a las líneas del metro y a los cables.\n"
            "Semanas 2 y 3: trabajo con el equipo de planificación; entrevistas.\n"
            "Semana 4: redacción y presentación de la guía."
        ),
    ),
    travel=TravelFacts(
        itinerary="Montevideo – Bogotá – Medellín, 4 oct; regreso el 31 oct",
        insurance_company="Seguros Ficticios S. A.",
        insurance_policy="VJ-000-114",
        insured_from=date(2026, 10, 4),
        insured_until=date(2026, 10, 31),
        visa="No se requiere",
        passport_expiry=date(2029, 4, 1),
    ),
    host_provides="Alojamiento en residencia universitaria, almuerzos de lunes a viernes y tarjeta de transporte.",
    obligations=(ObligationFacts(text=msg("Report due"), due=date(2026, 11, 29)),),
    signatures=(
        SignatureFacts(side=Side.PARTICIPANT, name="María José Núñez Peñaloza", title="Jefa de Unidad"),
        SignatureFacts(
            side=Side.SENDING,
            name="Lucía Ferreira",
            title="Directora de Relaciones Internacionales y Cooperación",
            institution="Intendencia de Montevideo",
        ),
        SignatureFacts(
            side=Side.HOST,
            name="Andrés Felipe Echeverri Gutiérrez",
            title="Subdirector de Cooperación",
            institution="Agencia de Cooperación e Inversión de Medellín",
            delegated_by="Directora ejecutiva",
        ),
    ),
)

_LONG_TITLE = (
    "Coordinadora General Adjunta de Enlace Interinstitucional, Cooperación Descentralizada y Seguimiento de "
    "Acuerdos con Gobiernos Locales, Redes y Organismos Multilaterales"
)
_LONG_INSTITUTION = "Prefeitura Municipal de Belo Horizonte, Secretaria Municipal Adjunta de Relações Internacionais"
_PARAGRAPH = (
    "Estudiar cómo se reparten las competencias entre el municipio, la región y la nación, con qué presupuesto, "
    "con qué indicadores y con qué participación de la ciudadanía, y qué de ello puede llevarse a la ciudad de origen. "
)

EXTREME = PlacementSummaryFacts(
    reference="FICT-2026-II-EXTRAORDINARIA-000000014-BIS",
    status=msg("Accepted by the host"),
    programme=ProgrammeFacts(
        code="FICT-2026-II-EXTRAORDINARIA",
        name="Programa euro-latinoamericano de intercambio de funcionarias y funcionarios locales para la "
        "internacionalización de los territorios y la cooperación descentralizada",
        edition="Segunda edición extraordinaria, 2026-2027",
        modality="Estancia técnica con taller de formación",
        organiser="Secretaría de Relaciones Exteriores, a través del Instituto Ficticio y de la Dirección General de "
        "Coordinación Política",
        agreement="Convenio general de colaboración CGC-2013-02-EXT, firmado el 20 de febrero de 2013",
        funder="Unión Europea",
    ),
    participant=ParticipantFacts(
        name="María de los Ángeles Guadalupe Concepción Fernández de Córdoba y Ruiz de Apodaca Etxeberria-Goikoetxea",
        post=_LONG_TITLE,
        unit=_LONG_TITLE,
        institution="Municipalidad Metropolitana de la Muy Noble y Muy Leal Ciudad de San Francisco de Quito y sus "
        "Parroquias Rurales",
        city="Distrito Metropolitano de San Francisco de Quito",
        country="EC",
        email="maria.de.los.angeles.guadalupe.concepcion.fernandez.de.cordoba@relaciones-internacionales.example.org",
        phone="+593 2 555 0100, ext. 40217 / +593 99 555 0101",
        emergency_contact="José Ignacio Fernández de Córdoba y Ruiz de Apodaca (hermano), +593 99 555 0199",
        languages=tuple(LanguageFacts(code=code, level="C1") for code in ("es", "pt", "fr", "en", "de", "it", "qu")),
    ),
    host=HostFacts(
        institution=_LONG_INSTITUTION,
        unit=_LONG_TITLE,
        city="Belo Horizonte",
        country="BR",
        address="Avenida Ficticia Afonso Exemplo 1212, 5.º andar, sala 504, bairro Centro, CEP 00000-000, "
        "Belo Horizonte, Minas Gerais",
        supervisor="João Guilherme Antônio de Vasconcellos e Albuquerque Figueirêdo Corrêa",
        supervisor_post=_LONG_TITLE,
        email="relacoes.internacionais.cooperacao.descentralizada@prefeitura.example.org",
        phone="+55 31 5555-0100",
        working_hours="Segunda a quinta-feira, das 8h30 às 12h e das 13h30 às 18h; sexta-feira, das 8h30 às 14h",
    ),
    stays=tuple(StayFacts(start=date(2026, month, 5), end=date(2026, month, 28), share=50) for month in range(2, 11)),
    plan=PlanFacts(
        theme="Movilidad; Espacio público; Agua y saneamiento; Género; Hacienda; Clima; Cultura; Participación",
        language="pt",
        hours_per_week=18,
        objectives="\n".join([_PARAGRAPH * 4] * 8),
        work_plan="\n".join([_PARAGRAPH * 3] * 8),
    ),
    travel=TravelFacts(
        itinerary="Quito – Lima – São Paulo – Belo Horizonte, 3 y 4 feb; regreso por Bogotá el 30 oct, con escala "
        "de una noche; traslados al aeropuerto a cargo de la institución anfitriona; dos visitas a Contagem y a Betim",
        insurance_company="Compañía Ficticia de Seguros y Reaseguros de Viaje para Funcionarios S. A. de C. V.",
        insurance_policy="POL-0000-0000-0000-0000-0114-EXT-BIS",
        insured_from=date(2026, 2, 3),
        insured_until=date(2026, 10, 31),
        visa="Visa de cortesía solicitada el 10 dic 2025 ante el consulado en Guayaquil, concedida el 9 ene 2026",
        passport_expiry=date(2029, 4, 1),
    ),
    host_provides="\n".join([_PARAGRAPH] * 3),
    obligations=(ObligationFacts(text=msg("Report due"), due=date(2026, 11, 29)),),
    overrides=tuple(
        OverrideFacts(
            sentence="La estancia empieza antes de la ventana ofrecida por la institución anfitriona (regla "
            f"{number}), que va del 1 al 28 de febrero de 2026.",
            reason=_PARAGRAPH,
            by="Oficial de enlace",
            on=date(2026, 1, 9),
        )
        for number in range(1, 9)
    ),
    signatures=tuple(
        SignatureFacts(
            side=side,
            name="João Guilherme Antônio de Vasconcellos e Albuquerque Figueirêdo Corrêa",
            title=_LONG_TITLE,
            institution=_LONG_INSTITUTION,
            delegated_by="Secretaria Municipal de Desenvolvimento Econômico",
        )
        for side in Side
    ),
)

LONG_OBJECTIVES = replace(TYPICAL, plan=replace(TYPICAL.plan, objectives=EXTREME.plan.objectives))

SIGNED = replace(TYPICAL, mark="", status=msg("Confirmed"))
