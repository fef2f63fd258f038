"""Turns the page's content into one HTML file that needs nothing else."""

from __future__ import annotations

from importlib.resources import files

from khaldun import __version__
from khaldun.export.page.content import Content


def render(content: Content) -> str:
    """The page as HTML text. Everything that came from reports is escaped; styles and script are inlined."""
    from jinja2 import Environment, StrictUndefined
    from markupsafe import Markup

    folder = files("khaldun.export.page")
    environment = Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    template = environment.from_string((folder / "page.html.j2").read_text(encoding="utf-8"))
    style, script = ((folder / name).read_text(encoding="utf-8") for name in ("page.css", "page.js"))
    return template.render(page=content, css=Markup(style), js=Markup(script), version=__version__)
