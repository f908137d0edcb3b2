"""Whether everything written can show one day: questions, exceptions, flags, obligations, orientations."""

from __future__ import annotations

from collections.abc import Iterator

from ansm.content.draft import Draft
from ansm.content.faults import Ledger, Place, listed
from ansm.content.possibility import possible
from ansm.domain.conditions import ALWAYS, All, Condition, FactAmong, FactAtLeast, Not, questions_in
from ansm.domain.obligations import Obligation

_ALLOWED = "une condition que certaines réponses de certaines collectivités remplissent"


def check_reachability(draft: Draft, ledger: Ledger) -> None:
    """Refuse what can never show. Needs names that exist and conditions without circles."""
    lost = {name for name, question in draft.by_id.items() if not possible(question.condition, draft.by_id)}
    for entry in draft.questions:
        question = entry.value.question
        if question.id in lost:
            because = _because(question.condition, lost)
            ledger.wrong(entry.place.at("condition"), f"cette question ne sera jamais posée{because}", _ALLOWED)
    for place, what, condition in _others(draft):
        if condition != ALWAYS and not possible(condition, draft.by_id):
            ledger.wrong(place, f"{what} : sa condition est impossible{_because(condition, lost)}", _ALLOWED)


def _because(condition: Condition, lost: set[str]) -> str:
    names = [name for name in questions_in(condition) if name in lost]
    return f" (elle dépend de {listed(names, last='et')}, jamais posée)" if names else ""


def _others(draft: Draft) -> Iterator[tuple[Place, str, Condition]]:
    """Every other condition, with its place and what would be lost."""
    for entry in draft.questions:
        question = entry.value.question
        for option in question.options:
            for case in option.index_cases:
                place = entry.place.item("options", option.value).at("indice-si")
                yield place, "cet indice ne servira jamais", All((question.condition, case.condition))
    for flag in draft.flags:
        yield flag.place.at("condition"), "ce drapeau ne sera jamais montré", flag.value.condition
    for contradiction in draft.contradictions:
        place = contradiction.place.at("condition")
        yield place, "cette contradiction ne sera jamais vue", contradiction.value.condition
    for obligation in draft.obligations:
        place = obligation.place.at("condition")
        yield place, "cette obligation ne s’appliquera jamais", _audience(obligation.value)
    for orientation in draft.orientations:
        place = orientation.place.at("condition")
        yield place, "cette orientation ne sera jamais montrée", orientation.value.condition


def _audience(obligation: Obligation) -> Condition:
    """Everything an obligation asks of a territory, as one condition."""
    parts: list[Condition] = [
        FactAmong("nature", obligation.kinds),
        FactAmong("outre-mer", tuple(each.value for each in obligation.overseas)),
        obligation.condition,
    ]
    if obligation.threshold is not None:
        reached = FactAtLeast("population", obligation.threshold)
        over = FactAtLeast("population", obligation.threshold + 1)
        known = FactAtLeast("population", 0)
        sizes: dict[str, Condition] = {"<": Not(reached), "<=": Not(over), ">": over, ">=": reached}
        parts += [known, sizes[obligation.operator]]
    return All(tuple(parts))
