"""Runs the line on this machine: in this process for short runs, over several processes for long ones."""

from __future__ import annotations

import os
import signal
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from itertools import chain
from multiprocessing import get_context

from khaldun.config import Config
from khaldun.model import Dossier, RawItem
from khaldun.pipeline import Pipeline
from khaldun.run import line

SHORT = 64
"""Up to this many items one process does it: each further one has to load model and knowledge first. Not tuned."""

_BATCH_BYTES = 4_000_000
"""A batch of large items ends early, so that memory depends on neither their number nor their size."""

_AHEAD = 8
"""Batches looked at before choosing between one process and several."""

_worker: Pipeline | None = None


def code(items: Iterable[RawItem], config: Config) -> Iterator[list[Dossier]]:
    """Code raw items in batches, in order. Memory stays bounded: a few batches a worker are under way at once."""
    batches = _batches(iter(items), config.batch)
    first: list[list[RawItem]] = []
    workers = config.workers
    if not workers:
        first = _look_ahead(batches)
        workers = 1 if sum(map(len, first)) <= SHORT else os.cpu_count() or 1
    batches = chain(first, batches)
    yield from _here(batches, config) if workers == 1 else _spread(batches, config, workers)


def _look_ahead(batches: Iterator[list[RawItem]]) -> list[list[RawItem]]:
    """So many batches as tell a short run from a long one, but no more than a few."""
    first: list[list[RawItem]] = []
    for batch in batches:
        first.append(batch)
        if sum(map(len, first)) > SHORT or len(first) >= _AHEAD:
            break
    return first


def _batches(items: Iterator[RawItem], size: int) -> Iterator[list[RawItem]]:
    batch: list[RawItem] = []
    weight = 0
    for item in items:
        batch.append(item)
        weight += len(item.body)
        if len(batch) >= size or weight >= _BATCH_BYTES:
            yield batch
            batch, weight = [], 0
    if batch:
        yield batch


def _here(batches: Iterator[list[RawItem]], config: Config) -> Iterator[list[Dossier]]:
    pipeline: Pipeline | None = None
    for batch in batches:
        pipeline = pipeline or line.build(config)
        yield list(pipeline.run(Dossier(raw=item) for item in batch))


def _spread(batches: Iterator[list[RawItem]], config: Config, workers: int) -> Iterator[list[Dossier]]:
    """Keep two batches a worker under way. Ctrl-C cancels what has not begun and gives what is being finished."""
    line.prepare(config)
    pool = ProcessPoolExecutor(workers, mp_context=get_context("spawn"), initializer=_start, initargs=(config,))
    under_way: deque[Future[list[Dossier]]] = deque()
    try:
        for batch in batches:
            under_way.append(pool.submit(_work, batch))
            if len(under_way) >= 2 * workers:
                yield under_way.popleft().result()
        while under_way:
            yield under_way.popleft().result()
    except KeyboardInterrupt:
        begun = [future for future in under_way if not future.cancel()]
        yield from (future.result() for future in begun)
        raise
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


def _start(config: Config) -> None:
    """Set up a worker; Ctrl-C reaches the whole group of processes, and is the parent's to handle."""
    global _worker
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _worker = line.build(config)


def _work(batch: list[RawItem]) -> list[Dossier]:
    if _worker is None:
        raise RuntimeError("the worker was not started")
    return list(_worker.run(Dossier(raw=item) for item in batch))
