"""What is left out of WeasyPrint’s work changes nothing that is printed."""

from __future__ import annotations

import gc
from xml.etree import ElementTree

import pytest
import weasyprint

from ansm.report import compose, render
from ansm.report.faster import fewer_collections
from ansm.report.html import to_html
from ansm.report.press import BASE, Press
from ansm.report.sheet import compose_sheet
from tests.report.builders import CONTEXT, diagnostic

PAPERS = {"report": compose(diagnostic(), CONTEXT), "sheet": compose_sheet(diagnostic(), CONTEXT)}


class Whole(Press):
    """The press without any of it."""

    def __init__(self) -> None:
        super().__init__()
        self._html = weasyprint.HTML


@pytest.mark.parametrize("name", PAPERS)
def test_the_bytes_are_those_of_the_whole_work(name: str) -> None:
    assert Whole().print(PAPERS[name]) == render(PAPERS[name])


@pytest.mark.parametrize("name", PAPERS)
def test_the_page_is_well_formed_xml_which_is_read_faster(name: str) -> None:
    assert ElementTree.fromstring(to_html(PAPERS[name])).tag == "html"  # noqa: S314  # our own page


def test_a_template_that_is_only_html_is_printed_all_the_same() -> None:
    press = Press()
    page = press._html(string="<p>Un<br>deux&nbsp;trois", base_url=BASE, url_fetcher=press.fetcher)
    assert "".join(page.etree_element.itertext()) == "Undeux\u00a0trois"


def test_the_collector_of_cycles_is_given_back_as_it_was() -> None:
    before = gc.get_threshold()
    with fewer_collections():
        assert gc.get_threshold() != before
    assert gc.get_threshold() == before
