"""Joins events into incidents."""
