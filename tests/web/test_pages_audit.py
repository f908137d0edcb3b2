"""The audit file: complete, checked, and never claiming more than was tested."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest

from ansm.errors import ContentError
from ansm.web.audit.__main__ import main
from ansm.web.audit.conformity import State, conformity
from ansm.web.audit.criteria import NUMBERS, THEMES, Audit, Result
from ansm.web.audit.reading import SHIPPED, read_audit, shipped_audit
from ansm.web.page_list import PAGES

SIZES = {1: 9, 2: 2, 3: 3, 4: 13, 5: 8, 6: 2, 7: 5, 8: 10, 9: 4, 10: 14, 11: 13, 12: 11, 13: 12}
TEXT = SHIPPED.read_text(encoding="utf-8")


def test_the_rgaa_has_106_criteria_in_13_themes() -> None:
    """With the size of each theme in version 4.1.2."""
    assert len(NUMBERS) == len(set(NUMBERS)) == 106
    assert {theme.number: theme.size for theme in THEMES} == SIZES
    assert Counter(int(number.split(".")[0]) for number in NUMBERS) == SIZES


def test_the_shipped_file_has_each_criterion_once_in_order_with_its_own_title() -> None:
    """And says how each result that is one was seen."""
    audit = shipped_audit()
    assert tuple(each.number for each in audit.criteria) == NUMBERS
    assert len({each.title for each in audit.criteria}) >= 100
    assert all(each.evidence for each in audit.criteria if each.result is not Result.NOT_TESTED)
    assert not any(each.evidence for each in audit.criteria if each.result is Result.NOT_TESTED)
    for theme in THEMES:
        assert len(audit.of_theme(theme)) == theme.size


def test_the_audit_covers_every_page_under_its_name_or_says_that_it_does_not() -> None:
    """A new page must be looked at too; until then, nothing is claimed of it."""
    audited, waiting = (
        {(page.name, page.address) for page in pages} for pages in (shipped_audit().pages, shipped_audit().unaudited)
    )
    assert audited | waiting == {(page.name, page.address) for page in PAGES}
    assert not audited & waiting


def written(tmp_path: Path, wanted: str, instead: str) -> Path:
    """The shipped file with one thing changed."""
    assert wanted in TEXT
    path = tmp_path / "rgaa.toml"
    path.write_text(TEXT.replace(wanted, instead, 1), encoding="utf-8")
    return path


CRITERION = re.search(r'\[\[criteres\]\]\nnumero = "3\.2".*?\npreuve = "[^"]*"\n', TEXT, re.DOTALL)
assert CRITERION is not None
BLOCK = CRITERION[0]


def block(result: str, *more: str) -> str:
    """The criterion 3.2 with this result."""
    return "\n".join(['[[criteres]]\nnumero = "3.2"\ntitre = "Contraste"', f'resultat = "{result}"', *more, ""])


@pytest.mark.parametrize(
    ("wanted", "instead", "names", "allowed"),
    [
        (BLOCK, "", "critère 3.2", "un seul"),
        (BLOCK, BLOCK + BLOCK, "critère 3.2", "un seul"),
        (
            BLOCK,
            block("peut-etre", 'preuve = "vu"'),
            "critère 3.2 : resultat",
            "conforme, non-conforme, non-applicable",
        ),
        (BLOCK, block("conforme"), "critère 3.2 : preuve", "au moins un mot"),
        (BLOCK, block("non-teste", 'preuve = "vu"'), "critère 3.2 : preuve", "aucune preuve"),
        (BLOCK, block("conforme", 'preuve = "vu"', 'derogation = "un an"'), "critère 3.2 : derogation", "non-conforme"),
        (BLOCK, block("conforme", 'preuve = "vu"', 'note = "x"'), "critère 3.2 : note", "preuve"),
        (BLOCK, block("conforme", "preuve = 3"), "critère 3.2 : preuve", "au moins un mot"),
        ('numero = "3.2"', 'numero = "3.4"', "critère 3.4", "de 1.1 à 13.12"),
        ("mise-a-jour-le = 2", "mise-a-jour-le = 1", "mise-a-jour-le", "plus tard"),
        ("etablie-le = 2026-11-26", 'etablie-le = "hier"', "etablie-le", "un jour"),
        ("outils = [", "outils = [3, ", "outils", "une liste de textes"),
        ("etats = [", "etats = [3, ", "etats", "une liste de textes"),
        ('nom = "Accueil", ', "", "page n° 1 : nom", "au moins un mot"),
        ("realise-par", "fait-par", "fait-par", "realise-par"),
    ],
)
def test_a_faulty_file_is_refused_with_the_criterion_and_what_was_allowed(
    tmp_path: Path, wanted: str, instead: str, names: str, allowed: str
) -> None:
    """Each fault is said in one line."""
    with pytest.raises(ContentError) as refusal:
        read_audit(written(tmp_path, wanted, instead))
    said = str(refusal.value).replace("\u00a0", " ")
    line = next(line for line in said.splitlines() if f"rgaa.toml : {names} : " in line)
    assert allowed in line


def test_every_fault_is_said_at_once(tmp_path: Path) -> None:
    """Whoever fills the file in corrects it in one go."""
    path = tmp_path / "rgaa.toml"
    path.write_text(TEXT.replace('resultat = "conforme"', 'resultat = "oui"'), encoding="utf-8")
    with pytest.raises(ContentError) as refusal:
        read_audit(path)
    assert len(refusal.value.faults) >= TEXT.count('resultat = "conforme"') > 0


def test_every_page_may_have_been_audited(tmp_path: Path) -> None:
    """The list of those that wait is then empty, but there; a file without any audited page is refused."""
    none_waits = re.sub(r"pages-a-auditer = \[[^]]*\]", "pages-a-auditer = []", TEXT)
    path = tmp_path / "rgaa.toml"
    path.write_text(none_waits, encoding="utf-8")
    assert read_audit(path).unaudited == ()
    for wrong in (
        none_waits.replace("pages-a-auditer = []", ""),
        re.sub(r"\npages = \[.*?\n\]", "\npages = []", TEXT, flags=re.DOTALL),
    ):
        path.write_text(wrong, encoding="utf-8")
        with pytest.raises(ContentError, match="ces blocs manquent"):
            read_audit(path)


def test_what_is_not_toml_is_refused(tmp_path: Path) -> None:
    """With the name of the file."""
    path = tmp_path / "rgaa.toml"
    path.write_text("[[criteres", encoding="utf-8")
    with pytest.raises(ContentError, match=r"rgaa\.toml.*illisible"):
        read_audit(path)


def audited(met: int, unmet: int, untested: int) -> Audit:
    """An audit with these counts, the other criteria not applicable."""
    results = [Result.MET] * met + [Result.UNMET] * unmet + [Result.NOT_TESTED] * untested
    results += [Result.NOT_APPLICABLE] * (len(NUMBERS) - len(results))
    shipped = shipped_audit()
    criteria = tuple(
        replace(each, result=result, evidence="vu", exemption="")
        for each, result in zip(shipped.criteria, results, strict=True)
    )
    return replace(shipped, criteria=criteria)


@pytest.mark.parametrize(
    ("met", "unmet", "untested", "rate", "state"),
    [
        (106, 0, 0, 100, State.TOTAL),
        (60, 0, 0, 100, State.TOTAL),
        (60, 0, 1, 98, State.PARTIAL),
        (105, 1, 0, 99, State.PARTIAL),
        (50, 50, 0, 50, State.PARTIAL),
        (50, 0, 50, 50, State.PARTIAL),
        (49, 50, 0, 49, State.NONE),
        (49, 0, 51, 49, State.NONE),
        (0, 0, 106, 0, State.NONE),
        (0, 0, 0, 0, State.NONE),
    ],
)
def test_the_rate_is_met_over_applicable_and_the_untested_count_as_not_met(
    met: int, unmet: int, untested: int, rate: int, state: State
) -> None:
    """Rounded down: an unfinished audit can only claim less than the finished one."""
    found = conformity(audited(met, unmet, untested))
    assert (found.rate, found.state) == (rate, state)
    assert found.applicable == met + unmet + untested
    assert found.complete is (untested == 0)


def test_the_command_says_what_is_left_to_test(capsys: pytest.CaptureFixture[str]) -> None:
    """Theme by theme."""
    assert main() == 0
    said = capsys.readouterr().out
    for theme in THEMES:
        assert theme.name in said
    left = shipped_audit().with_result(Result.NOT_TESTED)
    assert all(each.number in said for each in left)
