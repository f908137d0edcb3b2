"""Which needs no service of the catalogue can answer: a fact to publish, not a fault."""

from __future__ import annotations

from ansm.domain.handbook import Handbook
from ansm.domain.needs import Need
from ansm.domain.recommendations import Openness, Service


def uncovered_needs(handbook: Handbook) -> tuple[Need, ...]:
    """The needs, in the editors' order, that no active service still open (or to confirm) answers for anyone."""
    answered = {link.need for service in handbook.services if _usable(service) for link in service.links}
    return tuple(need for need in handbook.needs if need.id not in answered)


def _usable(service: Service) -> bool:
    return service.active and service.openness is not Openness.CLOSED and bool(service.kinds)
