"""Decides how a file, its rows and its links are written in the JSON of the exchange (docs/decisions, local first)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime

from ansm.application import Changes, Dossier, File, Handover, RecordedAnswer, Settlement
from ansm.web import french
from ansm.web.notices import notices
from ansm.web.wizard_model import FORMAT, model

Json = dict[str, object]
# What the conditions of the questionnaire may look at besides answers.
FACTS = ("nature", "population", "outre-mer", "forme")
KEPT, ASIDE = "retenue", "a-departager"


def dossier(found: Dossier, known: str | None, *, mail: bool) -> Json:
    """All that a page needs to go on alone. `known` is the version of the questionnaire that it has, None for any.

    A file keeps the questionnaire it was opened with: a page of another version must show that one, since no other
    answer would be taken.
    """
    file, entrusted = found.file, found.entrusted
    other = known is not None and known != f"{FORMAT}:{file.handbook.version}"
    return {
        "territoire": {
            "code": file.territory.code,
            "nom": french.proper(file.territory.name),
            "faits": {name: file.journey.fact(name) for name in FACTS},
        },
        "ouvert": file.opened_on.isoformat(),
        "version": file.handbook.version,
        "reponses": rows(found.current),
        "a_departager": rows(found.conflicts),
        "curseur": found.cursor,
        "reprise": found.last_question,
        # They speak of the verdict and of the results, which a link « à confier » does not open.
        "avis": notices(file) if entrusted is None else [],
        "courriel": mail and entrusted is None and found.advised_until is None,
        # The public name of the file, by which a document made from it is recognised; it opens nothing.
        **({"uid": file.uid} if entrusted is None else {}),
        "confie": None
        if entrusted is None
        else {"theme": entrusted.theme, "a": entrusted.respondent, "expire": entrusted.last_day.isoformat()},
        **_former(file),
        **({} if found.advised_until is None else {"conseil": {"expire": found.advised_until.isoformat()}}),
        **({"modele": model(file.handbook)} if other else {}),
    }


def _former(file: File) -> Json:
    """The former answers that wait to be confirmed, and of when they are; nothing for a first diagnostic."""
    if file.origin is None or not file.suggested.items:
        return {}
    answers: Json = {each.question: list(each.values) for each in file.suggested.items}
    return {"avant": {"le": file.origin.opened_on.isoformat(), "reponses": answers}}


def changes(found: Changes, settled: Iterable[Settlement] = ()) -> Json:
    """What became of the answers sent, and what is new."""
    return {
        "regles": [_settled(each) for each in settled],
        "reponses": rows(found.rows),
        "curseur": found.cursor,
    }


def rows(found: Iterable[RecordedAnswer]) -> list[Json]:
    """Rows as a page keeps them."""
    return [
        {
            "n": row.number,
            "q": row.question,
            "v": list(row.values),
            "le": _moment(row.answered_at),
            "par": row.role,
            "confie": row.entrusted_to,
            "etat": _state(row),
            **_side(row),
            # Of a device set aside twice, the last word alone waits for a choice.
            **({"remplace": row.replaces} if row.set_aside and row.replaces is not None else {}),
        }
        for row in found
    ]


def history(found: Iterable[RecordedAnswer]) -> Json:
    """What was ever answered to one question, as given."""
    return {
        "lignes": [
            {
                "n": row.number,
                "v": list(row.values),
                "le": _moment(row.answered_at),
                "par": row.role,
                "confie": row.entrusted_to,
                "remplace": row.replaces,
                "etat": _state(row),
                **_side(row),
            }
            for row in found
        ]
    }


def handovers(found: Iterable[Handover]) -> Json:
    """The list of the links « à confier » of a file."""
    return {
        "liens": [
            {
                "numero": each.number,
                "theme": each.theme,
                "a": each.respondent,
                "cree": each.made_on.isoformat(),
                "expire": each.last_day.isoformat(),
                "etat": each.state,
                "reponses": each.questions,
            }
            for each in found
        ]
    }


def _settled(each: Settlement) -> Json:
    if each.receipt is None:
        return {"id": each.identifier, "refus": each.refusal}
    saved: Json = {"id": each.identifier, "n": each.receipt.number, "le": _moment(each.receipt.answered_at)}
    return saved | {"ecartee": True} if each.receipt.set_aside else saved


def _side(row: RecordedAnswer) -> Json:
    """Told of an advisor's answers only: almost all are the town's."""
    return {} if row.side is None else {"cote": row.side}


def _state(row: RecordedAnswer) -> str:
    return ASIDE if row.set_aside else KEPT


def _moment(value: datetime) -> str:
    """« 2026-11-26T09:30:00Z »: the second is enough to tell a person when."""
    return f"{value.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"
