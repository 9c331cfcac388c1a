"""Judge an answer: from an exercise, an answer and an app to a verdict. Nothing is shown, stored or changed here."""

from dataclasses import dataclass, field

import pandas as pd

from coursework.i18n import Phrase, _, listing
from coursework.teaching import diagnose_rows, failures, ingredients, row_names, spoken, tracebacks
from coursework.teaching.answers import Number
from coursework.teaching.cache import once_per_app
from coursework.teaching.diagnose import certain, guess
from coursework.teaching.kind import close
from coursework.teaching.plain import MOST_ROWS, NotAttempted, Unreadable, general_help, kind_of, what_is
from coursework.teaching.recipes import significant
from coursework.teaching.tables import Frame, Series
from coursework.teaching.typed import comma_in_code

__all__ = ["STATES", "Verdict", "another_kind", "judge", "missing_tables", "mistaken_answer", "read_safely", "reference"]

STATES = (
    "not_set_up", "not_attempted", "code_failed", "wrong_kind", "mistake", "right_but", "wrong", "right", "steps_aside",
)  # fmt: skip


@dataclass(frozen=True)
class Verdict:
    """What became of an answer.

    Attributes
    ----------
    state
        One of :data:`STATES`.
    mistake
        Name of the exercise's mistake that it is, of the diagnosis that fits, or of the remark on a right answer.
    values
        What placeholders in messages stand for: from the trainee's own answer, never from the reference.
    says
        The sentences that explain it, in order.
    """

    state: str
    mistake: str | None = None
    values: dict = field(default_factory=dict)
    says: tuple = ()

    @property
    def passed(self) -> bool:
        return self.state in ("right", "right_but")


def judge(exercise, answer, app) -> Verdict:
    """Return the verdict on an answer; never raises, whatever the answer is."""
    name = {"variable": exercise.variable}
    missing = missing_tables(app, exercise.tables)
    if missing:
        return Verdict("steps_aside", "tables", name, (Phrase(_("It needs the tables {tables}, which your data do not have."), tables=listing(missing)),))
    kind = exercise.answer
    try:
        mine = read_safely(kind, answer)
    except NotAttempted:
        return Verdict("not_attempted", None, name)
    except Unreadable as error:
        return _of_another_kind(exercise, answer, app, error, name)
    return _judged(exercise, kind, mine, app, name)


def read_safely(kind, answer):
    """Read an answer; whatever a hostile or broken object raises becomes :class:`Unreadable`, that is: a sentence."""
    try:
        return kind.read(answer)
    except (NotAttempted, Unreadable):
        raise
    except Exception as error:
        raise Unreadable(Phrase(_("It could not be read: looking into it raises {error}."), error=type(error).__name__)) from None


def another_kind(variable, answer, error, wanted) -> tuple:
    """Return the sentences that say what an unreadable answer is, what is wanted, and what to do; ``variable`` may be ``None``."""
    try:
        found, general = error.found or what_is(answer), general_help(answer)
    except Exception:
        found, general = Phrase(_("an object that cannot be looked at")), None
    if variable is None and not error.found:
        says = [Phrase(_("Your answer is {found}; wanted is {wanted}."), found=found, wanted=wanted)]
    elif variable is None:
        says = [Phrase(_("Your answer has {found}; wanted is {wanted}."), found=found, wanted=wanted)]
    elif error.found:
        says = [Phrase(_("`{variable}` has {found}; wanted is {wanted}."), found=found, wanted=wanted, variable=variable)]
    else:
        says = [Phrase(_("`{variable}` is {found}; wanted is {wanted}."), found=found, wanted=wanted, variable=variable)]
    help = comma_in_code(answer) or (error.help if error.first else None) or general or error.help
    if help is not None:
        help.values.setdefault("variable", variable or "x")
        says.append(help)
    return tuple(says)


