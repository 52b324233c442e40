"""How many reports are read at once."""
