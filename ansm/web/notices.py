"""Decides what is said when something is no longer as it was on the day the diagnostic was opened."""

from __future__ import annotations

from ansm.application import File
from ansm.domain import say


def notices(file: File) -> list[str]:
    """What has changed since; the diagnostic itself keeps to its day."""
    opened = say.day(file.opened_on)
    moved = (
        "Depuis l’ouverture de ce diagnostic, les chiffres de population ont changé : aujourd’hui, la réponse sur "
        f"l’accompagnement gratuit serait différente. Celle qui est affichée date du {opened}."
    )
    outdated = (
        "Le questionnaire a été mis à jour depuis l’ouverture de ce diagnostic. Vos résultats suivent toujours la "
        f"version du {opened} : rien ne change sans vous."
    )
    return [sentence for sentence, applies in ((moved, file.moved), (outdated, file.outdated)) if applies]
