"""A bank, made up, on the other side of a file: it shares no code with the rooms."""
