"""What has been done: remembered in ``work/progress.json``, drawn by :func:`progress`. It stays on this computer."""

import time

from coursework.i18n import Phrase, _, listing, t
from coursework.teaching import store
from coursework.teaching.lesson import LESSONS
from coursework.teaching.messages import Message, Table, show

__all__ = ["calibration", "next_hint", "progress", "record", "record_check", "recorded", "show_notices"]

LONGEST_PAUSE = 300  # seconds; a longer gap between two answers was not work on the lesson


def recorded(task) -> dict:
    """Return what is on file about a task."""
    held = store.record(store.content(), "lessons", task.lesson.name, "tasks", task.name)
    return dict(held)


def record(task, **facts) -> None:
    """Put facts about a task on file; they replace those of the same names."""

    now = int(time.time())  # of the answer; a change that cannot be written at once is written later

    def do(held):
        _touch(held, task, now).update(facts)

    store.change(do)


def record_check(task, verdict) -> None:
    """Put on file how an answer was judged: what was reached stays, a later slip does not take it away."""
    now = int(time.time())

    def do(held):
        about = _touch(held, task, now)
        about["state"] = verdict.state
        if verdict.state == "not_attempted":
            return
        about["attempts"] = _count(about.get("attempts")) + 1
        if verdict.passed:
            about["done"] = True
        elif verdict.mistake:
            met = about.get("mistakes") if isinstance(about.get("mistakes"), list) else []
            about["mistakes"] = met if verdict.mistake in met else [*met, verdict.mistake]

    store.change(do)


def next_hint(task) -> int:
    """Put on file that one more hint is given, and return which: 1, 2, … up to the last."""
    reached = min(_count(recorded(task).get("hints")) + 1, max(len(task.hints), 1))
    record(task, hints=reached)
    return reached


def calibration() -> tuple[int, int]:
    """Return how many of the predictions compared so far came true, and how many were compared."""
    hits = [about["hit"] for _name, about in _tasks("prediction") if isinstance(about.get("hit"), bool)]
    return sum(hits), len(hits)


def show_notices() -> None:
    """Say what is to be said about the progress file, once."""
    for phrase in store.notices():
        show(Message("note", t(_("About your progress file")), (phrase,)))


def progress() -> None:
    """Draw what has been done so far: a row for each lesson."""
    lessons = store.record(store.content(), "lessons")
    names = sorted({*LESSONS, *(name for name, about in lessons.items() if isinstance(about, dict))}, key=_in_order)
    rows = [row for row in (_row(name, lessons.get(name)) for name in names) if row]
    true, compared = calibration()
    body = []
    if rows:
        for start in range(0, len(rows), 8):
            body.append(Table((t(_("lesson")), t(_("done")), t(_("solution seen")), t(_("open")), t(_("minutes"))), tuple(rows[start : start + 8])))
    else:
        body.append(t(_("Nothing yet. Every exercise you check, every prediction and every plan is remembered here.")))
    slips = sum(len(about["mistakes"]) for _n, about in _tasks() if isinstance(about.get("mistakes"), list))
    if slips:
        body.append(Phrase(_("Instructive mistakes met so far: {n}."), n=slips))
    if compared:
        body.append(Phrase(_("Predictions that came true: {true} of {compared}."), true=true, compared=compared))
    body.append(t(_("This is kept in the file `progress.json` of your work folder and goes nowhere else.")))
    show(Message("note", t(_("Your progress")), body))
    show_notices()


def _row(name, about):
    about = about if isinstance(about, dict) else {}
    done_with = {key: one for key, one in store.record(dict(about), "tasks").items() if isinstance(one, dict)}
    known = list(LESSONS[name].exercises) if name in LESSONS else []
    all_names = [*known, *(key for key in done_with if key not in known)]
    total = max(len(known), _count(about.get("of")))
    if not all_names:
        return None
    done = [key for key in all_names if done_with.get(key, {}).get("done")]
    seen = sum(bool(done_with.get(key, {}).get("solution_seen")) for key in all_names)
    marks = "●" * len(done) + "○" * max(total - len(done), 0)
    minutes = f"{_count(about.get('seconds')) / 60:.0f}"
    if total > 20:
        marks = ""
    done_of = t(_("{done} of {total}"), done=len(done), total=max(total, len(done)))
    next_open = listing([key for key in known if key not in done], most=2) or "–"
    return (name, f"{done_of} {marks}".strip(), seen or "–", next_open, minutes)


def _tasks(kind=None):
    for lesson in store.record(store.content(), "lessons").values():
        if isinstance(lesson, dict):
            for name, about in store.record(dict(lesson), "tasks").items():
                if isinstance(about, dict) and kind in (None, about.get("kind")):
                    yield name, about


def _touch(held, task, now) -> dict:
    lesson = store.record(held, "lessons", task.lesson.name)
    last = _count(lesson.get("last"))
    lesson["seconds"] = _count(lesson.get("seconds")) + max(0, min(now - last, LONGEST_PAUSE) if last else 0)
    lesson["last"] = max(now, last)
    lesson["of"] = len(task.lesson.exercises)
    about = store.record(lesson, "tasks", task.name)
    about["kind"] = task.kind
    return about


def _count(value) -> int:
    return int(value) if isinstance(value, int | float) and not isinstance(value, bool) and 0 <= value < 1e12 else 0


def _in_order(name):
    return [(len(digits := "".join(filter(str.isdigit, part.split("_")[0]))), digits, part) for part in str(name).split("/")]
