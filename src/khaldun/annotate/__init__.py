"""Marks sentences, parses, quotations and mentions in clean reports."""
