"""Is this document the one that this site gave? Answered from its code, and from its bytes when they are shown."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

from ansm.application import Application, Verdict
from ansm.application.checking import EVERYONE, SOMEONE
from ansm.domain.publication import Edition
from ansm.errors import InvalidRequest, TooMany
from ansm.storage import IssuedDocument, Storage
from tests.application.examples import EVENING, Start

CODE = "7K10-QX2P-9D4T"
GIVEN = IssuedDocument(
    code=CODE,
    edition=Edition.PUBLISHABLE,
    kind="rapport",
    territory_code="38061",
    territory_name="La Buisse",
    printed_on=date(2026, 11, 26),
    sha256=bytes(32),
    issued_at=EVENING,
)
OTHER_BYTES = b"\x01" * 32


@pytest.fixture
def now() -> list[datetime]:
    """The moment of the installation, which a test moves."""
    return [EVENING]


@pytest.fixture
def application(start: Start, tmp_path: Path, now: list[datetime]) -> Application:
    """An installation that has given one document."""
    running = start(at=lambda: now[0])
    storage = Storage.open(f"sqlite:///{tmp_path / 'base.sqlite3'}")
    storage.issue(GIVEN)
    storage.close()
    return running


@pytest.mark.parametrize("typed", [CODE, "7k10qx2p9d4t", "  7kio qx2p 9d4t ", "7KlO–QX2P–9D4T"])
def test_a_code_is_found_however_it_is_typed(application: Application, typed: str) -> None:
    """Small letters, spaces, other dashes, O for zero, I and L for one."""
    checked = application.checking.check(typed, None, "quelqu’un")
    assert (checked.verdict, checked.code, checked.documents) == (Verdict.ISSUED, CODE, (GIVEN,))


def test_the_very_file_is_told_from_another_one_under_the_same_code(application: Application) -> None:
    same = application.checking.check(CODE, GIVEN.sha256, "quelqu’un")
    other = application.checking.check(CODE, OTHER_BYTES, "quelqu’un")
    assert (same.verdict, same.documents) == (Verdict.IDENTICAL, (GIVEN,))
    assert (other.verdict, other.documents) == (Verdict.DIFFERENT, (GIVEN,))


def test_a_code_never_printed_here_is_unknown_with_a_file_or_without(application: Application) -> None:
    for shown in (None, GIVEN.sha256):
        checked = application.checking.check("0000-0000-0000", shown, "quelqu’un")
        assert (checked.verdict, checked.documents) == (Verdict.UNKNOWN, ())


@pytest.mark.parametrize("typed", ["", "7K10-QX2P", CODE + "0", "UUUU-UUUU-UUUU", "7K10-QX2P-9D4\x00", "é" * 12])
def test_what_is_no_code_is_refused_with_what_a_code_looks_like(application: Application, typed: str) -> None:
    with pytest.raises(InvalidRequest, match="douze lettres ou chiffres, comme 7K3M"):
        application.checking.check(typed, None, "quelqu’un")


def test_nobody_tries_codes_by_the_hundred(application: Application, now: list[datetime]) -> None:
    """One who asks too often waits a minute, others do not; all together have a limit too."""
    for _ in range(SOMEONE):
        application.checking.check(CODE, None, "curieux")
    with pytest.raises(TooMany, match="Attendez une minute") as refused:
        application.checking.check(CODE, None, "curieux")
    assert refused.value.seconds == 60
    assert application.checking.check(CODE, None, "quelqu’un d’autre").verdict is Verdict.ISSUED
    for number in range(EVERYONE - SOMEONE - 1):
        application.checking.check(CODE, None, f"personne {number}")
    with pytest.raises(TooMany, match="Beaucoup de personnes"):
        application.checking.check(CODE, None, "encore un autre")
    now[0] += timedelta(minutes=1)
    assert application.checking.check(CODE, None, "curieux").verdict is Verdict.ISSUED


def test_the_same_paper_printed_by_two_versions_of_the_program_is_known_twice(
    application: Application, tmp_path: Path
) -> None:
    """The same words give the same code; the bytes may differ."""
    storage = Storage.open(f"sqlite:///{tmp_path / 'base.sqlite3'}")
    storage.issue(replace(GIVEN, sha256=OTHER_BYTES))
    storage.close()
    assert len(application.checking.check(CODE, None, "quelqu’un").documents) == 2
    assert application.checking.check(CODE, OTHER_BYTES, "quelqu’un").documents[0].sha256 == OTHER_BYTES
