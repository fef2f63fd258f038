"""Incident sheets of one report: who did it, who and what was hit and with what, told anywhere in the report."""
