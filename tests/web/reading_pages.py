"""What a person finds on a page of ours: its words, its links, its headings, without a browser."""

from __future__ import annotations

import json
from collections.abc import Iterator

from reflex.components.component import BaseComponent
from reflex_components_core.base.bare import Bare


def parts(component: BaseComponent) -> Iterator[BaseComponent]:
    """Every element of the page, in reading order."""
    yield component
    for child in component.children:
        yield from parts(child)


def words(component: BaseComponent) -> str:
    """Everything that is written, each text apart, with ordinary spaces."""
    texts = (json.loads(str(part.contents)) for part in parts(component) if isinstance(part, Bare))
    return " ".join(" ".join(texts).replace("\u00a0", " ").replace("\u202f", " ").split())


def links(component: BaseComponent) -> dict[str, str]:
    """Where each link goes, by its words."""
    found = {}
    for part in parts(component):
        target = getattr(part, "to", None) if tag(part) in {"ReactRouterLink", "Link"} else getattr(part, "href", None)
        if target is not None:
            found[words(part)] = json.loads(str(target))
    return found


def headings(component: BaseComponent) -> list[tuple[int, str]]:
    """The level and the words of each heading, in order."""
    return [(int(tag(part)[1]), words(part)) for part in parts(component) if tag(part) in {"H1", "H2", "H3", "H4"}]


def anchors(component: BaseComponent) -> list[str]:
    """Every identifier of the page."""
    return [json.loads(str(part.id)) if '"' in str(part.id) else str(part.id) for part in parts(component) if _id(part)]


def classes(component: BaseComponent) -> set[str]:
    """Every class that the page names."""
    named = (str(name) for part in parts(component) if (name := getattr(part, "class_name", None)) is not None)
    return {one for name in named for one in name.strip('"').split()}


def tag(component: BaseComponent) -> str:
    """The name of the element's kind."""
    return type(component).__name__


def _id(component: BaseComponent) -> object:
    return getattr(component, "id", None)
