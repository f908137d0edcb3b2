"""Notes are apart from answers: by theme, of their author, and in no document at all."""

from __future__ import annotations

import io
import zipfile

import pymupdf
import pytest

from ansm.application import OFFERS, Application, Kind
from ansm.application.casenotes import LONGEST_NOTE
from ansm.errors import InvalidRequest
from tests.application.examples import LA_BUISSE, Start
from tests.application.people import Staff, staff

CANARY = "Zoulou"


@pytest.fixture
def application(start: Start) -> Application:
    return start()


@pytest.fixture
def people(application: Application) -> Staff:
    return staff(application)


@pytest.fixture
def uid(application: Application, people: Staff) -> str:
    return application.taking_on.start(people.lea, LA_BUISSE).uid


def test_everyone_who_follows_reads_the_notes_and_their_author_changes_them(
    application: Application, people: Staff, uid: str
) -> None:
    application.notes.add(people.lea, uid, "securite", " Un point\r\n\r\nà revoir\u0007 ")
    (note,) = application.notes.read(people.manon, uid).notes
    assert (note.text, note.author) == ("Un point\n\nà revoir", "Lea")
    number = str(note.number)
    with pytest.raises(InvalidRequest, match="autre personne"):
        application.notes.change(people.manon, uid, number, "", "Autre")
    with pytest.raises(InvalidRequest, match="autre personne"):
        application.notes.remove(people.manon, uid, number)
    application.notes.change(people.lea, uid, number, "", "Autre")
    book = application.notes.read(people.lea, uid)
    assert (book.notes[0].text, book.label(book.notes[0].theme)) == ("Autre", "Tout le dossier")
    application.notes.remove(people.lea, uid, number)
    assert application.notes.read(people.lea, uid).notes == ()


@pytest.mark.parametrize(
    ("theme", "text", "said"),
    [
        ("", "   \r\n ", "vide"),
        ("", "é" * (LONGEST_NOTE + 1), "Coupez-la en deux"),
        ("n-existe-pas", "Une note", "Ce thème n’existe pas"),
    ],
)
def test_a_note_that_cannot_be_kept_is_refused_in_words(
    application: Application, people: Staff, uid: str, theme: str, text: str, said: str
) -> None:
    with pytest.raises(InvalidRequest, match=said):
        application.notes.add(people.lea, uid, theme, text)
    assert application.notes.read(people.lea, uid).notes == ()


def test_a_note_may_be_exactly_as_long_as_is_said(application: Application, people: Staff, uid: str) -> None:
    text = "\r\n".join(["é" * 99] * 40)
    application.notes.add(people.lea, uid, "", text)
    assert len(application.notes.read(people.lea, uid).notes[0].text) == LONGEST_NOTE - 1


def test_no_document_of_either_edition_tells_a_note(application: Application, people: Staff, uid: str) -> None:
    """Nor what is attached to it, nor the exchange file, nor who wrote what, nor what is planned."""
    for theme in application.notes.read(people.lea, uid).themes:
        application.notes.add(people.lea, uid, theme.id, f"{CANARY} {theme.id}")
    application.desk.plan(people.lea, uid, f"{CANARY} au conseil", "2026-12-01")
    access = application.following.open(people.lea, uid).access
    for offer in OFFERS:
        made = application.documents.finish(application.documents.begin_with(access, offer))
        told = text_of(made.data, offer.kind).lower()
        assert "diagnostic" in told, offer.title
        for canary in (CANARY, people.lea.address, people.lea.organisation.name):
            assert canary.lower() not in told, offer.title


def text_of(data: bytes, kind: Kind) -> str:
    """All that a document says, attachments included."""
    if data.startswith(b"%PDF"):
        with pymupdf.open(stream=data) as pdf:
            attached = b"".join(pdf.embfile_get(place) for place in range(pdf.embfile_count()))
            pages = "\n".join(page.get_text() for page in pdf)
            return f"{pages}\n{attached.decode()}\n{pdf.metadata}"
    if kind in (Kind.RESOLUTION, Kind.PLAN_ODS):
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return "\n".join(archive.read(name).decode("utf-8", "replace") for name in archive.namelist())
    return data.decode()
