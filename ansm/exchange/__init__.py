"""Diagnostics as JSON files: the stable format that scripts, advisors and outside checks rely on."""

from ansm.exchange.files import STANDARD, in_french, read_bytes, write_all
from ansm.exchange.reading import DiagnosisRequest, read_request
from ansm.exchange.writing import Json, diagnostic_json, dump, hit_json, territory_json

__all__ = [
    "STANDARD",
    "DiagnosisRequest",
    "Json",
    "diagnostic_json",
    "dump",
    "hit_json",
    "in_french",
    "read_bytes",
    "read_request",
    "territory_json",
    "write_all",
]
