"""Append-only decisions and the queue."""
