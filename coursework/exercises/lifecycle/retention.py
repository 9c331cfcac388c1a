"""What *Retention* asks: the right number, when people leave, what moved the number, and what to mend.

Definitions used here and in the lesson: *day N* is the Nth calendar day after the day of registration, which is day 0;
*day-N retention* is the share active on day N itself, of all who have been here for N days or more; *still there in the
fourth week* is active at least once in days 24 to 30. A user *left in week W* if they were last seen in it, within the
first 90 days of their life in the app. Only users who could have been seen on the day in question count.
"""

import re

import numpy as np
import pandas as pd

from coursework import methods, plots
from coursework.i18n import _, t
from coursework.teaching import Choice, Date, Lesson, Name, Number, Refusal, Series, faults, per_app
from coursework.teaching.menu import Menu
from coursework.teaching.say import say
from coursework.world import Policy, caring

lesson = Lesson(
    "3_lifecycle/2_retention",
    minutes=50,
    tables=("users", "events", "orders", "coupons", "experiment_units", "feedback"),
    meanings={
        "users": _("everybody who registered in the year, those of the last weeks too"), "old": _("those who have been here for 30 days or more"),
        "events": _("one row for each thing that somebody did"), "seen": _("one row for each person and day on which they were seen"),
        "was": _("the days on which people were seen who have been here for 30 days or more"), "age": _("for each user, how many days they have been here"),
        "on_30": _("how many were active on day 30 itself"), "by_30": _("how many came back on any day up to day 30"), "since_30": _("how many were seen on day 30 or later"),
        "today": _("how many users of all ages were active on the last day"), "then": _("how many users of all ages were active on one day a month before"),
        "back": _("how many were seen on each of the days"), "days": _("the four days, not people"),
        'pd.Series({n: (age >= n).sum() for n in days}).rename_axis("day")': _("for each day, how many have been here that long"),
        "could": _("for each day, how many have been here that long"),
        "gone": _("how many were last seen in each week"), "here": _("how many were still there when each week began"),
        "last": _("the people watched for ninety days, with the week in which each was last seen"), "life": _("the days on which people were seen whom we watched for ninety days"),
        "like": _("the whole table, a row before and a row after"),
        'like.loc["after", "crude"]': _("the rate of the months after, as reported"), 'like.loc["before", "crude"]': _("the rate of the months before, as reported"),
        'like.loc["after", "estimate"]': _("the rate of the months after at the common mix, a level and no change"), 'like.loc["before", "estimate"]': _("the rate of the months before at the common mix, a level and no change"),
        'like.loc["after", "difference"]': _("the change at one and the same mix"), 'like.loc["before", "difference"]': _("empty: before is what is compared with, and differs from nothing"),
        'like.loc["after", "difference_low"]': _("the low end of the interval, not the change itself"), 'like.loc["after", "difference_high"]': _("the high end of the interval, not the change itself"),
        'like["crude"]': _("both rates as reported"), 'like["estimate"]': _("both rates at the common mix"), 'like["difference"]': _("the change at one mix, with an empty row for before"),
        "two": _("the newcomers of two months before and of two after"), "card": _("everybody in the test, one row each"),
        "by_arm": _("the retention of both arms"), 'by_arm["prompt"]': _("the retention of all who were prompted"), 'by_arm["control"]': _("the retention of all who were not prompted"),
        "by_card": _("the retention with and without a card"), "by_card[True]": _("the retention of those who chose to bind a card"), "by_card[False]": _("the retention of those who bound none"),
        "voices": _("the whole table of messages, both times"), 'voices["after"]': _("how many messages on each theme after the new home page"), 'voices["before"]': _("how many messages on each theme before it"),
        "active": _("the active months of both times, two numbers"), 'active["after"]': _("the months that active users spent after the new home page"), 'active["before"]': _("the months that active users spent before it"),
        "1000": _("a thousand active users"), "30": _("days, not people"), "90": _("days, not people"), "100": _("for a percentage"),
    },
)  # fmt: skip

DAYS = (1, 7, 30, 90)
WEEKS = 8
READINGS = {
    "on": _("on day 30, of those here for 30 days"), "all": _("on day 30, of all users"), "by": _("on any day up to day 30"),
    "since": _("on day 30 or later"), "dau": _("active users today ÷ active users 30 days ago"),
}


# ---- shared pieces of the references --------------------------------------------------------------------------------


@per_app
def _people(app):
    """One row for each user: when and through what they came, and for how many whole days we have watched them."""
    people = app.users[["user_id", "registered_at", "channel"]].astype({"channel": str}).set_index("user_id")
    return people.assign(age=(app.until - people["registered_at"]).dt.days)


@per_app
def _events(app):
    """Who did what when: the three columns that the references need."""
    return app.events[["user_id", "ts", "event"]]


@per_app
def _presence(app):
    """One row for each user and day of their life on which they were seen."""
    events, people = _events(app), _people(app)
    start = people["registered_at"].reindex(events["user_id"])
    seen = pd.DataFrame({"user_id": events["user_id"].array, "day": (events["ts"].dt.normalize().array - start.dt.normalize().array).days})
    return seen.dropna().astype({"day": int}).query("day >= 0").drop_duplicates()


@per_app
def _readings(app):
    """The counts of the first round, in users: of those who have been here for 30 days or more."""
    people, seen = _people(app), _presence(app)
    old = people.index[people["age"] >= 30]
    was = seen[seen["user_id"].isin(old)]

    def users(rows):
        return int(rows["user_id"].nunique())

    daily = _events(app).groupby(_events(app)["ts"].dt.normalize())["user_id"].nunique()
    first, last = app.until - pd.Timedelta(days=31), app.until - pd.Timedelta(days=1)
    return {
        "on_30": users(was[was["day"] == 30]), "by_30": users(was[was["day"].between(1, 30)]), "since_30": users(was[was["day"] >= 30]),
        "old": len(old), "users": len(people), "today": int(daily.get(last, 0)), "then": int(daily.get(first, 0)),
        "week": users(was[was["day"].between(24, 30)]),
    }  # fmt: skip


def _five(app):
    """The five readings of one table, as shares."""
    got = _readings(app)
    return pd.Series({
        "on": got["on_30"] / got["old"], "all": got["on_30"] / got["users"], "by": got["by_30"] / got["old"],
        "since": got["since_30"] / got["old"], "dau": got["today"] / got["then"],
    })  # fmt: skip


def readings(app):
    """Return what five colleagues read off one table: a share for each reading, named in the learner's language."""
    five = _five(app)
    return five.set_axis([t(READINGS[code], lesson=lesson.name) for code in five.index])


# ---- warm-up ---------------------------------------------------------------------------------------------------------

warm_line = lesson.quick(
    "warm_line",
    question=_("In *Welcome*, what was to be asked first of a number that surprises you?"),
    options={"above": _("Whether it is larger than last month"), "below": _("What stands below the line"), "who": _("Who worked it out")},
    right="below",
    feedback={
        "above": _("Last month's number may have been worked out in the same wrong way. Then both are wrong, and agree."),
        "below": _("Yes. Most surprising rates have the wrong people below the line. This lesson is about little else."),
        "who": _("Good people divide by the wrong number too. The line itself tells you more than the name above it."),
    },
)
warm_mix = lesson.quick(
    "warm_mix",
    question=_("In *Advertising*, two channels were compared over all, and then inside each city tier. Why?"),
    options={"detail": _("Directors like detail"), "mix": _("A mix of cities can turn a comparison round"), "size": _("Large cities matter more")},
    right="mix",
    feedback={
        "detail": _("They do, but three more numbers that say the same would only cost time."),
        "mix": _("Yes. Whoever compares two groups compares their mixes too, until the mix is held still. Today the two groups are two months."),
        "size": _("They may. But the point was another one: the same people, mixed differently, gave the opposite answer."),
    },
)
warm_window = lesson.quick(
    "warm_window",
    question=_("Somebody registered ten days ago. Where do they stand in a 30-day retention?"),
    options={"lost": _("Among those who did not come back"), "kept": _("Among those who came back"), "neither": _("Neither above nor below the line")},
    right="neither",
    feedback={
        "lost": _("They have not had the chance to come back on day 30. Counted as lost, every newcomer makes the app look worse, most of all in a good month."),
        "kept": _("Nobody knows yet. That would make the app look better the more newcomers it has."),
        "neither": _("Yes. We cannot know yet, so they wait outside until they are old enough."),
    },
)

# ---- round 1: one table, five readings ------------------------------------------------------------------------------

loudest = lesson.prediction(
    "loudest",
    syllabus=("retention", "retention-metrics"),
    variable="my_loudest",
    question=_("Five colleagues read day-30 retention off one table. Whose number is the highest?"),
    answer=Choice(READINGS),
    truth=lambda app: _five(app).idxmax(),
    tables=("users", "events"),
)

my_share = lesson.prediction(
    "my_share",
    syllabus=("retention-metrics",),
    variable="my_share",
    question=_("Of a hundred new users, which share is active on day 30 itself?"),
    answer=Number(unit="share", percent_ok=True),
    truth=lambda app: float(_five(app)["on"]),
    tables=("users", "events"),
)

