"""How the comparison is said: each kind of change under its own title, in plain words, without a figure."""

from __future__ import annotations

import random
import re
from dataclasses import replace
from datetime import date

from hypothesis import given, settings

from ansm.domain import comparison_texts as texts
from ansm.domain.comparison import compare
from ansm.domain.comparison_words import Group, Retold, retold
from ansm.domain.conditions import ChoiceAmong
from ansm.domain.handbook import Handbook
from ansm.domain.publication import publishable
from ansm.domain.say import NBSP
from ansm.domain.taking_over import take_over
from ansm.domain.territory import Territory
from tests.builders import TODAY, answers, commune, need, options, question, questionnaire
from tests.domain.compared import Change, changes, dice, of, then
from tests.domain.real import Given, as_answers, book, places, profiles
from tests.policy_builders import handbook, obligation

YES_NO = options({"oui": 0, "non": 4}, cautious=3)
BOOK = handbook(
    question("A", "a", choices=YES_NO),
    question("B", "b", choices=YES_NO),
    needs=[need("a"), need("b")],
    obligations=[obligation("registre", "A", need="a", since=date(2026, 7, 1))],
)


def told(before: dict[str, str], after: dict[str, str], since: date = TODAY) -> Retold:
    return retold(compare(of(commune(), answers(**before), BOOK, since), of(commune(), answers(**after), BOOK, TODAY)))


def group(found: Retold, name: str) -> Group:
    return next(each for each in found.groups if each.name == name)


def test_the_day_of_the_former_diagnostic_is_said_and_that_it_is_no_grade() -> None:
    found = told({"A": "non"}, {"A": "oui"}, since=date(2025, 3, 1))
    assert found.title == f"Ce qui a changé depuis le 1er{NBSP}mars 2025"
    assert "Ce n’est ni une note, ni un classement." in found.introduction


def test_nothing_changed_is_said() -> None:
    found = told({"A": "non", "B": "oui"}, {"A": "non", "B": "oui"})
    assert found.groups == ()
    assert found.introduction.endswith("Aucun sujet n’a changé depuis.")


def test_what_improved_and_what_asks_for_more_attention_stand_apart_with_their_places() -> None:
    found = told({"A": "non", "B": "oui"}, {"A": "oui", "B": "non"})
    better, worse = group(found, texts.BETTER), group(found, texts.WORSE)
    assert [each.label for each in better.items] == ["Besoin a", "Obligation registre"]
    assert better.items[0].text == (
        f"Le besoin a diminué. Alors{NBSP}: «{NBSP}À faire d’abord{NBSP}». "
        f"Aujourd’hui{NBSP}: «{NBSP}Ce qui va bien{NBSP}»."
    )
    assert better.items[1].text == f"Règle{NBSP}: à régler alors, respectée aujourd’hui."
    assert [each.label for each in worse.items] == ["Besoin b"]


def test_a_law_in_force_since_is_said_to_come_from_elsewhere() -> None:
    found = told({"A": "non", "B": "oui"}, {"A": "non", "B": "oui"}, since=date(2026, 1, 1))
    assert [each.name for each in found.groups] == [texts.VERSION]
    law = next(each for each in group(found, texts.VERSION).items if each.label == "Obligation registre")
    assert law.text == f"Règle{NBSP}: pas encore comptée alors, à régler aujourd’hui."


def test_a_rule_of_which_one_knows_more_is_told_as_known_and_not_as_worse() -> None:
    found = told({"A": "nsp", "B": "oui"}, {"A": "non", "B": "oui"})
    assert [each.name for each in found.groups] == [texts.KNOWN]
    law = next(each for each in group(found, texts.KNOWN).items if each.label == "Obligation registre")
    assert law.text == f"Règle{NBSP}: à vérifier alors, à régler aujourd’hui."


def of_b(since: date) -> Handbook:
    """The same content, whose rule concerns those who answer « oui » to B."""
    rule = obligation("registre", "A", condition=ChoiceAmong("B", ("oui",)), since=since)
    return replace(BOOK, version=f"{since}", obligations=(rule,))


