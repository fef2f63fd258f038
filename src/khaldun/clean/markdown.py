"""Reduces Markdown to the plain text it stands for; headings stay marked, so that the title is known."""

from __future__ import annotations

import re

_FRONT = re.compile(r"\A---[ \t]*\n(.*?)\n(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL)
_RULES: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(r"^```.*?^```[^\n]*$", re.DOTALL | re.MULTILINE), ""),
    (re.compile(r"^(?:[-*_] ?){3,}$", re.MULTILINE), ""),
    (re.compile(r"!\[([^\]\n]*)\]\([^)\n]*\)"), r"\1"),
    (re.compile(r"\[([^\]\n]+)\]\([^)\n]*\)"), r"\1"),
    (re.compile(r"<(https?://[^>\s]+)>"), r"\1"),
    (re.compile(r"^ {0,3}>[ \t]?", re.MULTILINE), ""),
    (re.compile(r"^ {0,3}(?:[-*+]|\d{1,3}[.)])[ \t]+", re.MULTILINE), "\n"),
    (re.compile(r"^ {0,3}(#{2,6})[ \t]+(.*?)[ \t#]*$", re.MULTILINE), r"\n\2\n"),
    (re.compile(r"^ {0,3}#[ \t]+(.*?)[ \t#]*$", re.MULTILINE), r"\n# \1\n"),
    (re.compile(r"(\*\*|__)(?=\S)(.+?)(?<=\S)\1"), r"\2"),
    (re.compile(r"(?<![\w*])\*(?=\S)([^*\n]+?)(?<=\S)\*(?!\w)"), r"\1"),
    (re.compile(r"(?<!\w)_(?=\S)([^_\n]+?)(?<=\S)_(?!\w)"), r"\1"),
    (re.compile(r"`([^`\n]+)`"), r"\1"),
)


def as_plain(text: str) -> str:
    """Plain text: links and emphasis reduced to their words, ``# Title`` kept, front matter kept as ``name: value``."""
    text = text.replace("\r\n", "\n")
    front = _FRONT.match(text)
    head = front.group(1).replace('"', "").replace("\n", "\n\n") if front else ""
    body = text[front.end() :] if front else text
    for pattern, replacement in _RULES:
        body = pattern.sub(replacement, body)
    return f"{head}\n\n{body}" if head else body
