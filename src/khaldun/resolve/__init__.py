"""Resolves the words of events to actors, places and dates."""
