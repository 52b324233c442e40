"""Moments -> claims: for each speaker what they say happened, every value with its words."""
