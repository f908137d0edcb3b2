"""What the files say becomes a Handbook: names resolved, slots filled, orders kept, whatever the way it is written."""

import re
from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest

from ansm.content.loading import load
from ansm.content.source import SourceFile, SourceTree, read_tree
from ansm.domain.conditions import All, AnyOf, ChoiceAmong, FactAmong, FactAtLeast, IndexAtLeast, Not
from ansm.domain.handbook import Handbook
from ansm.domain.obligations import Confidence
from ansm.domain.questionnaire import Aggregation, AggregationMode, Effect, Feed, IndexCase, Question
from ansm.domain.territory import Overseas

TREE = read_tree(Path(__file__).parent / "minimal")


def edited(file: str, old: str, new: str) -> Handbook:
    """The minimal tree with one edit, loaded."""
    texts = {path: data.decode() for path, data in TREE.files}
    assert old in texts[file], "the edit no longer fits the minimal tree"
    texts[file] = texts[file].replace(old, new)
    return load(SourceTree(tuple(SourceFile(path, text.encode()) for path, text in texts.items())))


@pytest.fixture(scope="module")
def handbook() -> Handbook:
    return load(TREE)


def asked(handbook: Handbook, identifier: str) -> Question:
    question = handbook.questionnaire.question(identifier)
    assert question is not None
    return question


def test_the_version_is_the_number_followed_by_the_checksum(handbook: Handbook) -> None:
    assert handbook.version == f"2026.11-{TREE.checksum[:8]}"
    assert handbook.published_on == date(2026, 11, 22)


def test_one_more_byte_makes_another_version(handbook: Handbook) -> None:
    assert edited("besoins.toml", "Achetez un disque.", "Achetez un disque !").version != handbook.version


def test_themes_follow_the_names_of_files_and_questions_their_order(handbook: Handbook) -> None:
    assert [theme.id for theme in handbook.questionnaire.themes] == ["securite", "moyens"]
    assert [question.id for question in handbook.questionnaire.of_theme("securite")] == [
        "SEC-01",
        "SEC-02",
        "SEC-03",
        "SEC-04",
    ]


def test_a_former_identifier_still_finds_its_question_and_option(handbook: Handbook) -> None:
    question = asked(handbook, "SAV-01")
    assert question.id == "SEC-01"
    option = question.option("automatique")
    assert option is not None
    assert option.value == "auto"


def test_options_carry_their_index_their_exceptions_and_what_is_out_of_score(handbook: Handbook) -> None:
    question = asked(handbook, "SEC-01")
    assert [option.index for option in question.options] == [0, 2, 4, None, 3]
    assert question.options[1].index_cases == (IndexCase(FactAmong("nature", ("epci",)), 3),)
    assert question.feeds == (Feed("sauvegarde", 2),)
    assert question.cautious_index == 3


def test_a_question_without_cautious_index_takes_the_usual_one(handbook: Handbook) -> None:
    assert asked(handbook, "SEC-02").cautious_index == 2


def test_je_ne_sais_pas_never_goes_with_another_box(handbook: Handbook) -> None:
    assert [option.exclusive for option in asked(handbook, "SEC-03").options] == [False, False, True, True]


def test_boxes_carry_their_aggregation_and_maximum(handbook: Handbook) -> None:
    question = asked(handbook, "SEC-03")
    assert question.aggregation == Aggregation(AggregationMode.TABLE, ("maire", "agents"), (4, 2, 0))
    assert question.maximum == 3


def test_a_named_threshold_becomes_its_number(handbook: Handbook) -> None:
    assert asked(handbook, "SEC-03").condition == AnyOf(
        (FactAtLeast("population", 3500), FactAmong("nature", ("commune",)))
    )
    assert handbook.obligations[0].threshold == 3500


