"""The délibération a council may adopt after the diagnostic: an editor’s template and what fills it."""

from __future__ import annotations

from pathlib import Path

from ansm.domain import action_words
from ansm.domain.bands import Band
from ansm.domain.diagnostic import Diagnostic, NeedResult
from ansm.domain.eligibility import Verdict
from ansm.domain.milestones import COUNCIL_STEP, months_later
from ansm.domain.obligations import ObligationStatus
from ansm.domain.publication import publishable
from ansm.domain.say import day, lowered
from ansm.domain.territory import Kind, Overseas, Territory
from ansm.errors import Fault
from ansm.office.context import PROGRAMME, OfficeContext
from ansm.office.french import typeset
from ansm.office.template import Allowed, Template, Wording, read_template, template_faults

PUBLICATION_QUESTION = "GES-02"  # « le conseil a-t-il voté une délibération pour choisir l’affichage ou le papier ? »
VALUES = (
    "nom",
    "nature",
    "de la collectivité",
    "département",
    "conseil",
    "l’exécutif",
    "de l’exécutif",
    "territoire",
    "date du diagnostic",
    "date du point d’étape",
    "programme",
)
CASES = (
    "commune",
    "intercommunalité",
    "outre-mer à statut particulier",
    "actions retenues",
    "accompagnement possible",
    "publication à choisir",
    "réponses d’un conseiller",
    "réponses à départager",
)
ACTION_VALUES = ("action", "délai", "qui")
ALLOWED = Allowed(VALUES, CASES, ACTION_VALUES)
_FORMS = {  # legal form of an EPCI → its nature, « de la … », its council
    "CC": ("communauté de communes", "de la communauté de communes", "conseil communautaire"),
    "CA": ("communauté d’agglomération", "de la communauté d’agglomération", "conseil communautaire"),
    "CU": ("communauté urbaine", "de la communauté urbaine", "conseil communautaire"),
    "METRO": ("métropole", "de la métropole", "conseil de la métropole"),
    "MET69": ("métropole", "de la métropole", "conseil de la métropole"),
}
_OTHER_FORM = ("intercommunalité", "de l’intercommunalité", "conseil communautaire")
_COMMUNE = ("commune", "de la commune", "conseil municipal")


def read_resolution(*folders: Path) -> Template:
    """The template of the first of these content folders that has one. Raises ContentError, with every fault.

    It stands beside the questionnaire but apart from its versions: a file kept open for two years is still scored by
    the rules of its first day, whereas its council votes under today’s law, with today’s text.
    """
    return read_template(ALLOWED, *folders)


def resolution_faults(*folders: Path) -> tuple[Fault, ...]:
    """What `read_resolution` would refuse, for the check of the content."""
    return template_faults(ALLOWED, *folders)


def resolution(diagnostic: Diagnostic, context: OfficeContext, template: Template) -> bytes:
    """The délibération as an .odt, from what may be published whatever is given: anyone may ask to read it."""
    return template.filled(wording(publishable(diagnostic)), PROGRAMME, context.printed_on)


def wording(diagnostic: Diagnostic) -> Wording:
    """What each placeholder of the template becomes."""
    territory = diagnostic.territory
    inter = territory.kind is Kind.EPCI
    nature, of_it, council = _FORMS.get(territory.legal_form or "", _OTHER_FORM) if inter else _COMMUNE
    first, tally = diagnostic.in_band(Band.FIRST), diagnostic.voices.tally(diagnostic.journey)
    values = (
        (territory.parent or territory).name,  # part of a commune has no council of its own
        nature,
        of_it,
        _department(territory),
        council,
        "le président" if inter else "le maire",
        "du président" if inter else "du maire",
        territory.name,
        day(diagnostic.opened_on),
        day(months_later(diagnostic.opened_on, COUNCIL_STEP)),
        PROGRAMME,
    )
    cases = (
        not inter,
        inter,
        territory.overseas is Overseas.COM,
        bool(first),
        diagnostic.eligibility.verdict in (Verdict.ELIGIBLE, Verdict.TO_CONFIRM),
        _publication_to_choose(diagnostic),
        tally.advisor > 0,
        tally.unsettled > 0,
    )
    return Wording(
        values={name: typeset(text) for name, text in zip(VALUES, values, strict=True)},
        cases=dict(zip(CASES, cases, strict=True)),
        actions=tuple(_action(each) for each in first),
    )


def _action(result: NeedResult) -> dict[str, str]:
    texts = (result.need.action, lowered(action_words.when(result.need, result.band)), lowered(result.need.who))
    return {name: typeset(text) for name, text in zip(ACTION_VALUES, texts, strict=True)}


def _department(territory: Territory) -> str:
    return (
        f"{territory.department_name} ({territory.department})" if territory.department_name else territory.department
    )


def _publication_to_choose(diagnostic: Diagnostic) -> bool:
    """Whether the rule asks this council to choose how acts are published, and no such choice is known."""
    return any(
        PUBLICATION_QUESTION in each.obligation.questions and each.status is not ObligationStatus.MET
        for each in diagnostic.obligations
    )
