"""Reports by the dozen: one archive, told in words when it cannot be, that lets others print first."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import replace

import pytest

from ansm.application import Application, Bundle, offer
from ansm.application.bundles import MOST_AT_ONCE, MOST_FILES
from ansm.application.documents import Begun
from ansm.errors import InvalidRequest, ReportUnavailable, TooMany, UnknownLink
from tests.application.examples import LA_BUISSE, Start, days_later
from tests.application.people import Staff, staff

GRENOBLE = "38185"
BUSY = "Beaucoup de PDF sont demandés en ce moment."


@pytest.fixture
def application(start: Start) -> Application:
    return start()


@pytest.fixture
def people(application: Application) -> Staff:
    return staff(application)


@pytest.fixture
def uids(application: Application, people: Staff) -> list[str]:
    """Two files of La Buisse and one of Grenoble, in charge of Léa."""
    codes = (LA_BUISSE, GRENOBLE, LA_BUISSE)
    return [application.taking_on.start(people.lea, code, again=True).uid for code in codes]


def made(bundle: Bundle) -> bytes:
    """The whole archive, waiting where the site waits."""
    data = b""
    for step in bundle.steps():
        if isinstance(step, Future):
            step.exception(60)
        elif step is not None:
            data += step
    return data


def entries(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert archive.testzip() is None
        return {name: archive.read(name) for name in archive.namelist()}


def read_me(data: bytes) -> str:
    return entries(data)["LISEZ-MOI.txt"].decode("utf-8-sig")


def test_an_archive_holds_a_report_for_each_file_under_its_own_name(
    application: Application, people: Staff, uids: list[str]
) -> None:
    name, bundle = application.bundles.begin(people.lea, uids, "publiable")
    assert name == "Accompagnement-Numerique-Sur-Mesure_rapports_lot_2026-11-23_version-publiable.zip"
    data = made(bundle)
    found = entries(data)
    reports = sorted(entry for entry in found if entry.endswith(".pdf"))
    start = "Accompagnement-Numerique-Sur-Mesure_diagnostic_"
    end = "_2026-11-23_version-publiable.pdf"
    assert reports == sorted(
        f"{start}{called}{end}" for called in ("grenoble", f"la-buisse-{uids[0][:8]}", f"la-buisse-{uids[2][:8]}")
    )
    assert all(found[entry].startswith(b"%PDF-") for entry in reports)
    assert "Rapports dans cette archive\u00a0: 3." in read_me(data)


def test_the_same_answers_give_the_same_bytes_in_whatever_order_they_are_ticked(
    application: Application, people: Staff, uids: list[str]
) -> None:
    """And a report of the archive is the one that is given alone."""
    data = made(application.bundles.begin(people.lea, uids, "interne")[1])
    assert made(application.bundles.begin(people.manon, [*uids[::-1], uids[0]], "interne")[1]) == data
    application.desk.leave(people.lea, uids[2])
    alone = entries(made(application.bundles.begin(people.lea, uids[:1], "interne")[1]))
    access = application.following.open(people.lea, uids[0]).access
    begun = application.documents.begin_with(access, offer("rapport", "interne"))
    given = application.documents.finish(begun)
    assert alone[given.file_name] == given.data


@pytest.mark.parametrize("edition", ["", "secret", "INTERNE"])
def test_an_edition_that_does_not_exist_is_refused(
    application: Application, people: Staff, uids: list[str], edition: str
) -> None:
    with pytest.raises(InvalidRequest):
        application.bundles.begin(people.lea, uids, edition)


def test_nothing_ticked_or_too_much_is_said_in_words(application: Application, people: Staff) -> None:
    with pytest.raises(InvalidRequest, match="Cochez au moins un dossier"):
        application.bundles.begin(people.lea, [], "interne")
    with pytest.raises(InvalidRequest, match=r"50 dossiers au plus.*51"):
        application.bundles.begin(people.lea, [f"{n:032x}" for n in range(MOST_FILES + 1)], "interne")


def test_one_file_that_is_not_followed_refuses_the_whole(
    application: Application, people: Staff, uids: list[str]
) -> None:
    other = application.taking_on.start(staff(application, "OPSN du Rhône").lea, LA_BUISSE).uid
    for name in (other, "0" * 32, "\x00"):
        with pytest.raises(UnknownLink):
            application.bundles.begin(people.lea, [*uids, name], "interne")
    with pytest.raises(UnknownLink):
        application.bundles.begin(people.ali, uids, "interne")


def test_a_report_that_cannot_be_printed_is_told_inside_and_the_others_are_there(
    application: Application, people: Staff, uids: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    break_printing(application, monkeypatch, lambda begun: begun.territory.code == GRENOBLE)
    data = made(application.bundles.begin(people.lea, uids, "interne")[1])
    assert len([name for name in entries(data) if name.endswith(".pdf")]) == 2
    assert f"- Grenoble (38185)\u00a0: {BUSY}" in read_me(data)
    assert "Rapports dans cette archive\u00a0: 2." in read_me(data)


def test_a_report_whose_first_reader_left_is_printed_all_the_same(
    application: Application, people: Staff, uids: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is printed ahead is shared, and whoever ordered it first may give it up."""
    prepare = application.documents.prepare_with
    monkeypatch.setattr(application.documents, "prepare_with", lambda *asked: _broken(prepare(*asked)))
    data = made(application.bundles.begin(people.lea, uids[:1], "interne")[1])
    assert len([name for name in entries(data) if name.endswith(".pdf")]) == 1


