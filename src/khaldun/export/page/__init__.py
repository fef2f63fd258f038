"""``report.html``: one self-contained page with map, timeline, matrix, table and every quote in its context."""
