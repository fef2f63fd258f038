"""Keeps a project: one SQLite file, or a database by URL."""