r30 = lesson.exercise(
    "r30",
    syllabus=("retention", "retention-correct-calculation"),
    variable="r30",
    answer=Number(unit="share", rel=0.003, percent_ok=True),
    asked=_("the share of those who have been here for 30 days or more that was active on day 30 itself"),
    ingredients=lambda app: {
        {"old": "len(old)", "users": "len(users)"}.get(name, name): value for name, value in _readings(app).items() if name != "week"
    },
    tables=("users", "events"),
    minutes=3,
    level=1,
    hints=(
        _("Two groups of people: those who could have been seen on day 30, and those of them who were. Who is in which?"),
        _("on_30, by_30 and since_30 count people who were seen; len(old) and len(users) count people who could have been, or not. A share is the first kind over the second. "
          "With 2 seen of 8 who could have been, 2 / 8 is 0.25."),
        _("```r30 = on_30 / len(____)```"),
    ),
    solution=_("r30 = on_30 / len(old)"),
    why=_("Above the line: seen on day 30 itself. Below it: everybody who has had a day 30, whether they came or not. That is the whole of it; each of the other four readings changes one of the two."),
)


@r30.reference
def _r30_reference(app):
    return float(_five(app)["on"])


@r30.mistake("all_users", says=_("You divided by all users: {yours:.1%}. Those who came in the last weeks have not had a day 30 yet, and count as if they had stayed away. The better the last month was, the worse this number looks."))
def _r30_all_users(app):
    return float(_five(app)["all"])


@r30.mistake("by_day_30", says=_("{yours:.1%} came back *by* day 30: on any of thirty days. Thirty chances are easier than one. *On* day 30 means that day alone."))
def _r30_by_day_30(app):
    return float(_five(app)["by"])


@r30.mistake("rolling", says=_("{yours:.1%} were seen on day 30 *or later*: rolling retention. Whoever registered in January had eleven months to turn up once, whoever came in November four weeks. Old cohorts look good for their age alone."))
def _r30_rolling(app):
    return float(_five(app)["since"])


@r30.mistake("dau_ratio", says=_("You divided two days' active users: {yours:.1%}. Those are not the same people: newcomers of this month stand above the line and nobody asked whether the old ones stayed. An app that loses everybody can show 100 % if it buys enough new ones."))
def _r30_dau_ratio(app):
    return float(_five(app)["dau"])


@r30.mistake("day_0", says=_("{yours:.0%}: with the day of registration counted, everybody came back. Day 0 is the start, not a return; begin with day 1."))
def _r30_day_0(app):
    return 1.0


@r30.mistake("count", says=_("{yours:,.0f} is how many people were active on day 30. A large app always has many; a rate says how many of how many."))
def _r30_count(app):
    return float(_readings(app)["on_30"])


@r30.mistake("of_the_returners", says=_("You divided by those who came back at some time: {yours:.1%}. Everybody who never came back has left the sum, and they are the ones retention is about."))
def _r30_of_the_returners(app):
    got = _readings(app)
    return got["on_30"] / got["by_30"]


@r30.mistake("of_the_later", says=_("You divided by those seen on day 30 or later: {yours:.1%}. Everybody who had left by then is missing below the line, and they are the ones retention is about."))
def _r30_of_the_later(app):
    got = _readings(app)
    return got["on_30"] / got["since_30"]


@r30.mistake("of_todays_active", says=_("You divided by the users active on one day: {yours:.1%}. They are other people, of all ages. Divide by those who could have been seen on their own day 30."))
def _r30_of_todays_active(app):
    got = _readings(app)
    return got["on_30"] / got["today"]


@r30.mistake("of_active_then", says=_("You divided by the users who were active on one day a month ago: {yours:.1%}. They are other people, of all ages. Divide by those who could have been seen on their own day 30."))
def _r30_of_active_then(app):
    got = _readings(app)
    return got["on_30"] / got["then"]


@r30.mistake("by_of_all", says=_("Two slips in one: {yours:.1%} counts any day up to 30, and divides by all users, those of last week too. On day 30, of those who have had one."))
def _r30_by_of_all(app):
    got = _readings(app)
    return got["by_30"] / got["users"]


@r30.mistake("since_of_all", says=_("Two slips in one: {yours:.1%} counts day 30 or later, and divides by all users, those of last week too. On day 30, of those who have had one."))
def _r30_since_of_all(app):
    got = _readings(app)
    return got["since_30"] / got["users"]


@r30.mistake("week", says=_("{yours:.1%} were active at least once in days 24 to 30: the measure of *Advertising*, and a fair one under its own name. Here the question is day 30 alone."))
def _r30_week(app):
    got = _readings(app)
    return got["week"] / got["old"]


@r30.mistake("left", says=_("{yours:.1%} were *not* there on day 30. Retention is the other side."))
def _r30_left(app):
    return 1 - float(_five(app)["on"])


@r30.mistake("upside_down", says=_("{yours:.1f} people for one that came back: the fraction stands on its head. Those who came belong above the line."))
def _r30_upside_down(app):
    return 1 / float(_five(app)["on"])


@r30.mistake("old_share", says=_("{yours:.1%} is the share of our users who have been here for 30 days. Nobody has come back in it yet."))
def _r30_old_share(app):
    got = _readings(app)
    return got["old"] / got["users"]


# ---- round 2: the curve, and when they leave -------------------------------------------------------------------------


@per_app
def _curve_pieces(app):
    """By day: how many were seen on it, how many have had it; and other counts that go wrong."""
    people, seen = _people(app), _presence(app)
    index = pd.Index(DAYS, name="day")
    back = seen.groupby("day")["user_id"].nunique().reindex(index, fill_value=0)
    could = pd.Series({day: int((people["age"] >= day).sum()) for day in DAYS}).rename_axis("day")
    first, last = (seen[seen["day"] > 0].groupby("user_id")["day"].agg(way) for way in ("min", "max"))
    return pd.DataFrame({
        "back": back, "could": could,
        "by": [int((first[people["age"].reindex(first.index) >= day] <= day).sum()) for day in DAYS],
        "since": [int((last[people["age"].reindex(last.index) >= day] >= day).sum()) for day in DAYS],
    }, index=index)  # fmt: skip


def _curve(app):
    pieces = _curve_pieces(app)
    return pieces["back"] / pieces["could"]


def _old_enough(app, days):
    return int((_people(app)["age"] >= days).sum())


curve = lesson.exercise(
    "curve",
    syllabus=("retention-data-points", "retention-metrics"),
    variable="curve",
    answer=Series(unit="share", index="day", rel=0.003, percent_ok=True),
    asked=_("for each day, those seen on it over those who have been here that long"),
    ingredients=lambda app: {
        "back": _curve_pieces(app)["back"], "could": _curve_pieces(app)["could"], "len(users)": len(app.users), "len(old)": _old_enough(app, 30),
        "back.shift()": _curve_pieces(app)["back"].shift(), "could.shift()": _curve_pieces(app)["could"].shift(),
    },
    tables=("users", "events"),
    minutes=4,
    level=2,
    hints=(
        _("Has somebody who came last week had a day 1? A day 30? Then who belongs below the line of each point?"),
        _("back says how many were seen on each day, could how many have been here that long. Two Series with the same index are divided row by row: "
          "pd.Series({1: 4, 7: 2}) / pd.Series({1: 8, 7: 4}) gives 0.5 and 0.5."),
        _("```could = pd.Series({n: (age >= ____).sum() for n in days})\ncurve = back / ____```"),
    ),
    solution=_('could = pd.Series({n: (age >= n).sum() for n in days}).rename_axis("day")\ncurve = back / could'),
    why=_("Each point has its own people below the line: all who have had that day, and nobody else. So the points of one curve may stand on different numbers of people, and a curve says how many."),
)


@curve.reference
def _curve_reference(app):
    return _curve(app)


@curve.mistake("all_users", says=_("You divided every point by all users: {yours:.1%} for day {at}. Day 1 comes out nearly right, and the further out, the more people are counted as lost who have not had that day yet. So the curve falls faster than people leave."))
def _curve_all_users(app):
    return _curve_pieces(app)["back"] / len(app.users)


@curve.mistake("old_30", says=_("You divided every point by those who have been here for 30 days: {yours:.1%} for day {at}. Right for day 30 alone. Everybody in the app for a day has had a day 1, and nobody has had a day 90 after thirty."))
def _curve_old_30(app):
    return _curve_pieces(app)["back"] / _old_enough(app, 30)


@curve.mistake("step", says=_("You divided each point by the one before it: {yours} for day {at}. That is a step, as in a funnel; retention always looks back to the start."))
def _curve_step(app):
    back = _curve_pieces(app)["back"]
    return back / back.shift().fillna(_curve_pieces(app)["could"].iloc[0])


@curve.mistake("counts", says=_("{yours:,.0f} for day {at} is a number of people. Divide by those who have been here that long."))
def _curve_counts(app):
    return _curve_pieces(app)["back"]


@curve.mistake("could_only", says=_("{yours:,.0f} for day {at} is how many have been here that long: the lower half of the fraction. Those who were seen go over it."))
def _curve_could_only(app):
    return _curve_pieces(app)["could"]


