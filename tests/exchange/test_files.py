"""Results are written all or none, and an endless request is refused rather than read."""

from __future__ import annotations

import errno
import os
import subprocess
import sys
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


FULL_DISK = """
import resource, sys
from ansm.exchange import in_french, write_all
resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000))
try:
    write_all([(sys.argv[1], b"petit"), (sys.argv[2], b"x" * 100_000)])
except OSError as error:
    print(in_french(error), file=sys.stderr)
    sys.exit(1)
"""


def test_when_the_disk_cannot_hold_the_new_results_the_old_ones_stay_whole(tmp_path: Path) -> None:
    first, second = tmp_path / "rapport.json", tmp_path / "rapport.pdf"
    first.write_bytes(b"avant")
    second.write_bytes(b"ancien rapport")
    done = subprocess.run(  # noqa: S603 # our own code, in a process that may not write large files
        [sys.executable, "-c", FULL_DISK, first, second], capture_output=True, check=False, timeout=60
    )
    assert done.returncode == 1
    assert "rapport.pdf" in done.stderr.decode()
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == {
        "rapport.json": b"avant",
        "rapport.pdf": b"ancien rapport",
    }


def test_nothing_else_is_left_beside_the_results(tmp_path: Path) -> None:
    write_all([(str(tmp_path / "a"), b"1"), (str(tmp_path / "b"), b"2")])
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a", "b"]


def test_a_link_keeps_pointing_to_the_file_that_is_replaced(tmp_path: Path) -> None:
    (tmp_path / "vrai").write_bytes(b"avant")
    (tmp_path / "lien").symlink_to("vrai")
    write_all([(str(tmp_path / "lien"), b"1")])
    assert (tmp_path / "lien").is_symlink()
    assert (tmp_path / "vrai").read_bytes() == b"1"


def test_a_replaced_file_keeps_its_rights_and_a_new_one_has_the_usual_ones(tmp_path: Path) -> None:
    (tmp_path / "usual").touch()
    (tmp_path / "a").touch(0o640)
    write_all([(str(tmp_path / "a"), b"1"), (str(tmp_path / "b"), b"2")])
    assert [(tmp_path / name).stat().st_mode & 0o777 for name in "ab"] == [
        0o640,
        (tmp_path / "usual").stat().st_mode & 0o777,
    ]


def test_a_device_is_written_to_and_stays_a_device() -> None:
    write_all([("/dev/null", b"1")])
    assert Path("/dev/null").is_char_device()


def test_a_pipe_receives_the_result() -> None:
    reading, writing = os.pipe()
    write_all([(f"/dev/fd/{writing}", b"1")])
    os.close(writing)
    assert os.read(reading, 10) == b"1"
    os.close(reading)


def test_a_folder_is_not_replaced_by_a_result(tmp_path: Path) -> None:
    with pytest.raises(IsADirectoryError, match=tmp_path.name):
        write_all([(str(tmp_path), b"1")])


def test_an_endless_file_is_cut_just_after_the_limit() -> None:
    assert len(read_bytes("/dev/zero")) == 1_000_001


@pytest.mark.parametrize("code", [errno.ENOENT, errno.EISDIR, errno.EACCES, errno.ENOSPC, errno.EIO])
def test_the_system_refusals_are_said_in_french(code: int) -> None:
    sentence = in_french(OSError(code, "English words", "result.json")).replace("\u00a0", " ")
    assert sentence.startswith("Impossible d’utiliser le fichier « result.json » : ")
    assert "English" not in sentence
    assert sentence.endswith(".")
