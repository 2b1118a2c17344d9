"""What the doors of this room ask."""