@curve.mistake("mean_of_cohorts", says=_("You worked out a rate for every month and took the mean: {yours:.2%} for day {at}. A month of which only three days are old enough then weighs as much as a whole one. Sum the people, then divide once."))
def _curve_mean_of_cohorts(app):
    people, seen = _people(app), _presence(app)
    month, rates = people["registered_at"].dt.month, {}
    for day in DAYS:
        could = month[people["age"] >= day].value_counts()
        back = month.reindex(seen.loc[seen["day"] == day, "user_id"]).value_counts()
        rates[day] = (back.reindex(could.index, fill_value=0) / could).mean()
    return pd.Series(rates).rename_axis("day")


@curve.mistake("by", says=_("{yours:.1%} for day {at} came back *by* that day: this curve can only rise. Retention counts the day itself."))
def _curve_by(app):
    return _curve_pieces(app)["by"] / _curve_pieces(app)["could"]


@curve.mistake("rolling", says=_("{yours:.1%} for day {at} were seen on that day or later. Old cohorts have had longer to turn up. Count the day itself."))
def _curve_rolling(app):
    return _curve_pieces(app)["since"] / _curve_pieces(app)["could"]


@curve.mistake("left", says=_("{yours:.1%} for day {at} were not there. Retention is the other side: those who were."))
def _curve_left(app):
    return 1 - _curve(app)


@curve.mistake("upside_down", says=_("{yours:.1f} for day {at}: the fraction stands on its head. Those who were seen belong above the line."))
def _curve_upside_down(app):
    return 1 / _curve(app)


@curve.mistake("of_day_1", says=_("You divided by those who came on the first day after: {yours} for day {at}. Whoever did not come the next morning may come in a week; below the line stands everybody who could have come."))
def _curve_of_day_1(app):
    back = _curve_pieces(app)["back"]
    return back / back.iloc[0]


@per_app
def _weeks(app):
    """By week of life: how many were last seen in it, and how many were still here at its start. And the number watched."""
    people, seen = _people(app), _presence(app)
    watched = people.index[people["age"] >= 90]
    last = seen[seen["user_id"].isin(watched) & (seen["day"] <= 90)].groupby("user_id")["day"].max() // 7 + 1
    gone = last.value_counts().reindex(range(1, WEEKS + 1), fill_value=0).rename_axis("week")
    return pd.DataFrame({"gone": gone, "here": len(last) - gone.cumsum().shift(fill_value=0)}), len(last)


def _leaving(app):
    weeks, _n = _weeks(app)
    return weeks["gone"] / weeks["here"]


