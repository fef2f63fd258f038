"""Reads and checks the folder of a codebook."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path

from khaldun.knowledge.codebooks import ANY, Codebook, CodebookError, Entry, Example, Mode, TypeDefinition
from khaldun.knowledge.patterns import Pattern, PatternError, parse_pattern
from khaldun.model import EventType

_SOURCES = frozenset({
    "subject", "object", "dative", "possessor", "modifier", "by", "light", "complement", "owner", "clause", "copula",
    "cause",
})  # fmt: skip
_GROUP_KEYS = frozenset(
    {"patterns", "mode", "score", "actor", "recipient", "reciprocal", "result", "absorb", "weak", "doubtful"}
)
_TYPE_KEYS = frozenset({"definition", "recipient_required", "quad", "scale", "modes", "verbs", "nouns", "examples"})


class Reader:
    """Reads a folder and gathers every problem before refusing."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.problems: list[str] = []

    def codebook(self) -> Codebook:
        """The codebook. Raises ``CodebookError`` with all problems."""
        head = self._toml(self.folder / "codebook.toml")
        files = sorted((self.folder / "types").glob("*.toml"))
        raw = {path: self._toml(path) for path in files}
        types = {d.type: d for path, data in raw.items() if (d := self._type(path, data))}
        verbs = self._index(raw, "verbs", types)
        nouns = self._index(raw, "nouns", types)
        words = self._toml(self.folder / "classes.toml")
        light = self._toml(self.folder / "light.toml")
        contexts = self._toml(self.folder / "contexts.toml")
        self._check_classes(words, (*verbs.values(), *nouns.values()))
        if not types:
            self.problems.append(f"{self.folder}: no types")
        if self.problems:
            raise CodebookError("\n".join(self.problems))
        return Codebook(
            str(head.get("id", self.folder.name)), str(head.get("version", "0")), types, verbs, nouns,
            _sets(words.get("classes", {})), _sets(words.get("entities", {})),
            {k: tuple(_strings(v)) for k, v in light.items()}, {k: tuple(_strings(v)) for k, v in contexts.items()},
        )  # fmt: skip

    def _toml(self, path: Path) -> dict[str, object]:
        try:
            return tomllib.loads(path.read_text(encoding="utf-8"))
        except (OSError, tomllib.TOMLDecodeError) as error:
            self.problems.append(f"{path}: {error}")
            return {}

    def _type(self, path: Path, data: dict[str, object]) -> TypeDefinition | None:
        self._unknown(path.name, data, _TYPE_KEYS)
        if path.stem not in EventType.__members__:
            self.problems.append(f"{path.name}: no such type")
            return None
        modes = tuple(
            Mode(name, str(m.get("definition", "")), float(str(m.get("scale", "nan"))))
            for name, m in _table(data.get("modes")).items()
        )
        examples = tuple(self._example(path, e, {m.name for m in modes}) for e in _rows(data.get("examples")))
        if not data.get("definition"):
            self.problems.append(f"{path.name}: no definition")
        return TypeDefinition(
            EventType[path.stem], str(data.get("definition", "")), bool(data.get("recipient_required", False)),
            int(str(data.get("quad", 0))), float(str(data.get("scale", 0))), modes, tuple(e for e in examples if e),
        )  # fmt: skip

    def _example(self, path: Path, row: dict[str, object], modes: set[str]) -> Example | None:
        self._unknown(f"{path.name} example", row, {"text", "event", "actor", "recipient", "mode"})
        if row.get("mode") and row["mode"] not in modes:
            self.problems.append(f"{path.name}: example with unknown mode {row['mode']!r}")
        if not row.get("text"):
            self.problems.append(f"{path.name}: example without text")
            return None
        optional = (None if row.get(k) is None else str(row[k]) for k in ("actor", "recipient", "mode"))
        return Example(str(row["text"]), bool(row.get("event", True)), *optional)

    def _index(
        self, raw: Mapping[Path, dict[str, object]], pos: str, types: Mapping[EventType, TypeDefinition]
    ) -> dict[str, tuple[Entry, ...]]:
        found: dict[str, list[Entry]] = {}
        seen: dict[tuple[str, str], str] = {}
        for path, data in raw.items():
            definition = types.get(EventType.__members__.get(path.stem, EventType.AGREE))
            for group in _rows(data.get(pos)) if definition else ():
                for entry in self._entries(path, pos, group, definition):
                    for word in entry.pattern.words:
                        self._once(seen, path, word, entry)
                        found.setdefault(word, []).append(entry)
        return {word: tuple(sorted(entries, key=_rank)) for word, entries in found.items()}

    def _once(self, seen: dict[tuple[str, str], str], path: Path, word: str, entry: Entry) -> None:
        key = (word, entry.pattern.text.partition(" ")[2].strip())
        if key in seen:
            self.problems.append(f"{path.name}: '{' '.join(key).strip()}' stands twice (also in {seen[key]})")
        seen[key] = path.name

    def _entries(
        self, path: Path, pos: str, group: dict[str, object], definition: TypeDefinition | None
    ) -> Iterator[Entry]:
        if definition is None:
            return
        self._unknown(f"{path.name} {pos}", group, _GROUP_KEYS)
        mode = None if group.get("mode") is None else str(group["mode"])
        if mode and mode not in {m.name for m in definition.modes}:
            self.problems.append(f"{path.name}: '{mode}' is no mode of {definition.type}")
        actor, recipient = (self._sources(path, group.get(key)) for key in ("actor", "recipient"))
        flags = {key: bool(group.get(key, False)) for key in ("reciprocal", "result", "absorb", "weak", "doubtful")}
        for text in _strings(group.get("patterns")):
            try:
                pattern = parse_pattern(text)
            except PatternError as error:
                self.problems.append(f"{path.name}: {error}")
                continue
            made = f"{self.folder.name}:{definition.type}:{pos[:-1]}:{text}"
            score = float(str(group.get("score", 0.8)))
            yield Entry(made, pattern, definition.type, mode, score, actor, recipient, **flags)

    def _sources(self, path: Path, given: object) -> tuple[str, ...]:
        sources = tuple(_strings(given))
        for source in sources:
            if source not in _SOURCES and source != "none" and not source.startswith("prep:"):
                self.problems.append(f"{path.name}: unknown place of a filler {source!r}")
        return sources

    def _unknown(self, where: str, data: Mapping[str, object], known: frozenset[str] | set[str]) -> None:
        self.problems.extend(f"{where}: unknown key {key!r}" for key in data if key not in known)

    def _check_classes(self, words: dict[str, object], entries: tuple[tuple[Entry, ...], ...]) -> None:
        known = (
            {*ANY}
            | set(_table(words.get("classes")))
            | {name for names in _sets(words.get("entities", {})).values() for name in names}
        )
        asked = {(name, e.pattern.text) for group in entries for e in group for name in _classes_in(e.pattern)}
        self.problems.extend(f"pattern {text!r}: no class {name}" for name, text in sorted(asked) if name not in known)


def _classes_in(pattern: Pattern) -> Iterator[str]:
    needs = [pattern.object, pattern.subject, pattern.modifier, pattern.complement]
    needs += [each.object for each in pattern.prepositions]
    for need in needs:
        if need:
            yield from need.classes | need.barred_classes


def _rank(entry: Entry) -> tuple[int, float]:
    return (-entry.pattern.demands, -entry.score)


def _table(value: object) -> dict[str, dict[str, object]]:
    return value if isinstance(value, dict) else {}


def _rows(value: object) -> list[dict[str, object]]:
    return [row for row in value if isinstance(row, dict)] if isinstance(value, list) else []


def _strings(value: object) -> list[str]:
    return [str(each) for each in value] if isinstance(value, list) else [value] if isinstance(value, str) else []


def _sets(value: object) -> dict[str, frozenset[str]]:
    return {key: frozenset(map(str, words)) for key, words in value.items()} if isinstance(value, dict) else {}
