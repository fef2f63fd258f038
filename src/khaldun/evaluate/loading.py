"""What it costs a fresh process to load all that coding knows: actors with the index of their names, gazetteer, states,
codebook, agents, cues. Run as a module it measures itself; compiled files are made by a first run that is not counted.
"""

from __future__ import annotations

import json
import subprocess
import sys
import time
from dataclasses import asdict, dataclass
from pathlib import Path

from khaldun.knowledge import agents, calibration, cues, gate, place_words, role_words, speech
from khaldun.knowledge.actors import ActorBook
from khaldun.knowledge.codebooks import Codebook
from khaldun.knowledge.countries import Countries
from khaldun.knowledge.places import Gazetteer


@dataclass(frozen=True, slots=True)
class Loading:
    """Processor time in seconds, for the knowledge and for the whole process with Python's own start; peak memory."""

    knowledge: float
    process: float
    megabytes: float


def measure() -> Loading:
    """The cost in a process of its own, all files compiled."""
    command = [sys.executable, "-m", "khaldun.evaluate.loading"]
    runs = [subprocess.run(command, check=True, capture_output=True, text=True).stdout for _ in range(2)]
    return Loading(**json.loads(runs[-1]))


def told(found: Loading) -> str:
    """One line."""
    return (
        f"knowledge loads in {found.knowledge:.2f} s ({found.process:.2f} s with Python and imports), "
        f"{found.megabytes:.0f} MB\n"
    )


def _load() -> None:
    book = ActorBook.load()
    list(book.find_in("The Taliban spoke."))  # builds the search for names
    Gazetteer.open().named("Kabul")
    Countries.load()
    Codebook.load().verbs.get("attack")
    agents.Agents.load()
    for load in (cues.status_cues, cues.count_cues, cues.weapon_cues, cues.target_cues, gate.gate_cues, speech.load,
                 calibration.shipped, place_words.place_words, role_words.words):  # fmt: skip
        load()


def _peak() -> float:
    """The most memory this process held; what Linux hands on from the process that started it is left out."""
    status = Path("/proc/self/status")
    if status.exists():
        held = next((line for line in status.read_text().splitlines() if line.startswith("VmHWM:")), "")
        return int(held.split()[1]) / 1024 if held else float("nan")
    try:
        import resource
    except ImportError:  # not on Windows
        return float("nan")
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return most / (1024 * 1024 if sys.platform == "darwin" else 1024)


if __name__ == "__main__":
    began = time.process_time()
    _load()
    done = time.process_time()
    sys.stdout.write(json.dumps(asdict(Loading(done - began, done, _peak()))))
