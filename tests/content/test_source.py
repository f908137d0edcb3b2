"""The tree of files is read as it is, named by a checksum, and kept in an archive that gives it back exactly."""

import io
import zipfile
from pathlib import Path

import pytest

import ansm
from ansm.content.source import LARGEST_FILE, SourceFile, SourceTree, read_tree, shipped_folder
from ansm.errors import ContentError

MINIMAL = Path(__file__).parent / "minimal"


def refusal(data: bytes) -> str:
    with pytest.raises(ContentError) as caught:
        SourceTree.from_archive(data)
    return str(caught.value)


@pytest.mark.parametrize("folder", [MINIMAL, shipped_folder()], ids=["minimal", "shipped"])
def test_an_archive_gives_the_tree_back_exactly(folder: Path) -> None:
    tree = read_tree(folder)
    again = SourceTree.from_archive(tree.archive())
    assert again == tree
    assert again.checksum == tree.checksum


def test_equal_trees_give_equal_archives_whatever_the_order_of_files() -> None:
    tree = read_tree(MINIMAL)
    assert SourceTree(tuple(reversed(tree.files))).archive() == tree.archive()


def test_the_archive_is_much_smaller_than_the_tree() -> None:
    tree = read_tree(shipped_folder())
    assert len(tree.archive()) < sum(len(file.data) for file in tree.files) / 2


def test_one_byte_changes_the_checksum() -> None:
    tree = read_tree(MINIMAL)
    first, *others = tree.files
    assert SourceTree((SourceFile(first.path, first.data + b" "), *others)).checksum != tree.checksum


def test_a_renamed_file_changes_the_checksum() -> None:
    tree = read_tree(MINIMAL)
    first, *others = tree.files
    assert SourceTree((SourceFile("a" + first.path, first.data), *others)).checksum != tree.checksum


def test_bytes_moved_from_one_file_to_the_next_change_the_checksum() -> None:
    one = SourceTree((SourceFile("a.toml", b"xy"), SourceFile("b.toml", b"")))
    other = SourceTree((SourceFile("a.toml", b"x"), SourceFile("b.toml", b"y")))
    assert one.checksum != other.checksum


def test_only_toml_files_make_the_content(tmp_path: Path) -> None:
    (tmp_path / "version.toml").write_text("a = 1")
    (tmp_path / "LISEZMOI.md").write_text("bonjour")
    assert [file.path for file in read_tree(tmp_path).files] == ["version.toml"]


def test_a_missing_folder_is_refused_by_its_name(tmp_path: Path) -> None:
    with pytest.raises(ContentError, match="ce dossier n’existe pas"):
        read_tree(tmp_path / "rien")


def test_a_folder_without_any_file_of_a_questionnaire_is_refused_without_being_walked(tmp_path: Path) -> None:
    (tmp_path / "projet").mkdir()
    (tmp_path / "projet" / "version.toml").write_text("a = 1")
    with pytest.raises(ContentError, match="n’est pas un dossier de questionnaire") as caught:
        read_tree(tmp_path)
    assert len(caught.value.faults) == 1


@pytest.mark.parametrize("name", ["version.toml", "besoins.toml", "eligibilite.toml", "ponderation.toml"])
def test_one_file_of_a_questionnaire_is_enough_to_be_told_what_is_missing(name: str, tmp_path: Path) -> None:
    assert (shipped_folder() / name).is_file()
    (tmp_path / name).write_text("a = 1")
    assert [file.path for file in read_tree(tmp_path).files] == [name]


def test_a_huge_file_is_refused_before_it_is_read(tmp_path: Path) -> None:
    (tmp_path / "besoins.toml").write_bytes(b"#" * (LARGEST_FILE + 1))
    with pytest.raises(ContentError, match="trop gros"):
        read_tree(tmp_path)


def test_a_file_that_cannot_be_read_is_refused_by_its_name(tmp_path: Path) -> None:
    (tmp_path / "besoins.toml").symlink_to(tmp_path / "nowhere")
    with pytest.raises(ContentError, match=r"besoins\.toml\s: ce fichier ne peut pas être lu"):
        read_tree(tmp_path)


def test_a_folder_named_like_a_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "besoins.toml").mkdir()
    with pytest.raises(ContentError, match="ne peut pas être lu"):
        read_tree(tmp_path)


@pytest.mark.parametrize("kept", [0, 1, 10, 200, -1])
def test_a_truncated_archive_is_refused(kept: int) -> None:
    assert "abîmée" in refusal(read_tree(MINIMAL).archive()[:kept])


def test_an_archive_with_one_byte_changed_is_refused_or_gives_the_same_tree() -> None:
    tree = read_tree(MINIMAL)
    archive = tree.archive()
    refused = 0
    for position in range(0, len(archive), 7):
        damaged = bytearray(archive)
        damaged[position] ^= 0xFF
        try:
            again = SourceTree.from_archive(bytes(damaged))
        except ContentError:
            refused += 1
        else:
            changed_only_names = {file.data for file in again.files} <= {file.data for file in tree.files}
            assert changed_only_names
    assert refused > len(archive) / 7 / 2


@pytest.mark.parametrize(
    "name", ["../besoins.toml", "/besoins.toml", "themes/../../x.toml", "besoins.txt", "a\\b.toml"]
)
def test_an_archive_that_names_a_strange_file_is_refused(name: str) -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr(name, "a = 1")
    assert "ne contient pas une version du contenu" in refusal(buffer.getvalue())


def test_an_archive_that_would_unfold_without_end_is_refused() -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("besoins.toml", b" " * (LARGEST_FILE + 1))
    assert "trop gros" in refusal(buffer.getvalue())


def test_the_shipped_folder_is_the_one_of_this_checkout() -> None:
    assert (shipped_folder() / "version.toml").is_file()
    assert shipped_folder().parent == Path(__file__).parents[2]


def test_once_installed_the_shipped_folder_is_inside_the_package(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ansm, "__file__", str(tmp_path / "ansm" / "__init__.py"))
    assert shipped_folder() == tmp_path / "ansm" / "questions"
