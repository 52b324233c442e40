"""dateline reads news reports of armed conflict and keeps who said what, and where it says so."""

__version__ = "0.1.0"
