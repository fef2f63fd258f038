"""Makes the file of training examples from the visible parts of the public sets. Needs the runtime environment.

Usage: prepare.py --bench DIR --out examples.jsonl [--only SET ...]

Texts of others stay outside the repository: write the file somewhere else.
"""

from __future__ import annotations

import argparse
from collections import Counter
from pathlib import Path

import lined_sets
import plain_sets
from example import key, write

from khaldun import config
from khaldun.run import line

PLAIN = {
    "event_location": plain_sets.event_location, "rams": plain_sets.rams, "aw_wiki": plain_sets.aw_wiki,
    "frames": plain_sets.frames,
}  # fmt: skip
LINED = {
    "wikievents": lined_sets.wikievents, "cameo": lined_sets.cameo, "plv": lined_sets.plv,
    "cameo_coders": lined_sets.cameo_coders, "muc4": lined_sets.muc4,
}  # fmt: skip


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--bench", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--only", nargs="*", default=[*PLAIN, *LINED])
    args = parser.parse_args()
    made = [e for name, make in PLAIN.items() if name in args.only for e in make(args.bench)]
    product = line.build(config.load())
    for name, make in LINED.items():
        if name in args.only:
            made += make(args.bench, product)
    plain = {key(e.text): e.group for e in made if e.set == "wikievents"}
    kept = [e for e in made if not (e.set == "aw_wiki" and key(e.text) in plain)]  # told by wikievents in full
    write(args.out, kept)
    for (name, role), number in sorted(Counter((e.set, r) for e in kept for r, s in e.roles.items() if s).items()):
        print(f"{name:15} {role:11} {number}")
    print(Counter(e.set for e in kept))


if __name__ == "__main__":
    main()
