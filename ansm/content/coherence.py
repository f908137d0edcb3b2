"""Whether the parts fit together: nothing twice, nothing dangling, nothing without use, no circle."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from ansm.content.draft import Draft
from ansm.content.faults import Ledger, Place, Reference, Target, listed, quoted, suggestion
from ansm.content.publication import PUBLICATION_FILE
from ansm.domain.conditions import questions_in

Named = Iterable[tuple[Place, str]]


def check_names(draft: Draft, ledger: Ledger) -> None:
    """Every identifier once, former ones included; every name written exists."""
    questions = [(entry.place, entry.value.question) for entry in draft.questions]
    services = [(entry.place, entry.value) for entry in draft.services]
    _refuse_doubles(((entry.place, entry.value.id) for entry in draft.themes), ledger)
    _refuse_doubles(((entry.place, entry.value.id) for entry in draft.needs), ledger)
    _refuse_doubles(((place, name) for place, each in questions for name in (each.id, *each.aliases)), ledger)
    _refuse_doubles(((place, name) for place, each in services for name in (each.id, *each.aliases)), ledger)
    _refuse_doubles(((entry.place, entry.value.id) for entry in draft.contradictions), ledger)
    _refuse_doubles(((entry.place, entry.value.id) for entry in draft.orientations), ledger)
    # An unmet obligation is shown among the flags: the two share their names.
    flags = ((entry.place, entry.value.id) for entry in draft.flags)
    obligations = ((entry.place, entry.value.id) for entry in draft.obligations)
    _refuse_doubles((*flags, *obligations), ledger)
    for reference in ledger.references:
        _resolve(reference, draft, ledger)


def _refuse_doubles(names: Named, ledger: Ledger) -> None:
    first: dict[str, Place] = {}
    for place, name in names:
        if name and name in first:
            ledger.wrong(place, f"l’identifiant {quoted(name)} est déjà pris ({first[name]})", "un autre nom")
        elif name:
            first[name] = place


def _resolve(reference: Reference, draft: Draft, ledger: Ledger) -> None:
    place, name = reference.place, reference.name
    match reference.target:
        case Target.NEED:
            known: Iterable[str] = [entry.value.id for entry in draft.needs]
        case Target.THEME:
            known = [entry.value.id for entry in draft.themes]
        case Target.FLAG:
            known = [entry.value.id for entry in draft.flags]
        case Target.OBLIGATION:
            known = [entry.value.id for entry in draft.obligations]
        case Target.CONTRADICTION:
            known = [entry.value.id for entry in draft.contradictions]
        case Target.ORIENTATION:
            known = [entry.value.id for entry in draft.orientations]
        case Target.OPTION:
            _resolve_option(reference, draft, ledger)
            return
        case Target.QUESTION | Target.INDEXED_QUESTION:
            known = draft.by_id
            if name in draft.by_alias:
                ledger.wrong(place, f"{quoted(name)} est un ancien identifiant", quoted(draft.by_alias[name]))
                return
            question = draft.by_id.get(name)
            if reference.target is Target.INDEXED_QUESTION and question is not None and not question.scored:
                ledger.wrong(
                    place, f"la question {quoted(name)} n’a pas d’indice", "une question qui alimente un besoin"
                )
    if name not in known:
        ledger.wrong(place, f"{reference.target.value} {quoted(name)} n’existe pas", suggestion(name, known))


def _resolve_option(reference: Reference, draft: Draft, ledger: Ledger) -> None:
    """An option of a question that exists; a missing question has its own fault."""
    question = draft.by_id.get(reference.question)
    if question is None:
        return
    option = question.option(reference.name)
    if option is None:
        allowed = listed(each.value for each in question.options)
        ledger.wrong(reference.place, f"la question {question.id} n’a pas de réponse {quoted(reference.name)}", allowed)
    elif option.value != reference.name:
        ledger.wrong(reference.place, f"{quoted(reference.name)} est une ancienne valeur", quoted(option.value))


def check_uses(draft: Draft, ledger: Ledger) -> None:
    """Every need is fed by a question, and every unscored question serves something or says that it is context."""
    fed = {feed.need for entry in draft.questions for feed in entry.value.question.feeds}
    for need in draft.needs:
        if need.value.id and need.value.id not in fed:
            ledger.wrong(
                need.place, "aucune question n’alimente ce besoin", "une question avec alimente = [{ besoin = … }]"
            )
    about_questions = (Target.QUESTION, Target.INDEXED_QUESTION)
    elsewhere = (each for each in ledger.references if each.place.file != PUBLICATION_FILE)  # withholding is no use
    used = {reference.name for reference in elsewhere if reference.target in about_questions}
    for entry in draft.questions:
        question = entry.value.question
        if not (question.scored or question.effect or question.id in used or entry.value.context):
            ledger.wrong(
                entry.place,
                "cette question ne sert à rien : ni besoin, ni effet, ni condition",
                "« alimente », « effet », une condition qui la cite, ou contexte = true",
            )


def check_circles(draft: Draft, ledger: Ledger) -> None:
    """No prerequisite and no condition that comes back to where it started."""
    needs = {entry.value.id: entry.value.prerequisites for entry in draft.needs}
    places = {entry.value.id: entry.place.at("prerequis") for entry in draft.needs}
    for circle in _circles(needs):
        chain = " → ".join(circle)
        ledger.wrong(places[circle[0]], f"ces besoins s’attendent l’un l’autre : {chain}", "retirez un des prérequis")
    conditions = {name: questions_in(question.condition) for name, question in draft.by_id.items()}
    places = {entry.value.question.id: entry.place.at("condition") for entry in draft.questions}
    for circle in _circles(conditions):
        chain = " → ".join(circle)
        ledger.wrong(places[circle[0]], f"ces conditions tournent en rond : {chain}", "retirez une des conditions")


def _circles(edges: Mapping[str, tuple[str, ...]]) -> Iterator[tuple[str, ...]]:
    """Each circle once, from its first name in alphabetical order back to itself."""
    seen: set[frozenset[str]] = set()
    for start in sorted(edges):
        circle = _way_back(start, edges)
        if circle is not None and frozenset(circle) not in seen:
            seen.add(frozenset(circle))
            yield circle


def _way_back(start: str, edges: Mapping[str, tuple[str, ...]]) -> tuple[str, ...] | None:
    """The shortest way from a name back to itself, None when there is none."""
    ways: list[tuple[str, ...]] = [(start,)]
    visited: set[str] = set()
    while ways:
        way = ways.pop(0)
        for name in edges.get(way[-1], ()):
            if name == start:
                return (*way, start)
            if name not in visited:
                visited.add(name)
                ways.append((*way, name))
    return None


def check_unknown_answers(draft: Draft, ledger: Ledger) -> None:
    """Refuse a « je ne sais pas » better than the best answer or worse than the worst (decision model, §7)."""
    for entry in draft.questions:
        question = entry.value.question
        indices = [option.index for option in question.options if option.index is not None and not option.dont_know]
        if question.scored and not min(indices) <= question.cautious_index <= max(indices):
            ledger.wrong(
                entry.place.at("options"),
                f"l’indice de « Je ne sais pas » ({question.cautious_index}) sort de ceux des autres réponses",
                f"un indice de {min(indices)} à {max(indices)}",
            )
