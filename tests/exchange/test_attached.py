"""A PDF that somebody brings: the diagnostic in ours is found, and no other one hurts anybody."""

from __future__ import annotations

import subprocess
import sys
import zlib
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from io import BytesIO

import pikepdf
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ansm.errors import InvalidRequest, TooMany
from ansm.exchange import attached, open_travelling, write_travelling
from ansm.exchange import attached_child as child
from ansm.exchange import travelling_envelope as envelope
from ansm.report import compose, render
from tests.exchange.travelling_examples import CARRIED, EXCHANGE
from tests.report.builders import CONTEXT, diagnostic

NAME = "diagnostic.ansm.json"
JSON = write_travelling(CARRIED, {"needs": []})


@cache
def report() -> bytes:
    """A report as the press prints it."""
    return render(compose(diagnostic(), CONTEXT))


def saved(pdf: pikepdf.Pdf, **how: object) -> bytes:
    buffer = BytesIO()
    pdf.save(buffer, **how)  # type: ignore[arg-type]
    return buffer.getvalue()


def carrying(data: bytes = JSON, name: str = NAME, pdf: bytes | None = None) -> bytes:
    """A PDF with something attached."""
    with pikepdf.open(BytesIO(report() if pdf is None else pdf)) as opened:
        opened.attachments[name] = pikepdf.AttachedFileSpec(opened, data, filename=name, mime_type="application/json")
        return saved(opened)


@cache
def blank() -> bytes:
    """A PDF of somebody else."""
    pdf = pikepdf.new()
    pdf.add_blank_page()
    return saved(pdf)


def refusal(data: bytes) -> str:
    with pytest.raises(InvalidRequest) as refused:
        open_travelling(data)
    return str(refused.value)


# --- ours


def test_the_diagnostic_attached_to_a_report_is_found() -> None:
    assert open_travelling(carrying()) == CARRIED


def test_the_exchange_file_is_read_as_it_is() -> None:
    assert open_travelling(write_travelling(EXCHANGE)) == EXCHANGE


def test_what_another_reader_saved_again_is_still_ours() -> None:
    """Compressed in object streams, or with bytes before its beginning, as mail programs leave some."""
    with pikepdf.open(BytesIO(carrying())) as opened:
        opened.attachments["autre.txt"] = pikepdf.AttachedFileSpec(opened, b"other")
        again = saved(opened, object_stream_mode=pikepdf.ObjectStreamMode.generate, linearize=True)
    assert open_travelling(again) == CARRIED
    assert open_travelling(b"\n" * 20 + carrying()) == CARRIED


def test_a_report_that_carries_nothing_says_that_it_is_an_old_one() -> None:
    assert refusal(report()) == attached.NOTHING_ATTACHED
    assert refusal(carrying(name="autre.json")) == attached.NOTHING_ATTACHED


def test_what_is_attached_is_checked_like_any_file() -> None:
    assert refusal(carrying(JSON.replace(b"La Buisse", b"La Suisse"))) == envelope.DAMAGED
    assert refusal(carrying(b"{}")) == envelope.FOREIGN
    assert refusal(carrying(b"")) == envelope.EMPTY


# --- not ours


def test_somebody_elses_pdf_is_foreign() -> None:
    assert refusal(blank()) == attached.NOT_OURS


def test_a_pdf_with_a_password_says_so() -> None:
    with pikepdf.open(BytesIO(carrying())) as opened:
        for user in ("secret", ""):
            encryption = pikepdf.Encryption(owner="owner", user=user)
            assert refusal(saved(opened, encryption=encryption)) == attached.PROTECTED


@pytest.mark.parametrize("data", [b"%PDF-", b"%PDF-1.7\n%%EOF", b"%PDF-1.7\n" + b"\x00" * 5000, b"GIF89a %PDF-1.4"])
def test_what_only_begins_like_a_pdf_is_unreadable(data: bytes) -> None:
    assert refusal(data) == attached.UNREADABLE


