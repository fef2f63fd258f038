"""Measures confidence: how often a field is right where the line says how sure it is."""
