"""What an office document must say that the diagnostic does not know: for whom it is, and the day it is made."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from ansm.domain.publication import Edition

PROGRAMME = "Accompagnement Numérique Sur-Mesure"
NOTICES = {
    Edition.INTERNAL: "Document interne\u00a0: contient des informations de sécurité, ne pas publier en l’état",
    Edition.PUBLISHABLE: "Version publiable. Mesures de sécurité\u00a0: communiquées séparément",
}


@dataclass(frozen=True, slots=True)
class OfficeContext:
    """The edition only chooses words and marks: whoever calls gives the diagnostic of that edition."""

    edition: Edition
    printed_on: date

    @property
    def notice(self) -> str:
        """What every page must say of who may read it."""
        return NOTICES[self.edition]