def test_a_report_cut_on_its_way_is_refused() -> None:
    whole = carrying()
    for length in (len(whole) // 10, len(whole) // 2, len(whole) - 2000):
        assert refusal(whole[:length]) in (attached.UNREADABLE, attached.NOT_OURS, attached.NOTHING_ATTACHED)


def test_a_pdf_that_is_too_large_starts_no_reader() -> None:
    assert refusal(b"%PDF-1.7" + b" " * child.LARGEST_PDF) == envelope.TOO_LARGE


# --- hostile


def pdf_of(*objects: bytes, root: int = 1) -> bytes:
    """A PDF written by hand, with no table: a reader must look for its objects."""
    body = b"".join(b"%d 0 obj\n%s\nendobj\n" % (number, each) for number, each in enumerate(objects, 1))
    return b"%%PDF-1.7\n%s\ntrailer << /Root %d 0 R >>\nstartxref\n0\n%%%%EOF" % (body, root)


def stream(data: bytes, filters: bytes = b"/FlateDecode", more: bytes = b"") -> bytes:
    return b"<< /Length %d /Filter %s %s >>\nstream\n%s\nendstream" % (len(data), filters, more, data)


def attaching(content: bytes) -> bytes:
    """A PDF written by hand whose fourth object is attached under our name."""
    return pdf_of(
        b"<< /Type /Catalog /Pages 2 0 R /Names << /EmbeddedFiles << /Names [(diagnostic.ansm.json) 3 0 R] >> >> >>",
        b"<< /Type /Pages /Kids [] /Count 0 >>",
        b"<< /Type /Filespec /F (diagnostic.ansm.json) /EF << /F 4 0 R >> >>",
        content,
    )


@cache
def bomb(times: int) -> bytes:
    """Zeroes squeezed so many times: a few kilobytes that become a hundred megabytes."""
    packer = zlib.compressobj(9)
    data = b"".join(packer.compress(b"\x00" * 1_000_000) for _ in range(100)) + packer.flush()
    for _ in range(times - 1):
        data = zlib.compress(data, 9)
    return data


def a_list_of_objects_in_a_bomb() -> bytes:
    body = b"%PDF-1.7\n"
    table = stream(bomb(1), more=b"/Type /XRef /Size 100000000 /W [1 2 1] /Root 1 0 R /Index [0 100000000]")
    return body + b"1 0 obj\n" + table + b"\nendobj\nstartxref\n%d\n%%%%EOF" % len(body)


HOSTILE: dict[str, Callable[[], bytes]] = {
    "a bomb": lambda: attaching(stream(bomb(1))),
    "a bomb in a bomb": lambda: attaching(stream(bomb(2), b"[/FlateDecode /FlateDecode]")),
    "a hundred filters": lambda: attaching(stream(bomb(1), b"[" + b"/FlateDecode " * 100 + b"]")),
    "a bomb of another kind": lambda: attaching(stream(b"\x81\x00" * 2_000_000, b"/RunLengthDecode")),
    "an image": lambda: attaching(stream(b"\x00" * 100, b"/JBIG2Decode")),
    "a list of objects in a bomb": a_list_of_objects_in_a_bomb,
    "a length that lies": lambda: attaching(b"<< /Length 99999999999 >>\nstream\nx\nendstream"),
    "an object that is itself": lambda: attaching(b"4 0 R"),
    "a stream whose length is itself": lambda: attaching(b"<< /Length 4 0 R >>\nstream\nx\nendstream"),
    "nested without end": lambda: attaching(b"[" * 200_000),
    "dictionaries without end": lambda: attaching(b"<< /A " * 200_000),
    "a string without end": lambda: attaching(b"(" * 500_000),
    "a name tree that turns": lambda: pdf_of(
        b"<< /Type /Catalog /Pages 2 0 R /Names << /EmbeddedFiles 3 0 R >> >>",
        b"<< /Type /Pages /Kids [] /Count 0 >>",
        b"<< /Kids [3 0 R 3 0 R 3 0 R 3 0 R] >>",
    ),
    "pages that turn": lambda: pdf_of(b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Pages /Kids [2 0 R] >>"),
    "tables that turn": lambda: (
        b"%PDF-1.7\nxref\n0 1\n0000000000 65535 f \ntrailer << /Root 1 0 R /Prev 9 >>\nstartxref\n9\n%%EOF"
    ),
    "a number of a million digits": lambda: attaching(b"9" * 1_000_000),
    "a million objects": lambda: b"%PDF-1.7\n" + b"1 0 obj 1 endobj\n" * 500_000 + b"startxref\n0\n%%EOF",
}


@pytest.mark.parametrize("make", HOSTILE.values(), ids=HOSTILE)
def test_a_hostile_pdf_is_refused_in_a_sentence(make: Callable[[], bytes]) -> None:
    assert refusal(make()) in (attached.UNREADABLE, attached.NOT_OURS, attached.NOTHING_ATTACHED)


def test_a_pdf_written_by_hand_with_a_true_diagnostic_is_one() -> None:
    """So that the hostile ones above are refused for what they hold, not for how they were written."""
    assert open_travelling(attaching(stream(zlib.compress(JSON)))) == CARRIED


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.data())
def test_a_report_damaged_anywhere_is_read_or_refused(data: st.DataObject) -> None:
    whole = bytearray(carrying(pdf=blank()))
    for _ in range(data.draw(st.integers(1, 20))):
        whole[data.draw(st.integers(10, len(whole) - 1))] = data.draw(st.integers(0, 255))
    try:
        assert open_travelling(bytes(whole)) == CARRIED
    except InvalidRequest as refused:
        assert str(refused).endswith(".")


def test_a_reader_that_takes_too_long_is_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(attached, "LONGEST_WAIT", 0.001)
    assert refusal(carrying()) == attached.UNREADABLE


def test_a_machine_without_room_for_a_reader_asks_to_try_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.executable", "/nowhere/python")
    with pytest.raises(TooMany) as asked:
        open_travelling(carrying())
    assert asked.value.seconds == attached.ATTEMPT_AGAIN


def test_the_reader_may_take_little_of_the_machine() -> None:
    """Asked of the process itself: it is started as a document is read, and tells its limits instead."""
    script = (
        "import resource, runpy, sys; child = runpy.run_path(sys.argv[1]); child['contain']();"
        "print([resource.getrlimit(each)[1] for each in (resource.RLIMIT_AS, resource.RLIMIT_CPU,"
        " resource.RLIMIT_FSIZE, resource.RLIMIT_CORE)])"
    )
    told = subprocess.run(  # noqa: S603 - our own script
        [sys.executable, "-I", "-c", script, str(attached.CHILD)], capture_output=True, text=True, check=True
    )
    assert told.stdout.strip() == f"[{child.MEMORY}, {child.SECONDS}, 0, 0]"


def test_a_diagnostic_of_any_edition_may_be_attached() -> None:
    internal = replace(CARRIED, edition=None, history=(), answers=replace(CARRIED.answers, items=()))
    assert open_travelling(carrying(write_travelling(internal))) == internal
