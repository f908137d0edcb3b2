"""The PDF as an archive keeps it: PDF/A-3a and PDF/UA-1 at once, with the files it carries."""

from __future__ import annotations

import io
import zlib
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from functools import cache

import page
import pikepdf
import pymupdf
import pytest

from ansm.report import compose, press, render
from ansm.report.document import Document
from ansm.report.faster import LEVEL
from ansm.report.pieces import Attachment
from tests.report.builders import CONTEXT, diagnostic
from tests.report.structure import faults

MOMENT = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)
ANSWERS = Attachment(
    "diagnostic.ansm.json", "Les réponses, à redéposer sur le site", "application/json", b'{"a":1}', MOMENT
)
PLAN = Attachment("a-plan.csv", "Le plan d’action", "text/csv", b"a;b\r\n", MOMENT)


def carrying(*attachments: Attachment) -> Document:
    return replace(compose(diagnostic(), CONTEXT), attachments=attachments)


@cache
def printed() -> bytes:
    return render(carrying(ANSWERS, PLAN))


@pytest.mark.parametrize("profile", ["ua1", "3a"])
def test_no_rule_of_either_profile_fails(profile: str) -> None:
    assert [str(each) for each in page.validate_pdf_bytes(printed(), profile=profile).failures] == []


def test_each_file_is_carried_whole_with_its_name_type_date_and_relation() -> None:
    with pikepdf.open(io.BytesIO(printed())) as pdf:
        assert list(pdf.attachments) == ["a-plan.csv", "diagnostic.ansm.json"]
        carried = pdf.attachments["diagnostic.ansm.json"]
        assert carried.description == "Les réponses, à redéposer sur le site"
        assert carried.relationship == pikepdf.Name.Data
        assert carried.get_file().read_bytes() == b'{"a":1}'
        assert carried.get_file().mime_type == "application/json"
        assert carried.get_file().creation_date == carried.get_file().mod_date == MOMENT
        assert [str(each.UF) for each in pdf.Root.AF] == ["a-plan.csv", "diagnostic.ansm.json"]


@pytest.mark.parametrize("moment", [MOMENT.astimezone(timezone(timedelta(hours=4))), MOMENT.replace(tzinfo=None)])
def test_the_same_moment_told_otherwise_and_another_order_give_the_same_bytes(moment: datetime) -> None:
    assert render(carrying(PLAN, replace(ANSWERS, moment=moment))) == printed()


def test_a_file_with_a_strange_name_is_carried_under_that_name() -> None:
    odd = replace(ANSWERS, name="é (1) \\ 漢.json", media_type="application/vnd.essai+json")
    pdf = render(carrying(odd))
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        assert opened.attachments["é (1) \\ 漢.json"].get_file().mime_type == "application/vnd.essai+json"
    assert page.validate_pdf_bytes(pdf, profile="3a").failures == []


def test_the_metadata_are_readable_without_opening_the_pdf_and_name_both_profiles() -> None:
    assert b'pdfaid:part="3"' in printed()
    assert b'pdfaid:conformance="A"' in printed()
    assert b'pdfuaid:part="1"' in printed()


def test_colours_are_those_of_a_declared_profile() -> None:
    with pikepdf.open(io.BytesIO(printed())) as pdf:
        intent = pdf.Root.OutputIntents[0]
        assert intent.S == pikepdf.Name.GTS_PDFA1
        assert intent.DestOutputProfile.read_bytes()[36:40] == b"acsp"


def test_a_reader_that_trusts_the_cross_references_finds_every_object() -> None:
    """MuPDF rebuilds a broken table silently, and says so."""
    with pymupdf.open(stream=printed(), filetype="pdf") as opened:
        assert not opened.is_repaired
    with pikepdf.open(io.BytesIO(printed())) as pdf:
        assert pdf.check_pdf_syntax() == []


def test_no_stream_ends_by_a_carriage_return_which_reads_as_a_line_end() -> None:
    """The checksum of this file ends by one; the file comes back whole all the same."""
    data = b"99910"
    assert zlib.compress(data, LEVEL).endswith(b"\r")
    pdf = render(carrying(replace(ANSWERS, data=data)))
    assert b"\r\nendstream" not in pdf
    assert page.validate_pdf_bytes(pdf, profile="3a").failures == []
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        assert opened.attachments[ANSWERS.name].get_file().read_bytes() == data


def test_a_file_written_again_because_its_end_was_ambiguous_is_as_sound(monkeypatch: pytest.MonkeyPatch) -> None:
    """One document in a hundred is; here each is taken to be, until the attempts run out."""
    monkeypatch.setattr(press, "AMBIGUOUS", b"%PDF")
    monkeypatch.setattr(press, "ATTEMPTS", 3)
    again = render(carrying(ANSWERS, PLAN))
    assert again != printed()
    assert faults(again) == []
    for profile in ("ua1", "3a"):
        assert [str(each) for each in page.validate_pdf_bytes(again, profile=profile).failures] == []
    with pikepdf.open(io.BytesIO(again)) as pdf:
        assert pdf.check_pdf_syntax() == []
