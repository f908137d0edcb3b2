"""What each edition says of itself: its name, its notice, and the line that stands where something is withheld."""

from __future__ import annotations

from ansm.domain import say
from ansm.domain.diagnostic import Diagnostic
from ansm.domain.publication import Edition
from ansm.report import words
from ansm.report.sections import Omissions

INTERNAL_NOTICE = "Version interne : contient des informations de sécurité, ne pas publier en l’état"
PUBLIC_NOTICE = "Version publiable"  # when the content withholds nothing
NAMES = {Edition.INTERNAL: "version interne", Edition.PUBLISHABLE: "version publiable"}
ANSWERS_ELSEWHERE = "Les réponses au questionnaire figurent seulement dans la version interne."


def notice(diagnostic: Diagnostic) -> str:
    """What is printed at the foot of every page."""
    if diagnostic.edition is Edition.INTERNAL:
        return INTERNAL_NOTICE
    withheld = diagnostic.handbook.withheld
    return withheld.notice if withheld is not None and withheld.questions else PUBLIC_NOTICE


def sentence(diagnostic: Diagnostic) -> str:
    """« Mesures de sécurité : communiquées séparément. » in the publishable edition, else nothing."""
    withheld = diagnostic.handbook.withheld
    if diagnostic.edition is Edition.INTERNAL or withheld is None or not withheld.questions:
        return ""
    return say.ended(withheld.sentence)


def omissions(diagnostic: Diagnostic) -> Omissions:
    """The line of each section from which the content withholds something, whatever was answered."""
    withheld, said = diagnostic.handbook.withheld, sentence(diagnostic)
    if withheld is None or not said:
        return Omissions()
    order = f"{said} {say.ended(withheld.order_note)}"
    return Omissions(
        plan=order if withheld.needs else "",
        rules=said if withheld.obligations else "",
        services=said if withheld.needs else "",
        support=said if withheld.orientations else "",
        themes=said,
    )


def method(diagnostic: Diagnostic) -> tuple[str, ...]:
    """How the publishable edition is computed, and what allows it; nothing in the internal one."""
    withheld = diagnostic.handbook.withheld
    if withheld is None or not sentence(diagnostic):
        return ()
    checked = f"{withheld.status}, {words.short_day(withheld.verified_on)}"
    return (
        "Cette version publiable est calculée comme si les questions qui n’y figurent pas n’avaient jamais été "
        "posées : aucun chiffre, aucun ordre et aucun nombre de sujets ne dépend de leurs réponses. "
        f"{say.ended(withheld.reason)} Source : {withheld.source} ({checked}).",
    )
