"""Results are written all or none, and an endless request is refused rather than read."""

from __future__ import annotations

import errno
from pathlib import Path

import pytest

from ansm.exchange import in_french, read_bytes, write_all


def test_every_output_is_written(tmp_path: Path) -> None:
    write_all([(str(tmp_path / "a"), b"1"), (str(tmp_path / "b"), b"2")])
    assert [(tmp_path / name).read_bytes() for name in "ab"] == [b"1", b"2"]


def test_a_longer_file_already_there_is_replaced_whole(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"un ancien texte bien plus long")
    write_all([(str(tmp_path / "a"), b"1")])
    assert (tmp_path / "a").read_bytes() == b"1"


def test_when_one_output_cannot_be_opened_none_is_written_and_none_is_erased(tmp_path: Path) -> None:
    (tmp_path / "kept").write_bytes(b"avant")
    with pytest.raises(OSError, match="absent"):
        write_all(
            [(str(tmp_path / "kept"), b"1"), (str(tmp_path / "new"), b"2"), (str(tmp_path / "absent" / "x"), b"3")]
        )
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == {"kept": b"avant"}


def test_an_endless_file_is_cut_just_after_the_limit() -> None:
    assert len(read_bytes("/dev/zero")) == 1_000_001


@pytest.mark.parametrize("code", [errno.ENOENT, errno.EISDIR, errno.EACCES, errno.ENOSPC, errno.EIO])
def test_the_system_refusals_are_said_in_french(code: int) -> None:
    sentence = in_french(OSError(code, "English words", "result.json")).replace("\u00a0", " ")
    assert sentence.startswith("Impossible d’utiliser le fichier « result.json » : ")
    assert "English" not in sentence
    assert sentence.endswith(".")
