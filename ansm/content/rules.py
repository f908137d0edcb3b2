"""What obligations, flags, contradictions and orientations must say, each read alone."""

from __future__ import annotations

from ansm.content.conditions import KINDS, RESULT_FACTS, named_threshold, read_condition
from ansm.content.faults import Entry, Target
from ansm.content.reading import Table
from ansm.content.thresholds import in_french
from ansm.domain.handbook import Flag
from ansm.domain.obligations import OPERATORS, Confidence, Obligation
from ansm.domain.orientation import Orientation, WebLink
from ansm.domain.questionnaire import Contradiction
from ansm.domain.territory import Overseas

_SLOT = "{seuil}"
_USUAL_PLACES = (Overseas.NO, Overseas.DROM)


def read_obligations(root: Table) -> tuple[Entry[Obligation], ...]:
    """The rules of law, in the editors' order, `{seuil}` replaced by the threshold's value."""
    found = []
    for table in root.tables("obligations", label="id", required=True):
        found.append(Entry(table.place, _obligation(table)))
        table.close()
    root.close()
    return tuple(found)


def _obligation(table: Table) -> Obligation:
    threshold = named_threshold(table, "seuil")
    if table.has("seuil") != table.has("operateur"):
        missing = "operateur" if table.has("seuil") else "seuil"
        table.wrong(missing, "« seuil » et « operateur » vont ensemble", "les deux clés, ou aucune")
    operator = table.choice("operateur", OPERATORS) if table.has("operateur") else ""
    kinds = table.choices("nature", KINDS)
    if not kinds:
        table.wrong("nature", "cette obligation ne concerne personne", "au moins « commune » ou « epci »")
    places = table.choices("outre-mer", [each.value for each in Overseas], required=False)
    need = table.reference("besoin", Target.NEED, required=False)
    questions = table.references("questions", Target.INDEXED_QUESTION)
    if questions and not need:
        table.wrong("besoin", "des questions contrôlent cette obligation, mais aucun besoin n’y répond", "un besoin")
    return Obligation(
        id=table.identifier(),
        label=_with_threshold(table, "libelle", threshold),
        rule=_with_threshold(table, "regle", threshold),
        reference=table.text("reference"),
        kinds=kinds,
        overseas=tuple(Overseas(each) for each in places) or _USUAL_PLACES,
        threshold=threshold,
        operator=operator,
        condition=read_condition(table),
        need=need or None,
        questions=questions,
        in_force_from=table.certain_day("en-vigueur-du"),
        source=table.text("source"),
        verified_on=table.verified(),
        confidence=table.member("confiance", Confidence),
        note=_with_threshold(table, "note", threshold, required=False),
    )


def _with_threshold(table: Table, key: str, threshold: int | None, *, required: bool = True) -> str:
    """A text in which `{seuil}` stands for the value of the threshold named, if there is one."""
    allowed = ("seuil",) if table.has("seuil") else ()
    text = table.text(key, required=required, placeholders=allowed)
    return text if threshold is None else text.replace(_SLOT, in_french(threshold))


def read_flags(root: Table) -> tuple[Entry[Flag], ...]:
    """What is shown whatever the score."""
    found = []
    for table in root.tables("drapeaux", label="id"):
        flag = Flag(
            id=table.identifier(),
            label=table.text("libelle"),
            explanation=table.text("explication"),
            need=table.reference("besoin", Target.NEED),
            condition=read_condition(table, required=True),
        )
        found.append(Entry(table.place, flag))
        table.close()
    root.close()
    return tuple(found)


def read_contradictions(root: Table) -> tuple[Entry[Contradiction], ...]:
    """Answers that cannot both be true."""
    found = []
    for table in root.tables("contradictions", label="id"):
        contradiction = Contradiction(
            id=table.identifier(),
            questions=table.references("questions", Target.QUESTION, required=True),
            condition=read_condition(table, required=True),
            message=table.text("message"),
        )
        if not contradiction.questions:
            table.wrong("questions", "aucune question n’est reposée", "au moins une question")
        found.append(Entry(table.place, contradiction))
        table.close()
    root.close()
    return tuple(found)


def read_orientations(root: Table) -> tuple[Entry[Orientation], ...]:
    """Where to turn besides the catalogue, in the order shown."""
    found = []
    for table in root.tables("orientations", label="id", required=True):
        orientation = Orientation(
            id=table.identifier(),
            title=table.text("titre"),
            text=table.text("texte"),
            condition=read_condition(table, facts=RESULT_FACTS),
            links=tuple(read_link(inner) for inner in table.tables("liens")),
            source=table.text("source"),
            verified_on=table.verified(),
        )
        found.append(Entry(table.place, orientation))
        table.close()
    root.close()
    return tuple(found)


def read_link(table: Table) -> WebLink:
    """An address the reader may follow, with the words of the link."""
    link = WebLink(table.text("libelle"), table.address("adresse"))
    table.close()
    return link
