"""The browser decides what the domain decides: same questions, same contradictions, same indices, same minutes."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

from ansm.domain.answers import Answer, Answers
from ansm.domain.conditions import AnyOf, ChoiceAmong, IndexAtLeast, Not
from ansm.domain.handbook import Handbook
from ansm.domain.journey import Journey, State
from ansm.domain.questionnaire import Question
from ansm.domain.territory import Territory
from ansm.web.wizard_model import wizard_model
from tests.domain.real import PLACES, Given, book, random_answers

NODE = Path(sys.executable).parent / "node"
WALKS = Path(__file__).parent / "walks.mjs"
FACTS = ("nature", "population", "outre-mer", "forme")
Told = dict[str, object]


def test_the_browser_asks_what_the_domain_asks_whatever_was_answered() -> None:
    """Two thousand random questionnaires, on every kind of territory, with unknowns and gaps."""
    assert_same(book(), [(PLACES[seed % len(PLACES)], given(seed)) for seed in range(2000)])


def test_a_condition_on_an_index_is_read_the_same_way() -> None:
    """No shipped question has one yet; the editors may write one, on any scored question."""
    questionnaire = book().questionnaire
    scored = [question.id for question in questionnaire.questions if question.scored]
    earlier: list[str] = []
    changed: list[Question] = []
    for place, question in enumerate(questionnaire.questions):
        condition = question.condition
        if earlier and place % 3 == 0:
            condition = AnyOf((condition, Not(IndexAtLeast(earlier[place % len(earlier)], place % 5))))
        changed.append(replace(question, condition=condition))
        if question.id in scored:
            earlier.append(question.id)
    moved = replace(book(), questionnaire=replace(questionnaire, questions=tuple(changed)))
    assert_same(moved, [(PLACES[seed % len(PLACES)], given(seed)) for seed in range(300)])


def test_the_model_says_nothing_of_weights_and_holds_every_question() -> None:
    """The browser needs to ask, not to decide priorities."""
    model = json.loads(wizard_model(book()))
    assert [each["id"] for each in model["questions"]] == [each.id for each in book().questionnaire.questions]
    assert set(model) == {"format", "version", "role", "themes", "questions", "tips", "order", "contradictions"}
    first = next(each for each in model["questions"] if each["id"] == "SEC-02")
    assert first["cond"] == {"q": "SEC-01", "v": list(condition_values("SEC-02"))}


def condition_values(identifier: str) -> tuple[str, ...]:
    question = book().questionnaire.question(identifier)
    assert question is not None
    assert isinstance(question.condition, ChoiceAmong)
    return question.condition.values


def given(seed: int) -> Given:
    """From nearly empty to complete."""
    return random_answers(seed, unknown=(seed % 4) / 10, skipped=(seed % 10) / 10)


def assert_same(handbook: Handbook, cases: list[tuple[Territory, Given]]) -> None:
    """Walk every case on both sides."""
    walks = [
        Journey(handbook.questionnaire, place, Answers(tuple(Answer(q, v) for q, v in answers.items())))
        for place, answers in cases
    ]
    lines = [wizard_model(handbook)]
    for walk, (_, answers) in zip(walks, cases, strict=True):
        lines.append(json.dumps({"facts": {name: walk.fact(name) for name in FACTS}, "answers": answers}))
    done = subprocess.run(  # noqa: S603 — our own script
        [NODE, WALKS], input="\n".join(lines) + "\n", capture_output=True, text=True, check=True
    )
    told = [json.loads(line) for line in done.stdout.splitlines()]
    assert len(told) == len(walks) > 0
    for walk, found in zip(walks, told, strict=True):
        assert found == expected(walk)


def expected(walk: Journey) -> Told:
    """What the domain decides, in the browser's words."""
    return {
        "questions": [question.id for question in walk.questions],
        "contradictions": [each.id for each in walk.contradictions],
        "left": [question.id for question in walk.unanswered()],
        "short": [question.id for question in walk.unanswered(essential_only=True)],
        "minutes": round(walk.minutes_left(), 1),
        "indices": {question.id: index(walk, question) for question in walk.questions},
    }


def index(walk: Journey, question: Question) -> int | None:
    """The index of a known answer; answers that contradict each other are read one by one here."""
    reading = walk.reading(question.id)
    if reading is not None and reading.state is State.CONTRADICTED:
        values = walk.chosen(question.id)
        unknown = not values or "nsp" in values
        return None if unknown else walk.index_of(question, values)
    return walk.known_index(question.id)


def test_each_technical_word_of_a_question_comes_with_its_meaning_once() -> None:
    """The words are found where they stand: in the question, its help or its options."""
    model = json.loads(wizard_model(book()))
    named = {name for each in model["questions"] for name in each.get("tips", ())}
    assert set(model["tips"]) == named
    assert len(named) > 20
    question = next(each for each in model["questions"] if each["id"] == "DON-01")
    assert any("délégué" in name or "DPO" in name for name in question["tips"])
