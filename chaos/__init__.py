"""The platform under faults: a real run that is killed again and again, and what is left of it."""
