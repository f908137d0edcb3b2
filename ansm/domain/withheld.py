"""Decides what a public document must not say: data of the editors, by name, with the words that stand in its place."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Edition(StrEnum):
    """What a document may say. The publishable one is computed as if what is withheld had never been asked."""

    INTERNAL = "interne"
    PUBLISHABLE = "publiable"


@dataclass(frozen=True, slots=True, order=True)
class OptionName:
    """One possible answer of a question, by its name."""

    question: str
    value: str


@dataclass(frozen=True, slots=True)
class Reworded:
    """A need that stays, computed from its other questions. A text left empty stays as it is.

    `strength` is never empty: the usual sentence may praise what only a withheld answer could tell.
    """

    need: str
    strength: str
    label: str = ""
    action: str = ""
    how: str = ""
    without_digital: str = ""
    operator: str = ""
    done_when: str = ""


@dataclass(frozen=True, slots=True)
class Withheld:
    """What the publishable edition leaves out, and what it says instead.

    Every question of `themes` is withheld, those the editors will add included. `kept_options` may be published
    although they speak of a withheld need among others. `sentence` stands where something was removed, `notice` on
    every page, `order_note` beside the actions.
    """

    sentence: str
    notice: str
    order_note: str
    reason: str
    source: str
    status: str
    verified_on: date
    questions: tuple[str, ...]
    themes: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()
    reworded: tuple[Reworded, ...] = ()
    options: tuple[OptionName, ...] = ()
    kept_options: tuple[OptionName, ...] = ()
    flags: tuple[str, ...] = ()
    obligations: tuple[str, ...] = ()
    contradictions: tuple[str, ...] = ()
    orientations: tuple[str, ...] = ()


# The rule of the day a content had no `publication.toml` yet (domain dossier, §7.2); names it lacks change nothing.
OLDER_RULE = Withheld(
    sentence="Mesures de sécurité\u00a0: communiquées séparément",
    notice="Version publiable\u00a0: les mesures de sécurité sont communiquées séparément",
    order_note=(
        "L’ordre des actions est calculé sans les réponses sur la sécurité\u00a0: il peut différer de celui de la "
        "version interne."
    ),
    reason=(
        "La loi permet de ne pas communiquer ce qui porterait atteinte à la sécurité des systèmes d’information\u00a0: "
        "dire ce qui protège mal aiderait qui voudrait nuire."
    ),
    source="Code des relations entre le public et l’administration, article L.\u00a0311-5",
    status="à vérifier",
    verified_on=date(2026, 11, 26),
    questions=("IDN-03", "IDN-05", "PIL-03", "DON-03"),
    themes=("securite",),
)
