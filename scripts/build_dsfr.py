"""Decides what our style sheets keep of the DSFR: the rules of the classes we write, and the variables they need.

Run by a developer when a `fr-` class appears in `ansm/web`, never at install:

    npm pack @gouvfr/dsfr@1.15.3 && tar xf gouvfr-dsfr-1.15.3.tgz
    .venv/bin/python scripts/build_dsfr.py package assets

What it does to `dist/dsfr.main.css`, which weighs 94 KB once compressed:
- a selector stays when every `fr-` class in it is written somewhere in `ansm/web`;
- a custom property stays when a rule that stays uses it, directly or through another property;
- the Marianne faces go (the brand is not the State's), the few icons that remain are written in the sheet;
- what draws the State's emblem goes to `etat.css`, which only an installation under the State's brand loads;
- what only the pages of `ansm/web/served` write goes to `desk.css`, so that the questionnaire does not carry it;
- the dark values apply on the system's preference, since we do not ship the DSFR's script.
"""

from __future__ import annotations

import json
import re
import sys
import urllib.parse
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import tinycss2
from tinycss2.ast import AtRule, Node, ParseError, QualifiedRule

WEB = Path(__file__).parent.parent / "ansm" / "web"
SERVED = WEB / "served"
ASSETS = WEB.parent.parent / "assets"
# The macros of served pages write these with a word that they are given.
WRITTEN_IN_PARTS = {
    *(f"fr-badge--{state}" for state in ("info", "success", "warning", "error", "new")),
    *(f"fr-alert--{state}" for state in ("info", "success", "warning", "error")),
    *(f"fr-btn--{kind}" for kind in ("secondary", "tertiary", "tertiary-no-outline", "sm")),
}
DARK = ":root[data-fr-theme=dark]"
# The classes that show whose service it is: their rules, with the emblem itself, make a sheet of their own.
STATE = frozenset({"fr-logo", "fr-header__logo", "fr-header__brand-top", "fr-footer__brand"})
CLASS = re.compile(r"\.(fr-[\w-]+)")
VARIABLE = re.compile(r"var\(\s*(--[\w-]+)")
URL = re.compile(r"""url\(["']?(?!data:)([^"')]+)["']?\)""")

# Parts of the DSFR that need its script, its brand or controls that no page of ours has.
ABSENT = re.compile(
    r"mourning|\[data-fr-|:target|\.fr-no-|-webkit-(search|calendar|inner|outer)|::-ms-|type=(date|search)"
)

NEUTRAL_SHEET = "dsfr.css"
STATE_SHEET = "etat.css"
DESK_SHEET = "desk.css"
OUR_DESK_SHEET = "served.css"


@dataclass(slots=True)
class Rule:
    """One rule of the sheet: selectors and declarations, or an at-rule holding other rules."""

    selectors: list[str]
    declarations: list[tuple[str, str]] = field(default_factory=list)
    at: str = ""
    children: list[Rule] = field(default_factory=list)


def written_classes(*, served: bool) -> set[str]:
    """Return every `fr-` class that a page or the small scripts name: compiled ones alone, or served ones too."""
    sources = [*WEB.rglob("*.py"), *ASSETS.rglob("*.js*"), *(SERVED.rglob("*.html") if served else ())]
    kept = [path for path in sources if served or SERVED not in path.parents]
    found = {name for path in kept for name in re.findall(r"\bfr-[a-z0-9_-]+", path.read_text(encoding="utf-8"))}
    return found | (WRITTEN_IN_PARTS if served else set())


def kept_rules(nodes: list[Node], classes: set[str], icons: Path, *, state: bool) -> Iterator[Rule]:
    """Yield the rules whose selectors only speak of classes we write: the State emblem's, or all the others."""
    for node in nodes:
        if isinstance(node, ParseError):
            raise SystemExit(f"unreadable sheet: {node.message}")
        if isinstance(node, AtRule) and node.lower_at_keyword in {"media", "supports"} and node.content is not None:
            condition = tinycss2.serialize(node.prelude).strip()
            inner = tinycss2.parse_rule_list(node.content, skip_comments=True, skip_whitespace=True)
            children = list(kept_rules(inner, classes, icons, state=state))
            if children:
                yield Rule([], at=f"@{node.lower_at_keyword} {condition}", children=children)
        elif isinstance(node, QualifiedRule):
            selectors = [own_root(s.strip()) for s in split_selectors(tinycss2.serialize(node.prelude))]
            kept = [s for s in selectors if is_kept(s, classes) and bool(STATE & set(CLASS.findall(s))) is state]
            declarations = list(read_declarations(node, icons))
            if kept and declarations:
                yield Rule(kept, declarations)


def split_selectors(text: str) -> list[str]:
    """Split a selector list at its own commas, not at those inside `:not(…)`."""
    return re.split(r",(?![^(]*\))", text)


def own_root(selector: str) -> str:
    """Write the dark scheme one way: the DSFR says it on any element in places, and we only have the root."""
    return ":root" + selector if selector.startswith("[data-fr-theme=dark]") else selector


def is_kept(selector: str, classes: set[str]) -> bool:
    """Tell whether this selector can match one of our pages."""
    if selector == DARK:
        return True
    plain = selector.removeprefix(DARK).strip()
    positive = re.sub(r":not\([^)]*\)", "", plain)
    return not ABSENT.search(plain) and set(CLASS.findall(positive)) <= classes


