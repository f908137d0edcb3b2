"""Decides what a file takes with it: to another installation its whole history, inside a document its answers alone."""

from __future__ import annotations

from collections.abc import Sequence

from ansm.application.carried import Exported
from ansm.domain.answers import Answers
from ansm.domain.diagnostic import Diagnostic
from ansm.domain.history import HistoryRow, answers_of
from ansm.domain.publication import Edition
from ansm.exchange import FILE_SUFFIX, MEDIA_TYPE, TravellingFile, Versions, diagnostic_json, write_travelling
from ansm.expertise import ROLE_QUESTION, application_version
from ansm.report.words import file_name
from ansm.storage import StoredDiagnostic

KIND = "fichier-d-echange"


def exchange_file(stored: StoredDiagnostic, history: Sequence[HistoryRow]) -> Exported:
    """The file with every answer ever given, who gave it and when."""
    answers = answers_of(history)
    file = TravellingFile(
        uid=stored.uid,
        territory_code=stored.territory.code,
        territory_name=stored.territory.name,
        opened_on=stored.opened_on,
        role=_role(answers),
        edition=None,
        versions=Versions(stored.content_version, stored.territories_version, stored.application_version),
        answers=answers,
        history=tuple(history),
        origin=stored.origin,
    )
    # It holds everything: its name says that it is not for publication.
    name = file_name(stored.territory.name, stored.opened_on, Edition.INTERNAL, KIND).removesuffix(".pdf")
    return Exported(name + FILE_SUFFIX, MEDIA_TYPE, write_travelling(file))


def attached_file(diagnostic: Diagnostic, edition: Edition, uid: str, territories_version: str) -> bytes:
    """What is attached to a document: nothing that the diagnostic it prints does not rest on."""
    answers = diagnostic.journey.answers
    versions = Versions(diagnostic.handbook.version, territories_version, application_version())
    file = TravellingFile(
        uid=uid,
        territory_code=diagnostic.territory.code,
        territory_name=diagnostic.territory.name,
        opened_on=diagnostic.opened_on,
        role=_role(answers),
        edition=edition,
        versions=versions,
        answers=answers,
    )
    return write_travelling(file, diagnostic_json(diagnostic, versions.territories, versions.application))


def _role(answers: Answers) -> str | None:
    role = answers.chosen(ROLE_QUESTION)
    return role[0] if role else None