WEEK_WORDS = {
    word: "first" if week == 1 else "second_to_fourth" if week <= 4 else "later"
    for week, zh in zip(range(1, 13), ("一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "十一", "十二"), strict=True)
    for word in (str(week), f"week {week}", f"week_{week}", f"week{week}", f"w{week}", f"第{week}周", f"第 {week} 周", f"第{zh}周", f"{week}周")
}

peak = lesson.prediction(
    "peak",
    syllabus=("retention-churn-management",),
    variable="my_peak",
    question=_("In which week of their life in the app do the most of those still there leave?"),
    answer=Choice({"first": _("in the first week"), "second_to_fourth": _("in weeks two to four"), "later": _("later")}, elsewhere=((_("“{given}” is a week; the options are stretches of weeks."), WEEK_WORDS),)),
    truth=lambda app: "first" if (week := int(_leaving(app).idxmax())) == 1 else "second_to_fourth" if week <= 4 else "later",
    tables=("users", "events"),
)

leaving = lesson.exercise(
    "leaving",
    syllabus=("retention-churn-management", "poor-retention-causes"),
    variable="leaving",
    answer=Series(unit="share", index="week", rel=0.003, percent_ok=True),
    asked=_("for each week, those last seen in it over those still here when it began"),
    ingredients=lambda app: {
        "gone": _weeks(app)[0]["gone"], "here": _weeks(app)[0]["here"], "gone.cumsum()": _weeks(app)[0]["gone"].cumsum(),
        "len(last)": _weeks(app)[1], "len(users)": len(app.users),
    },
    tables=("users", "events"),
    minutes=4,
    level=2,
    hints=(
        _("Can somebody leave in week five who left in week two? Then who could leave in week five?"),
        _("gone counts those last seen in each week, here those who were still with us when the week began. Both have the weeks as index."),
        _("```leaving = gone / ____```"),
    ),
    solution=_("leaving = gone / here"),
    why=_("Only those who are still here can leave. This rate has a name in other trades, the hazard: it says when the danger is greatest, and so when help is needed."),
)


@leaving.reference
def _leaving_reference(app):
    return _leaving(app)


@leaving.mistake("of_everybody", says=_("You divided by everybody we watched: {yours:.1%} for week {at}. In the later weeks most of them are long gone, so the danger seems to vanish, for lack of people. Divide by those still here."))
def _leaving_of_everybody(app):
    weeks, n = _weeks(app)
    return weeks["gone"] / n


@leaving.mistake("of_the_leavers", says=_("You divided by all who left: {yours:.1%} for week {at} says how the leavers are spread over the weeks. It adds up to one whether few leave or nearly all. Divide by those still here."))
def _leaving_of_the_leavers(app):
    gone = _weeks(app)[0]["gone"]
    return gone / gone.sum()


@leaving.mistake("counts", says=_("{yours:,.0f} for week {at} is how many left. Fewer people leave later because fewer are left to leave; a rate tells the two apart."))
def _leaving_counts(app):
    return _weeks(app)[0]["gone"]


@leaving.mistake("here_only", says=_("{yours:,.0f} for week {at} is how many were still here. Put over it how many of them were then last seen."))
def _leaving_here_only(app):
    return _weeks(app)[0]["here"]


@leaving.mistake("staying", says=_("{yours:.1%} for week {at} stayed on. Asked is the other side: those who left in that week."))
def _leaving_staying(app):
    return 1 - _leaving(app)


@leaving.mistake("survivors", says=_("{yours:.1%} for week {at} is who of all was still here at its start: how many are left, not how many leave. Where that curve falls most steeply, look closer."))
def _leaving_survivors(app):
    weeks, n = _weeks(app)
    return weeks["here"] / n


@leaving.mistake("cumulated", says=_("{yours:.1%} by week {at} have left so far. A running total can only rise, so it shows no peak. Take each week by itself."))
def _leaving_cumulated(app):
    weeks, n = _weeks(app)
    return weeks["gone"].cumsum() / n


@leaving.mistake("odds", says=_("You divided those who left by those who stayed: {yours:.2f} for week {at}. Below the line belong both, everybody who was here when the week began."))
def _leaving_odds(app):
    weeks, _n = _weeks(app)
    return weeks["gone"] / (weeks["here"] - weeks["gone"])


@leaving.mistake("upside_down", says=_("{yours:.1f} for week {at}: the fraction stands on its head. Those who left belong above the line."))
def _leaving_upside_down(app):
    return 1 / _leaving(app)


@leaving.mistake("all_users", says=_("You divided by all users of the app, the newest too: {yours:.1%} for week {at}. Nobody has watched those for ninety days. Divide by the people who were still here when the week began."))
def _leaving_all_users(app):
    return _weeks(app)[0]["gone"] / len(app.users)


# ---- round 3: why did the number move? --------------------------------------------------------------------------------


def turn(app):
    """Return the first of the fifth month of the data: two months before it are held against two after it."""
    return (app.since + pd.DateOffset(months=4)).normalize()


@per_app
def _retained(app):
    kept = methods.retained(_events(app), app.users, until=app.until)
    return kept.assign(channel=kept["channel"].astype(str))


def before_after(app):
    """Return the users of the two months before and the two months after the turn, with ``when`` and ``retained``.

    Only channels through which people came in both are kept: where nobody came, nothing can be compared.
    """
    people, at = _retained(app), turn(app)
    two = people[people["registered_at"].between(at - pd.DateOffset(months=2), at + pd.DateOffset(months=2), inclusive="left")].copy()
    two["when"] = np.where(two["registered_at"] < at, "before", "after")
    both = two.groupby("channel")["when"].nunique()
    return two[two["channel"].isin(both.index[both == 2])].reset_index(drop=True)


@per_app
def _cells(app):
    """By channel: the rate before and after, and the people of each."""
    two = before_after(app).dropna(subset=["retained"]).astype({"retained": float})
    rates = two.pivot_table(index="channel", columns="when", values="retained")
    people = two.pivot_table(index="channel", columns="when", values="retained", aggfunc="size")
    return rates, people


@per_app
def _like(app):
    """The table that the trainee has, worked out by hand: crude and like-for-like rates before and after."""
    rates, people = _cells(app)
    weights = people.sum(axis=1) / people.to_numpy().sum()
    crude = (rates * people).sum() / people.sum()
    return pd.DataFrame({"estimate": rates.mul(weights, axis=0).sum(), "crude": crude})


def _rise(app):
    like = _like(app)
    return float(like.loc["after", "crude"] - like.loc["before", "crude"])


def _fair(app):
    like = _like(app)
    return float(like.loc["after", "estimate"] - like.loc["before", "estimate"])


def _which_way(app):
    rise, fair = _rise(app), _fair(app)
    return "all" if fair >= rise else "part" if fair > 0 else "none"


real_rise = lesson.prediction(
    "real_rise",
    syllabus=("retention-data-points",),
    variable="my_rise",
    question=_("From one pair of months to the next the retention of newcomers changed. If the channels had the same shares in both, what would be left of the change?"),
    answer=Choice({"all": _("as much, or more"), "part": _("less, but still a rise"), "none": _("nothing, or a fall")}),
    truth=_which_way,
    tables=("users", "events"),
)

mix = lesson.exercise(
    "mix",
    syllabus=("retention-data-points",),
    variable="mix",
    answer=Number(unit="share_difference", abs=0.0003, percent_ok=True),
    asked=_("one number: the change of the crude rates, less the change at one and the same mix of channels"),
    ingredients=lambda app: {f'like.loc["{when}", "{column}"]': float(_like(app).loc[when, column]) for when in ("before", "after") for column in ("estimate", "crude")}
    | {'like.loc["after", "difference"]': _fair(app)},
    tables=("users", "events"),
    minutes=4,
    level=3,
    hints=(
        _("The crude change has two parts: people of the same channel behave otherwise, and the channels' shares are others. Which of the two do you have in the table?"),
        _("like has a row before and a row after. crude is the rate as it was, estimate the rate at one common mix; difference is after less before at that mix. "
          "If a number rose by 3 points and by 1 at the same mix, the mix did 2."),
        _('```rise = like.loc["after", "crude"] - like.loc["before", "____"]\nmix = rise - like.loc["after", "____"]```'),
    ),
    solution=_('rise = like.loc["after", "crude"] - like.loc["before", "crude"]\nmix = rise - like.loc["after", "difference"]'),
    why=_("What the number did, less what people did, is what the mix did. A number of all users can rise while most groups fall; so whoever reports it reports the mix beside it."),
)


@mix.reference
def _mix_reference(app):
    return _rise(app) - _fair(app)


@mix.mistake("crude", says=_("{yours:+.3f} is the whole change, as the report has it. How much of it did the mix of channels do? Take off what is left at one and the same mix."))
def _mix_crude(app):
    return _rise(app)


@mix.mistake("fair", says=_("{yours:+.3f} is what is left when the mix is held still: what people did. Asked is the other part, what the mix did: the crude change less this."))
def _mix_fair(app):
    return _fair(app)


@mix.mistake("turned", says=_("{yours:+.3f}: you took the crude change from the like-for-like one. The question is how much the mix added, so begin with the crude change."))
def _mix_turned(app):
    return _fair(app) - _rise(app)


@mix.mistake("added", says=_("{yours:+.3f}: you added the two changes. The like-for-like change is a part of the crude one; take it off."))
def _mix_added(app):
    return _rise(app) + _fair(app)


@mix.mistake("crude_turned", says=_("{yours:+.3f} is before less after, and the whole change. After less before; and then take off what is left at one and the same mix."))
def _mix_crude_turned(app):
    return -_rise(app)


@mix.mistake("after_only", says=_("{yours:+.3f}: you compared the two rates of the months after alone. What the mix did is a difference of two changes; the months before belong in it as well."))
def _mix_after_only(app):
    like = _like(app)
    return float(like.loc["after", "crude"] - like.loc["after", "estimate"])


@mix.mistake("before_only", says=_("{yours:+.3f}: you compared the two rates of the months before alone. What the mix did is a difference of two changes; the months after belong in it as well."))
def _mix_before_only(app):
    like = _like(app)
    return float(like.loc["before", "crude"] - like.loc["before", "estimate"])


@mix.mistake("share", says=_("{yours:.2f}: you divided one change by the other. Near zero such a ratio says nothing; subtract, and stay in points."))
def _mix_share(app):
    return _fair(app) / _rise(app)


@mix.mistake("share_of_rise", says=_("{yours:.2f}: you divided by the crude change. Near zero such a ratio says nothing; the difference itself, in points, is what was asked for."))
def _mix_share_of_rise(app):
    return (_rise(app) - _fair(app)) / _rise(app)


@mix.mistake("level", says=_("{yours:.3f} is the crude rate of the months after, a level. Asked is a change: after less before, less what is left at the same mix."))
def _mix_level(app):
    return float(_like(app).loc["after", "crude"])


@mix.mistake("equal_channels", says=_("{yours:+.3f}: you gave every channel the same weight, the smallest as much as the largest. The common mix is that of all people together."))
def _mix_equal_channels(app):
    rates, _people_of = _cells(app)
    return _rise(app) - float((rates["after"] - rates["before"]).mean())


# ---- round 4: cause or companion? ------------------------------------------------------------------------------------

FIRST_DAY = {"card": "bind_card", "tour": "view_tour"}


@per_app
def _habits(app):
    """One row for each user old enough: whether they came back in days 24 to 30, and what they did on their first day."""
    kept = _retained(app)[["user_id", "channel", "retained"]].dropna().astype({"retained": float})
    start = app.users.set_index("user_id")["registered_at"].dt.normalize()
    events = _events(app)
    events = events[events["event"].isin(FIRST_DAY.values())]
    first = events[events["ts"].dt.normalize().array == start.reindex(events["user_id"]).array]
    for name, event in FIRST_DAY.items():
        kept[name] = kept["user_id"].isin(first.loc[first["event"] == event, "user_id"])
    return kept.reset_index(drop=True)


def habits(app):
    """Return a row for each user of 30 days or more: ``retained`` (0 or 1, days 24 to 30), and whether they bound a ``card`` or took the ``tour`` on their first day."""
    return _habits(app).copy()


def trial(app, name):
    """Return a row for each user of an experiment: ``arm``, and the columns of :func:`habits`; says so where there is none."""
    if not app.has("experiment_units"):
        say(t("Your data hold no experiment. Read the cell, and go on.", lesson=lesson.name))
        return pd.DataFrame({"arm": ["control", "prompt"], "retained": np.nan, "card": [False, True], "tour": [False, True]})
    units = app.experiment_units
    units = units[units["experiment"].astype(str) == name]
    return units[["user_id", "arm"]].astype({"arm": str}).merge(_habits(app), on="user_id")


def _trial(app, name):
    units = app.experiment_units
    units = units[units["experiment"].astype(str) == name]
    return units[["user_id", "arm"]].astype({"arm": str}).merge(_habits(app), on="user_id")


def _means(app, *by, column="retained"):
    return _trial(app, "card_prompt").groupby(list(by))[column].mean()


def _effect(app, name="card_prompt"):
    by_arm = _trial(app, name).groupby("arm")["retained"].mean()
    return float(by_arm["prompt"] - by_arm["control"])


def _works(app):
    """Which of the two prompts raises retention beyond chance."""
    names = []
    for name in ("card_prompt", "tour_prompt"):
        result = methods.experiment(_trial(app, name), arm="arm", outcome="retained", control="control", metric="share")
        names += [name] if result.loc["prompt", "difference_low"] > 0 else []
    return {0: "none", 2: "both"}.get(len(names), names[0].removesuffix("_prompt") if names else "none")


which_prompt = lesson.prediction(
    "which_prompt",
    syllabus=("retention-basic-steps", "poor-retention-causes"),
    variable="my_prompt",
    question=_("Two prompts were tested, each against a control: bind a card, or take the tour. Which one raises retention beyond chance?"),
    answer=Choice({"card": _("the card prompt"), "tour": _("the tour prompt"), "both": _("both"), "none": _("neither")}),
    truth=_works,
    tables=("users", "events", "experiment_units"),
)

effect = lesson.exercise(
    "effect",
    syllabus=("poor-retention-causes",),
    variable="effect",
    answer=Number(unit="share_difference", abs=0.0004, percent_ok=True),
    asked=_("one number: the retention of all who were in the arm prompt, less that of all who were in the arm control"),
    ingredients=lambda app: {
        **{f'by_arm["{arm}"]': float(_means(app, "arm")[arm]) for arm in ("prompt", "control")},
        **{f"by_card[{bound}]": float(_means(app, "card")[bound]) for bound in (True, False)},
    },
    tables=("users", "events", "experiment_units"),
    minutes=4,
    level=2,
    hints=(
        _("Who decided who belongs to a group: a coin, or the people themselves?"),
        _("by_arm holds the retention of the two arms, by_card that of people who bound a card and who did not. Only one of the two was drawn by lot. "
          "On a toy Series, rates['a'] - rates['b'] is the difference of two rows."),
        _('```effect = ____["prompt"] - ____["control"]```'),
    ),
    solution=_('effect = by_arm["prompt"] - by_arm["control"]'),
    why=_("Arms are drawn by lot, so everything but the prompt is alike in both. All who were prompted count, also those who did not follow: that is what a prompt does when you switch it on for everybody."),
)


@effect.reference
def _effect_reference(app):
    return _effect(app)


@effect.mistake("by_card", says=_("{yours:+.3f} compares people who bound a card with people who did not. They chose themselves: who means to stay binds a card. That is a companion of retention, and how much of it is cause nobody can read off it. Compare the arms."))
def _effect_by_card(app):
    by_card = _means(app, "card")
    return float(by_card[True] - by_card[False])


@effect.mistake("by_card_turned", says=_("{yours:+.3f} compares people without a card with people who bound one. They chose themselves. Compare the arms, which a coin chose."))
def _effect_by_card_turned(app):
    by_card = _means(app, "card")
    return float(by_card[False] - by_card[True])


@effect.mistake("turned", says=_("{yours:+.3f} is control less prompt. The effect is what the prompt adds: prompt less control."))
def _effect_turned(app):
    return -_effect(app)


@effect.mistake("prompt_only", says=_("{yours:.3f} is the retention of those who were prompted. How much of it is the prompt's work shows only beside the control arm: subtract."))
def _effect_prompt_only(app):
    return float(_means(app, "arm")["prompt"])


@effect.mistake("control_only", says=_("{yours:.3f} is the retention without the prompt: half the comparison. Take it from the other arm."))
def _effect_control_only(app):
    return float(_means(app, "arm")["control"])


@effect.mistake("ratio", says=_("{yours:.2f}: you divided the two rates. That is how many times as much; asked is the difference, which can be counted in people."))
def _effect_ratio(app):
    by_arm = _means(app, "arm")
    return float(by_arm["prompt"] / by_arm["control"])


@effect.mistake("relative", says=_("{yours:+.3f} is the change as a share of the control arm: a lift. Asked are points: the plain difference."))
def _effect_relative(app):
    by_arm = _means(app, "arm")
    return float(by_arm["prompt"] / by_arm["control"] - 1)


@effect.mistake("followers", says=_("You compared those who were prompted *and* bound a card with the control arm: {yours:+.3f}. Whoever follows a prompt is keener than the rest, so the coin is lost again. Count all who were prompted."))
def _effect_followers(app):
    both = _means(app, "arm", "card")
    return float(both["prompt", True] - _means(app, "arm")["control"])


@effect.mistake("inside_the_arm", says=_("{yours:+.3f} compares people inside the prompted arm, with a card and without. They chose themselves; the coin chose only the arms."))
def _effect_inside_the_arm(app):
    both = _means(app, "arm", "card")
    return float(both["prompt", True] - both["prompt", False])


@effect.mistake("card_against_control", says=_("{yours:+.3f} takes everybody with a card, prompted or not, against the control arm. The two groups overlap, and one of them chose itself. Compare the two arms."))
def _effect_card_against_control(app):
    return float(_means(app, "card")[True] - _means(app, "arm")["control"])


@effect.mistake("prompt_against_no_card", says=_("{yours:+.3f} takes the prompted arm against everybody without a card. The two groups overlap, and one of them chose itself. Compare the two arms."))
def _effect_prompt_against_no_card(app):
    return float(_means(app, "arm")["prompt"] - _means(app, "card")[False])


@effect.mistake("cards", says=_("{yours:+.3f} is how many more bind a card when prompted: the step in between. Did they stay? Take the mean of retained."))
def _effect_cards(app):
    cards = _means(app, "arm", column="card")
    return float(cards["prompt"] - cards["control"])


@effect.mistake("per_card", says=_("{yours:+.3f} is the effect for one more card bound: the difference of the arms over the difference in cards. A sound number under another name; asked is what the prompt does, over all who were prompted."))
def _effect_per_card(app):
    return _effect(app) / _effect_cards(app)


@effect.mistake("mean", says=_("{yours:.3f}: you took the mean of the two arms. Their difference is what the prompt did."))
def _effect_mean(app):
    return float(_means(app, "arm").mean())


SOON, MONTH, LATER = (1, 7), (24, 30), (54, 60)  # days after a test began for somebody, in which we look whether they are active


def _later(app, name, arms, window):
    """The row of one arm against another in a test of messages: who was active in a window of days after it began for them."""
    units = app.experiment_units
    units = units[units["experiment"].astype(str) == name][["user_id", "arm", "assigned_at"]].astype({"arm": str})
    kept = methods.retained(_events(app), units[units["arm"].isin(arms)], start="assigned_at", window=window, until=app.until)
    return methods.experiment(kept.dropna(subset=["retained"]).astype({"retained": float}), arm="arm", outcome="retained", control=arms[0], metric="share").loc[arms[1]]


@per_app
def _compared(app):
    """Watched and tested, side by side: a row each, with the difference and its interval."""
    rows = {}
    for habit in FIRST_DAY:
        watched = _habits(app).astype({habit: str})
        rows[f"{habit}_watched"] = methods.experiment(watched, arm=habit, outcome="retained", control="False", metric="share").loc["True"]
        rows[f"{habit}_tested"] = methods.experiment(_trial(app, f"{habit}_prompt"), arm="arm", outcome="retained", control="control", metric="share").loc["prompt"]
    for name, window in (("daily_soon", SOON), ("daily_later", LATER)):
        rows[name] = _later(app, "daily_push", ("weekly", "daily"), window)
    for name, window in (("recall_soon", SOON), ("recall_later", MONTH)):
        rows[name] = _later(app, "recall_call", ("no_message", "sms_evening"), window)
    names = {"difference": "estimate", "difference_low": "low", "difference_high": "high"}
    return pd.DataFrame(rows).T[list(names)].astype(float).rename(columns=names)


COMPARED = {
    "card_watched": _("card bound or not"), "card_tested": _("test: card prompt or not"), "tour_watched": _("tour taken or not"),
    "tour_tested": _("test: tour prompt or not"), "daily_soon": _("test: daily for weekly messages, first week"),
    "daily_later": _("test: the same, two months on"), "recall_soon": _("test: evening text to the quiet, first week"),
    "recall_later": _("test: the same, fourth week"),
}  # fmt: skip


def show_trials(app):
    """Draw what watching says beside what the tests say: differences in points, with intervals. Says so where there is no test.

    Returns
    -------
    Chart or None
    """
    if not app.has("experiment_units"):
        return say(t("Your data hold no experiment. Read the cell, and go on.", lesson=lesson.name))
    table = _compared(app)
    points = 100 * table["estimate"]
    title = t("Card: watched {card:+.1f} points, tested {card_test:+.1f}. Tour: watched {tour:+.1f}, tested {tour_test:+.1f}", lesson=lesson.name,
              card=points["card_watched"], card_test=points["card_tested"], tour=points["tour_watched"], tour_test=points["tour_tested"])  # fmt: skip
    subtitle = t("Difference of the shares active in days 24 to 30, or as the row says, in points; lines: 95 % interval; grey: watched only", lesson=lesson.name)
    table = table.set_axis([t(COMPARED[name], lesson=lesson.name) for name in table.index])
    return plots.dots(table, unit="points", sort=False, reference=0, highlight=list(table.index[1::2]) + list(table.index[4::2]), title=title, subtitle=subtitle)


# ---- round 5: what to mend --------------------------------------------------------------------------------------------

ELEMENTS = {
    "people": _("right people"), "first_value": _("first value"), "reason": _("a reason to return"), "reward": _("reward"), "heard": _("being heard"),
}

# What people write about: words that find most of a theme and little else. The members are our choice.
THEMES = {
    "code": ("regist|signed up|signing up|the code came", _("registration code late")), "home": ("home page", _("home page confusing")),
    "rules": ("rules|conditions|small print|minimum|in plain words", _("coupon rules unclear")),
    "refused": ("refused|not take|not accept|not honour|turned it down", _("coupon refused in the shop")), "slow": ("slow|freezes|crashed", _("app slow")),
}  # fmt: skip


@per_app
def _voices(app):
    """By theme: messages that speak of it before the turn and from the turn on; and the active months of users in both times."""
    feedback, at = app.feedback, turn(app)
    late = feedback["ts"] >= at
    counts = {theme: feedback["text"].str.contains(word, case=False) for theme, (word, _label) in THEMES.items()}
    voices = pd.DataFrame({theme: {"before": int((said & ~late).sum()), "after": int((said & late).sum())} for theme, said in counts.items()})
    month = _events(app)["ts"].dt.to_period("M")
    active = _events(app).groupby(month)["user_id"].nunique()
    before = int(active[active.index < at.to_period("M")].sum())
    return voices.T.rename_axis("theme"), {"before": before, "after": int(active.sum()) - before}, (~late).sum(), late.sum()


def voices(app):
    """Return a row per theme of feedback: messages ``before`` and ``after`` the turn; and a Series of active user-months in both times."""
    if not app.has("feedback"):
        say(t("Your data hold no feedback. Read the cell, and go on.", lesson=lesson.name))
        return pd.DataFrame(np.nan, index=pd.Index(list(THEMES), name="theme"), columns=["before", "after"]), pd.Series({"before": np.nan, "after": np.nan})
    table, active, _before, _after = _voices(app)
    return table.copy(), pd.Series(active)


def _louder(app):
    table, active, _before, _after = _voices(app)
    return 1000 * (table["after"] / active["after"] - table["before"] / active["before"])


loud_theme = lesson.prediction(
    "loud_theme",
    syllabus=("poor-retention-causes",),
    variable="my_theme",
    question=_("Of which of these do people speak most, in the months after the new home page?"),
    answer=Choice({theme: label for theme, (_word, label) in THEMES.items()}),
    truth=lambda app: str(_voices(app)[0]["after"].idxmax()),
    tables=("feedback", "events"),
)

louder = lesson.exercise(
    "louder",
    syllabus=("poor-retention-causes",),
    variable="louder",
    answer=Series(unit="count", index="theme", rel=0.003, abs=1e-6),
    asked=_("for each theme, messages for 1,000 active users and month: after less before"),
    ingredients=lambda app: {
        'voices["before"]': _voices(app)[0]["before"], 'voices["after"]': _voices(app)[0]["after"],
        'active["before"]': _voices(app)[1]["before"], 'active["after"]': _voices(app)[1]["after"], "1000": 1000, "len(users)": len(app.users),
    },
    tables=("feedback", "events"),
    minutes=4,
    level=3,
    hints=(
        _("The time after is longer, and the app has grown. Below what line would both times be alike?"),
        _("voices holds numbers of messages, active the months that active users spent in each time (1,000 users for two months are 2,000). "
          "A rate for 1,000 is 1000 * messages / active; take it for both times, and subtract."),
        _('```louder = 1000 * (voices["after"] / active["____"] - voices["before"] / active["____"])```'),
    ),
    solution=_('louder = 1000 * (voices["after"] / active["after"] - voices["before"] / active["before"])'),
    why=_("Messages over the people who could have written them, in both times. Counts rise with the app and with the calendar; a rate rises only when more of the people complain."),
)


@louder.reference
def _louder_reference(app):
    return _louder(app)


@louder.mistake("counts", says=_("You subtracted numbers of messages: {yours:+,.0f} for `{at}`. The later time is longer and the app larger, so every theme seems to rise. Divide each time by its own active users first."))
def _louder_counts(app):
    table = _voices(app)[0]
    return table["after"] - table["before"]


@louder.mistake("share_of_messages", says=_("You took each theme's share of all messages: {yours:+.3f} for `{at}`. When one theme grows, all others shrink in such a table, though nobody is happier. Divide by the active users."))
def _louder_share_of_messages(app):
    table = _voices(app)[0]
    return table["after"] / table["after"].sum() - table["before"] / table["before"].sum()


@louder.mistake("per_user", says=_("{yours:+.4f} for `{at}` is for one active user and month. Right, and hard to read aloud: for a thousand of them it is a thousand times as much."))
def _louder_per_user(app):
    return _louder(app) / 1000


@louder.mistake("after_only", says=_("{yours:.2f} for `{at}` is how often people speak of it after the change. Did they before? Take off the rate of the time before."))
def _louder_after_only(app):
    table, active, *_rest = _voices(app)
    return 1000 * table["after"] / active["after"]


@louder.mistake("before_only", says=_("{yours:.2f} for `{at}` is how often people spoke of it before the change. Take it from the rate after it."))
def _louder_before_only(app):
    table, active, *_rest = _voices(app)
    return 1000 * table["before"] / active["before"]


@louder.mistake("turned", says=_("{yours:+.2f} for `{at}`: before less after, so what grew louder has a minus. After less before."))
def _louder_turned(app):
    return -_louder(app)


@louder.mistake("ratio", says=_("{yours:.2f} for `{at}`: you divided the two rates. A theme with two messages doubles easily; the difference says how many people are behind it."))
def _louder_ratio(app):
    table, active, *_rest = _voices(app)
    return (table["after"] / active["after"]) / (table["before"] / active["before"])


@louder.mistake("one_denominator", says=_("You divided both times by the active months of the later one: {yours:+.2f} for `{at}`. The time before had fewer; each time goes over its own."))
def _louder_one_denominator(app):
    table, active, *_rest = _voices(app)
    return 1000 * (table["after"] - table["before"]) / active["after"]


@louder.mistake("other_denominator", says=_("You divided both times by the active months of the earlier one: {yours:+.2f} for `{at}`. The time after had more; each time goes over its own."))
def _louder_other_denominator(app):
    table, active, *_rest = _voices(app)
    return 1000 * (table["after"] - table["before"]) / active["before"]


@louder.mistake("crossed", says=_("The two denominators have changed places: {yours:+.2f} for `{at}`. Messages of a time go over the active months of the same time."))
def _louder_crossed(app):
    table, active, *_rest = _voices(app)
    return 1000 * (table["after"] / active["before"] - table["before"] / active["after"])


@louder.mistake("all_users", says=_("You divided by all users who ever registered: {yours:+.2f} for `{at}`. Most of them had left, or had not come yet. Who could have written is who was active."))
def _louder_all_users(app):
    table = _voices(app)[0]
    return 1000 * (table["after"] - table["before"]) / len(app.users)


@louder.mistake("all_together", says=_("{yours:.2f} for `{at}`: you added the two times up. Asked is the change from one to the other: subtract."))
def _louder_all_together(app):
    table, active, *_rest = _voices(app)
    return 1000 * (table["after"] / active["after"] + table["before"] / active["before"])


def louder_since(app):
    """Return a sentence: which theme grew louder, and by how much."""
    if not app.has("feedback"):
        return t("Your data hold no feedback. Read the cell, and go on.", lesson=lesson.name)
    table, active, *_rest = _voices(app)
    theme, loudest = _louder(app).idxmax(), table["after"].idxmax()
    before, after = (1000 * table.loc[theme, when] / active[when] for when in ("before", "after"))
    return t("Spoken of most after it: {loudest}, {n:,} messages. Grew most: {theme}, {before:.1f} messages for 1,000 active users a month before, {after:.1f} after.", lesson=lesson.name,
             loudest=t(THEMES[loudest][1], lesson=lesson.name), n=int(table.loc[loudest, "after"]), theme=t(THEMES[theme][1], lesson=lesson.name), before=before, after=after)  # fmt: skip


@per_app
def _come_again(app):
    """Of people whose first order was a bill, and of all others, who ordered again 20 to 45 days later; only first orders old enough."""
    orders = app.orders[["user_id", "ts", "category"]].astype({"category": str}).sort_values("ts")
    first = orders.drop_duplicates("user_id")
    later = orders.merge(first[["user_id", "ts"]], on="user_id", suffixes=("", "_first"))
    day = (later["ts"].dt.normalize() - later["ts_first"].dt.normalize()).dt.days
    first = first[(app.until - first["ts"]).dt.days >= 46]
    again = first["user_id"].isin(later.loc[day.between(20, 45), "user_id"])
    return float(again[first["category"] == "bills"].mean()), float(again[first["category"] != "bills"].mean())


@per_app
def _welcomed(app):
    """The fourth week of newcomers who used the coupon that everybody may claim at the start, and of those who claimed it and did not."""
    coupons = app.coupons
    coupons = coupons[coupons["template"].astype(str) == "newcomer_10"]
    used = coupons.groupby("user_id")["redeemed_at"].agg(lambda times: times.notna().any())
    kept = _habits(app).set_index("user_id")["retained"]
    kept = kept[kept.index.isin(used.index)]
    return float(kept[used.reindex(kept.index)].mean()), float(kept[~used.reindex(kept.index)].mean())


def _two_halves(app):
    like = _like(app)
    return float(like.loc["before", "estimate"]), float(like.loc["after", "estimate"])


def _elements(app):
    """One number for each of the five elements: its label, what it measures, the number in words, and how it is known."""
    rates = methods.estimate(_habits(app), outcome="retained", by="channel")
    rates = rates[rates["n"] >= 100]["estimate"]
    yield "people", _("best less worst channel, fourth week"), f"{100 * (rates.max() - rates.min()):+.0f}", "watched"
    yield "first_value", _("card prompt less control, fourth week"), f"{100 * _effect(app):+.1f}", "tested"
    bills, others = _come_again(app)
    yield "reason", _("ordered again after a month: first order a bill, less others"), f"{100 * (bills - others):+.0f}", "watched"
    used, left = _welcomed(app)
    yield "reward", _("welcome coupon used less not used, fourth week"), f"{100 * (used - left):+.0f}", "watched"
    before, after = _two_halves(app)
    yield "heard", _("new home page less old, same mix of channels"), f"{100 * (after - before):+.1f}", "watched"


def elements(app):
    """Return the table of the five elements, a number each, in the learner's language; says so where a table is missing."""
    if not app.has("experiment_units", "coupons", "orders"):
        return say(t("Your data lack tables for this. Read the cell, and go on.", lesson=lesson.name))
    known = {"watched": _("watched"), "tested": _("tested")}
    rows = [(t(ELEMENTS[name], lesson=lesson.name), t(text, lesson=lesson.name), number, t(known[how], lesson=lesson.name)) for name, text, number, how in _elements(app)]
    return pd.DataFrame(rows, columns=[t(head, lesson=lesson.name) for head in (_("element"), _("what is measured"), _("points"), _("how we know"))])


# ---- the decision ----------------------------------------------------------------------------------------------------

GROUPS = {"newcomers": _("all newcomers"), "regular": _("regular users"), "light": _("light users"), "quiet": _("quiet users")}
_MESSAGES = {"none": _("nothing"), "weekly": _("a message every week"), "daily": _("a message every day")}
CARE = {
    "newcomers": {"none": _("nothing"), "tour_prompt": _("prompt: take the tour"), "card_prompt": _("prompt: bind a card"), "gift": _("a larger welcome coupon")},
    "regular": _MESSAGES,
    "light": _MESSAGES,
    "quiet": {
        "none": _("nothing"), "push_noon": _("one push at noon"), "push_evening": _("one push in the evening"),
        "sms_noon": _("one text message at noon"), "sms_evening": _("one text message in the evening"),
    },
}  # fmt: skip


class Played:
    """What a care led to, in the shape that a decision reads."""

    def __init__(self, outcome):
        self.by_channel = outcome.by_group  # a row per group of people
        self.total = dict(outcome.care_total)


def _policy(app, care):
    return Policy(app.world.usual_budgets(), care=dict(care))


def _play(app, care, luck):
    return Played(app.world.run(_policy(app, care), luck=luck))


def _expected(app, care):
    return app.world.truth.care(dict(care))[["retained_90", "margin", "cost", "net"]].sum().to_dict()


@per_app
def _newcomers(app):
    """How many newcomers next month is expected to bring at the usual budgets."""
    return float(app.world.truth.care({})["users"].sum())


def newcomers(app):
    """Say how many newcomers the usual budgets bring; a sentence instead where nobody can play the data."""
    if app.world is None:
        return say(t("Nobody can play your own data. Read the cell, and go on.", lesson=lesson.name))
    prices = {"card": caring.CARD_GIFT / 100, "tour": caring.TOUR / 100, "push": caring.MESSAGE / 100, "text": caring.SMS / 100}
    return say(
        t("At the usual budgets January brings about {n:,} newcomers; last year one left ¥{margin:.0f} of margin in ninety days. Prices: a gift for every card bound under the prompt ¥{card:.2f}, a tour shown ¥{tour:.2f}, a push ¥{push:.2f}, a text message ¥{text:.2f}; the larger coupon takes ¥20 off the first order instead of ¥10.",
          lesson=lesson.name, n=10 * round(_newcomers(app) / 10), margin=_margin_each(app), **prices)
    )  # fmt: skip


@per_app
def _margin_each(app):
    """What one newcomer's orders of the first ninety days left, in yuan: of those who have been here that long."""
    people = _people(app)
    orders = app.orders.merge(app.users[["user_id", "registered_at"]], on="user_id")
    early = orders[(orders["ts"] - orders["registered_at"]).dt.days < 90]
    old = people.index[people["age"] >= 90]
    return float(early.loc[early["user_id"].isin(old), "gross_margin"].sum()) / len(old)


def _more_than_come(app, plan):
    if plan.forecast["retained_90"] > 1.1 * _newcomers(app):
        return _("You forecast {said:,.0f} people in `retained_90`, and January brings about {all:,.0f} newcomers. More than come cannot stay."), {"said": plan.forecast["retained_90"], "all": _newcomers(app)}
    return None


def _belief_and_people(app, plan):
    follows, said = plan.belief * _newcomers(app), plan.forecast["retained_90"]
    if said >= 1 and abs(said - follows) > max(0.35 * max(said, follows), 15):
        return _("Your `belief` of {share:.0%} of about {all:,.0f} newcomers makes {follows:,.0f} people, and your forecast in `retained_90` is {said:,.0f}. Which of the two do you mean?"), {"share": plan.belief, "all": _newcomers(app), "follows": follows, "said": said}
    return None


def _net_for_all(app, plan):
    net, each, all_ = plan.forecast["net"], _margin_each(app), _newcomers(app)
    if 0 < abs(net) < 3 * each:
        return _("You forecast ¥{net:,.0f} in `net`: that is about what one newcomer leaves. `net` is for all of them together."), {"net": net}
    if net > 2.5 * each * all_:
        return _("¥{net:,.0f} in `net` is ¥{one:,.0f} for each of about {all:,.0f} newcomers. Last year's left ¥{each:,.0f} each in their first 90 days. Is it the margin of 90 days, of January's newcomers alone?"), {"net": net, "one": net / all_, "all": all_, "each": each}
    return None


def _in_people(app, plan):
    if 0 < plan.forecast["retained_90"] <= 1:
        return _("You forecast {said} people. Write how many people, not which share: the share times the newcomers."), {"said": plan.forecast["retained_90"]}
    return None


SHOWN = (
    ("newcomers", "tour_prompt"), ("newcomers", "card_prompt"), ("newcomers", "gift"), ("regular", "weekly"), ("regular", "daily"), ("light", "daily"),
    ("quiet", "push_evening"), ("quiet", "sms_evening"),
)  # fmt: skip


def _effects(app):
    """The sealed effect of each care against none, a row for each group and action; eight that say most."""
    table = app.world.truth.care_effects
    table = table.loc[[pair for pair in SHOWN if pair in table.index], ["retention_90", "net"]].round(1)
    named = [{"group": t(GROUPS[group], lesson=lesson.name), "action": t(CARE[group][action], lesson=lesson.name)} for group, action in table.index]
    return table.set_axis([t("{group}: {action}", lesson=lesson.name, **names) for names in named])


care = lesson.decision(
    "care",
    syllabus=("retention-basic-steps", "retention-by-level", "lifecycle-retention-strategy"),
    variable="care",
    question=_("Which care does each group of January's newcomers get?"),
    answer=Menu(GROUPS, CARE),
    forecast={"retained_90": (_("still active in days 84 to 90"), "people"), "net": (_("margin of 90 days less the cost of the care"), "yuan")},
    measure="retained_90",
    belief=(_("share of newcomers still active in days 84 to 90"), Number(unit="share")),
    believed=lambda app, plan, belief: belief * _newcomers(app),
    rules=(_in_people, _more_than_come),
    asks=(_belief_and_people, _net_for_all),
    play=_play,
    expected=_expected,
    best=lambda app: app.world.truth.best_care(),
    truth=_effects,
    truth_columns={"retention_90": (_("active in days 84 to 90"), "points"), "net": (_("left per person"), "yuan")},
    columns={"users": (_("people"), "people"), "retained_30": (_("active in days 24 to 30"), "people"), "retained_90": (_("active in days 84 to 90"), "people"), "cost": (_("cost of the care"), "yuan"), "net": (_("left"), "yuan")},
    single=True,
    minutes=6,
)


# What belongs to which element, in evidence and in a technique, in both languages.
SIGNS = {
    "reward": r"coupons?\b|voucher|discount|\bgifts?\b|cashback|points\b(?! (more|less|higher|lower|above|below|\())|reward|券|红包|立减|折扣|满减|奖励|礼",
    "first_value": r"\bcards?\b|\btours?\b|\bprompt|first[- ]day|onboard|绑卡|导览|引导|新手|第一天|首日|提示组",
    "people": r"channels?\b|task platform|\bads?\b|advertis|acquisition|\bbudget|brand search|banner|渠道|投放|任务平台|预算|广告|品牌词|买量|拉新",
    "reason": r"\bbills?\b|remind|due date|calendar|\bhabit|账单|提醒|缴费|生活缴费|还款日",
    "heard": r"complain|feedback|home ?page|\bfix|mend(ed|ing)? (the|what)|messages? (about|on|for 1)|reply|投诉|抱怨|反馈|首页|规则|留言|吐槽|修好|修复|回复",
}  # fmt: skip


def _signs(text) -> list:
    return [code for code, pattern in SIGNS.items() if re.search(pattern, text, re.IGNORECASE)]


def _of_another(field):
    """Return a function that finds a field which speaks of other elements than the one chosen."""

    def other(app, fields):
        found = _signs(fields[field])
        if field == "evidence" and not found and any(abs(float(number) - 100 * _effect(app)) < 0.15 for number in re.findall(r"\d+\.\d+", fields[field])):
            found = ["first_value"]  # the number of the card prompt's test
        if found and fields.get("element") and fields["element"] not in found:
            return {"other": t(ELEMENTS[found[0]], lesson=lesson.name), "element": t(ELEMENTS[fields["element"]], lesson=lesson.name)}
        return None

    return other


def _same_as_first(app, fields):
    text, element = fields["not_now"], fields["element"]
    named = [code for code in ELEMENTS if any(name in text.casefold() for name in (code.replace("_", " "), code, t(ELEMENTS[code], lesson=lesson.name).casefold()))]
    return {"element": t(ELEMENTS[element], lesson=lesson.name)} if named == [element] else None


_TESTED = r"\btest|experiment|prompt|control|\blot\b|random|coin|实验|测试|对照|抽签|随机|提示组|提示"
_WHY = r"because|since|\bas\b|\bno\b|cannot|can't|n't\b|not (tested|known|proven|enough|clear|yet)|costs?\b|only|until|\byet\b|so that|need|takes|expensive|watched|small|few|less|weak|already|depends|harder|slow|因为|由于|没有|没(做|测|钱|人|时间)|还没|尚未|只是|只有|成本|花钱|预算|太(贵|慢|少|小|难|远)|要等|等.{1,8}(后|再)|证据|实验|效果|人数|不(到|多|大|高|明显|划算|清楚|确定)|看不出|说不准|难|贵|慢|弱|无法"
_EVERYBODY = r"\b(all|every) (the )?(users?|newcomers?|customers?|people)\b|everybody|everyone|全部(用户|新用户|客户|人)|所有(用户|新用户|客户|人)|每(个|一个|位)(用户|新用户|人)|人人"
_HELD_OUT = r"control|holdout|hold[- ]?out|\bheld out|half|\blot\b|random|coin|without (it|the)|not prompted|对照|随机|一半|抽签|留出|未(收到|提示)|没(有)?(收到|提示)|不(发|提示)"
_EARLIER = r"(last|previous|prior|earlier) (month|year|quarter|cohort|period|week)|year[- ]on[- ]year|month[- ]on[- ]month|before and after|(than|with|against|to|over) (december|november|before)|上(个)?月|去年|上一?(期|季度|周)|同比|环比|之前(的)?(数|水平|月)?比|前后对比|和以前比"


def _no_control(app, fields):
    both = " ".join(str(fields.get(name) or "") for name in ("technique", "measure"))
    return bool(fields.get("measure")) and not re.search(_HELD_OUT, both, re.IGNORECASE)


repair = lesson.worksheet(
    "repair",
    syllabus=("retention-five-elements", "retention-techniques"),
    question=_("Which of the five elements do you mend first, and by which technique?"),
    fields={
        "element": (_("the element that comes first"), Choice(ELEMENTS)),
        "evidence": _("the number of this lesson that speaks for it"),
        "technique": _("what is done, to whom, and when"),
        "not_now": _("which element you leave for later, and why"),
        "measure": _("the retention you will look at, against whom, and where you would stop"),
        "owner": (_("who answers for it"), Name()),
        "date": (_("when you report back"), Date()),
    },
    rules=(faults.twice,),
    refuses={
        "evidence": (
            Refusal(_("Your evidence holds no number. Which one, from which cell of this lesson?"), lambda app, fields: not re.search(r"\d|[一二三四五六七八九十]成|一半", fields["evidence"])),
            Refusal(
                _("That compares people who chose for themselves: whoever means to stay binds the card, takes the tour, uses the coupon. It was watched, not tested: say so, or take a number from a test."),
                r"with(out)? (a |the )?(card|tour)|(who|that) (bound|bind|took|take|had)|(bound|took|bind(ing)?) (a |the )?(card|tour)|card ?(holders|users)|card watched|(绑|看|走|用)(了|过)?(卡|导览)?的.{0,30}(没|未|不)|绑了?卡的(人|用户|留存)|看(了|过)导览的|用了?.{0,6}券.{0,12}(没|未|不)|used? (the |their |a )?(\w+ )?coupon.{0,40}(not|less|without|than|who)|coupons?.{0,30}\bused\b.{0,14}(less|not|without|than)|coupon used",
                unless=_TESTED + r"|watched|observ|not tested|no test|只是观察|观察(到|值)|没(做|有)?实验", weight=1,
            ),
            Refusal(
                _("That is the change as reported. Between the two times the channels' shares changed as well: take what is left at one and the same mix."),
                r"home ?page.{0,60}(ros?e|rises?|up\b|better|more|higher|grew|improv|\+|gain)|(ros?e|up|better|higher|grew|\+|gain).{0,60}home ?page|(首页|改版).{0,30}(涨|升|高|提|好|增|\+|＋)|as reported.{0,30}(ros?e|up|\+)|(31|35)[.,]?\d* ?%.{0,30}(31|35)",
                unless=r"mix|same channels|like[- ]for[- ]like|fell|falls?\b|lower|complain|message|结构|同(样|一)渠道|固定|下降|投诉|抱怨|留言|反馈", weight=1,
            ),
            Refusal(_("Your evidence is about {other}, and the element you mend is {element}. Take a number that speaks for it, or mend the other one."), _of_another("evidence"), weight=1),
            faults.ALL_ANYWHERE,
        ),
        "technique": (
            Refusal(_("Your technique belongs to {other}, and the element you mend is {element}. One of the two has to change."), _of_another("technique"), weight=1),
            Refusal(_("Done to everybody, nobody is left to compare with, and people of different levels need different care. Say which group gets it, and which half of it does not."), _EVERYBODY, unless=_HELD_OUT, weight=1),
            Refusal(_("“{yours}” is an aim, not something that can be built. Say what is shown or sent, to whom, and on which day."), r"^\W*((we (will|should) )?(improve|optimi[sz]e|strengthen|enhance|increase|raise|boost|better|more)\b|(加强|提升|提高|优化|改善|完善|加大|做好|强化|增强|多))", unless=r"\b(first|second|third|last|next) (day|week|visit|order)|day \d|week \d|\d+ (day|hour|week)|(第|首)[一二三四五六七八九十\d]*(天|日|周|次|单)|当天|\d ?(天|日|周|小时)|之后|以后|时候|时，", weight=2),
            faults.ALL_ANYWHERE,
        ),
        "not_now": (
            Refusal(_("That is the element you mend first: {element}. Name one that waits."), _same_as_first, weight=1),
            Refusal(_("Who does everything at once learns nothing from any of it, and cannot pay for it. Name one element that waits, and why."), r"\b(all five|all of (them|it)|everything|at once|nothing waits|none (of them )?waits?)\b|(五个|全部|都|一起|同时).{0,6}(上|做|修|搞|抓)|没有(什么)?(要|需要)?(放|等)", unless=r"not (all|everything)|不(能|要|可能)", weight=1),
            Refusal(_("You say what waits, but not why. What is missing: a test, money, people it would reach?"), lambda app, fields: not re.search(_WHY, fields["not_now"], re.IGNORECASE), weight=2),
            faults.ALL_ANYWHERE,
        ),
        "measure": (
            Refusal(
                _("That counts heads, or what they do: it rises when many newcomers come, though none stays. Measure a retention: which day, of whom, over whom."),
                r"\bDAU\b|\bMAU\b|\bWAU\b|(daily|monthly|weekly) active|active users\b(?! in days)|\bvisits?\b|\bopens?\b|\bclicks?\b|downloads?|open rate|conversion|registrations?|日活|月活|活跃用户数|活跃人数|打开率|点击|转化率|注册(量|数)|访问量|领取(率|量)|使用率|绑卡(率|数)|\bcards? (bound|rate)|redemption",
                unless=r"retention|retained|days? ?\d+|week (four|4)|stay|still (there|active)|留存|第 ?\d+.{0,6}(天|日)|第四周|还在", weight=1,
            ),
            Refusal(
                _("Another month or year is no control: other channels, another season, another app. Set the people with the technique against people of the same days without it, drawn by lot."),
                _EARLIER, unless=_HELD_OUT, weight=1,
            ),
            Refusal(_("Nobody is left without the technique, so nobody will ever know whether it worked. Who is the control group?"), lambda app, fields: _no_control(app, fields) and not re.search(_EARLIER, fields["measure"], re.IGNORECASE)),
            Refusal(
                _("Read your rule once more: it stops when the retention is high. Say at which number you would give the technique up."),
                r"(stop|end|quit|done)\w*[^,;.]{0,30}(reach\w*|above|over|exceeds?|rises? to|hits?) ?\d|(reach\w*|above|over|exceeds?|rises? to|hits?) (to )?\d[\d.]* ?%?[^;.]{0,12}(stop|end|done)|(提高|提升|升|涨|达|增加|超过|高)(到|至|于)? ?\d[\d.]* ?[%％]?[^。；]{0,8}(就|时|即|则|便)? ?(停|收手|结束)|(?<!不)(?<!没)到 ?\d[\d.]* ?[%％]?[^。；]{0,4}就停",
                unless=r"below|under|less than|fall|drop|低于|小于|跌|降|不到", weight=1,
            ),
            faults.NO_STOP, faults.ALL_ANYWHERE,
        ),
        "owner": (Refusal(_("Name one person: where two answer for it, nobody does."), r"\band\b(?! (product|growth|service|data|marketing|operations))|&|\bor\b|、|(\w{2,}|[我你他她])\s?[和与或]\s?\w{2,}"), faults.NOBODY),
        "date": faults.dated(30),
    },
    weak={
        "element": _("reward"),
        "evidence": _("Everybody likes coupons."),
        "technique": _("More messages and more coupons for all users."),
        "not_now": _("We do all five at once."),
        "measure": _("We will watch retention closely in 2026."),
        "owner": _("The whole team"),
        "date": _("soon, in spring"),
    },
    strong={
        "element": _("first value"),
        "evidence": _("The first week takes more people than the next 7 together, and the card prompt is the one habit that held in a test."),
        "technique": _("On the first day, after the first coupon is claimed, one prompt to bind a card; nothing more that day."),
        "not_now": _("Reward: coupons cost money every month, and we have no test yet that says they keep anybody."),
        "measure": _("Active in days 24 to 30, prompted against a control half drawn by lot; stop if after 4 weeks the interval still holds 0."),
        "owner": _("Chen Jie, newcomers' team"),
        "date": _("2026-03-02"),
    },
    rubric=(
        _("Does the evidence come from a comparison that holds: old enough, same mix, drawn by lot?"),
        _("Is it one technique for one group at one moment, so that somebody could build it tomorrow?"),
        _("Is there a control, and a number at which you would stop?"),
        _("Does it say what is *not* done?"),
    ),
    minutes=4,
)
