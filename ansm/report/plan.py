"""The action plan on paper: what goes well, then actions by band, in detail for those that come first."""

from __future__ import annotations

from ansm.domain import action_words, say
from ansm.domain.bands import Band as Rank
from ansm.domain.diagnostic import Diagnostic, NeedResult
from ansm.domain.flags import RaisedFlag
from ansm.domain.needs import Need
from ansm.report.pieces import Item, Row, Table
from ansm.report.sections import Action, Band

TITLES = {rank: action_words.BANDS[rank] for rank in (Rank.FIRST, Rank.NEXT, Rank.LATER)}
_INTRODUCTIONS = {
    Rank.FIRST: "Le nombre d’actions tient compte du temps que l’équipe dit pouvoir y consacrer.",
    Rank.NEXT: "À engager quand les premières actions sont faites.",
    Rank.LATER: "Utile, mais rien ne presse. Ces actions seront revues au prochain point d’étape.",
}
LATER_ROWS = 8
NO_STRENGTH = "Il manque encore des réponses pour dire ce qui va bien."
NO_ACTION = "D’après vos réponses, aucune action n’est nécessaire pour le moment."
NO_ANSWER = "Il manque encore des réponses pour proposer des actions."
STEPS = "Points d’étape proposés : dans quinze jours, dans trois mois, puis dans six mois au conseil."


def strengths(diagnostic: Diagnostic) -> tuple[Item, ...]:
    """What goes well, in the editors' order."""
    order = {need.id: rank for rank, need in enumerate(diagnostic.handbook.needs)}
    well = sorted(diagnostic.strengths, key=lambda need: order[need.id])
    return tuple(Item(need.label, say.sentence(need.strength)) for need in well)


def mostly_unknown(diagnostic: Diagnostic) -> bool:
    """Whether more needs wait for answers than can be judged."""
    waiting = sum(1 for each in diagnostic.results if each.band in (Rank.TO_VERIFY, Rank.TO_COMPLETE))
    judged = sum(1 for each in diagnostic.results if each.band in TITLES) + len(diagnostic.strengths)
    return waiting > judged


def note(diagnostic: Diagnostic) -> str:
    """What introduces the plan: when to look at it again, or why there is none."""
    if diagnostic.recommendations:
        return STEPS
    return NO_ANSWER if mostly_unknown(diagnostic) else NO_ACTION


def attention(diagnostic: Diagnostic) -> tuple[Item, ...]:
    """What must be said whatever the score, with what to do; unmet obligations have their own section."""
    return tuple(
        Item(each.label, " ".join(filter(None, (say.sentence(each.explanation), _remedy(each, diagnostic)))))
        for each in diagnostic.flags
        if not is_obligation(each)
    )


def is_obligation(flag: RaisedFlag) -> bool:
    """Whether a flag only repeats an obligation that is not met."""
    return flag.id.startswith("obligation:")


def in_plan(need: str, diagnostic: Diagnostic) -> bool:
    """Whether the plan has an action for this need."""
    return any(each.need.id == need and each.band in TITLES for each in diagnostic.results)


def what_to_do(need: str, diagnostic: Diagnostic) -> str:
    """The action when the plan has it; otherwise what can be done at once, whatever is still unknown."""
    found = diagnostic.handbook.need(need)
    if in_plan(need, diagnostic):
        return f"À faire : {say.ended(say.lowered(found.action))}"
    return f"Dès maintenant, sans outil numérique : {say.ended(say.lowered(found.without_digital))}"


def _remedy(flag: RaisedFlag, diagnostic: Diagnostic) -> str:
    return what_to_do(flag.need, diagnostic) if flag.need else ""


def plan(diagnostic: Diagnostic) -> tuple[Band, ...]:
    """The bands that hold something."""
    bands = []
    for rank in (Rank.FIRST, Rank.NEXT, Rank.LATER):
        results = diagnostic.in_band(rank)
        if not results:
            continue
        detailed = rank is not Rank.LATER
        bands.append(
            Band(
                title=TITLES[rank],
                introduction=_introduction(rank, results),
                compact=rank is not Rank.FIRST,
                actions=tuple(_action(each, diagnostic) for each in results) if detailed else (),
                table=None if detailed else _later(results[:LATER_ROWS], diagnostic),
                others="" if detailed else _others(results[LATER_ROWS:]),
            )
        )
    return tuple(bands)


