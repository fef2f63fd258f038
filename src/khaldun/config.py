"""Settings: the commented defaults of ``default.toml``, overlaid by the user's file; strict about both."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path

USER_FILE = "khaldun.toml"


class ConfigError(Exception):
    """The settings cannot be used; ``problems`` lists every reason."""

    def __init__(self, problems: list[str]) -> None:
        self.problems = tuple(problems)
        super().__init__("; ".join(problems))


@dataclass(frozen=True, slots=True)
class Config:
    """All settings. ``actors`` are paths of the user's actor files; ``workers`` 0 means: decide by the work."""

    workers: int
    batch: int
    max_item_mb: int
    max_depth: int
    actors: tuple[Path, ...]


def load(path: Path | None = None, *, actors: tuple[Path, ...] = ()) -> Config:
    """The settings in force; ``actors`` adds files to those of the settings.

    Raises ``ConfigError`` with every problem found: an unknown section or key, a wrong kind of value, a
    missing file.
    """
    defaults = tomllib.loads((files("khaldun") / "default.toml").read_text(encoding="utf-8"))
    user = _read_user(path)
    problems = list(_problems(defaults, user))
    if not problems:
        merged = {name: {**section, **user.get(name, {})} for name, section in defaults.items()}
        config = _config(merged, actors)
        problems = list(_bad_values(config))
        if not problems:
            return config
    raise ConfigError(problems)


def _read_user(path: Path | None) -> dict[str, dict[str, object]]:
    chosen = path or Path(USER_FILE)
    if not chosen.exists():
        if path is not None:
            raise ConfigError([f"the settings file {path} does not exist"])
        return {}
    try:
        return tomllib.loads(chosen.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ConfigError([f"{chosen} is not valid TOML: {error}"]) from error


def _problems(defaults: Mapping[str, Mapping[str, object]], user: Mapping[str, object]) -> Iterator[str]:
    for name, section in user.items():
        if name not in defaults or not isinstance(section, dict):
            yield f"unknown section [{name}]; known: {', '.join(defaults)}"
            continue
        for key, value in section.items():
            if key not in defaults[name]:
                yield f"unknown key {key} in [{name}]; known: {', '.join(defaults[name])}"
            elif type(value) is not type(defaults[name][key]):
                yield f"{key} in [{name}] must be {type(defaults[name][key]).__name__}, not {value!r}"


def _config(merged: Mapping[str, Mapping[str, object]], actors: tuple[Path, ...]) -> Config:
    own = merged["knowledge"]["actors"]
    listed = tuple(Path(str(item)) for item in own) if isinstance(own, list) else ()
    run, read = merged["run"], merged["read"]
    return Config(
        workers=int(str(run["workers"])),
        batch=int(str(run["batch"])),
        max_item_mb=int(str(read["max_item_mb"])),
        max_depth=int(str(read["max_depth"])),
        actors=(*listed, *actors),
    )


def _bad_values(config: Config) -> Iterator[str]:
    if config.workers < 0:
        yield "workers in [run] must be 0 or more"
    for name in ("batch", "max_item_mb", "max_depth"):
        if getattr(config, name) < 1:
            yield f"{name} must be 1 or more"
    yield from (f"the actor file {path} does not exist" for path in config.actors if not path.is_file())
