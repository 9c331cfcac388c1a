"""Open the app's tables: the shipped data set, a variant of it, or somebody's own export.

Amounts are float yuan in every table that is opened. A table is read when it is first asked for, and every access
gives a fresh copy, so that nothing a cell does can spoil the next cell.
"""

from __future__ import annotations

import os
from functools import lru_cache
from pathlib import Path

import pandas as pd

from . import home, i18n, schema, settings
from .i18n import listing, t

__all__ = ["App", "open_app"]


class App:
    """The app's tables, by attribute (`app.users`) and by name (`app["users"]`); made by `open_app`.

    Attributes
    ----------
    tables : tuple of str
        Names of the tables there are, in the order of the schema.
    seed, size, scenario
        What the data were made from; None for own data. `size` is the number of users asked for.
    source : Path or None
        The folder of own data.
    since, until : Timestamp
        First moment of the data, and first moment that they no longer know (the midnight after the last day).
    world : World or None
        The simulated app that answers decisions; None for own data.
    """

    def __init__(self, names, load, *, seed=None, size=None, scenario=None, source=None, since=None, until=None):
        self.tables = tuple(name for name in schema.TABLES if name in names)
        self._load, self._read = load, {}
        self._world, self._span = None, (since, until)
        self.seed, self.size, self.scenario, self.source = seed, size, scenario, source

    def __getitem__(self, name: str) -> pd.DataFrame:
        if name not in self.tables:
            self._refuse(name, KeyError)
        if name not in self._read:
            self._read[name] = self._load(name)
        kept = self._read[name]
        # Plain columns are copied by pandas when somebody writes into them; masked ones let themselves be written into.
        masked = {n: kept[n].copy() for n, dtype in kept.dtypes.items() if isinstance(dtype, pd.Int64Dtype)}
        return kept.copy(deep=False).assign(**masked)

    def __getattr__(self, name: str):
        if name.startswith("_") or "tables" not in self.__dict__:
            raise AttributeError(name)
        if name not in self.tables:
            self._refuse(name, AttributeError)
        return self[name]

    def _refuse(self, name, kind):
        if name in schema.TABLES:
            message = t("These data have no table {name}; they have {tables}.", name=name, tables=listing(self.tables, 40))
        else:
            message = t("There is no table {name}; there are {tables}.", name=name, tables=listing(self.tables, 40))
        raise (_NoTable if kind is KeyError else kind)(message)

    def __dir__(self):
        return sorted({*super().__dir__(), *self.tables})

    def __repr__(self):
        if self.source is not None:
            return t("Own data with the tables {tables}.", tables=listing(self.tables, 40))
        return t("Harbour Life, seed {seed}, {size:,} users, scenario {scenario}.", seed=self.seed, size=self.size, scenario=self.scenario)

    def has(self, *names: str) -> bool:
        """Say whether all the tables named are there."""
        return all(name in self.tables for name in names)

    def describe(self, name: str, language: str | None = None) -> pd.DataFrame:
        """Describe a table: one row per column with its label, type, unit, allowed values and meaning.

        Parameters
        ----------
        name : str
            A table of the schema, whether these data have it or not.
        language : str, optional
            "en" or "zh"; the language in use when left out.
        """
        from .world import dictionary

        return dictionary.frame(name, language or i18n.language())

    @property
    def since(self) -> pd.Timestamp:
        """First moment of the data."""
        return self._when()[0]

    @property
    def until(self) -> pd.Timestamp:
        """First moment that the data no longer know: the midnight after the last day."""
        return self._when()[1]

    def _when(self):
        if self._span[0] is None:
            days = [self[name][column].dropna() for name, column in _CLOCKS if name in self.tables]
            days = [column for column in days if len(column)]
            if not days:
                raise ValueError(t("These data hold no dates, so their period is not known."))
            first, last = min(c.min() for c in days), max(c.max() for c in days)
            self._span = (first.normalize(), last.normalize() + pd.Timedelta(days=1))
        return self._span

    @property
    def world(self):
        """The simulated app that answers decisions, or None for own data."""
        if self.source is not None:
            return None
        if self._world is None:
            from .world import World

            self._world = World(self.seed, self.size, self.scenario)
        return self._world


class _NoTable(KeyError):
    def __str__(self):
        return str(self.args[0])


_CLOCKS = (("ad_spend", "date"), ("touchpoints", "ts"), ("users", "registered_at"), ("events", "ts"), ("orders", "ts"))


def open_app(source=None, *, seed=None, users=None, scenario=None) -> App:
    """Open the app's tables.

    Parameters
    ----------
    source : str or path, optional
        A folder with your own export (CSV or Parquet, one file per table, amounts in yuan; see docs/data.md), or one that
        `coursework data --out` made.
    seed, users, scenario : optional
        A variant of the simulated app. What is left out is as in the standard data set.

    Returns
    -------
    App
        Without arguments: what `work/settings.toml` names (`coursework use --seed 7`), else the shipped data set.

    Raises
    ------
    ValueError
        If the arguments contradict each other or cannot be followed, or own data are not in the documented shape.

    Examples
    --------
    >>> app = open_app(seed=3, users=50)
    >>> app.has("users", "orders"), app.ad_spend["cost"].dtype
    (True, dtype('float64'))
    """
    if source is None and seed is None and users is None and scenario is None:
        chosen = settings.load()
        source = chosen.pop("source", None)
        if source is not None and not Path(source).expanduser().is_absolute():
            source = home.work() / source  # a relative path in the settings is meant from where they lie
        seed, users, scenario = (chosen.get(name) for name in ("seed", "users", "scenario"))
    if source is not None:
        if seed is not None or users is not None or scenario is not None:
            raise ValueError(t("Own data cannot have a seed, a number of users or a scenario; give either source or those."))
        return _own(source)
    return _variant(seed, users, scenario)


def _variant(seed, users, scenario) -> App:
    from .world import STANDARD, checked, span
    from .world.tables import in_yuan

    asked = (seed, users, scenario)
    seed, users, scenario = checked(*(s if a is None else a for a, s in zip(asked, STANDARD, strict=True)))
    folder = home.root() / "datasets"
    shipped = (seed, users, scenario) == STANDARD and (folder / "manifest.json").is_file()

    def load(name):
        if shipped:
            return in_yuan(name, _parquet(folder / f"{name}.parquet"))
        return in_yuan(name, _made(seed, users, scenario)[name])

    since, until = span()
    return App(schema.TABLES, load, seed=seed, size=users, scenario=scenario, since=since, until=until)


@lru_cache(maxsize=3)
def _made(seed, users, scenario):
    from .world import make

    return make(seed, users, scenario)


def _parquet(file: Path) -> pd.DataFrame:
    from .world import release

    try:
        return release.read(file)
    except (OSError, ValueError):
        raise ValueError(
            t("The file datasets/{file} is missing or damaged; make it again with `coursework data`.", file=file.name)
        ) from None


def _own(source) -> App:
    from . import own_data
    from .world import folders, span

    folder = Path(os.fspath(source)).expanduser()
    if made := folders.opened(folder):  # by `coursework data --out`
        since, until = span()
        return App(made.tables, made.load, seed=made.seed, size=made.users, scenario=made.scenario, since=since, until=until)
    found = own_data.read(folder)
    return App(found, found.__getitem__, source=folder)
