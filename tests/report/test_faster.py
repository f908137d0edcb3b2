"""What is left out of WeasyPrint’s work changes nothing that is printed."""

from __future__ import annotations

import weasyprint

from ansm.report import compose, render
from ansm.report.press import Press
from tests.report.builders import CONTEXT, diagnostic


def test_the_bytes_are_those_of_the_whole_work() -> None:
    class Whole(Press):
        def __init__(self) -> None:
            super().__init__()
            self._html = weasyprint.HTML

    document = compose(diagnostic(), CONTEXT)
    assert Whole().print(document) == render(document)
