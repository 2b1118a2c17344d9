"""Knows all rooms and belongs to none: settings, addresses, clocks, errors on their way out."""
