"""What can go wrong with a project, in words for its owner."""

from __future__ import annotations


class ProjectError(Exception):
    """A project cannot be used as asked; the message says why and what to do."""


class NotAProjectError(ProjectError):
    """The file or database holds something else, or is not there; it was not changed."""


class WrongVersionError(ProjectError):
    """The project's schema is newer than this program, or too old to be upgraded; it was not changed."""


class NothingToSearchError(ProjectError):
    """A search without a word in it."""


class UnknownIdError(ProjectError):
    """No record has an id that begins like this, or several have."""
