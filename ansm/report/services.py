"""What can help, on paper: three services a need at most, always what needs no digital tool, and other support."""

from __future__ import annotations

from urllib.parse import urlsplit

from ansm.domain import say
from ansm.domain.bands import Band
from ansm.domain.diagnostic import Diagnostic
from ansm.domain.explanation import cost_to_ask
from ansm.domain.recommendations import Cost, Maturity, Proposal, Recommendation, Service, Status
from ansm.report import words
from ansm.report.pieces import Link
from ansm.report.sections import NeedServices, ServiceLine, Support

FEW_NEEDS, MANY_NEEDS = (3, 2), (2, 1)  # services printed for a need of the first band, and of the next
MANY = 8  # with more needs than that, fewer services each: paper is read by busy people
SHOWN_ADDRESS = 64
NONE = "Aucun service du catalogue ne répond à ce besoin. Ce que vous pouvez faire à la place :"
NOTE = (
    "Pour chaque besoin à traiter d’abord ou ensuite : trois services au plus, ce qui se fait sans outil numérique, et "
    "ce que propose l’opérateur public local. Nous ne vendons rien ; aucun service n’est obligatoire."
)
_COSTS = {
    Cost.FREE: "Gratuit",
    Cost.PAID: "Payant",
    Cost.VARIABLE: "Coût variable",
    Cost.UNKNOWN: "Coût inconnu, à demander",
}
_STATES = {
    Status.OPEN: "inscriptions ouvertes",
    Status.TO_CONFIRM: "inscriptions à confirmer auprès du service",
}
_MATURITIES = {
    Maturity.LASTING: "service installé dans la durée",
    Maturity.CONSOLIDATION: "service en cours de consolidation",
    Maturity.ACCELERATION: "service en plein déploiement",
    Maturity.CONSTRUCTION: "service en construction",
    Maturity.INVESTIGATION: "service encore à l’étude",
    Maturity.UNKNOWN: "avancement inconnu",
}


def services(diagnostic: Diagnostic) -> tuple[NeedServices, ...]:
    """For each need of the first two bands. A service already described further up is only recalled."""
    described: dict[str, str] = {}
    first = {result.need.id for result in diagnostic.in_band(Band.FIRST)}
    now, afterwards = FEW_NEEDS if len(diagnostic.recommendations) <= MANY else MANY_NEEDS
    return tuple(
        _for_need(each, now if each.need in first else afterwards, diagnostic, described)
        for each in diagnostic.recommendations
    )


def support(diagnostic: Diagnostic) -> tuple[Support, ...]:
    """The orientations that fit, in order."""
    return tuple(
        Support(
            title=each.title,
            text=say.sentence(each.text),
            links=tuple(link for web in each.links if (link := address(web.url, web.label)) is not None),
            source=f"Source : {each.source} ; vérifié le {words.short_day(each.verified_on)}.",
        )
        for each in diagnostic.orientation
    )


def address(url: str, label: str) -> Link | None:
    """A link a reader can follow or type; only http(s) addresses are made clickable."""
    url = url.strip()
    if not url:
        return None
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https") or not parts.netloc:
        return Link(shown=url[:SHOWN_ADDRESS], spoken="", url="")
    shown = (parts.netloc.removeprefix("www.") + parts.path).rstrip("/")
    if parts.query or len(shown) > SHOWN_ADDRESS:
        shown = shown[:SHOWN_ADDRESS].rstrip("/") + "…"
    return Link(shown=shown, spoken=f"{label} : {shown}", url=url.replace("'", "%27").replace('"', "%22"))


def _for_need(
    recommendation: Recommendation, printable: int, diagnostic: Diagnostic, described: dict[str, str]
) -> NeedServices:
    need = diagnostic.handbook.need(recommendation.need)
    printed = recommendation.proposals[:printable]
    left = len(recommendation.proposals) - len(printed)
    lines = tuple(_line(each, need.label, diagnostic, described) for each in printed)
    return NeedServices(
        need=need.label,
        services=lines,
        others=f"Le catalogue compte {say.count(left, 'autre service', 'autres services')} pour ce besoin."
        if left > 0
        else "",
        none="" if recommendation.covered else NONE,
        without_digital=say.sentence(recommendation.without_digital),
        operator=say.sentence(recommendation.operator),
    )


def _line(proposal: Proposal, need: str, diagnostic: Diagnostic, described: dict[str, str]) -> ServiceLine:
    service = proposal.service
    above = described.setdefault(service.id, need)
    if above != need:
        recall = f"Fiche plus haut, à « {above} »."
        return ServiceLine(service.name, _STATES[proposal.status], say.sentence(proposal.why), (recall,), None)
    asked = [cost_to_ask(diagnostic.ceiling)] if proposal.ask_cost else []
    facts = [_cost(service, to_ask=bool(asked)), *asked, *_conditions(proposal, diagnostic)]
    if service.warning:
        facts.append(f"À savoir : {say.sentence(say.lowered(service.warning))}")
    facts.append(
        f"{_MATURITIES[service.maturity].capitalize()} ; fiche vérifiée le {words.short_day(service.verified_on)}."
    )
    return ServiceLine(
        name=service.name,
        status=_STATES[proposal.status],
        why=say.sentence(proposal.why),
        facts=tuple(facts),
        link=address(service.url, f"Site de {service.name}"),
    )


def _cost(service: Service, *, to_ask: bool) -> str:
    """The cost in words; that it must be asked is not said twice."""
    text = "Coût inconnu" if to_ask and service.cost is Cost.UNKNOWN else _COSTS[service.cost]
    if service.cost_detail:
        text += f" : {say.lowered(service.cost_detail).rstrip('.')}"
    if service.cost_source and service.cost is not Cost.UNKNOWN:
        text += f" (source : {service.cost_source.rstrip('.')})"
    return text + "."


def _conditions(proposal: Proposal, diagnostic: Diagnostic) -> list[str]:
    wanted = [say.lowered(each).rstrip(".") for each in proposal.service.requirements]
    wanted += [f"avoir réglé « {diagnostic.handbook.need(name).label} »" for name in proposal.unmet_first]
    return [f"Conditions : {' ; '.join(wanted)}."] if wanted else []
