"""What is logged of a failure: where it is, never what people sent."""

from __future__ import annotations

import pytest

from ansm.ansm import app
from ansm.web.faults import LONGEST_REPORT, tell_and_stay, tell_of_a_page

SECRET = "hlScagi5XO9OwIf-moH80IgwUltTms3-H5Kq7cqwFYA"  # noqa: S105 — of a file that does not exist


def test_a_failure_is_told_by_its_name_and_place_only(caplog: pytest.LogCaptureFixture) -> None:
    try:
        int(SECRET)
    except ValueError as error:
        tell_and_stay(error)
    (line,) = caplog.messages
    assert line.startswith("ValueError at ")
    assert "test_faults.py:" in line
    assert SECRET not in line


def test_what_a_page_reports_is_one_short_line_without_personal_link(caplog: pytest.LogCaptureFixture) -> None:
    """It is whatever a browser, or anybody, sends."""
    tell_of_a_page(Exception(f"TypeError: /diagnostic/#{SECRET}\n  at x\r\nERROR forged line\x1b[2J " + "long " * 500))
    (line,) = caplog.messages
    assert SECRET not in line
    assert "\n" not in line
    assert "\x1b" not in line
    assert "TypeError: /diagnostic/#[…] at x ERROR forged line" in line
    assert len(line) < LONGEST_REPORT + 50


def test_reflex_reports_through_them() -> None:
    """Its own handlers write whatever they are given."""
    assert app.backend_exception_handler is tell_and_stay
    assert app.frontend_exception_handler is tell_of_a_page
