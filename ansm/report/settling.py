"""What still waits between the town and its advisor: each question with the answer that counts and the others.

It belongs to the internal edition, like every answer; the publishable one only counts the questions that it may name.
"""

from __future__ import annotations

from ansm.domain import say, voice_words
from ansm.domain.diagnostic import Diagnostic
from ansm.domain.publication import Edition
from ansm.domain.questionnaire import Question
from ansm.domain.voices import GivenBy, Values, Voiced
from ansm.report.pieces import Row, Table
from ansm.report.sections import Settling

NO_ANSWER = "Pas de réponse"
_WHERE = (
    "Ouvrez le questionnaire avec votre lien personnel : il demande, à chacune de ces questions, laquelle garder. "
    f"Le mieux est d’en parler avec le {voice_words.ADVISOR}, qui voit les mêmes réponses. {voice_words.MEANWHILE}"
)


def settling(diagnostic: Diagnostic) -> Settling | None:
    """« À départager »; None when nothing waits, and in the publishable edition."""
    if diagnostic.edition is Edition.PUBLISHABLE:
        return None
    found = [(each, diagnostic.voices.of(each.id)) for each in diagnostic.journey.questions]
    rows = tuple(_row(question, voiced, diagnostic) for question, voiced in found if voiced and voiced.others)
    if not rows:
        return None
    several = "Ces questions ont reçu" if len(rows) > 1 else "Cette question a reçu"
    table = Table(("Question", "Réponse retenue en attendant", "Autre réponse"), rows)
    return Settling(f"{several} des réponses différentes. {_WHERE}", table)


def said(question: Question, values: Values) -> str:
    """An answer in words, numbered where the order of ticking counts."""
    options = [option for value in values if (option := question.option(value)) is not None]
    labels = [option.label for option in options]
    if question.ordered:
        labels = [f"{rank}. {label}" for rank, label in enumerate(labels, start=1)]
    return " ; ".join(labels)


def marks(question: Question, voiced: Voiced | None) -> str:
    """What follows an answer in the annex: the advisor's alone, chosen instead of the town's, still to settle."""
    if voiced is None:
        return ""
    found = []
    if voiced.given_by is GivenBy.ADVISOR:
        instead = f", choisie à la place de « {said(question, voiced.instead_of)} »" if voiced.instead_of else ""
        found.append(f"{voice_words.MARK}{instead}")
    if voiced.others:
        found.append(voice_words.TO_SETTLE)
    return f" ({' ; '.join(found)})" if found else ""


def legend(diagnostic: Diagnostic) -> str:
    """What the annex says of its marks; nothing when no answer is the advisor's alone."""
    if not diagnostic.voices.tally(diagnostic.journey).advisor:
        return ""
    return (
        f"« {say.sentence(voice_words.MARK).rstrip('.')} » : elle vient seulement du {voice_words.ADVISOR}. "
        f"Toutes les autres viennent de {voice_words.town(diagnostic.territory)}."
    )


def _row(question: Question, voiced: Voiced, diagnostic: Diagnostic) -> Row:
    def told(values: Values, who: str) -> str:
        words = said(question, values).removeprefix("…").strip()
        return f"{words[0].upper()}{words[1:]} — {who}" if words else NO_ANSWER

    town = voice_words.town(diagnostic.territory)
    counts = {GivenBy.TOWN: town, GivenBy.ADVISOR: "le conseiller", GivenBy.BOTH: f"{town} et le conseiller"}
    others = [told(each.values, voice_words.side(each.side, diagnostic.territory)) for each in voiced.others]
    return Row(question.text, (told(voiced.values, counts[voiced.given_by]), " ; ".join(others)))
