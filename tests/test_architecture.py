"""Who may import whom, and where the outside world may be touched: the picture of docs/architecture.md, held."""

from __future__ import annotations

import ast
import re
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
MODULES = sorted(path for path in (ROOT / "ansm").rglob("*.py") if "interface" not in path.parts)

BELOW = {  # room → the rooms it may look at, itself aside
    "errors": set(),
    "domain": {"errors"},
    "settings_reading": {"domain", "errors"},  # what an e-mail address may be
    # Settings alone looks at the environment, and hands it over to be read as a plain mapping.
    "settings": {"settings_reading", "domain", "errors"},
    "mail": {"settings", "errors"},
    "openid": {"settings", "errors"},
    "content": {"domain", "errors"},
    "territories": {"domain", "errors"},
    "storage": {"domain", "errors"},
    "report": {"domain", "errors"},
    "office": {"domain", "errors"},
    "exchange": {"territories", "domain", "errors"},  # shapes search hits as JSON
    "expertise": {"content", "territories", "report", "domain", "errors"},
    "application": {
        *("expertise", "exchange", "content", "territories", "storage", "report", "office", "mail", "openid"),
        *("settings", "domain", "errors"),
    },
    "web": {"application", "expertise", "territories", "settings", "domain", "errors"},  # lower rooms: types
    "bulk": {"application", "expertise", "exchange", "report", "settings", "domain", "errors"},
    "commands": {"application", "expertise", "exchange", "report", "settings", "web", "domain", "errors"},  # addresses
    "cli": {
        *("commands", "bulk", "application", "expertise", "exchange", "content", "territories", "report", "office"),
        *("settings", "web", "errors"),
    },
    "ansm": {"web"},
}
ONLY_IN = {  # outside library → the rooms that may know it
    "reflex": {"web", "ansm"},
    "sqlalchemy": {"storage"},
    "alembic": {"storage"},
    "weasyprint": {"report"},
    "pikepdf": {"report"},
    "pypdf": {"exchange"},
    "jinja2": {"report", "web"},
    "rich": {"bulk"},
    "odfdo": {"office"},
    "icalendar": {"office"},
    "rapidfuzz": {"territories"},
    "tomllib": {"content", "web"},  # the accessibility audit is a file of the interface, not of the questionnaire
    "pydantic": {"content", "exchange"},
    "smtplib": {"mail"},
    "email": {"mail"},
    "authlib": {"openid"},
    "joserfc": {"openid"},
    "httpx2": {"openid"},
    "secrets": {"application"},
}
EDGES = {"ansm/web/asgi.py": {"ansm"}}  # the server's entry loads the page list that the framework names `ansm.ansm`
CALLS = {  # what is written → the rooms that may write it
    r"datetime\.now\(|date\.today\(|time\.time\(|utcnow\(": {"application"},
    r"secrets\.|uuid4|os\.urandom": {"application"},
    r"os\.environ|os\.getenv|getenv\(": {"settings"},
}


def room(path: Path) -> str:
    """The first name under ansm/: a folder, or a file without its suffix."""
    return path.relative_to(ROOT / "ansm").parts[0].removesuffix(".py")


def imports(path: Path) -> Iterator[str]:
    """Every module a file imports, at its top or inside a function."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield from ([f"ansm.{a.name}" for a in node.names] if node.module == "ansm" else [node.module or ""])


def named(path: Path) -> str:
    return str(path.relative_to(ROOT))


@pytest.mark.parametrize("path", MODULES, ids=named)
def test_a_room_imports_only_the_rooms_below_it(path: Path) -> None:
    seen = {name.split(".")[1] for name in imports(path) if name.startswith("ansm.")} - {room(path), "__version__"}
    assert seen <= BELOW.get(room(path), set()) | EDGES.get(named(path), set())


@pytest.mark.parametrize("path", MODULES, ids=named)
def test_each_outside_library_has_its_room(path: Path) -> None:
    roots = {re.split(r"[._]", name)[0] if name.startswith("reflex") else name.split(".")[0] for name in imports(path)}
    assert not {library for library in roots if room(path) not in ONLY_IN.get(library, {room(path)})}


@pytest.mark.parametrize("path", [path for path in MODULES if room(path) == "domain"], ids=named)
def test_the_domain_knows_the_standard_library_only_and_no_file_clock_or_chance(path: Path) -> None:
    roots = {name.split(".")[0] for name in imports(path)}
    assert roots <= set(sys.stdlib_module_names) | {"ansm"}
    assert not roots & {"os", "sys", "pathlib", "io", "random", "time", "json", "socket", "subprocess", "logging"}


def test_every_value_of_the_domain_is_frozen() -> None:
    """Each dataclass says `frozen=True`: a decision is never changed after it was made."""
    for path in (path for path in MODULES if room(path) == "domain"):
        for found in re.finditer(r"^@dataclass(.*)$", path.read_text("utf-8"), re.MULTILINE):
            assert "frozen=True" in found[1], named(path)


@pytest.mark.parametrize("pattern", CALLS)
def test_the_clock_the_tokens_and_the_environment_are_read_in_one_place(pattern: str) -> None:
    found = {room(path) for path in MODULES if re.search(pattern, path.read_text("utf-8"))}
    assert found <= CALLS[pattern]


def test_thresholds_of_population_are_written_in_one_rule_file_only() -> None:
    numeral = re.compile(r"(?<![\d#])(?:3[\s_.\u00a0\u202f]?500|15[\s_.\u00a0\u202f]?000)(?!\d)")
    content = [path for path in (ROOT / "questions").rglob("*.*") if path.name != "eligibilite.toml"]
    assert [named(path) for path in [*MODULES, *content] if numeral.search(written(path))] == []


def written(path: Path) -> str:
    """What a file says: a LibreOffice text is an archive that holds it."""
    if path.suffix != ".odt":
        return path.read_text("utf-8")
    with zipfile.ZipFile(path) as archive:
        return re.sub("<[^>]*>", " ", archive.read("content.xml").decode())