def test_a_file_that_the_town_stops_meanwhile_is_told_and_not_given(
    application: Application, people: Staff, uids: list[str]
) -> None:
    _, bundle = application.bundles.begin(people.lea, uids, "interne")
    followed = application.following.open(people.lea, uids[1])
    application._storage.caseload.stop(followed.access.file, followed.number, days_later(1))
    data = made(bundle)
    assert not any("grenoble" in name for name in entries(data))
    assert "- Grenoble (38185)" in read_me(data)


def test_while_there_is_no_room_to_print_the_archive_waits_for_others(
    application: Application, people: Staff, uids: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    prepare, refused = application.documents.prepare_with, [None, None]
    monkeypatch.setattr(
        application.documents, "prepare_with", lambda *asked: refused.pop() if refused else prepare(*asked)
    )
    _, bundle = application.bundles.begin(people.lea, uids[:1], "interne")
    steps = list(_followed_to_its_end(bundle))
    assert steps[:2] == [None, None]
    assert len(entries(b"".join(step for step in steps if isinstance(step, bytes)))) == 2


def test_a_few_archives_are_made_at_once_and_one_that_is_left_makes_room(
    application: Application, people: Staff, uids: list[str]
) -> None:
    under_way = [application.bundles.begin(people.lea, uids, "interne")[1].steps() for _ in range(MOST_AT_ONCE)]
    for steps in under_way:
        next(steps)
    with pytest.raises(TooMany, match="Recommencez dans une minute"):
        application.bundles.begin(people.manon, uids, "interne")
    under_way[0].close()
    application.bundles.begin(people.manon, uids, "interne")
    under_way[1].close()


def _followed_to_its_end(bundle: Bundle) -> list[object]:
    steps: list[object] = []
    for step in bundle.steps():
        if isinstance(step, Future):
            step.exception(60)
        steps.append(step)
    return steps


def break_printing(application: Application, monkeypatch: pytest.MonkeyPatch, which: Callable[[Begun], bool]) -> None:
    """Make the promises of these documents break, whoever asks for them."""
    for name in ("prepare_with", "begin_with"):
        ask = getattr(application.documents, name)

        def asked(*arguments: object, ask: Callable[..., Begun] = ask) -> Begun:
            begun = ask(*arguments)
            return _broken(begun) if which(begun) else begun

        monkeypatch.setattr(application.documents, name, asked)


def _broken(begun: Begun) -> Begun:
    broken: Future[bytes] = Future()
    broken.set_exception(ReportUnavailable(BUSY))
    return replace(begun, data=broken)
