"""Decides how the help for one need is said: services of the catalogue, no digital tool, the local operator."""

from __future__ import annotations

from dataclasses import dataclass

from ansm.domain import say
from ansm.domain.explanation import cost_to_ask
from ansm.domain.handbook import Handbook
from ansm.domain.needs import Need
from ansm.domain.recommendations import Cost, Maturity, Proposal, Recommendation, Service, Status
from ansm.web.results import words

SHOWN = 2
BY_HAND = "Sans outil numérique, ou avec votre opérateur public local"
NONE = "Aucun service du catalogue ne répond à ce besoin. Voici ce que vous pouvez faire."
STATUSES = {
    Status.OPEN: "Ouvert",
    Status.TO_CONFIRM: "À confirmer",
}
STATUS_DETAILS = {
    Status.OPEN: "sa fiche dit qu’il accueille de nouvelles collectivités.",
    Status.TO_CONFIRM: "sa fiche ne dit pas s’il accueille de nouvelles collectivités : demandez avant d’y compter.",
}
COSTS = {
    Cost.FREE: "Gratuit",
    Cost.PAID: "Payant",
    Cost.VARIABLE: "Variable",
    Cost.UNKNOWN: "Non connu",
}
MATURITIES = {
    Maturity.LASTING: "Service installé dans la durée",
    Maturity.CONSOLIDATION: "Service en cours de consolidation",
    Maturity.ACCELERATION: "Service en plein déploiement",
    Maturity.CONSTRUCTION: "Service en construction",
    Maturity.INVESTIGATION: "Service encore à l’étude",
    Maturity.UNKNOWN: "",
}


@dataclass(frozen=True)
class ServiceView:
    """One service proposed for a need. Empty texts are not shown."""

    name: str
    why: str
    status: str
    status_detail: str
    cost: str
    owner: str
    maturity: str
    requirements: tuple[str, ...]
    first: str
    warning: str
    sheet: str
    address: str
    link: str


@dataclass(frozen=True)
class Help:
    """Everything that helps with one need; `names` tells it in a line, `none` says that the catalogue has nothing."""

    names: str
    services: tuple[ServiceView, ...]
    others: tuple[ServiceView, ...]
    others_label: str
    none: str
    without_digital: str
    operator: str


def help_for(recommendation: Recommendation, handbook: Handbook, ceiling: int | None) -> Help:
    """What is proposed beside an action of the first two bands."""
    views = tuple(_service(proposal, handbook, ceiling) for proposal in recommendation.proposals)
    others = views[SHOWN:]
    return Help(
        names=_names(views),
        services=views[:SHOWN],
        others=others,
        others_label=say.count(len(others), "autre service possible", "autres services possibles"),
        none="" if recommendation.covered else NONE,
        without_digital=say.sentence(recommendation.without_digital),
        operator=say.sentence(recommendation.operator),
    )


def help_by_hand(need: Need) -> Help:
    """What can be done for an action that can wait: no service is chosen for it yet."""
    return Help(BY_HAND, (), (), "", "", say.sentence(need.without_digital), say.sentence(need.operator))


def _names(services: tuple[ServiceView, ...]) -> str:
    if not services:
        return f"Aucun service du catalogue ; {BY_HAND.lower()}"
    listed = [service.name for service in services[:SHOWN]]
    more = len(services) - len(listed)
    rest = [say.count(more, "autre service", "autres services")] if more else []
    return f"{say.joined([*listed, *rest])} ; aussi sans outil numérique, ou avec votre opérateur public local"


def _service(proposal: Proposal, handbook: Handbook, ceiling: int | None) -> ServiceView:
    service = proposal.service
    waiting = [say.quoted(handbook.need(name).label) for name in proposal.unmet_first]
    address = words.safe_address(service.url) or words.safe_address(service.form_url)
    return ServiceView(
        name=service.name,
        why=say.sentence(proposal.why),
        status=STATUSES[proposal.status],
        status_detail=STATUS_DETAILS[proposal.status],
        cost=f"{_cost(service)} {cost_to_ask(ceiling)}" if proposal.ask_cost else _cost(service),
        owner=say.sentence(f"porté par {service.owner}") if service.owner else "",
        maturity=say.sentence(MATURITIES[service.maturity]),
        requirements=tuple(say.sentence(each) for each in service.requirements),
        first=f"À régler d’abord : {say.joined(waiting)}." if waiting else "",
        warning=say.sentence(service.warning),
        sheet=f"Fiche vérifiée le {say.day(service.verified_on)}",
        address=address,
        link=words.link_label(f"Voir le site de {say.quoted(service.name)}") if address else "",
    )


def _cost(service: Service) -> str:
    """« Gratuit. Détail. Source : … »."""
    source = f"Source : {service.cost_source}." if service.cost_source else ""
    parts = (f"{COSTS[service.cost]}.", say.sentence(service.cost_detail), source)
    return " ".join(part for part in parts if part)
