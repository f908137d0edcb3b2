"""Whether anything left in a public document would tell what is withheld: each leak is refused, with its remedy."""

from __future__ import annotations

from collections import Counter

from ansm.content.draft import Draft
from ansm.content.faults import Ledger, Place, listed, quoted
from ansm.content.publication import PUBLICATION_FILE
from ansm.content.quotations import check_quotations
from ansm.domain.consequences import FEWEST_OPTIONS, consequences, partly_fed
from ansm.domain.handbook import Handbook
from ansm.domain.withheld import OptionName, Withheld

_HERE = Place(PUBLICATION_FILE)


def check_leaks(handbook: Handbook, draft: Draft, ledger: Ledger) -> None:
    """Refuse what publication.toml forgets, what it names in vain, and a public text that quotes what is withheld."""
    named = handbook.withheld
    if named is None:
        return
    count = len(ledger.faults)
    _check_use(named, handbook, ledger)
    if len(ledger.faults) > count:  # what follows would repeat it in other words
        return
    _check_forgotten(named, consequences(named, handbook), handbook, ledger)
    if len(ledger.faults) == count:
        check_quotations(named, draft, ledger)


def _check_use(named: Withheld, handbook: Handbook, ledger: Ledger) -> None:
    """Each name is of some use, once, and takes away nothing that the calculation rests on."""
    partial = partly_fed(named, handbook)
    for need, times in Counter(each.need for each in named.reworded).items():
        place = _HERE.item("besoins-recalcules", need)
        if times > 1:
            ledger.wrong(place, "ce besoin est recalculé deux fois", "un seul bloc par besoin")
        if need in named.needs:
            ledger.wrong(place, "ce besoin est aussi dans « besoins »", "retenu ou recalculé, pas les deux")
        elif need not in partial:
            ledger.wrong(place, "aucune question retenue n’alimente ce besoin", "retirez ce bloc")
        elif len(partial[need]) == len(handbook.feeds[need]):
            ledger.wrong(
                place, "il ne reste aucune question pour calculer ce besoin", f"{quoted(need)} dans « besoins »"
            )
    basis = {handbook.weighting.capacity_question: "nombre d’actions", handbook.weighting.budget_question: "budget"}
    for name in (*named.questions, *(each.question for each in named.options)):
        if name in basis:
            problem = f"le {basis[name]} du plan dépend de la question {quoted(name)}"
            ledger.wrong(_HERE.at("questions"), problem, "une autre question (voir ponderation.toml)")
    if all(each.id in named.questions for each in handbook.questionnaire.questions):
        ledger.wrong(_HERE.at("questions"), "il ne reste aucune question à publier", "au moins une question publiée")
    for option in named.options:
        _check_option(option, named, handbook, ledger)
    for option in named.kept_options:
        if not _boosted(option, handbook) & set(named.needs):
            ledger.wrong(
                _HERE.item("reponses-gardees", option.question),
                f"la réponse {quoted(option.value)} ne cite aucun besoin retenu",
                "retirez ce bloc",
            )
        elif option in named.options:
            place = _HERE.item("reponses-gardees", option.question)
            ledger.wrong(place, f"la réponse {quoted(option.value)} est aussi dans « reponses »", "l’un ou l’autre")


def _check_option(option: OptionName, named: Withheld, handbook: Handbook, ledger: Ledger) -> None:
    place = _HERE.item("reponses", option.question)
    question = handbook.questionnaire.question(option.question)
    if option.question in named.questions:
        ledger.wrong(place, f"la question {quoted(option.question)} est déjà retenue entière", "retirez ce bloc")
    elif question is not None and question.scored:
        ledger.wrong(
            place,
            f"la question {quoted(question.id)} compte dans le calcul : une réponse retirée en fausserait la lecture",
            f"{quoted(question.id)} dans « questions »",
        )
    elif question is not None:
        left = [each for each in question.options if OptionName(question.id, each.value) not in named.options]
        if len(left) < FEWEST_OPTIONS:
            allowed = f"{quoted(question.id)} dans « questions »"
            ledger.wrong(place, f"il reste moins de deux réponses à la question {quoted(question.id)}", allowed)


def _boosted(option: OptionName, handbook: Handbook) -> set[str]:
    question = handbook.questionnaire.question(option.question)
    found = question.option(option.value) if question else None
    return set(found.needs) if found else set()


def _check_forgotten(named: Withheld, whole: Withheld, handbook: Handbook, ledger: Ledger) -> None:
    """What follows from the names and is not among them."""
    themes = [each.id for each in handbook.questionnaire.questions if each.theme in named.themes]
    shown = [name for name in whole.questions if name not in themes]
    public = "une condition et un besoin qui sont publiés"
    alone = "une condition et des questions qui sont publiées"
    looks = "regarde une réponse retenue"
    leads = f"{looks}, ou mène à un besoin retenu"
    for key, thing, found, known, otherwise in (
        ("questions", "la question {} est d’un thème retenu entier", themes, named.questions, "un autre thème"),
        (
            "questions",
            "la question {} est montrée, ou notée, selon une réponse retenue",
            shown,
            named.questions,
            "une condition et des indices qui n’en dépendent pas",
        ),
        ("drapeaux", f"le drapeau {{}} {leads}", whole.flags, named.flags, public),
        ("obligations", f"l’obligation {{}} {leads}", whole.obligations, named.obligations, public),
        ("contradictions", f"la contradiction {{}} {looks}", whole.contradictions, named.contradictions, alone),
        ("orientations", f"l’orientation {{}} {looks}", whole.orientations, named.orientations, alone),
    ):
        for name in found:
            if name not in known:
                ledger.wrong(_HERE.at(key), thing.format(quoted(name)), f"{quoted(name)} ici, ou {otherwise}")
    _check_forgotten_needs(named, whole, handbook, ledger)
    _check_forgotten_options(named, whole, handbook, ledger)


def _check_forgotten_needs(named: Withheld, whole: Withheld, handbook: Handbook, ledger: Ledger) -> None:
    partial = partly_fed(named, handbook)
    for name in whole.needs:
        if name not in named.needs:
            fed = partial.get(name, ())
            because = f" ({listed(fed, last='et')})" if fed else ""
            ledger.wrong(
                _HERE.at("besoins"),
                f"le besoin {quoted(name)} est calculé avec des réponses retenues{because}",
                f"{quoted(name)} ici, ou un bloc [[besoins-recalcules]] s’il reste d’autres questions",
            )
    decided = {*whole.needs, *(each.need for each in named.reworded)}
    for need in handbook.needs:
        if need.sensitive and need.id not in decided:
            ledger.wrong(
                _HERE.at("besoins"),
                f"le besoin {quoted(need.id)} est marqué « sensible » dans besoins.toml",
                f"{quoted(need.id)} ici, ou un bloc [[besoins-recalcules]], ou sensible = false",
            )


def _check_forgotten_options(named: Withheld, whole: Withheld, handbook: Handbook, ledger: Ledger) -> None:
    for option in whole.options:
        if option not in named.options:
            about = listed(sorted(_boosted(option, handbook) & set(whole.needs)), last="et")
            ledger.wrong(
                _HERE.at("reponses"),
                f"la réponse {quoted(option.value)} de {quoted(option.question)} favorise un besoin retenu ({about})",
                "un bloc [[reponses]] pour la retirer, ou [[reponses-gardees]] pour la publier sans ce besoin",
            )