def test_a_rule_put_off_by_the_law_is_no_improvement_whatever_was_answered() -> None:
    """It was to be settled, does not count yet any more, and would not concern the town now."""
    before = of(commune(), answers(A="non", B="oui"), of_b(date(2020, 1, 1)), TODAY)
    found = retold(compare(before, of(commune(), answers(A="non", B="non"), of_b(date(2099, 1, 1)), TODAY)))
    assert "Obligation registre" in [each.label for each in group(found, texts.VERSION).items]
    assert all(each.label != "Obligation registre" for each in found.groups[0].items)


def test_a_rule_found_unmet_once_one_knows_is_not_told_as_worse_because_another_answer_changed() -> None:
    book = of_b(date(2020, 1, 1))
    before = of(commune(), answers(A="nsp", B="non"), book, TODAY)
    found = retold(compare(before, of(commune(), answers(A="non", B="oui"), book, TODAY)))
    assert "Obligation registre" in [each.label for each in group(found, texts.KNOWN).items]


def test_a_rule_that_another_questionnaire_reads_otherwise_is_of_the_version() -> None:
    """« Un peu » was enough then; the same answer is not any more."""
    then_enough = options({"oui": 0, "peu": 0, "non": 4}, cautious=3)
    not_now = options({"oui": 0, "peu": 4, "non": 4}, cautious=3)
    rule = (obligation("registre", "A"),)
    books = [
        replace(
            handbook(question("A", "a", choices=each), question("B", "b", choices=YES_NO), needs=BOOK.needs),
            obligations=rule,
            version=version,
        )
        for version, each in (("1", then_enough), ("2", not_now))
    ]
    before, after = (of(commune(), answers(A="peu", B="oui"), each, TODAY) for each in books)
    found = retold(compare(before, after))
    assert "Obligation registre" in [each.label for each in group(found, texts.VERSION).items]


def test_what_waits_for_review_is_never_under_the_changes() -> None:
    found = told({"A": "non", "B": "non"}, {"A": "non"})
    assert [each.name for each in found.groups] == [texts.WAITING]
    waiting = group(found, texts.WAITING)
    assert waiting.introduction.startswith(f"1{NBSP}réponse d’alors n’a été ni confirmée, ni changée.")
    assert [each.label for each in waiting.items] == ["Besoin b"]


def test_a_subject_of_which_too_little_is_known_is_not_said_to_be_larger_or_smaller() -> None:
    """A question taken away from a need that nobody answered moves what is feared, which nobody was shown."""
    more = replace(
        BOOK,
        version="2",
        questionnaire=questionnaire(
            *BOOK.questionnaire.questions, question("C", "b", choices=options({"oui": 0, "non": 4}, cautious=1))
        ),
    )
    before = of(commune(), answers(A="oui"), more, TODAY)
    found = compare(before, of(commune(), answers(A="oui"), BOOK, TODAY))
    assert [each.need.id for each in found.needs if each.parts] == ["b"]
    assert retold(found).groups == ()


def test_a_subject_that_ceases_to_concern_the_territory_is_not_called_an_improvement() -> None:
    so = options({"oui": 0, "non": 4, "sans": None}, cautious=3)
    book = replace(BOOK, questionnaire=replace(BOOK.questionnaire, questions=(question("A", "a", choices=so),)))
    before, after = of(commune(), answers(A="non"), book, TODAY), of(commune(), answers(A="sans"), book, TODAY)
    assert [each.name for each in retold(compare(before, after)).groups if each.name != texts.BETTER][:1] == [
        texts.CONCERN
    ]


@settings(deadline=None, max_examples=20)
@given(places, profiles(), profiles(), changes, dice)
def test_no_figure_of_the_calculation_is_ever_said(
    place: Territory, first: Given, second: Given, change: Change, draw: random.Random
) -> None:
    """Neither on the internal edition nor on the publishable one; every label is that of a need, a law, a question."""
    content = change(book(), draw)
    new = of(place, take_over(content.questionnaire, as_answers(second)).answers, content, TODAY)
    for shown in (new, publishable(new)):
        found = retold(compare(then(place, first), shown))
        for each in found.groups:
            assert each.items
            assert each.title
            for item in each.items:
                assert item.label
                assert not re.search(r"\d", item.text)
