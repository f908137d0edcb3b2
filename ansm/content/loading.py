"""From a tree of files to a Handbook, in one walk: parse, read each file, check the whole, then name the version."""

from __future__ import annotations

import re
from datetime import date
from functools import lru_cache

from ansm.content.coherence import check_circles, check_names, check_unknown_answers, check_uses
from ansm.content.draft import Draft
from ansm.content.faults import Ledger, Place, listed, nearest, quoted
from ansm.content.glossary import GLOSSARY_FILE, check_glossary, read_glossary
from ansm.content.leaks import check_leaks
from ansm.content.needs import read_needs
from ansm.content.parsing import parse
from ansm.content.partners import PARTNERS_FILE, read_partners
from ansm.content.publication import PUBLICATION_FILE, read_publication
from ansm.content.reachability import check_reachability
from ansm.content.reading import Table
from ansm.content.rules import read_contradictions, read_flags, read_obligations, read_orientations
from ansm.content.services import read_services
from ansm.content.shown import shown_texts
from ansm.content.source import SourceTree, unknown_file
from ansm.content.themes import ThemeFile, read_theme
from ansm.content.thresholds import ELIGIBILITY_FILE, read_eligibility, refuse_stray_numerals
from ansm.content.weighting import read_weighting
from ansm.domain.eligibility import Rule
from ansm.domain.glossary import Glossary
from ansm.domain.handbook import Handbook
from ansm.domain.questionnaire import Questionnaire
from ansm.errors import ContentError

_VERSION_FILE = "version.toml"
_SINGLE_FILES = (
    _VERSION_FILE,
    ELIGIBILITY_FILE,
    "besoins.toml",
    "drapeaux.toml",
    "coherences.toml",
    "obligations.toml",
    "ponderation.toml",
    "orientation.toml",
)
_OPTIONAL_FILES = (
    GLOSSARY_FILE,
    PARTNERS_FILE,
    PUBLICATION_FILE,
)  # the contents kept from before they existed must still load
_FOLDERS = {"themes": "themes/01-profil.toml", "services": "services/cybersecurite.toml"}
_NUMBER = re.compile(r"\d{4}\.\d{1,2}(\.\d{1,3})?")
_CHECKSUM_SHOWN = 8


# The server reads it before its worker, which inherits it.
@lru_cache(maxsize=2)
def load(tree: SourceTree) -> Handbook:
    """The Handbook written in these files. Raises ContentError with every fault that could be seen."""
    ledger = Ledger()
    roots = _parse_all(tree, ledger)
    if ledger.faults:  # a file is missing or unreadable: what it defines would seem missing everywhere else
        raise ContentError(tuple(ledger.faults))
    number, published = _version(roots[_VERSION_FILE])
    rules = read_eligibility(roots[ELIGIBILITY_FILE])
    refuse_stray_numerals(tree, rules, ledger)
    draft = _read_all(roots)
    check_names(draft, ledger)
    check_uses(draft, ledger)
    check_circles(draft, ledger)
    if not ledger.faults:  # these look at values that a fault may have left out
        check_unknown_answers(draft, ledger)
        check_reachability(draft, ledger)
        check_glossary(draft.terms, shown_texts(draft), ledger)
    _refuse(ledger)
    handbook = _assemble(draft, rules, f"{number}-{tree.checksum[:_CHECKSUM_SHOWN]}", published)
    check_leaks(handbook, draft, ledger)
    _refuse(ledger)
    return handbook


def _refuse(ledger: Ledger) -> None:
    if ledger.faults:
        raise ContentError(tuple(dict.fromkeys(ledger.faults)))


def _parse_all(tree: SourceTree, ledger: Ledger) -> dict[str, Table]:
    """Each file under its path; notes missing, unknown and unreadable ones."""
    roots = {}
    for file in tree.files:
        folder, _, name = file.path.rpartition("/")
        if file.path not in (*_SINGLE_FILES, *_OPTIONAL_FILES) and (folder not in _FOLDERS or name.startswith(".")):
            ledger.faults.append(unknown_file(file.path, _expected_instead(file.path)))
            continue
        raw = parse(file, ledger)
        if raw is not None:
            roots[file.path] = Table(raw, Place(file.path), ledger)
    present = {file.path for file in tree.files}
    for path in _SINGLE_FILES:
        if path not in present:
            ledger.wrong(Place(path), "ce fichier manque", "le fichier, même s’il ne contient qu’un commentaire")
    for folder, example in _FOLDERS.items():
        if not any(path.startswith(f"{folder}/") for path in present):
            ledger.wrong(
                Place(f"{folder}/"), "ce dossier ne contient aucun fichier", f"au moins un, comme {quoted(example)}"
            )
    return roots


def _expected_instead(path: str) -> str:
    files = (*_SINGLE_FILES, *_OPTIONAL_FILES)
    close = nearest(path, files)
    return f"peut-être {quoted(close)}" if close else listed([*files, *_FOLDERS.values()])


def _version(root: Table) -> tuple[str, date]:
    number = root.identifier("numero", pattern=_NUMBER, example="une année, un point et un numéro, comme « 2026.11 »")
    root.ledger.published_on = root.day("publie-le")
    root.close()
    return number, root.ledger.published_on or date.min


def _read_all(roots: dict[str, Table]) -> Draft:
    """Every file read alone. Themes follow the order of their file names; services that of their identifiers."""
    obligations = read_obligations(roots["obligations.toml"])
    obliged = tuple(sorted({entry.value.need for entry in obligations if entry.value.need and entry.value.questions}))
    themes: list[ThemeFile] = [read_theme(roots[path], obliged) for path in sorted(roots) if path.startswith("themes/")]
    services = [entry for path in sorted(roots) if path.startswith("services/") for entry in read_services(roots[path])]
    return Draft(
        themes=tuple(file.theme for file in themes),
        questions=tuple(question for file in themes for question in file.questions),
        needs=read_needs(roots["besoins.toml"]),
        flags=read_flags(roots["drapeaux.toml"]),
        contradictions=read_contradictions(roots["coherences.toml"]),
        obligations=obligations,
        orientations=read_orientations(roots["orientation.toml"]),
        services=tuple(sorted(services, key=lambda entry: entry.value.id)),
        weighting=read_weighting(roots["ponderation.toml"]),
        terms=read_glossary(roots[GLOSSARY_FILE]) if GLOSSARY_FILE in roots else (),
        partners=read_partners(roots[PARTNERS_FILE]) if PARTNERS_FILE in roots else None,
        withheld=read_publication(roots[PUBLICATION_FILE]) if PUBLICATION_FILE in roots else None,
    )


def _assemble(draft: Draft, rules: tuple[Rule, ...], version: str, published: date) -> Handbook:
    return Handbook(
        version=version,
        published_on=published,
        rules=rules,
        questionnaire=Questionnaire(
            themes=tuple(entry.value for entry in draft.themes),
            questions=tuple(entry.value.question for entry in draft.questions),
            contradictions=tuple(entry.value for entry in draft.contradictions),
        ),
        needs=tuple(entry.value for entry in draft.needs),
        flags=tuple(entry.value for entry in draft.flags),
        obligations=tuple(entry.value for entry in draft.obligations),
        weighting=draft.weighting,
        services=tuple(entry.value for entry in draft.services),
        orientations=tuple(entry.value for entry in draft.orientations),
        glossary=Glossary(tuple(entry.value for entry in draft.terms)),
        partners=draft.partners,
        withheld=draft.withheld,
    )
