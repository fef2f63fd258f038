"""Writes a project out, one file a format."""
