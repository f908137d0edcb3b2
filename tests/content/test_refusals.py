"""Whatever an editor may get wrong is refused in one message: the file, the key, the problem and what was allowed."""

import re
import tomllib
from dataclasses import dataclass
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ansm.content.loading import load
from ansm.content.source import SourceFile, SourceTree, read_tree, shipped_folder
from ansm.errors import ContentError

HERE = Path(__file__).parent
TREES = {"minimal": HERE / "minimal", "shipped": shipped_folder()}


@dataclass(frozen=True)
class BadTree:
    """One mistake: what is changed in which tree, and what must be said of it."""

    name: str
    file: str
    at: str
    says: list[str]
    old: str | None = None
    new: str | None = None
    more: str = ""
    tree: str = "minimal"
    told_in: str = ""  # the file that the message names, when it is another than the one changed

    def build(self) -> SourceTree:
        """The tree with the mistake in it."""
        texts = {path: data.decode() for path, data in read_tree(TREES[self.tree]).files}
        if self.old is not None:
            assert self.old in texts[self.file], "the case no longer fits the tree it changes"
            texts[self.file] = texts[self.file].replace(self.old, self.new or "", 1) + self.more
        elif self.new is not None:
            texts[self.file] = texts.get(self.file, "").removesuffix("\n") + "\n" + self.new
        else:
            del texts[self.file]
        return SourceTree(tuple(SourceFile(path, text.encode()) for path, text in texts.items()))


CASES = [BadTree(**case) for case in tomllib.loads((HERE / "bad_trees.toml").read_text())["cases"]]


def plain(text: str) -> str:
    """The text with ordinary spaces, as the cases are written."""
    return text.replace("\u00a0", " ").replace("\u202f", " ")


@pytest.mark.parametrize("case", CASES, ids=[case.name for case in CASES])
def test_is_refused_where_it_stands_with_what_was_allowed(case: BadTree) -> None:
    with pytest.raises(ContentError) as refusal:
        load(case.build())
    here = [fault for fault in refusal.value.faults if (fault.file, fault.key) == (case.told_in or case.file, case.at)]
    said = [plain(f"{fault.problem} {fault.allowed}") for fault in here]
    assert any(all(plain(words) in text for words in case.says) for text in said), str(refusal.value)


@pytest.mark.parametrize("case", CASES, ids=[case.name for case in CASES])
def test_is_said_without_a_flood_of_other_messages(case: BadTree) -> None:
    with pytest.raises(ContentError) as refusal:
        load(case.build())
    assert len(refusal.value.faults) <= 8, str(refusal.value)


def test_every_mistake_of_a_tree_is_said_at_once_and_in_order() -> None:
    first = BadTree("", "besoins.toml", "", [], old="impact = 75", new="impact = 750").build()
    texts = dict(first.files) | {"version.toml": b'numero = "demain"\npublie-le = 2026-11-22\n'}
    with pytest.raises(ContentError) as refusal:
        load(SourceTree(tuple(SourceFile(*file) for file in texts.items())))
    assert [(fault.file, fault.key) for fault in refusal.value.faults] == [
        ("besoins.toml", "besoins[sauvegarde].impact"),
        ("version.toml", "numero"),
    ]


def test_a_message_never_lets_a_punctuation_mark_start_a_line() -> None:
    for case in CASES:
        with pytest.raises(ContentError) as refusal:
            load(case.build())
        for fault in refusal.value.faults:
            for mark in (" :", " ;", " ?", " »", "« "):
                assert mark not in fault.problem + fault.allowed


def test_a_file_in_another_encoding_is_refused_at_its_line() -> None:
    texts = dict(read_tree(TREES["minimal"]).files) | {"version.toml": 'numero = "2026.11"\n# été'.encode("latin-1")}
    with pytest.raises(ContentError) as refusal:
        load(SourceTree(tuple(SourceFile(*file) for file in texts.items())))
    assert [(fault.file, fault.key) for fault in refusal.value.faults] == [("version.toml", "ligne 2")]
    assert "UTF-8" in str(refusal.value)


@pytest.mark.parametrize("hostile", [b"a = " + b"[" * 5000, b"a = " + b"9" * 5000, b"\x00", b"a = {" * 3000])
def test_a_hostile_file_is_refused_like_any_other(hostile: bytes) -> None:
    texts = dict(read_tree(TREES["minimal"]).files) | {"version.toml": hostile}
    with pytest.raises(ContentError) as refusal:
        load(SourceTree(tuple(SourceFile(*file) for file in texts.items())))
    assert {fault.file for fault in refusal.value.faults} == {"version.toml"}


MINIMAL = {path: data.decode() for path, data in read_tree(TREES["minimal"]).files}
ASSIGNMENTS = [
    (path, found.start(1), found.end(1))
    for path, text in MINIMAL.items()
    for found in re.finditer(r"^\S+ = (.+)$", text, re.M)
]
ODD_VALUES = ["1", "-1", "nan", "true", '"x"', '""', '"{"', "[]", "[[]]", '["x", "x"]', "[1]", "{}", "{ toutes = [1] }"]
ODD_VALUES += ["{ non = { non = {} } }", "2026-01-01", "2026-01-01T10:00:00", "10:00:00", "99999999999999999999"]


@given(st.sampled_from(ASSIGNMENTS), st.sampled_from(ODD_VALUES))
def test_any_value_anywhere_is_accepted_or_refused_in_words(where: tuple[str, int, int], value: str) -> None:
    path, start, end = where
    texts = MINIMAL | {path: MINIMAL[path][:start] + value + MINIMAL[path][end:]}
    try:
        handbook = load(SourceTree(tuple(SourceFile(name, text.encode()) for name, text in texts.items())))
    except ContentError as refusal:
        assert all(fault.file and fault.problem for fault in refusal.faults)
    else:
        assert handbook.questionnaire.questions
