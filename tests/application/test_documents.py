"""Every document of a file: to whom it is given, what it is called, what is remembered of it."""

from __future__ import annotations

import hashlib
import json
import zipfile
from collections.abc import Iterator
from datetime import date
from io import BytesIO
from pathlib import Path
from shutil import copytree

import pymupdf
import pytest

from ansm.application import OFFERS, Application, Offer
from ansm.content import shipped_folder
from ansm.domain.publication import Edition
from ansm.errors import InvalidRequest, ReportUnavailable, UnknownLink
from ansm.settings import read_settings
from ansm.storage import Storage
from tests.application.examples import LA_BUISSE, Start, days_later

PROGRAMME = "Accompagnement-Numerique-Sur-Mesure_"
ANSWERS = {"PRO-01": "elu", "SEC-01": "non", "SEC-02": "non", "GES-02": "nsp", "PIL-04": ["temps"]}
BEGINNINGS = {
    "pdf": b"%PDF-",
    "odt": b"PK",
    "ods": b"PK",
    "csv": b"\xef\xbb\xbf",
    "ics": b"BEGIN:VCALENDAR",
    "ansm.json": b"{",
}
GOLDEN = Path(__file__).parent.parent / "golden" / "journeys" / "la-buisse-seuil-exact.json"
PAPERS = [("rapport", "interne"), ("rapport", "publiable"), ("synthese", "interne"), ("synthese", "publiable")]


@pytest.fixture(scope="module")
def known(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Storage]:
    """The database, as whoever checks a paper reads it."""
    storage = Storage.open(f"sqlite:///{tmp_path_factory.mktemp('base') / 'base.sqlite3'}")
    yield storage
    storage.close()


@pytest.fixture(scope="module")
def opened(known: Storage) -> Iterator[tuple[Application, str]]:
    """An installation whose printing processes serve all the tests, and a file with a few answers."""
    running = Application(
        read_settings({"ANSM_PUBLIC_URL": "https://diagnostic.exemple.fr"}), known, clock=lambda: days_later(0)
    )
    yield running, filled(running)
    running.close()


def filled(running: Application) -> str:
    token = running.open(LA_BUISSE)
    for question, answer in ANSWERS.items():
        running.answer(token, question, answer)
    return token


def named(offer: Offer) -> str:
    return f"{offer.kind}-{offer.edition}"


@pytest.mark.parametrize("offer", OFFERS, ids=named)
def test_each_document_is_made_under_a_name_that_tells_what_it_is(
    opened: tuple[Application, str], offer: Offer
) -> None:
    running, token = opened
    made = running.documents.make(token, offer.kind, offer.edition)
    assert made.file_name.startswith(PROGRAMME)
    assert made.file_name.endswith(f"_la-buisse_2026-11-23_version-{offer.edition}.{offer.format.suffix}")
    assert made.media_type == offer.format.media_type
    starts = {
        "pdf": b"%PDF-",
        "odt": b"PK",
        "ods": b"PK",
        "csv": b"\xef\xbb\xbf",
        "ics": b"BEGIN:VCALENDAR",
        "ansm.json": b"{",
    }
    assert made.data.startswith(starts[offer.format.suffix])
    assert token.encode() not in made.data


@pytest.mark.parametrize("offer", OFFERS, ids=named)
def test_the_same_answers_give_the_same_bytes(opened: tuple[Application, str], offer: Offer) -> None:
    running, token = opened
    first, again = (running.documents.make(token, offer.kind, offer.edition) for _ in range(2))
    assert first == again


def test_no_two_documents_of_a_file_have_the_same_name() -> None:
    names = [offer.file_name("La Buisse", date(2026, 11, 23)) for offer in OFFERS]
    assert len(set(names)) == len(names)


@pytest.mark.parametrize("offer", [each for each in OFFERS if each.edition is Edition.PUBLISHABLE], ids=named)
def test_a_publishable_document_is_the_same_whatever_was_answered_on_security(
    opened: tuple[Application, str], offer: Offer
) -> None:
    """Down to its bytes, its code and what is attached to it, but for the public name of the file."""
    running, token = opened
    before = running.documents.make(token, offer.kind, offer.edition)
    running.answer(token, "SEC-01", "auto")
    try:
        assert running.documents.make(token, offer.kind, offer.edition) == before
    finally:
        running.answer(token, "SEC-01", "non")


def test_an_answer_changed_is_another_document(opened: tuple[Application, str]) -> None:
    running, _ = opened
    token = filled(running)
    before = running.documents.make(token, "rapport", "interne")
    running.answer(token, "SEC-01", "auto")
    assert running.documents.make(token, "rapport", "interne").data != before.data


