"""Makes clean reports of raw items."""
