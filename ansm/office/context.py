"""What an office document says besides the plan: the day it is made, the programme, and who may read it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from ansm.domain.diagnostic import Diagnostic
from ansm.domain.follow_up import Step
from ansm.domain.publication import Edition
from ansm.domain.say import ended
from ansm.office.french import typeset

PROGRAMME = "Accompagnement Numérique Sur-Mesure"
INTERNAL_NOTICE = "Version interne : contient des informations de sécurité, ne pas publier en l’état"
PUBLIC_NOTICE = "Version publiable"  # when the content withholds nothing


@dataclass(frozen=True, slots=True)
class OfficeContext:
    """What the diagnostic does not know: the day, what was noted of the actions, where their dates are counted from.

    `steps_from` is None for the day of the diagnostic.
    """

    printed_on: date
    noted: tuple[Step, ...] = ()
    steps_from: date | None = None

    def counted_from(self, diagnostic: Diagnostic) -> date:
        """The day that the three steps are counted from."""
        return self.steps_from or diagnostic.opened_on


def notice(diagnostic: Diagnostic) -> str:
    """Who may read a document of this diagnostic, as a sentence: each page and each event says it."""
    withheld = diagnostic.handbook.withheld
    if diagnostic.edition is Edition.INTERNAL:
        return typeset(ended(INTERNAL_NOTICE))
    return typeset(ended(withheld.notice if withheld and withheld.questions else PUBLIC_NOTICE))


def order_note(diagnostic: Diagnostic) -> str:
    """Why the actions of the publishable edition may come in another order; nothing in the internal one."""
    withheld = diagnostic.handbook.withheld
    if diagnostic.edition is Edition.INTERNAL or withheld is None or not withheld.needs:
        return ""
    return typeset(ended(withheld.order_note))