def test_conditions_keep_their_shape(handbook: Handbook) -> None:
    assert handbook.flags[0].condition == IndexAtLeast("SEC-01", 4)
    assert handbook.questionnaire.contradictions[0].condition == All(
        (ChoiceAmong("SEC-01", ("auto",)), ChoiceAmong("SEC-03", ("aucun",)))
    )
    assert handbook.orientations[0].condition == All(
        (FactAmong("verdict", ("ELIGIBLE",)), Not(FactAmong("outre-mer", ("drom", "com"))))
    )


def test_a_slot_is_filled_with_the_threshold_in_french(handbook: Handbook) -> None:
    obligation = handbook.obligations[0]
    assert obligation.label == "Copier ses fichiers (moins de 3\u202f500 habitants)"
    assert obligation.rule == "Sous 3\u202f500 habitants, il faut une copie."


def test_a_threshold_changed_in_one_file_changes_everywhere() -> None:
    changed = edited("eligibilite.toml", "3500", "4000")
    assert changed.rules[0].threshold == 4000
    assert changed.obligations[0].threshold == 4000
    assert "4\u202f000" in changed.obligations[0].label


def test_an_obligation_says_whom_it_concerns_and_from_when(handbook: Handbook) -> None:
    usual, future = handbook.obligations
    assert usual.overseas == (Overseas.NO, Overseas.DROM)
    assert (future.overseas, future.need, future.questions) == ((Overseas.NO,), None, ())
    assert (future.confidence, future.in_force_from) == (Confidence.LOW, date(2028, 1, 1))


def test_the_word_obligations_stands_for_every_need_that_an_obligation_tests(handbook: Handbook) -> None:
    assert handbook.boosts[Effect.WILL] == {
        "comptes": (("MOY-03", "securite"),),
        "sauvegarde": (("MOY-03", "regle"),),
    }


def test_needs_and_services_keep_exact_efforts(handbook: Handbook) -> None:
    assert [need.effort for need in handbook.needs] == [Fraction(2), Fraction(1, 2)]
    assert [service.effort for service in handbook.services] == [Fraction(1, 2), None]


def test_a_service_keeps_the_names_it_was_known_under(handbook: Handbook) -> None:
    assert handbook.services[0].aliases == ("Ancienne copie",)


def test_the_name_of_a_service_file_does_not_change_the_order_of_services(handbook: Handbook) -> None:
    renamed = {
        ("services/autre.toml" if path.startswith("services/") else path): data.replace(
            b'theme = "cybersecurite"', b'theme = "autre"'
        )
        for path, data in TREE.files
    }
    again = load(SourceTree(tuple(SourceFile(*file) for file in renamed.items())))
    assert [service.id for service in again.services] == [service.id for service in handbook.services]


def test_the_order_of_keys_inside_a_table_changes_nothing(handbook: Handbook) -> None:
    texts = {path: data.decode() for path, data in TREE.files}
    weighting = texts["ponderation.toml"]
    head, *sections = re.split(r"\n(?=\[)", weighting)
    turned = [
        "\n".join([section.splitlines()[0], *reversed(section.strip().splitlines()[1:])])
        for section in reversed(sections)
    ]
    texts["ponderation.toml"] = "\n".join([*reversed(head.splitlines()), *turned]).replace(
        "{ rien = 2, heures = 3 }", "{ heures = 3, rien = 2 }"
    )
    again = load(SourceTree(tuple(SourceFile(path, text.encode()) for path, text in texts.items())))
    assert again.weighting == handbook.weighting


def test_lines_ended_the_windows_way_and_a_byte_order_mark_are_understood(handbook: Handbook) -> None:
    windows = tuple(SourceFile(path, b"\xef\xbb\xbf" + data.replace(b"\n", b"\r\n")) for path, data in TREE.files)
    assert load(SourceTree(windows)).questionnaire == handbook.questionnaire


def test_an_archived_version_loads_to_the_same_handbook(handbook: Handbook) -> None:
    assert load(SourceTree.from_archive(TREE.archive())) == handbook
