"""Harm to people as it is told: how many, who, and which figure is part of which; `reading.py` is the entrance."""
