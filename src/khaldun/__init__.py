"""Khaldun reads news reports and writes down who did what to whom, when, where, and who says so."""