def _judged(exercise, kind, mine, app, name):
    try:
        right = reference(exercise, app)
    except Exception as error:
        return Verdict("steps_aside", "reference", {**name, "error": type(error).__name__}, (Phrase(_("Its answer cannot be worked out from these data.")),))
    values = {**name, **kind.values(mine, right if isinstance(right, dict) else None)}
    for n, version in enumerate(kind.versions(mine)):
        if exercise.accepted(kind, version, right, app):
            verdict = _with_remark(exercise, version, app, values)
            said = _POINTS if getattr(kind, "unit", None) == "share_difference" else _PERCENT
            return verdict if n == 0 or verdict.mistake else Verdict("right_but", "percent", values, (Phrase(said),))
    for version in kind.versions(mine):
        known = _known_mistake(exercise, kind, version, right, app)
        if known:
            return _mistaken(known, version, right, kind, app, {**name, **kind.values(version, right if isinstance(right, dict) else None)})
    found = None
    if not exercise.graded:  # where other answers are right too, how this one differs from the reference says nothing
        for version in kind.versions(mine):
            remark = _right_but(kind, version, right)
            if remark:
                return Verdict("right_but", remark[0], values, (remark[1],))
        found = row_names.diagnose(kind, mine, right, app) or certain(kind, mine, right)
    own = kind.found(mine)
    own.values.update(name)
    code = _of_its_code(exercise) if not found or found[0] in _LESS_THAN_THE_CODE else None
    if code:
        also = found and (found[0] == "not_finite" or found[0] == "rows_named" and not set(mine) & set(right))
        found = ("formula", ((found[1], *code[1]) if also and found[0] == "rows_named" else (*code[1], found[1]) if also else code[1]))
    if not found:
        found, likely = ingredients.told(exercise, app, mine, right), None if exercise.graded else guess(kind, mine, right)
        if not found or (found[0] == "recipe" and likely and likely[0] == "count_for_rate"):
            found = likely or found
    if found:
        says = found[1] if isinstance(found[1], tuple) else (found[1],)
        for phrase in says:
            phrase.values.setdefault("variable", exercise.variable)
        return Verdict("wrong", found[0], values, (own, *says))
    return Verdict("wrong", None, values, (own,))


# What tells less of an answer than the code that gave it.
_LESS_THAN_THE_CODE = {"not_finite", "rows_named", "hundred", "thousands", "period", "swapped"}


def _of_its_code(exercise):
    """Return what the code of the running cell does otherwise than the solution, a name and sentences; ``None`` where there is no such code."""
    try:
        return spoken.told(exercise, tracebacks.cell(), failures.namespace())
    except Exception:  # code that is written in a way of its own is not spoken of
        return None


_PERCENT = _("You wrote a percentage where a share between 0 and 1 is asked for. Both say the same here; whoever multiplies by it next is wrong by a hundred.")


_POINTS = _("You wrote percentage points where a difference of two shares is asked for, such as 0.05 for 5 points. Both say the same here; whoever multiplies by it next is wrong by a hundred.")


def reference(exercise, app):
    """Return the right answer on an app's data, read; worked out once."""
    return once_per_app(app, (exercise.reference_function, exercise.answer), lambda: exercise.answer.read(exercise.reference_function(app)))


def _with_remark(exercise, mine, app, values):
    for remark in exercise.remarks:
        try:
            if remark.function(app, mine):
                return Verdict("right_but", remark.name, values, (Phrase(remark.says, lesson=exercise.lesson.name, **values),))
        except Exception:  # noqa: S112  a remark that cannot be worked out on these data is not made
            continue
    return Verdict("right", None, values)


def _known_mistake(exercise, kind, mine, right, app):
    active, same = [], []
    for mistake in exercise.mistakes:
        if mistake.answer is not None:
            continue
        wrong = mistaken_answer(mistake, kind, app)
        if wrong is None or exercise.accepted(kind, wrong, right, app):
            continue  # on these data the naive way gives the right answer
        if kind.same(mine, wrong) and not _only_near(mine, wrong):
            same.append((mistake, wrong))
        active.append((mistake, wrong))
    if same:
        exact = [mistake for mistake, wrong in same if _exactly(mine, wrong)]
        return (exact or [same[0][0]])[0]
    for mistake, wrong in active:
        # With a row too many or too few the mistake is the same, if it differs from what is right on the rows compared.
        if kind.overlaps(mine, wrong) and not kind.overlaps(mine, right):
            return mistake
    return None


def _only_near(mine, wrong) -> bool:
    """Say whether a number only happens to lie near a mistake: a guess is not accused of a calculation that nobody made."""
    if isinstance(mine, tuple):
        return all(isinstance(end, float) and significant(end) <= 2 for end in mine)
    if not isinstance(mine, float):
        return False
    digits = significant(mine)
    if digits > 6 or mine == wrong:
        return not close(mine, wrong, 1e-3, 0)
    places = next((n for n in range(10) if round(mine, n) == mine), 9)
    return digits < 3 or abs(mine - wrong) > 0.501 * 10.0**-places


def _exactly(mine, wrong) -> bool:
    pairs = [(mine[key], wrong[key]) for key in wrong if key in mine] if isinstance(wrong, dict) else zip(mine, wrong, strict=True) if isinstance(wrong, tuple) else [(mine, wrong)]
    return all(isinstance(a, float) and isinstance(b, float) and close(a, b, 1e-9, 1e-12) for a, b in pairs)


def mistaken_answer(mistake, kind, app):
    """Return the answer that a mistake gives on these data, read; ``None`` where it gives none."""
    try:
        return once_per_app(app, (mistake.function, kind), lambda: kind.read(mistake.function(app)))
    except Exception:
        return None


