"""Incidents -> files, one format a module."""
