"""Diagnostics as JSON files: the stable format that scripts, advisors and outside checks rely on."""

from ansm.exchange.reading import DiagnosisRequest, read_request
from ansm.exchange.writing import Json, diagnostic_json, dump, hit_json, territory_json

__all__ = ["DiagnosisRequest", "Json", "diagnostic_json", "dump", "hit_json", "read_request", "territory_json"]
