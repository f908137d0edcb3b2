"""The sample documents of docs/exemples say what the program says today: `make examples` makes them anew."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pymupdf
import pytest

ROOT = Path(__file__).parent.parent
SHIPPED = ROOT / "docs" / "exemples"
CODE = re.compile(r"\b[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}\b")


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Every sample document, made now."""
    folder = tmp_path_factory.mktemp("exemples")
    subprocess.run([sys.executable, ROOT / "scripts" / "examples.py", folder], check=True)  # noqa: S603  # our own script
    return folder


def test_there_are_the_same_documents(made: Path) -> None:
    """One a kind and edition, for each example, and the questionnaires to fill in by hand."""
    assert names(made) == names(SHIPPED)


def test_each_says_the_same(made: Path) -> None:
    """To the byte, but for PDF, whose lines break otherwise where Pango is another one: their words are compared."""
    stale = [name for name in names(SHIPPED) if said(SHIPPED / name) != said(made / name)]
    assert stale == [], "make examples"


def test_the_code_of_a_paper_stands_for_all_that_it_says(made: Path) -> None:
    """Each report and summary carries its own; the comparison above rests on it."""
    codes = [said(made / name) for name in names(made) if name.endswith(".pdf") and "questionnaire" not in name]
    assert len(codes) == len(set(codes))
    assert all(CODE.fullmatch(str(code)) for code in codes)


def names(folder: Path) -> list[str]:
    """The documents of a folder of examples, their folder included."""
    return sorted(str(path.relative_to(folder)) for path in folder.glob("*/*"))


def said(path: Path) -> bytes | str:
    """What two copies of a document must have in common."""
    if path.suffix != ".pdf":
        return path.read_bytes()
    with pymupdf.open(path) as document:
        text = " ".join(page.get_text() for page in document)
    code = CODE.search(text)
    return code[0] if code else "".join(sorted(re.sub(r"[\W\d]", "", text)))