def test_the_report_carries_its_diagnostic_and_the_code_that_this_site_recognises(
    opened: tuple[Application, str], known: Storage
) -> None:
    running, token = opened
    begun = running.documents.begin(token, "rapport", "interne")
    made = running.documents.finish(begun)
    assert begun.paper is not None
    with pymupdf.open(stream=made.data, filetype="pdf") as pdf:
        words = " ".join(" ".join(page.get_text() for page in pdf).split())
        attached = json.loads(pdf.embfile_get("diagnostic.ansm.json"))
    assert attached["territory"]["code"] == LA_BUISSE
    assert begun.paper.code in words
    assert "diagnostic.exemple.fr/verifier/" in words
    (issued,) = known.issued(begun.paper.code)
    assert (issued.kind, issued.edition, issued.territory_name) == ("rapport", Edition.INTERNAL, "La Buisse")
    assert issued.sha256 == hashlib.sha256(made.data).digest()
    assert issued.issued_at == days_later(0)


@pytest.mark.parametrize(("kind", "edition"), PAPERS)
def test_each_paper_is_remembered_once_under_a_code_of_its_own(
    opened: tuple[Application, str], known: Storage, kind: str, edition: str
) -> None:
    running, token = opened
    for _ in range(2):
        begun = running.documents.begin(token, kind, edition)
        running.documents.finish(begun)
    assert begun.paper is not None
    (issued,) = known.issued(begun.paper.code)
    assert (issued.kind, issued.edition.value) == (kind, edition)


@pytest.mark.parametrize(
    ("kind", "edition"),
    [("", ""), ("rapport", ""), ("deliberation", "interne"), ("echange", "publiable"), ("rapport\x00", "interne")],
)
def test_a_document_that_is_not_on_offer_is_refused(opened: tuple[Application, str], kind: str, edition: str) -> None:
    running, token = opened
    with pytest.raises(InvalidRequest, match="n’existe pas"):
        running.documents.make(token, kind, edition)


def test_what_is_prepared_is_ready_when_it_is_asked_for(opened: tuple[Application, str]) -> None:
    running, _ = opened
    token = filled(running)
    prepared = running.documents.prepare(token)
    assert [(each.offer.kind.value, each.offer.edition.value) for each in prepared] == [
        ("rapport", "interne"),
        ("rapport", "publiable"),
        ("synthese", "publiable"),
    ]
    for each in prepared:
        data = each.data.result(120)
        begun = running.documents.begin(token, each.offer.kind, each.offer.edition)
        assert begun.data.done()
        assert begun.data.result() == data


def test_what_is_prepared_is_not_remembered_as_given(opened: tuple[Application, str], known: Storage) -> None:
    running, _ = opened
    token = filled(running)
    running.answer(token, "SEC-01", "manuel")
    prepared = running.documents.prepare(token)[0]
    assert prepared.paper is not None
    data = prepared.data.result(120)
    assert known.issued(prepared.paper.code) == ()
    assert running.documents.make(token, "rapport", "interne").data == data
    assert len(known.issued(prepared.paper.code)) == 1


def test_a_file_started_from_a_former_one_shows_it_beside(start: Start) -> None:
    """The earlier diagnostic is printed where the two can be compared."""
    running = start()
    former = running.open(LA_BUISSE)
    answers = json.loads(GOLDEN.read_text("utf-8"))["request"]["answers"]
    for question, answer in answers.items():
        running.answer(former, question, answer)
    started = start(at=days_later(200)).again.start(former)
    for question, answer in answers.items():
        running.answer(started.token, question, "non" if question == "SEC-01" else answer)
    made = running.documents.make(started.token, "rapport", "interne")
    with pymupdf.open(stream=made.data, filetype="pdf") as pdf:
        words = " ".join(" ".join(page.get_text() for page in pdf).split()).replace("\u00a0", " ")
    assert "diagnostic ouvert le 23 novembre 2026" in words
    assert "Ce qui a changé depuis le 23 novembre 2026" in words


def test_a_wrong_template_is_told_to_the_reader_and_named_to_the_operator(
    start: Start, tmp_path_factory: pytest.TempPathFactory, caplog: pytest.LogCaptureFixture
) -> None:
    content = copytree(shipped_folder(), tmp_path_factory.mktemp("contenu") / "questions")
    (content / "modeles" / "deliberation.odt").write_bytes(b"rien")
    running = start(content=content)
    token = running.open(LA_BUISSE)
    with pytest.raises(ReportUnavailable, match="modèle de délibération"):
        running.documents.make(token, "deliberation", "publiable")
    assert "deliberation.odt" in caplog.text
    assert zipfile.is_zipfile(BytesIO(running.documents.make(token, "plan-ods", "interne").data))


@pytest.mark.parametrize("link", ["", "A" * 43, "A" * 42 + "é", "lien"])
def test_a_forged_link_gives_nothing_and_starts_nothing(start: Start, link: str) -> None:
    running = start()
    for use in (running.documents.prepare, lambda it: running.documents.begin(it, "rapport", "interne")):
        with pytest.raises(UnknownLink):
            use(link)
