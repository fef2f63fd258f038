"""Codes events from annotated reports."""
