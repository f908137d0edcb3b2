"""Decides what our style sheet keeps of the DSFR: the rules of the classes we write, and the variables they need.

Run by a developer when a `fr-` class appears in `ansm/web`, never at install:

    npm pack @gouvfr/dsfr@1.15.3 && tar xf gouvfr-dsfr-1.15.3.tgz
    .venv/bin/python scripts/build_dsfr.py package assets/dsfr.css

What it does to `dist/dsfr.main.css`, which weighs 94 KB once compressed:
- a selector stays when every `fr-` class in it is written somewhere in `ansm/web`;
- a custom property stays when a rule that stays uses it, directly or through another property;
- the Marianne faces go (the brand is not the State's), the few icons that remain are written in the sheet;
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
DARK = ":root[data-fr-theme=dark]"
CLASS = re.compile(r"\.(fr-[\w-]+)")
VARIABLE = re.compile(r"var\(\s*(--[\w-]+)")
URL = re.compile(r"""url\(["']?(?!data:)([^"')]+)["']?\)""")

# Parts of the DSFR that need its script, its brand or controls that no page of ours has.
ABSENT = re.compile(
    r"mourning|\[data-fr-|:target|\.fr-no-|-webkit-(search|calendar|inner|outer)|::-ms-|type=(date|search)"
)


@dataclass(slots=True)
class Rule:
    """One rule of the sheet: selectors and declarations, or an at-rule holding other rules."""

    selectors: list[str]
    declarations: list[tuple[str, str]] = field(default_factory=list)
    at: str = ""
    children: list[Rule] = field(default_factory=list)


def written_classes() -> set[str]:
    """Return every `fr-` class that a page or the small script names."""
    sources = [*WEB.rglob("*.py"), *(WEB.parent.parent / "assets").rglob("*.js*")]
    return {name for path in sources for name in re.findall(r"\bfr-[a-z0-9_-]+", path.read_text(encoding="utf-8"))}


def kept_rules(nodes: list[Node], classes: set[str], icons: Path) -> Iterator[Rule]:
    """Yield the rules whose selectors only speak of classes we write."""
    for node in nodes:
        if isinstance(node, ParseError):
            raise SystemExit(f"unreadable sheet: {node.message}")
        if isinstance(node, AtRule) and node.lower_at_keyword in {"media", "supports"} and node.content is not None:
            condition = tinycss2.serialize(node.prelude).strip()
            inner = tinycss2.parse_rule_list(node.content, skip_comments=True, skip_whitespace=True)
            children = list(kept_rules(inner, classes, icons))
            if children:
                yield Rule([], at=f"@{node.lower_at_keyword} {condition}", children=children)
        elif isinstance(node, QualifiedRule):
            selectors = [s.strip() for s in split_selectors(tinycss2.serialize(node.prelude))]
            kept = [s for s in selectors if is_kept(s, classes)]
            declarations = list(read_declarations(node, icons))
            if kept and declarations:
                yield Rule(kept, declarations)


def split_selectors(text: str) -> list[str]:
    """Split a selector list at its own commas, not at those inside `:not(…)`."""
    return re.split(r",(?![^(]*\))", text)


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


def used_variables(rules: list[Rule]) -> set[str]:
    """Return the custom properties that ordinary declarations need, through other properties too."""
    needs: dict[str, set[str]] = {}
    wanted: set[str] = set()
    for name, value in flat_declarations(rules):
        found = set(VARIABLE.findall(value))
        if name.startswith("--"):
            needs.setdefault(name, set()).update(found)
        else:
            wanted |= found
    ours = (WEB.parent.parent / "assets" / "ansm.css").read_text(encoding="utf-8")
    wanted |= set(VARIABLE.findall(ours))
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
    """Write the reduced sheet and say what it weighs."""
    version = json.loads((package / "package.json").read_text(encoding="utf-8"))["version"]
    sheet = (package / "dist" / "dsfr.main.css").read_text(encoding="utf-8")
    nodes = tinycss2.parse_stylesheet(sheet, skip_comments=True, skip_whitespace=True)
    rules = list(kept_rules(nodes, written_classes(), package / "dist"))
    text = "".join(write(rules, used_variables(rules)))
    header = (
        f"/*! Système de Design de l’État (DSFR) {version}, @gouvfr/dsfr, Service d’Information du Gouvernement.\n"
        " * Licence Ouverte Etalab 2.0. Réduit par scripts/build_dsfr.py aux classes employées ; polices Marianne,\n"
        " * marque de l’État et script retirés. Ne pas modifier à la main. */\n"
    )
    target.write_text(header + text, encoding="utf-8")
    print(f"{target}: {len(header + text):,} characters")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
