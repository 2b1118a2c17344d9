"""Steps for many rows at once; what has none is worked row by row."""
