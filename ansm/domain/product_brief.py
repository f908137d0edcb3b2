"""Whether a need that no service answers, and that neighbours share, is worth a draft « fiche produit »."""

from __future__ import annotations

from dataclasses import dataclass

from ansm.domain.bands import Band
from ansm.domain.diagnostic import Diagnostic, NeedResult
from ansm.domain.journey import Reading
from ansm.domain.needs import Need

SHARED_QUESTION = "PIL-08"
AGENT_QUESTION = "PIL-09"
YES = "oui"
ORIENTATIONS = ("investigation", "startup-de-territoire")


@dataclass(frozen=True, slots=True)
class ProductBrief:
    """The facts of a draft: the need, the known answers that show the problem, and what may be missing to go further.

    `agent_found` is None when the question was not answered, or by « je ne sais pas ». `others` are the other
    needs of the first bands that no service answers. `sources` are those of the orientations it may lead to.
    """

    result: NeedResult
    evidence: tuple[Reading, ...]
    others: tuple[Need, ...]
    agent_found: bool | None
    sources: tuple[str, ...]


def product_brief(diagnostic: Diagnostic) -> ProductBrief | None:
    """The draft for the first need without a service, if the territory says that neighbours have the same problem."""
    journey = diagnostic.journey
    uncovered = {each.need for each in diagnostic.recommendations if not each.covered}
    found = [
        result for band in (Band.FIRST, Band.NEXT) for result in diagnostic.in_band(band) if result.need.id in uncovered
    ]
    if not found or YES not in journey.chosen(SHARED_QUESTION):
        return None
    agent = journey.chosen(AGENT_QUESTION)
    return ProductBrief(
        result=found[0],
        evidence=tuple(each for each in found[0].assessment.readings if each.known and each.index),
        others=tuple(result.need for result in found[1:]),
        agent_found={YES: True, "non": False}.get(agent[0]) if agent else None,
        sources=tuple(each.source for each in diagnostic.handbook.orientations if each.id in ORIENTATIONS),
    )
