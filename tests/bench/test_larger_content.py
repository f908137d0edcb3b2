"""A questionnaire several times as long, that the checks of editors accept."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

from ansm.content import load, read_tree, shipped_folder
from ansm.domain.conditions import questions_in
from bench.larger_content import write_larger_content

TIMES = 3


def test_each_theme_comes_several_times_with_all_its_questions(tmp_path: Path) -> None:
    """The content loads without a fault, under new identifiers, and asks the same questions."""
    shipped = load(read_tree(shipped_folder())).questionnaire
    larger = load(read_tree(write_larger_content(tmp_path / "questions", TIMES))).questionnaire
    assert len(larger.themes) == TIMES * len(shipped.themes)
    asked = Counter(question.text for question in larger.questions)
    assert asked == {text: TIMES * count for text, count in Counter(q.text for q in shipped.questions).items()}


def test_a_copied_condition_looks_at_the_same_copy(tmp_path: Path) -> None:
    """Otherwise the first theme alone would decide of everything, and the walk would cost less than it should."""
    questionnaire = load(read_tree(write_larger_content(tmp_path / "questions", TIMES))).questionnaire
    copy_of = {question.id: question.theme.rpartition("-")[2] for question in questionnaire.questions}
    copies = [question for question in questionnaire.questions if copy_of[question.id] in {"2", "3"}]
    looked_at = [(question.id, other) for question in copies for other in questions_in(question.condition)]
    assert looked_at
    assert all(copy_of[other] == copy_of[question] for question, other in looked_at)
