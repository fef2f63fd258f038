"""Dyads, timelines and leading incidents over a project."""
