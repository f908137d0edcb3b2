"""Decides what ten times the questionnaire is: every theme file copied under new identifiers, valid like the first."""

from __future__ import annotations

import itertools
import re
import shutil
import string
from collections.abc import Iterator
from pathlib import Path

from ansm.content import shipped_folder

PREFIX = re.compile(r'^id = "([A-Z]{3})-\d{2}"$', re.MULTILINE)
THEME = re.compile(r'^id = "([a-z0-9-]+)"$', re.MULTILINE)
QUESTION = "[[questions]]\n"
# What may not be published: the list of questions, and the blocks that name an answer.
WITHHELD = re.compile(r'(?<=^questions = \[\n)(?: +"[A-Z]{3}-\d{2}",\n)+', re.MULTILINE)
WITHHELD_ANSWER = re.compile(r'^\[\[reponses\]\]\nquestion = "[A-Z]{3}-\d{2}"\n(?:[a-z-]+ = .*\n)+\n', re.MULTILINE)


def write_larger_content(folder: Path, times: int) -> Path:
    """Copy the shipped content into a folder that does not exist, with so many times its questions."""
    shutil.copytree(shipped_folder(), folder)
    themes = sorted((folder / "themes").glob("*.toml"))
    texts = [path.read_text(encoding="utf-8") for path in themes]
    prefixes = {prefix for text in texts for prefix in PREFIX.findall(text)}
    fresh = unused_prefixes(prefixes)
    copies = []
    for copy in range(2, times + 1):
        names = {prefix: next(fresh) for prefix in sorted(prefixes)}
        for path, text in zip(themes, texts, strict=True):
            path.with_name(f"{path.stem}-{copy}.toml").write_text(renamed(text, names, copy), encoding="utf-8")
        copies.append(names)
    publication = folder / "publication.toml"
    publication.write_text(withheld_too(publication.read_text(encoding="utf-8"), copies), encoding="utf-8")
    return folder


def withheld_too(text: str, copies: list[dict[str, str]]) -> str:
    """What may not be published of the first theme may not be of its copies."""
    for kind in (WITHHELD, WITHHELD_ANSWER):
        text = kind.sub(lambda found: found[0] + "".join(renamed_names(found[0], names) for names in copies), text)
    return text


def unused_prefixes(taken: set[str]) -> Iterator[str]:
    """Three capitals that no question uses."""
    letters = itertools.product(string.ascii_uppercase, repeat=3)
    return (prefix for prefix in map("".join, letters) if prefix not in taken)


def renamed(text: str, names: dict[str, str], copy: int) -> str:
    """A theme file whose own names are new; its conditions then look at questions of the same copy."""
    theme, *questions = text.split(QUESTION)
    theme = THEME.sub(lambda found: f'id = "{found[1]}-{copy}"', theme, count=1)
    return QUESTION.join([theme, *(used(renamed_names(each, names)) for each in questions)])


def renamed_names(text: str, names: dict[str, str]) -> str:
    """The same text about the questions of the copy."""
    known = re.compile(rf'"({"|".join(names)})-(\d{{2}})"')
    return known.sub(lambda found: f'"{names[found[1]]}-{found[2]}"', text)


def used(question: str) -> str:
    """The question, said to be asked for context when what uses the original does not look at the copy."""
    if re.search(r"^(contexte|alimente|effet) =", question, re.MULTILINE):
        return question
    return question.replace("\nminutes = ", "\ncontexte = true\nminutes = ", 1)
