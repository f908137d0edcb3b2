"""An editor changes the template in LibreOffice; what is wrong is said with its place and what is allowed."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from pathlib import Path
from shutil import copytree

import pytest

from ansm.cli import main
from ansm.content import shipped_folder
from ansm.errors import ContentError
from ansm.office import read_resolution, resolution
from ansm.office.resolution import ALLOWED
from ansm.office.template import LARGEST, PLACE, Template, faults_of
from tests.command_line import Output
from tests.office.examples import CONTEXT, PROFILES, template
from tests.office.libreoffice import Office
from tests.office.reading import paragraphs, with_part


def changed(change: Callable[[str], str], name: str = "content.xml") -> bytes:
    """The shipped template with one of its parts changed."""
    return with_part(template().data, name, change)


def with_paragraph(inside: str) -> bytes:
    """The shipped template with one more paragraph at its end."""
    return changed(lambda text: text.replace("</office:text>", f"<text:p>{inside}</text:p></office:text>"))


def said(data: bytes) -> list[str]:
    return [str(each).replace("\u00a0", " ") for each in faults_of(data, ALLOWED)]


def test_the_shipped_template_has_no_fault() -> None:
    assert said(template().data) == []


@pytest.mark.parametrize(
    ("inside", "expected"),
    [
        ("Vu [le nom]", "[le nom] : ce repère n’existe pas — attendu : peut-être [nom]"),
        ("[zzz]", "ou un blanc : [à compléter : …]"),
        ("[si comune] Vu", "[si comune] : ce repère n’existe pas — attendu : peut-être [si commune]"),
        (
            "Vu [si commune]",
            "[si commune] : cette consigne n’est pas en tête de son paragraphe — attendu : au tout début",
        ),
        ("Faire [action]", "[action] : ce repère n’a de sens que pour une action"),
        ("Le [nom", "Le [nom : un crochet n’est pas fermé"),
        ("Le nom]", "un crochet n’est pas fermé"),
        ("[nom [nature]]", "un crochet n’est pas fermé, ou est dans un autre"),
        ("[]", "[] : ce repère n’existe pas"),
        ("[n<text:span>o</text:span><text:span>mm</text:span>]", "[nomm] : ce repère n’existe pas"),
        ("<office:annotation><text:p>À revoir</text:p></office:annotation>", "un commentaire reste"),
    ],
)
def test_a_mistake_is_told_with_the_file_the_placeholder_and_what_is_allowed(inside: str, expected: str) -> None:
    found = said(with_paragraph(inside))
    assert len(found) == 1
    assert found[0].startswith("modeles/deliberation.odt : ")
    assert expected in found[0]


def test_a_list_of_allowed_names_is_given_when_none_looks_alike() -> None:
    found = said(with_paragraph("[zzz]"))[0]
    assert all(f"[{name}]" in found for name in (*ALLOWED.values, *ALLOWED.action_values))


def test_headers_footers_and_the_title_of_the_file_are_checked_too() -> None:
    assert "[nim]" in said(changed(lambda text: text.replace("[nom]", "[nim]"), "styles.xml"))[0]
    assert "[nim]" in said(changed(lambda text: text.replace("[nom]", "[nim]"), "meta.xml"))[0]


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04", b"texte", b"<html/>"])
def test_what_is_not_a_libreoffice_text_is_refused(data: bytes) -> None:
    assert "n’est pas un texte LibreOffice" in said(data)[0]


@pytest.mark.parametrize("name", ["content.xml", "styles.xml", "meta.xml"])
def test_a_damaged_part_is_refused(name: str) -> None:
    assert "n’est pas un texte LibreOffice" in said(changed(lambda text: text[:200], name))[0]


SWELLING = '<!ENTITY x0 "' + "a" * 10 + '">' + "".join(f'<!ENTITY x{n} "{f"&x{n - 1};" * 10}">' for n in range(1, 9))


@pytest.mark.parametrize(
    "entities", ['<!ENTITY x SYSTEM "file:///etc/hostname">', f'{SWELLING}<!ENTITY x "&x8;">'], ids=["file", "bomb"]
)
def test_a_template_that_would_read_another_file_or_swell_is_refused(entities: str) -> None:
    start, end = f"<!DOCTYPE r [{entities}]><office:document-content", "<text:p>&x;</text:p></office:text>"
    data = changed(lambda text: text.replace("<office:document-content", start, 1).replace("</office:text>", end))
    assert "n’est pas un texte LibreOffice" in said(data)[0]


def test_pending_changes_and_macros_are_refused() -> None:
    region = "<text:tracked-changes><text:changed-region/></text:tracked-changes></office:text>"
    assert "des modifications suivies restent" in said(changed(lambda text: text.replace("</office:text>", region)))[0]
    buffer = io.BytesIO(template().data)
    with zipfile.ZipFile(buffer, "a") as archive:
        archive.writestr("Basic/Standard/Module1.xml", "<module/>")
    assert "une macro est présente" in said(buffer.getvalue())[0]


@pytest.mark.parametrize(
    "inside",
    [
        "Pour [nom].",
        "Pour [ Nom ].",
        "Pour [n<text:span>o</text:span>m].",
        '<text:span>Pour [</text:span>nom<text:span text:style-name="Consigne">]</text:span>.',
        "Pour [<text:bookmark text:name='a'/>nom]<text:soft-page-break/>.",
        "Pour<text:s/>[nom].",
    ],
)
def test_a_placeholder_is_filled_however_libreoffice_cut_it(inside: str) -> None:
    made = resolution(PROFILES["rich"](), CONTEXT, Template(with_paragraph(inside)))
    assert paragraphs(made)[-1].replace("Pour[", "Pour [").replace("PourLa", "Pour La") == "Pour La Buisse."


def test_a_name_may_hold_spaces_that_libreoffice_writes_as_elements() -> None:
    inside = "Le [date du<text:s/> diagnostic], [nature] <text:span>de</text:span> [nom]"
    made = resolution(PROFILES["rich"](), CONTEXT, Template(with_paragraph(inside)))
    assert paragraphs(made)[-1] == "Le 22\u00a0novembre 2026, commune de La Buisse"


def test_a_condition_removes_its_paragraph_and_leaves_no_space_when_it_holds() -> None:
    for inside, expected in (
        ("[si commune] Vu.", "Vu."),
        ("<text:span>[si commune]</text:span><text:s/>Vu.", "Vu."),
        ("[sauf si intercommunalité][si commune] Vu.", "Vu."),
    ):
        made = resolution(PROFILES["rich"](), CONTEXT, Template(with_paragraph(inside)))
        assert paragraphs(made)[-1] == expected
    made = resolution(PROFILES["rich"](), CONTEXT, Template(with_paragraph("[si intercommunalité] Vu.")))
    assert "Vu." not in paragraphs(made)


def test_a_paragraph_outside_any_list_can_be_repeated_too() -> None:
    made = resolution(
        PROFILES["rich"](), CONTEXT, Template(with_paragraph("[pour chaque première action] Faire\u00a0: [action]"))
    )
    assert sum(text.startswith("Faire\u00a0: ") for text in paragraphs(made)) == 8


def test_a_template_opened_and_saved_by_libreoffice_still_gives_the_same_text(office: Office) -> None:
    """LibreOffice adds styles, identifiers, a picture of the first page: none of it reaches the délibération."""
    saved = office.converted({"deliberation.odt": template().data}, "odt", ".odt")["deliberation"]
    assert said(saved) == []
    for profile in PROFILES.values():
        mine, theirs = (resolution(profile(), CONTEXT, Template(data)) for data in (template().data, saved))
        assert paragraphs(theirs) == paragraphs(mine)
        with zipfile.ZipFile(io.BytesIO(theirs)) as archive:
            assert not [name for name in archive.namelist() if name.startswith(("Thumbnails", "Configurations2"))]


def test_a_folder_of_content_without_template_uses_the_one_shipped(tmp_path: Path) -> None:
    assert read_resolution(tmp_path, shipped_folder()) == template()


def test_a_missing_or_huge_template_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ContentError, match="ce modèle manque"):
        read_resolution(tmp_path)
    path = tmp_path / PLACE
    path.parent.mkdir()
    path.write_bytes(b"0" * (LARGEST + 1))
    with pytest.raises(ContentError, match="ce modèle est trop gros"):
        read_resolution(tmp_path)


def test_the_content_check_names_the_faults_of_the_template_with_the_others(
    tmp_path: Path, capsysbinary: Output
) -> None:
    folder = tmp_path / "questions"
    copytree(shipped_folder(), folder)
    (folder / PLACE).write_bytes(with_paragraph("[nomm]"))
    assert main(["check", str(folder)]) == 1
    error = capsysbinary.readouterr().err.decode()
    assert "modeles/deliberation.odt\u00a0: [nomm]\u00a0: ce repère n’existe pas" in error
    assert len(error.splitlines()) == 1
    (folder / "besoins.toml").write_text("rien", encoding="utf-8")
    assert main(["check", str(folder)]) == 1
    lines = capsysbinary.readouterr().err.decode().splitlines()
    assert [line.split("\u00a0")[0].partition(",")[0] for line in lines] == ["besoins.toml", "modeles/deliberation.odt"]


def test_the_guide_of_the_editors_lists_every_name_that_is_allowed() -> None:
    guide = (shipped_folder() / "LISEZMOI.md").read_text("utf-8")
    assert all(f"[{name}]" in guide for name in (*ALLOWED.values, *ALLOWED.action_values))
    assert all(f"`{name}`" in guide for name in ALLOWED.cases)
