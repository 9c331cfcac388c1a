"""The simulated app: it makes the tables, and it answers decisions.

`make` gives the tables of a year; `World` holds a world by its seed, size and scenario, with `run` and `truth`.
"""

from __future__ import annotations

import pandas as pd

from . import care_truth
from .policy import Policy
from .release import STANDARD
from .run import Outcome
from .run import run as _run
from .seasons import YEAR_DAYS, date_of
from .truth import Truth
from .year import LARGEST_IN_FILES, SCENARIOS, checked, make

__all__ = ["SCENARIOS", "STANDARD", "Outcome", "Policy", "Truth", "World", "checked", "make", "span"]


def span() -> tuple[pd.Timestamp, pd.Timestamp]:
    """First moment of the year, and the first moment after it."""
    return pd.Timestamp(date_of(0)), pd.Timestamp(date_of(YEAR_DAYS))


class World:
    """A world by its seed, size and scenario.

    Attributes
    ----------
    monthly_budget : int
        Yuan that the team has for the four weeks from 1 January 2026: 30,000 at the standard size, in proportion else.

    Examples
    --------
    >>> world = World(seed=1, users=2000)
    >>> world.run(Policy({"search_ads": 400})).total["spend"]
    400.0
    """

    def __init__(self, seed: int = 1, users: int = 10_000, scenario: str = "standard"):
        self.seed, self.users, self.scenario = checked(seed, users, scenario, largest=LARGEST_IN_FILES)
        self.monthly_budget = max(1, 3 * self.users)

    def usual_budgets(self) -> dict[str, float]:
        """Yuan for four weeks by channel, as in the average four weeks of 2025."""
        return care_truth.usual_budgets(self.users)

    def make(self) -> dict[str, pd.DataFrame]:
        """Make the tables of the year, amounts in whole cents."""
        return make(self.seed, self.users, self.scenario)

    def run(self, policy: Policy, weeks: int = 4, luck: int = 0) -> Outcome:
        """Play the weeks from 1 January 2026 under a policy, and follow everybody it wins for 90 days.

        Parameters
        ----------
        policy : Policy
            Budgets are yuan for four weeks; in fewer or more weeks a proportional part is spent.
        weeks : int
            1 to 12.
        luck : int
            Another number draws the month's luck anew; the world stays what it is. Two policies with the same
            luck meet the same people.

        Returns
        -------
        Outcome
        """
        return _run(self.seed, self.users, policy, weeks, luck)

    @property
    def truth(self) -> Truth:
        """The sealed truth of this world."""
        return Truth(self.seed, self.users)

    def __repr__(self):
        return f"World(seed={self.seed}, users={self.users}, scenario={self.scenario!r})"
