"""Loads, checks and searches the data that ships with Khaldun."""
