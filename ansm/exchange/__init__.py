"""Diagnostics as JSON files: the stable format that scripts, advisors and outside checks rely on."""

from ansm.exchange.asking import read_asked
from ansm.exchange.attached import open_travelling
from ansm.exchange.files import STANDARD, in_french, read_bytes, write_all
from ansm.exchange.reading import DiagnosisRequest, read_request
from ansm.exchange.travelling import (
    ATTACHMENT_NAME,
    FILE_SUFFIX,
    MEDIA_TYPE,
    TravellingFile,
    Versions,
    write_travelling,
)
from ansm.exchange.travelling_envelope import LARGEST_TRAVELLING
from ansm.exchange.travelling_reading import read_travelling
from ansm.exchange.writing import Json, diagnostic_json, dump, hit_json, territory_json

__all__ = [
    "ATTACHMENT_NAME",
    "FILE_SUFFIX",
    "LARGEST_TRAVELLING",
    "MEDIA_TYPE",
    "STANDARD",
    "DiagnosisRequest",
    "Json",
    "TravellingFile",
    "Versions",
    "diagnostic_json",
    "dump",
    "hit_json",
    "in_french",
    "open_travelling",
    "read_asked",
    "read_bytes",
    "read_request",
    "read_travelling",
    "territory_json",
    "write_all",
    "write_travelling",
]
