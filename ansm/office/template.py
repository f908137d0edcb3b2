"""The délibération’s template, as a clerk edits it: what its brackets may say, what is wrong with it, and filling it.

- `[nom]` is a value (the names are those of `resolution`).
- `[si commune] Vu…`: the paragraph, or the list item it opens, is kept in that case only; `[sauf si …]` in the others.
- `[pour chaque première action] [action]…`: the paragraph, or the list item, is repeated.
- `[à compléter : …]` and `[à vérifier : …]` are blanks for the town hall, left visible.
"""

from __future__ import annotations

import difflib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from odfdo import PREV_SIBLING, Document, Element

from ansm.errors import ContentError, Fault
from ansm.office.package import LARGEST, Damaged, dated, opened, packed, part
from ansm.office.placeholders import fill, name_of, text_of, unbalanced, written

PLACE = "modeles/deliberation.odt"
BLANKS = ("à compléter", "à vérifier")
ONLY_IF, UNLESS, EACH = "si ", "sauf si ", "pour chaque première action"
_READ = ("content.xml", "styles.xml")  # page headers and footers stand in the second
_SHOWN = 60
_UNWANTED = (  # what would leave the town hall with the délibération, and what to do in LibreOffice
    (
        "//text:tracked-changes/*",
        "des modifications suivies restent",
        "menu Édition, Suivi des modifications",
    ),
    ("//office:annotation", "un commentaire reste", "le supprimer dans la marge"),
)
_MACROS = ("Basic/", "Scripts/")


@dataclass(frozen=True, slots=True)
class Wording:
    """What may stand between brackets: values, cases, and the values of each action that is repeated."""

    values: Mapping[str, str]
    cases: Mapping[str, bool]
    actions: tuple[Mapping[str, str], ...]


@dataclass(frozen=True, slots=True)
class Allowed:
    """The names a template may use."""

    values: tuple[str, ...]
    cases: tuple[str, ...]
    action_values: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Template:
    """A template without fault."""

    data: bytes

    def filled(self, wording: Wording, subject: str, on: date) -> bytes:
        """The document of this wording; only blanks are left between brackets."""
        document = _opened(self.data)
        for paragraph in list(_paragraphs(document)):
            _write(paragraph, wording)
        title = _filled_text(_title(document), wording)
        dated(document, title, subject, on)
        return packed(document)


def read_template(allowed: Allowed, *folders: Path) -> Template:
    """The template of the first of these content folders that has one. Raises ContentError with every fault found."""
    faults = template_faults(allowed, *folders)
    if faults:
        raise ContentError(faults)
    return Template(_data(*folders)[0])


def template_faults(allowed: Allowed, *folders: Path) -> tuple[Fault, ...]:
    """Everything wrong with the template of the first of these folders that has one."""
    data, faults = _data(*folders)
    return faults or faults_of(data, allowed)


def _data(*folders: Path) -> tuple[bytes, tuple[Fault, ...]]:
    path = next((found for folder in folders if (found := folder / PLACE).is_file()), None)
    try:
        if path is None:
            return b"", (_fault("", "ce modèle manque", "un texte LibreOffice (.odt)"),)
        if path.stat().st_size > LARGEST:
            return b"", (_fault("", "ce modèle est trop gros", f"{LARGEST // 1000}\u00a0ko au plus"),)
        return path.read_bytes(), ()
    except OSError:
        return b"", (_fault("", "ce modèle ne peut pas être lu", "un fichier que le programme a le droit de lire"),)


def faults_of(data: bytes, allowed: Allowed) -> tuple[Fault, ...]:
    """Everything wrong with a template."""
    try:
        document = _opened(data)
    except Damaged:
        return (_fault("", "ce fichier n’est pas un texte LibreOffice", "un .odt enregistré par LibreOffice"),)
    faults = [
        _fault("", problem, remedy)
        for query, problem, remedy in _UNWANTED
        if any(part(document, name).get_elements(query) for name in _READ)
    ]
    if any(name.startswith(_MACROS) for name in document.parts):
        faults.append(_fault("", "une macro est présente", "un document sans macro"))
    for text in (*(text_of(paragraph) for paragraph in _paragraphs(document)), _title(document)):
        faults += _faults_in(text, allowed)
    return tuple(dict.fromkeys(faults))


def _opened(data: bytes) -> Document:
    return opened(data, "text")


def _paragraphs(document: Document) -> Iterator[Element]:
    for name in _READ:
        yield from part(document, name).get_elements("//text:p | //text:h")


