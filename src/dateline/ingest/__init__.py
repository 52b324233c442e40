"""Outside world -> Report."""
