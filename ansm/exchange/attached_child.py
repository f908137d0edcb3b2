"""Reads the diagnostic attached to a PDF that nobody trusts: run alone, in a process of its own, that gives up early.

It is started by its path, without our package: it knows the standard library and pypdf, which is pure Python, so that
no document can make it write where it should not. It takes the PDF on its standard input, the name of the attachment
and the words that its maker writes as arguments, and answers on its standard output: a word, a line end, the bytes.
"""

from __future__ import annotations

import logging
import resource
import sys
from collections.abc import Mapping
from io import BytesIO
from itertools import islice

from pypdf import PdfReader, overwrite_configuration

MEMORY = 400 * 1024 * 1024
SECONDS = 6
FILES = 16
LARGEST_PDF = LARGEST_FOUND = 10_000_000
LARGEST_STREAM = 30_000_000  # the lists of objects of a report are a hundred times smaller
MOST_ATTACHMENTS = 100

FOUND, ABSENT, FOREIGN, LOCKED = "found", "absent", "foreign", "locked"


def contain() -> None:
    """What this process may take at most; the system ends it beyond."""
    for what, most in (
        (resource.RLIMIT_AS, MEMORY),
        (resource.RLIMIT_CPU, SECONDS),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_NOFILE, FILES),
    ):
        resource.setrlimit(what, (most, most))
    overwrite_configuration(
        maximum_declared_stream_length=LARGEST_PDF,
        array_based_stream_maximum_output_length=LARGEST_STREAM,
        zlib_maximum_output_length=LARGEST_STREAM,
        lzw_maximum_output_length=LARGEST_STREAM,
        run_length_maximum_output_length=LARGEST_STREAM,
        brotli_maximum_output_length=LARGEST_STREAM,
        stream_decoding_work_maximum_length=2 * LARGEST_STREAM,
        stream_filters_maximum_length=2,
        jbig2dec_binary=None,  # no other program is started
        disable_legacy_handling=True,
    )
    logging.disable()  # what a document says reaches no log


def attached(data: bytes, name: str, maker: str) -> tuple[str, bytes]:
    """What is attached under that name, else whether the document says it was made by that maker."""
    reader = PdfReader(BytesIO(data))
    if reader.is_encrypted:
        return LOCKED, b""
    for each in islice(reader.attachment_list, MOST_ATTACHMENTS):
        if name in (each.name, each.alternative_name):
            content = each.content
            if len(content) > LARGEST_FOUND:
                raise ValueError("the attachment is too large")
            return FOUND, content
    told: Mapping[str, object] = reader.metadata or {}
    ours = any(maker in str(told.get(key, "")) for key in ("/Creator", "/Author", "/Title", "/Subject"))
    return (ABSENT if ours else FOREIGN), b""


def main() -> None:
    """Read, answer. Whatever goes wrong, nothing is answered: that is an answer too."""
    contain()
    status, content = attached(sys.stdin.buffer.read(LARGEST_PDF + 1), sys.argv[1], sys.argv[2])
    sys.stdout.buffer.write(status.encode() + b"\n" + content)
    sys.stdout.buffer.flush()


if __name__ == "__main__":
    main()
