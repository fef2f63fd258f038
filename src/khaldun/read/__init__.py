"""Reads files, folders, feeds, archives and streams into raw items."""