def read_declarations(rule: QualifiedRule, icons: Path) -> Iterator[tuple[str, str]]:
    """Yield the rule's declarations, icons written in the sheet, vendor doubles left out."""
    for item in tinycss2.parse_declaration_list(rule.content, skip_comments=True, skip_whitespace=True):
        if item.type != "declaration" or item.name.startswith(("-webkit-mask", "-ms-", "-moz-")):
            continue
        value = tinycss2.serialize(item.value).strip() + (" !important" if item.important else "")
        if item.name == "font-family":
            continue
        yield item.name, URL.sub(lambda found: f'url("{as_data(icons / found[1])}")', value)


def as_data(icon: Path) -> str:
    """Write a small SVG inside the sheet, so that the page asks for no further file."""
    svg = re.sub(r">\s+<", "><", icon.read_text(encoding="utf-8").strip())
    return "data:image/svg+xml;charset=utf-8," + urllib.parse.quote(svg, safe=" =:/'()-.,<>").replace("\n", "")


def used_variables(rules: list[Rule], *, served: bool) -> set[str]:
    """Return the custom properties that ordinary declarations need, ours included, through other properties too."""
    needs: dict[str, set[str]] = {}
    wanted: set[str] = set()
    for name, value in flat_declarations(rules):
        found = set(VARIABLE.findall(value))
        if name.startswith("--"):
            needs.setdefault(name, set()).update(found)
        else:
            wanted |= found
    for sheet in ASSETS.glob("*.css"):
        if sheet.name not in {NEUTRAL_SHEET, STATE_SHEET, DESK_SHEET} and (served or sheet.name != OUR_DESK_SHEET):
            wanted |= set(VARIABLE.findall(sheet.read_text(encoding="utf-8")))
    pending = list(wanted)
    while pending:
        for name in needs.get(pending.pop(), set()) - wanted:
            wanted.add(name)
            pending.append(name)
    return wanted


def flat_declarations(rules: list[Rule]) -> Iterator[tuple[str, str]]:
    """Yield every declaration of the sheet, whatever the nesting."""
    for rule in rules:
        yield from rule.declarations
        yield from flat_declarations(rule.children)


def write(rules: list[Rule], variables: set[str]) -> Iterator[str]:
    """Yield the sheet's text, dark values under the system's preference."""
    for rule in rules:
        if rule.children:
            inner = "".join(write(rule.children, variables))
            if inner:
                yield f"{rule.at}{{{inner}}}\n"
            continue
        body = ";".join(f"{n}:{compact(v)}" for n, v in rule.declarations if not n.startswith("--") or n in variables)
        if not body:
            continue
        light = [s for s in rule.selectors if not s.startswith(DARK)]
        dark = [":root" + s.removeprefix(DARK) for s in rule.selectors if s.startswith(DARK)]
        if light:
            yield f"{','.join(light)}{{{body}}}\n"
        if dark:
            yield f"@media (prefers-color-scheme:dark){{{','.join(dark)}{{{body}}}}}\n"


def compact(value: str) -> str:
    """Drop the spaces a browser does not need."""
    return value if "url(" in value else re.sub(r"\s*,\s*", ",", re.sub(r"\s+", " ", value))


def main(package: Path, target: Path) -> None:
    """Write the three sheets in that folder and say what they weigh."""
    version = json.loads((package / "package.json").read_text(encoding="utf-8"))["version"]
    sheet = (package / "dist" / "dsfr.main.css").read_text(encoding="utf-8")
    nodes = tinycss2.parse_stylesheet(sheet, skip_comments=True, skip_whitespace=True)
    classes, all_classes = written_classes(served=False), written_classes(served=True)
    neutral = list(kept_rules(nodes, classes, package / "dist", state=False))
    whole = list(kept_rules(nodes, all_classes, package / "dist", state=False))
    emblem = list(kept_rules(nodes, classes, package / "dist", state=True))
    variables = used_variables([*neutral, *emblem], served=False)
    header = (
        f"/*! Système de Design de l’État (DSFR) {version}, @gouvfr/dsfr, Service d’Information du Gouvernement.\n"
        " * Licence Ouverte Etalab 2.0. Réduit par scripts/build_dsfr.py aux classes employées ; "
    )
    neutral_note = "polices Marianne,\n * marque de l’État et script retirés. Ne pas modifier à la main. */\n"
    emblem_note = (
        "bloc-marque de l’État,\n"
        " * réservé aux services de l’État : chargé seulement avec ANSM_BRAND=etat. Ne pas modifier à la main. */\n"
    )
    desk_note = "seulement par les pages que le serveur\n * écrit lui-même. Ne pas modifier à la main. */\n"
    in_neutral = tuple(write(neutral, variables))
    sheets = (
        (NEUTRAL_SHEET, neutral_note, in_neutral),
        (STATE_SHEET, emblem_note, tuple(write(emblem, variables))),
        (DESK_SHEET, desk_note, added(whole, variables, set(in_neutral))),
    )
    for name, note, lines in sheets:
        text = header + note + "".join(lines)
        (target / name).write_text(text, encoding="utf-8")
        print(f"{target / name}: {len(text):,} characters")


def added(rules: list[Rule], variables: set[str], there: set[str]) -> tuple[str, ...]:
    """The lines of a larger sheet that a smaller one lacks, with the custom properties that they need."""
    new = used_variables(rules, served=True) - variables
    # What the root sets, beside other things or not: written again, its light values would hide the dark ones.
    roots = [rule for rule in rules if not rule.children and set(rule.selectors) <= {":root", DARK}]
    others = [rule for rule in rules if rule not in roots]
    lines = (*write(roots, new), *write(others, variables | new))
    return tuple(line for line in lines if line not in there)


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
