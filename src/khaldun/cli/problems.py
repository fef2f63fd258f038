"""Wrong set-up and unusable projects become a plain message and exit code 2, never a trace."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager

import typer


@contextmanager
def telling() -> Iterator[None]:
    """Turn the errors a user can mend into messages; a broken pipe (``| head``) ends quietly."""
    try:
        yield
    except BrokenPipeError:
        sys.stderr.close()
        sys.exit(0)
    except Exception as error:
        problems = _problems(error)
        if problems is None:
            raise
        for problem in problems:
            typer.echo(f"khaldun: {problem}", err=True)
        sys.exit(2)


def _problems(error: Exception) -> list[str] | None:
    """The messages of an error that is the user's to mend; None for a bug of ours.

    Matched by name, so that an error does not load the store or the knowledge just to be compared with.
    """
    names = {kind.__name__ for kind in type(error).__mro__}
    if "ConfigError" in names:
        return [str(problem) for problem in getattr(error, "problems", (error,))]
    if names & {"ProjectError", "ActorFileError", "LineError", "EvaluationError", "ExportError", "CodebookError"}:
        return str(error).splitlines()
    return None
