"""How fast the main job is, measured each time it is asked and written down by itself."""
