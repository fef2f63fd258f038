"""``khaldun knowledge``: compile what is slow to read, check the data that ships."""

from __future__ import annotations

import typer

from khaldun.cli.options import ActorFiles

app = typer.Typer(help="Build and check what Khaldun knows: actors, places, codebooks.", no_args_is_help=True)


@app.command()
def build() -> None:
    """Compile the gazetteer from the installed GeoNames packages, actors and codebook: once, about half a minute."""
    from khaldun.knowledge.actors import ActorBook
    from khaldun.knowledge.codebooks import Codebook
    from khaldun.knowledge.places import Gazetteer

    ActorBook.load()
    Codebook.load()
    Gazetteer.open(notice=lambda text: typer.echo(text, err=True))
    typer.echo("The gazetteer is ready. Places: GeoNames, CC BY 4.0.")


@app.command()
def check(actors: ActorFiles = None) -> None:
    """Check actors and codebooks: ids, codes, parents, roles that overlap. Exit code 1 when anything is wrong."""
    from khaldun.knowledge.actors import ActorBook
    from khaldun.knowledge.check import check as problems_of

    book = ActorBook.load(*(actors or ()))
    problems = problems_of(book)
    for problem in problems:
        typer.echo(problem)
    typer.echo(f"{sum(1 for _ in book)} actors, {len(problems)} problems")
    raise typer.Exit(1 if problems else 0)
