"""Near-duplicate fingerprints: MinHash over word shingles, so that copies of one wire report are seen as copies."""

from __future__ import annotations

import re

from rensa import RMinHash

SLOTS = 64
"""Numbers a fingerprint: the estimate of similarity errs by about 0.06, enough to tell copies (above 0.6)."""

SHINGLE = 5
"""Words a shingle: phrases of five words in common are copied, not chance (three-word ones often are chance)."""

_SEED = 1406  # fixed for good: fingerprints of different seeds cannot be compared
_WORD = re.compile(r"\w+")


def fingerprint(text: str) -> tuple[int, ...]:
    """The fingerprint of a text's words, case and punctuation apart; empty for a text without words."""
    words = _WORD.findall(text.casefold())
    if not words:
        return ()
    last = max(1, len(words) - SHINGLE + 1)
    sketch = RMinHash(num_perm=SLOTS, seed=_SEED)
    sketch.update([" ".join(words[at : at + SHINGLE]) for at in range(last)])
    return tuple(sketch.digest())
