"""Runs the line on this machine: in this process for short runs, over several processes for long ones."""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from itertools import chain, islice
from multiprocessing import get_context

from khaldun.config import Config
from khaldun.model import Dossier, RawItem
from khaldun.pipeline import Pipeline
from khaldun.run import line

SHORT = 64
"""Up to this many items one process is faster: each further one spends about 2 s loading model and knowledge."""

_worker: Pipeline | None = None


def code(items: Iterable[RawItem], config: Config) -> Iterator[list[Dossier]]:
    """Code raw items in batches, in order. Memory stays bounded: a few batches a worker are under way at once."""
    source = iter(items)
    first = list(islice(source, SHORT + 1))
    workers = config.workers or (1 if len(first) <= SHORT else os.cpu_count() or 1)
    batches = _batches(chain(first, source), config.batch)
    yield from _here(batches, config) if workers == 1 else _spread(batches, config, workers)


def _batches(items: Iterator[RawItem], size: int) -> Iterator[list[RawItem]]:
    while batch := list(islice(items, size)):
        yield batch


def _here(batches: Iterator[list[RawItem]], config: Config) -> Iterator[list[Dossier]]:
    pipeline: Pipeline | None = None
    for batch in batches:
        pipeline = pipeline or line.build(config)
        yield list(pipeline.run(Dossier(raw=item) for item in batch))


def _spread(batches: Iterator[list[RawItem]], config: Config, workers: int) -> Iterator[list[Dossier]]:
    """Keep two batches a worker under way; leaving early (Ctrl-C) cancels what has not begun."""
    pool = ProcessPoolExecutor(workers, mp_context=get_context("spawn"), initializer=_start, initargs=(config,))
    under_way: deque[Future[list[Dossier]]] = deque()
    try:
        for batch in batches:
            under_way.append(pool.submit(_work, batch))
            if len(under_way) >= 2 * workers:
                yield under_way.popleft().result()
        while under_way:
            yield under_way.popleft().result()
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


def _start(config: Config) -> None:
    global _worker
    _worker = line.build(config)


def _work(batch: list[RawItem]) -> list[Dossier]:
    if _worker is None:
        raise RuntimeError("the worker was not started")
    return list(_worker.run(Dossier(raw=item) for item in batch))
