"""Builds the line: clean, annotate, code, resolve."""

from __future__ import annotations

from khaldun.annotate import products
from khaldun.annotate.annotator import Annotator
from khaldun.clean.cleaner import Cleaner
from khaldun.code import role_model, type_model
from khaldun.code.coder import Coder
from khaldun.config import Config
from khaldun.knowledge.actors import ActorBook
from khaldun.knowledge.calibration import Calibration
from khaldun.knowledge.codebooks import Codebook
from khaldun.knowledge.places import Gazetteer
from khaldun.pipeline import Pipeline, Step
from khaldun.resolve.resolver import Resolver


def build(config: Config, calibration: Calibration | None = None) -> Pipeline:
    """The whole line from raw items to resolved events. Loads the knowledge; the language model on first use.

    ``calibration`` stands in for the one that ships; an empty one leaves the rules' raw scores.
    """
    products.on_one_thread()  # before any model loads numpy
    book, gazetteer = ActorBook.load(*config.actors), Gazetteer.open()
    coder = Coder(classifier=type_model.load(), calibration=calibration, tagger=role_model.load())
    steps: list[Step] = [Cleaner(), Annotator(book, gazetteer), coder, Resolver(book, gazetteer, calibration)]
    return Pipeline(steps, batch=config.batch)


def prepare(config: Config) -> None:
    """Check and compile what workers will load, so that a wrong actor file stops the work before it starts."""
    ActorBook.load(*config.actors)
    Codebook.load()
    Gazetteer.open()
