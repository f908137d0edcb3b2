"""The decision itself: pure values and functions, standard library only, no clock, no files."""