def _title(document: Document) -> str:
    return document.meta.title or ""


def _faults_in(text: str, allowed: Allowed) -> Iterator[Fault]:
    if unbalanced(text):
        yield _fault(text, "un crochet n’est pas fermé, ou est dans un autre", "[ et ] par paires, par exemple [nom]")
    names = tuple(name_of(each) for each in written(text))
    leading = _leading(text)
    for position, name in enumerate(names):
        if _blank(name):
            continue
        instruction = name == EACH or name.startswith((ONLY_IF, UNLESS))
        known = (
            *allowed.values,
            *allowed.action_values,
            *(start + case for start in (ONLY_IF, UNLESS) for case in allowed.cases),
            EACH,
        )
        if name not in known:
            yield _fault(f"[{name}]", "ce repère n’existe pas", _suggested(name, known))
        elif instruction and position >= leading:
            yield _fault(f"[{name}]", "cette consigne n’est pas en tête de son paragraphe", "au tout début")
        elif name in allowed.action_values and EACH not in names[:leading]:
            yield _fault(
                f"[{name}]", "ce repère n’a de sens que pour une action", f"un paragraphe qui commence par [{EACH}]"
            )


def _blank(name: str) -> bool:
    """A passage that the town hall completes by itself: it stays as it is."""
    return name.partition(":")[0].strip() in BLANKS


def _leading(text: str) -> int:
    """How many placeholders open the paragraph with nothing but spaces before and between them."""
    count, rest = 0, text.lstrip()
    while rest.startswith("[") and "]" in rest:
        count, rest = count + 1, rest.partition("]")[2].lstrip()
    return count


def _suggested(name: str, known: tuple[str, ...]) -> str:
    close = difflib.get_close_matches(name, known, n=1, cutoff=0.6)
    if close:
        return f"peut-être [{close[0]}]"
    return ", ".join(f"[{each}]" for each in known) + ", ou un blanc\u00a0: [à compléter\u00a0: …]"


def _fault(key: str, problem: str, allowed: str) -> Fault:
    short = " ".join(key.split())
    return Fault(PLACE, short if len(short) <= _SHOWN else short[:_SHOWN] + "…", problem, allowed)


def _write(paragraph: Element, wording: Wording) -> None:
    names = tuple(name_of(each) for each in written(text_of(paragraph)))
    if any(not _holds(name, wording) for name in names):
        _remove(_block(paragraph))
    elif EACH in names:
        _repeat(_block(paragraph), wording)
    elif names:
        fill(paragraph, _filler(wording.values))


def _repeat(block: Element, wording: Wording) -> None:
    """A copy of the block for each action, in its place."""
    for action in wording.actions:
        copy = block.clone
        for each in copy.get_elements("descendant-or-self::*[self::text:p or self::text:h]"):
            fill(each, _filler({**wording.values, **action}))
        for each in copy.get_elements("descendant-or-self::*[@xml:id]"):
            each.del_attribute("xml:id")  # an identifier is written once in a file
        block.insert(copy, xmlposition=PREV_SIBLING)
    _remove(block)


def _block(paragraph: Element) -> Element:
    """What a paragraph's instruction governs: its list item when it opens it, with any list inside."""
    parent = paragraph.parent
    opens = parent is not None and parent.tag == "text:list-item" and parent.index(paragraph) == 0
    return parent if parent is not None and opens else paragraph


def _remove(block: Element) -> None:
    """Take the block out, and the list that it leaves empty."""
    parent = block.parent
    block.delete(keep_tail=False)
    if parent is not None and parent.tag == "text:list" and not parent.children:
        _remove(parent)


def _holds(name: str, wording: Wording) -> bool:
    if name.startswith(UNLESS):
        return not wording.cases[name.removeprefix(UNLESS)]
    return wording.cases[name.removeprefix(ONLY_IF)] if name.startswith(ONLY_IF) else True


def _filler(values: Mapping[str, str]) -> Callable[[str], str | None]:
    """Instructions become nothing, blanks stay, a capital asks for a capital."""

    def value(typed: str) -> str | None:
        name = name_of(typed)
        if _blank(name):
            return None
        found = values.get(name, "")
        return found[:1].upper() + found[1:] if typed.strip()[:1].isupper() else found

    return value


def _filled_text(text: str, wording: Wording) -> str:
    """The title in the metadata, which is no paragraph."""
    holder = Element.from_tag("text:p")
    holder.text = text
    fill(holder, _filler(wording.values))
    return holder.text