def standing(result: NeedResult) -> str:
    """How strong the need is, and how far its place can be trusted, in words: a figure would read as a mark."""
    parts = [f"besoin {strength(result)}"]
    if result.inherited_from is not None:
        parts.append("placé avant ce qui en dépend")
    if result.robust is not None:
        parts.append("place solide" if result.robust else "place à discuter")
    if result.equivalent:
        parts.append("équivalente à ses voisines")
    return ", ".join(parts)


def strength(result: NeedResult) -> str:
    """The gap in words; its figure stays in the annex."""
    return action_words.strength(result.assessment.gap or 0)


def prerequisites(need: Need, diagnostic: Diagnostic) -> str:
    """The unmet prerequisites that are actions of this plan, quoted."""
    open_needs = {result.need.id for result in diagnostic.results if result.tenths is not None}
    wanted = [diagnostic.handbook.need(name).label for name in need.prerequisites if name in open_needs]
    return say.joined([f"« {label} »" for label in wanted])


def _introduction(rank: Rank, results: tuple[NeedResult, ...]) -> str:
    text = _INTRODUCTIONS[rank]
    if rank is Rank.NEXT and any(result.need.effort <= action_words.HALF_DAY for result in results):
        text += " Ce qui ne prend que quelques heures peut passer avant."
    if any(result.equivalent for result in results):
        text += (
            " Les actions dites équivalentes ont presque la même priorité : rien ne les départage, commencez par "
            "celle que vous voulez."
        )
    return text


def _action(result: NeedResult, diagnostic: Diagnostic) -> Action:
    need = result.need
    before = prerequisites(need, diagnostic)
    return Action(
        title=need.action,
        standing=f"{need.label} — {standing(result)}.",
        why=result.why,
        how=say.sentence(need.how) if result.band is Rank.FIRST else "",
        fields=(
            Item("Qui", need.who),
            Item("Quand", action_words.when(need, result.band)),
            Item("Effort", action_words.effort(need.effort)),
            Item("Coût", need.cost),
        ),
        before=f"régler d’abord {before}." if before else "",
        done_when=say.ended(say.lowered(need.done_when)),
        tipping="" if result.robust else _tipping(result, diagnostic),
    )


def _others(results: tuple[NeedResult, ...]) -> str:
    """What comes last, named only."""
    if not results:
        return ""
    return f"Et encore, sans urgence : {' ; '.join(say.lowered(each.need.action) for each in results)}."


def _later(results: tuple[NeedResult, ...], diagnostic: Diagnostic) -> Table:
    rows = []
    for result in results:
        need = result.need
        before = prerequisites(need, diagnostic)
        rows.append(
            Row(
                need.action + (f" (après {before})" if before else ""),
                (
                    need.who,
                    f"{action_words.effort(need.effort)} ; {say.lowered(need.cost)}",
                    say.sentence(need.done_when),
                    f"{strength(result).capitalize()}, " + ("solide" if result.robust else "à discuter"),
                ),
            )
        )
    return Table(
        ("Action", "Qui", "Effort et coût", "Fait quand", "Besoin"),
        tuple(rows),
    )


def _tipping(result: NeedResult, diagnostic: Diagnostic) -> str:
    """The smallest change of answer that would move the need, quoted; empty when there is none."""
    tipping = result.tipping
    question = diagnostic.handbook.questionnaire.question(tipping.question) if tipping else None
    if tipping is None or question is None:
        return ""
    labels = ", ".join(
        option.label.removeprefix("…").strip() for option in question.options if option.value in tipping.values
    )
    place = f"passerait dans « {action_words.BANDS[tipping.band]} »" if tipping.band else "ne serait plus nécessaire"
    return f"Ce qui changerait sa place : en répondant « {labels} » à « {question.text} », cette action {place}."
