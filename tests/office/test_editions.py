"""The publishable office files tell nothing withheld, and the délibération is always one of them."""

from __future__ import annotations

import io
import random
import zipfile
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ansm.domain.diagnostic import Diagnostic
from ansm.domain.publication import publishable
from ansm.domain.territory import Territory
from ansm.office import calendar, plan_csv, plan_ods, resolution
from ansm.office.context import notice, order_note
from ansm.office.french import typeset
from ansm.report import editions
from tests.domain.real import Given, diagnosed, places
from tests.domain.real import profiles as answers_to_the_real_questionnaire
from tests.office.examples import CONTEXT, PROFILES, template
from tests.office.reading import everything, paragraphs
from tests.report.secrets_of import found_in, secrets_of
from tests.report.test_editions import shipped_rule, withheld_changed

MAKERS: dict[str, Callable[[Diagnostic], bytes]] = {
    "deliberation": lambda found: resolution(found, CONTEXT, template()),
    "ods": lambda found: plan_ods(found, CONTEXT),
    "csv": lambda found: plan_csv(found, CONTEXT),
    "ics": lambda found: calendar(found, CONTEXT),
}
SHIPPED = ("rich", "tiny", "empty")


def words_in(data: bytes) -> str:
    """All that a file holds: its text, and that of each part when it is an archive."""
    if not zipfile.is_zipfile(io.BytesIO(data)):
        return data.decode("utf-8-sig").replace("\r\n ", "").replace("\\n", "\n").replace("\\", "")
    return everything(data)


@settings(max_examples=25)
@given(places, answers_to_the_real_questionnaire(), st.integers(0, 2**32 - 1).map(random.Random))
def test_two_diagnostics_that_differ_by_what_is_withheld_give_the_same_bytes(
    place: Territory, answers: Given, draw: random.Random
) -> None:
    one = publishable(diagnosed(place, answers))
    other = publishable(diagnosed(place, withheld_changed(answers, shipped_rule(), draw)))
    for make in MAKERS.values():
        assert make(one) == make(other)


@pytest.mark.parametrize("profile", SHIPPED)
@pytest.mark.parametrize("maker", MAKERS)
def test_no_word_of_what_is_withheld_is_in_a_publishable_file(profile: str, maker: str) -> None:
    found = PROFILES[profile]()
    assert found_in(words_in(MAKERS[maker](publishable(found))), secrets_of(found.handbook)) == []


@pytest.mark.parametrize("maker", ["ods", "csv", "ics"])
def test_the_internal_files_do_tell_it(maker: str) -> None:
    """Otherwise the test above would prove nothing."""
    found = PROFILES["rich"]()
    assert found_in(words_in(MAKERS[maker](found)), secrets_of(found.handbook))


@pytest.mark.parametrize("profile", PROFILES)
def test_the_deliberation_is_made_from_what_may_be_published_whatever_is_given(profile: str) -> None:
    found = PROFILES[profile]()
    assert MAKERS["deliberation"](found) == MAKERS["deliberation"](publishable(found))


@pytest.mark.parametrize("profile", PROFILES)
def test_the_notice_is_that_of_the_report(profile: str) -> None:
    for found in (PROFILES[profile](), publishable(PROFILES[profile]())):
        assert notice(found) == typeset(f"{editions.notice(found)}.")


def test_the_publishable_plan_says_why_its_order_may_differ() -> None:
    found = PROFILES["rich"]()
    assert order_note(found) == ""
    note = order_note(publishable(found))
    assert note
    assert note in "\n".join(paragraphs(MAKERS["ods"](publishable(found))))
