"""The command line: ``python -m coursework …``, or ``coursework …``.

For trainees: ``use``, ``export``, ``work``, ``check-install``. For authors: the rest; ``docs/authors.md`` says when
to use which. Every command imports what it needs only when it is called.
"""

from __future__ import annotations

from typing import Annotated, Optional

import typer

cli = typer.Typer(
    name="coursework",
    help="The workbook's commands. Start with: python start.py",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
Lessons = Annotated[
    Optional[list[str]], typer.Argument(help="Lessons such as 1_growth/1_ads; all if none is named.")
]


@cli.command()
def build(
    lessons: Lessons = None,
    check: Annotated[bool, typer.Option(help="Only say what is stale; run nothing.")] = False,
    force: Annotated[bool, typer.Option(help="Make and run what is fresh, too.")] = False,
) -> None:
    """Build the worked and the trainee's edition, in English and in Chinese."""
    from coursework.publish import build as builder

    if check:
        _report(builder.stale(_root(), lessons or ()), "Every notebook is what its sources give.")
        return
    done = builder.build(_root(), lessons or (), force=force, say=typer.echo)
    changed = sum(built.changed for built in done)
    typer.echo(f"{changed} notebook(s) changed." if done else "Nothing was stale.")


@cli.command()
def translate(
    lessons: Lessons = None,
    check: Annotated[bool, typer.Option(help="Only say what is missing or broken.")] = False,
) -> None:
    """Bring the catalogues of translations up to date with their texts."""
    from coursework.publish import catalogue, source, translations

    keys = [*(lessons or source.keys(_root())), *([] if lessons else [None])]
    if check:
        found = [f for key in keys for f in translations.problems(_root(), "zh", key)]
        _report(found, "Every catalogue is whole.")
        return
    for key in keys:
        path, counts = catalogue.update(_root(), "zh", key)
        told = ", ".join(f"{number} {word}" for word, number in counts.items())
        typer.echo(f"{path.as_posix()}: {told}")


@cli.command()
def lint(lessons: Lessons = None) -> None:
    """Hold lessons against their grammar: sources, declarations, built notebooks."""
    from coursework.publish import built, source
    from coursework.publish import lint as rules

    keys = lessons or source.keys(_root())
    found = rules.findings(_root(), keys)
    for key in keys:
        found += built.findings(_root(), source.read(_root(), key))
    _report(found, f"{len(keys)} lesson(s), nothing to repair.")


@cli.command()
def coverage(
    check: Annotated[bool, typer.Option(help="Only say what does not hold; write nothing.")] = False,
) -> None:
    """Write docs/coverage.md: which entries of the syllabus are taught, and where."""
    from coursework.publish import build as builder
    from coursework.publish import coverage as claims

    if not check:
        changed = builder.write(_root() / claims.PAGE, claims.page(_root()))
        typer.echo(f"{claims.PAGE.as_posix()}: {'written' if changed else 'as it was'}")
    found = claims.problems(_root())
    _report(found, "Every claim holds.")


@cli.command()
def data(
    check: Annotated[bool, typer.Option(help="Only say whether the world still makes what is shipped.")] = False,
    out: Annotated[Optional[str], typer.Option(help="A folder for a data set of your own; made if it is not there.")] = None,
    seed: Annotated[Optional[int], typer.Option(help="With --out: another app, of the same kind.")] = None,
    users: Annotated[Optional[int], typer.Option(help="With --out: 10 to 1,000,000.")] = None,
    scenario: Annotated[Optional[str], typer.Option(help="With --out: another course of events.")] = None,
    workers: Annotated[int, typer.Option(help="With --out: processes, each of up to 300 MB.")] = 1,
) -> None:
    """Make a data set of any size in a folder; without --out the shipped one: datasets/, with dictionary and manifest."""
    import json

    from coursework.i18n import t
    from coursework.world import make, progress, release, shards

    _speak()
    if out is not None:
        asked = zip((seed, users, scenario), release.STANDARD, strict=True)
        seed, users, scenario = (standard if chosen is None else chosen for chosen, standard in asked)
        try:
            with progress.shown() as tell:
                made = shards.write(out, seed=seed, users=users, scenario=scenario, workers=workers, progress=tell)
        except ValueError as error:
            _fail(error)
        except KeyboardInterrupt:
            _fail(t("Stopped. Run the same command again, and it goes on where it stopped."))
        rows = sum(table["rows"] for table in made["tables"].values())
        typer.echo(t("{rows:,} rows in {folder}; open them with {code}", rows=rows, folder=out, code=f'open_app("{out}")'))
        return
    if (seed, users, scenario) != (None, None, None):
        _fail(t("Say with --out which folder the data set goes to; without options the shipped one is made."))
    folder = _root() / "datasets"
    if check:
        made = json.loads(json.dumps(release.manifest(make(*release.STANDARD), *release.STANDARD)))
        shipped = folder / release.MANIFEST
        if not shipped.is_file() or json.loads(shipped.read_text(encoding="utf-8")) != made:
            _fail("datasets/manifest.json: The world makes other tables. Run: python -m coursework data")
        typer.echo("datasets/ holds what the world makes.")
        return
    seed, users, scenario = release.STANDARD
    release.write(folder, seed=seed, users=users, scenario=scenario, progress=lambda what, done, total: typer.echo(f"{done}/{total} {what}"))
    typer.echo("Now run: python -m coursework build")


@cli.command()
def bake(
    truth: Annotated[bool, typer.Option(help="Make the files of the truth anew, too: minutes.")] = True,
) -> None:
    """After a change of the world: make truth and shipped data anew, and tell which headline numbers moved."""
    from coursework.publish import world_pictures
    from coursework.world import baking

    for sentence in baking.bake(_root(), truth=truth):
        typer.echo(sentence)
    for path in world_pictures.write(_root()):
        typer.echo(f"{path.as_posix()}: drawn anew")
    typer.echo("Now run: python -m coursework build")


@cli.command()
def entities(
    check: Annotated[bool, typer.Option(help="Only say whether the pictures are what the schema gives.")] = False,
) -> None:
    """Draw the tables as a picture, in both languages: docs/pictures/entities.png and entities.zh.png."""
    from coursework.publish import entities as pictures

    if check:
        _report(pictures.stale(_root()), "The pictures are what the schema gives.")
        return
    changed = pictures.write(_root())
    for path in pictures.PICTURES.values():
        typer.echo(f"{path.as_posix()}: {'written' if path in changed else 'as it was'}")


@cli.command()
def use(
    seed: Annotated[Optional[int], typer.Option(help="Another app, of the same kind.")] = None,
    users: Annotated[Optional[int], typer.Option(help="Another number of users.")] = None,
    scenario: Annotated[Optional[str], typer.Option(help="Another course of events.")] = None,
    source: Annotated[Optional[str], typer.Option(help="A folder with your own tables.")] = None,
    standard: Annotated[bool, typer.Option(help="Back to the data that are shipped.")] = False,
) -> None:
    """Choose which data the lessons open; without options, show what is chosen."""
    from pathlib import Path

    from coursework import settings
    from coursework.app import open_app
    from coursework.i18n import t

    _speak()
    chosen = {"seed": seed, "users": users, "scenario": scenario}
    chosen["source"] = source and str(Path(source).expanduser().resolve())
    chosen = {name: value for name, value in chosen.items() if value is not None}
    try:
        if chosen and standard:
            _fail(t("Choose either --standard or a variant, not both."))
        if chosen:
            open_app(**chosen)  # refuses what cannot be opened, before it is kept
        if chosen or standard:
            settings.save(**chosen)
        app = open_app()
        typer.echo(t("The lessons open: {app}", app=repr(app)))
        if app.source is not None:
            _tell_unmatched(app)
    except (ValueError, OSError) as error:
        _fail(error)


@cli.command()
def export(
    folder: Annotated[str, typer.Argument(help="Where to; made if it is not there.")],
    language: Annotated[str, typer.Option(help="en: names as in the lessons; zh: Chinese headings and values.")] = "en",
    table: Annotated[Optional[list[str]], typer.Option(help="Only this table; may be given more than once.")] = None,
) -> None:
    """Write the tables that the lessons open as CSV files for a spreadsheet."""
    from coursework.app import open_app
    from coursework.export import export_csv
    from coursework.i18n import t

    _speak()
    try:
        files = export_csv(open_app(), folder, language=language, tables=table)
    except (ValueError, OSError) as error:
        _fail(error)
    typer.echo(t("{n} table(s) written to {folder}.", n=len(files), folder=folder))


@cli.command()
def check_install() -> None:
    """Look whether everything the workbook needs is there."""
    from coursework.teaching import selfcheck

    _speak()
    missing = 0
    for name, repair in selfcheck.parts():
        typer.echo(f"✗ {name}: {repair}" if repair else f"✓ {name}")
        missing += repair is not None
    raise typer.Exit(1 if missing else 0)


@cli.command()
def lock(
    check: Annotated[bool, typer.Option(help="Only say what is stale; needs no uv.")] = False,
    upgrade: Annotated[bool, typer.Option(help="Take the newest versions that fit.")] = False,
) -> None:
    """Compile the locks and environment.yml from pyproject.toml."""
    from coursework.publish import environment

    try:
        changed = environment.lock(check=check, upgrade=upgrade)
    except environment.EnvironmentProblem as problem:
        _fail(problem)
    typer.echo(f"Changed: {', '.join(changed)}." if changed else "The locks are up to date.")


@cli.command()
def work() -> None:
    """Copy the lessons into the work folder; what you changed there stays as it is."""
    from coursework import home
    from coursework.i18n import t
    from coursework.publish import copies

    _speak()
    try:
        told = copies.copy(_root() / "notebooks", home.work())
    except OSError as error:
        _fail(
            t(
                "The lessons cannot be copied to {folder}: {reason}. Make the folder writable, or choose another with COURSEWORK_WORK.",
                folder=home.work(),
                reason=error.strerror or error,
            )
        )
    for sentence in told or [t("Your copies of the lessons are up to date.")]:
        typer.echo(sentence)


def _root():
    from coursework import home

    return home.root()


def _report(problems: list, well: str) -> None:
    """Print what is wrong and leave with 1, or say that all is well."""
    for problem in problems:
        typer.echo(str(problem))
    if problems:
        raise typer.Exit(1)
    typer.echo(well)


def _fail(reason) -> None:
    """Say why it cannot be done, and leave with 1."""
    typer.echo(str(reason), err=True)
    raise typer.Exit(1)


def _tell_unmatched(app) -> None:
    """Say which values name rows that are not there; an export may hold any subset, so nothing is refused."""
    from coursework import own_data
    from coursework.i18n import t

    for at in own_data.unmatched({name: app[name] for name in app.tables}).itertuples():
        typer.echo(
            t(
                "Worth a look: in {table}, column {column}, {rows:,} row(s) name what {refers} does not hold; the first is {first}.",
                table=at.table, column=at.column, rows=at.rows, refers=at.refers, first=at.first,
            )
        )  # fmt: skip


def _speak() -> None:
    """Say what a trainee reads in the language of their machine."""
    import locale

    from coursework import i18n

    tongue = (locale.getlocale()[0] or "").lower()
    i18n.set_language("zh" if tongue.startswith(("zh", "chinese")) else "en")


def main() -> None:
    """Run a command; say in one sentence what a person has to repair."""
    from coursework.publish.source import PublishError

    try:
        cli()
    except PublishError as error:
        typer.echo(str(error), err=True)
        raise SystemExit(1) from None
    except ModuleNotFoundError as error:
        if (error.name or "coursework").startswith("coursework"):
            raise
        typer.echo(
            f"The package {error.name} is missing: this command needs the authors' tools. "
            "Install them with: python start.py test",
            err=True,
        )
        raise SystemExit(1) from None


if __name__ == "__main__":
    main()
