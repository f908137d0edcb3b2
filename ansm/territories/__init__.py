"""Reference data on French communes and EPCI, and the search over it."""

from ansm.territories.reference import Hit, Territories

__all__ = ["Hit", "Territories"]
