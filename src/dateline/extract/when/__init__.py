"""Expressions of time, the days they can mean, and the act whose time they are; `reading.py` is the entrance."""