def _of_another_kind(exercise, answer, app, error, name):
    for mistake in exercise.mistakes:
        if mistake.answer is None:
            continue
        try:
            mine = mistake.answer.read(answer)
        except Exception:  # noqa: S112  not that mistake
            continue
        wrong = mistaken_answer(mistake, mistake.answer, app)
        if wrong is not None and mistake.answer.same(mine, wrong):
            return _mistaken(mistake, mine, None, mistake.answer, app, {**name, **mistake.answer.values(mine)})
    says = another_kind(exercise.variable, answer, error, exercise.answer.wanted())
    code, several = _of_its_code(exercise), _none_of_its_columns(exercise, answer, app)
    if code and code[0] not in ("foreign", "in_general") and error.found is None:
        says = (*says[:1], *code[1])
    elif several:
        says = (*says[:1], several)
    elif code:
        says = (*says, code[1][0])
    elif _one_of_all_rows(exercise, answer, app):
        says = (*says[:1], Phrase(_("Drop the last step: it made one number of all rows. Each `{index}` keeps its own."), index=exercise.answer.named))
    return Verdict("wrong_kind", None, name, says)


def _one_of_all_rows(exercise, answer, app) -> bool:
    """Say whether a number is what one last step made of the right rows, or of those of a known mistake."""
    if not isinstance(exercise.answer, Series):
        return False
    try:
        one, held = Number().read(answer), [reference(exercise, app)]
    except Exception:  # no number, or a reference that cannot be worked out
        return False
    held += [mistaken_answer(mistake, exercise.answer, app) for mistake in exercise.mistakes if mistake.answer is None]
    rows = [pd.Series(values, dtype=float) for values in held if values]
    return any(close(one, float(getattr(values, way)()), 1e-6, 1e-12) for values in rows for way in ("max", "min", "mean", "sum", "median"))


def _none_of_its_columns(exercise, answer, app):
    """Say that no column of a table is the answer, so that nobody goes on picking; ``None`` where one is, or it is no table."""
    kind = exercise.answer
    if not kind_of(answer, pd.DataFrame) or not isinstance(kind, Series) or not 1 < answer.shape[1] <= 60 or len(answer) > MOST_ROWS:
        return None
    try:
        right, read = reference(exercise, app), []
        for n in range(answer.shape[1]):
            if pd.api.types.is_numeric_dtype(answer.dtypes.iloc[n]):
                read.append(kind.read(answer.iloc[:, n]))
        if any(exercise.accepted(kind, version, right, app) for one in read for version in kind.versions(one)):
            return None
    except Exception:  # rows named otherwise, or a reference that cannot be worked out: then nothing is known of its columns
        return None
    if len(read) > 1 and all(one == read[0] for one in read):
        return Phrase(_("All its columns hold the same counts: one count of the rows, `.size()`, is enough. And the answer still has to be worked out from it."))
    return Phrase(_("None of its columns is the answer as it stands: the answer is worked out from them. Store the result of that, one number for each `{index}`."), index=kind.named)


def _mistaken(mistake, mine, right, kind, app, values):
    wrong = mistaken_answer(mistake, kind, app)
    if isinstance(mine, dict) and isinstance(wrong, dict) and isinstance(right, dict):
        mine = {key: value for key, value in mine.items() if key in wrong} or mine
        values = {**values, **kind.values(mine, right)}
    if mistake.values is not None:
        try:
            values = {**values, **mistake.values(app, mine)}
        except Exception:  # noqa: S110  the text is still true without the extra numbers
            pass
    return Verdict("mistake", mistake.name, values, (Phrase(mistake.says, lesson=mistake.lesson, **values),))


def _right_but(kind, mine, right):
    if isinstance(kind, Number) and diagnose_rows.rounded(kind, {"": mine}, {"": right}):
        return "rounded", Phrase(_("It is rounded. Keep all digits while you calculate, and round only what you show."))
    if isinstance(kind, Series) and diagnose_rows.rounded(kind, mine, right):
        return "rounded", Phrase(_("It is rounded. Keep all digits while you calculate, and round only what you show."))
    if isinstance(kind, Series | Frame):
        extra = diagnose_rows.extra_rows(kind, mine, right)
        if extra and diagnose_rows.is_total(extra):
            return "total_row", Phrase(_("There is a total among the rows (“{name}”): whoever adds up or averages this column counts everything twice."), name=extra[0])
        if extra:
            names = listing(map(str, extra), most=4)
            return "extra_rows", Phrase(_("There are rows that were not asked for: {names}. In a chart they would look like results."), names=names)
    return None


def missing_tables(app, tables) -> list:
    """Return those of the tables that an app does not have."""
    known = getattr(app, "tables", ())
    return [name for name in tables if name not in known]
