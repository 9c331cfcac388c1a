"""What *Welcome* asks: one price, one prediction kept in a plan, one small campaign."""

import pandas as pd

from coursework.i18n import _
from coursework.teaching import Known, Lesson, Number, Plan
from coursework.world import Policy

lesson = Lesson(
    "0_foundations/1_welcome",
    minutes=10,
    tables=("ad_spend", "users"),
    meanings={
        "cost": _("yuan spent on banners in the last month"), "clicks": _("clicks on banners in the last month"),
        "registered": _("people who registered through banners in the last month"),
        'app["ad_spend"]': _("advertising of the whole year"), 'app["users"]': _("everybody who registered in the year"),
        "banner": _("banner advertising in the last month, one row for each day"), "month": _("all advertising in the last month"),
        "2000": _("the money of the campaign further below"), "BUDGET": _("the money of the campaign further below"),
    },
)  # fmt: skip

BUDGET = 2_000
OFFER = {"banner_ads": _("Banner ads"), "kol_posts": _("Opinion leaders' posts"), "task_platform": _("Task platform"), "search_ads": _("Search ads")}


def _last_month(app):
    """Cost, clicks and new customers of banner advertising in the last month of the data."""
    spend, users = app.ad_spend, app.users
    since = spend["date"].max().replace(day=1)
    spent = spend[(spend["channel"] == "banner_ads") & (spend["date"] >= since)]
    registered = int(((users["channel"] == "banner_ads") & (users["registered_at"] >= since)).sum())
    return spent["cost"].sum(), spent["clicks"].sum(), registered


def _pieces(app):
    """The quantities that lie at hand, as a trainee would write them."""
    spend = app.ad_spend
    month = spend[spend["date"] >= spend["date"].max().replace(day=1)]
    banner = month[month["channel"] == "banner_ads"]
    cost, clicks, registered = _last_month(app)
    return {
        "cost": cost, "clicks": clicks, "registered": registered, 'month["cost"].sum()': month["cost"].sum(), 'banner["cost"].mean()': banner["cost"].mean(),
        'banner["impressions"].sum()': banner["impressions"].sum(), 'banner["installs"].sum()': banner["installs"].sum(), "len(app.users)": len(app.users), "len(banner)": len(banner), "cost_of_the_whole_year": spend.loc[spend["channel"] == "banner_ads", "cost"].sum(),
        "customers_of_the_whole_year": int((app.users["channel"] == "banner_ads").sum()),
    }


first_answer = lesson.exercise(
    "first_answer",
    variable="cost_per_customer",
    answer=Number(unit="yuan", rel=0.005),
    asked=_("yuan for one customer: what banner advertising cost in the month over the people it won"),
    ingredients=lambda app: _pieces(app),
    tables=("ad_spend", "users"),
    minutes=2,
    level=1,
    hints=(
        _("Whom did the money win in the end: people who looked, people who clicked, or people who registered?"),
        _("The line above gives three numbers by name: cost, clicks, registered. With cost 100 and 4 people, 100 / 4 is 25.0 yuan each."),
        _("```cost_per_customer = cost / ____```"),
    ),
    solution=_("cost_per_customer = cost / registered"),
    why=_("Money over the people it won. This price has a name that you will meet again: CAC, customer acquisition cost."),
)


@first_answer.reference
def _first_answer_reference(app):
    cost, _clicks, registered = _last_month(app)
    return cost / registered


@first_answer.mistake("per_click", says=_("You divided by clicks: {yours} is what one click cost. A click is not a customer; most people who click go away again. Divide by those who registered."))
def _first_answer_per_click(app):
    cost, clicks, _registered = _last_month(app)
    return cost / clicks


@first_answer.mistake("upside_down", says=_("You divided people by money: {yours:.4f} people for one yuan. Your boss asks it the other way round: yuan for one person. Turn the fraction over."))
def _first_answer_upside_down(app):
    cost, _clicks, registered = _last_month(app)
    return registered / cost


@first_answer.mistake("everybody", says=_("You divided by all registered users of the app. Banner advertising did not bring them all; its money goes over its own people."))
def _first_answer_everybody(app):
    return _last_month(app)[0] / len(app.users)


@first_answer.mistake("all_of_it", says=_("{yours} is the whole bill. The question is what one customer cost: divide by the number of customers."))
def _first_answer_all_of_it(app):
    return _last_month(app)[0]


@first_answer.mistake("all_channels", says=_("You took the money of all channels in that month: {yours}. Banner advertising has to answer for its own bill only: the number called cost."))
def _first_answer_all_channels(app):
    spend = app.ad_spend
    return spend.loc[spend["date"] >= spend["date"].max().replace(day=1), "cost"].sum() / _last_month(app)[2]


@first_answer.mistake("mean_of_rows", says=_("You took the mean of the rows of the bill, {yours}, not its sum. Each row is one day of one campaign; the month costs all of them together."))
def _first_answer_mean_of_rows(app):
    spend = app.ad_spend
    rows = spend[(spend["channel"] == "banner_ads") & (spend["date"] >= spend["date"].max().replace(day=1))]
    return rows["cost"].mean() / _last_month(app)[2]


@first_answer.mistake("conversion", says=_("{yours:.4f} is the share of clicks that became customers, the conversion rate. A good number, but there is no money in it."))
def _first_answer_conversion(app):
    _cost, clicks, registered = _last_month(app)
    return registered / clicks


@first_answer.mistake("whole_year", says=_("You took the whole year, money and people: {yours}. The question is about the last month; prices drift over a year."))
def _first_answer_whole_year(app):
    spend = app.ad_spend
    return spend.loc[spend["channel"] == "banner_ads", "cost"].sum() / int((app.users["channel"] == "banner_ads").sum())


@first_answer.mistake("month_over_year", says=_("You divided one month's bill by the people of the whole year: {yours}. Money and people have to come from the same period."))
def _first_answer_month_over_year(app):
    return _last_month(app)[0] / int((app.users["channel"] == "banner_ads").sum())


@first_answer.mistake("year_over_month", says=_("You divided the bill of the whole year by the people of one month: {yours}. Money and people have to come from the same period."))
def _first_answer_year_over_month(app):
    spend = app.ad_spend
    return spend.loc[spend["channel"] == "banner_ads", "cost"].sum() / _last_month(app)[2]


@first_answer.mistake("clicks_per_person", says=_("{yours:,.0f} is how many clicks it takes until one person registers. Well worth knowing, but there is no money in it yet."))
def _first_answer_clicks_per_person(app):
    _cost, clicks, registered = _last_month(app)
    return clicks / registered


def _play(app, plan, luck):
    return app.world.run(Policy(dict(plan)), luck=luck)


def _one_channel(app, plan):
    if sum(amount > 0 for amount in plan.values()) > 1:
        return _("One channel only this time: give all the money to a single name. Splitting comes in the next lesson.")
    return None


def _best(app):
    return max(({name: float(BUDGET)} for name in OFFER), key=lambda plan: app.world.truth.expected(Policy(plan))["net"])


def _per_yuan(app):
    """What ¥2,000 are expected to do in each channel on offer: the columns of the truth table."""
    expected = {name: app.world.truth.expected(Policy({name: BUDGET})) for name in OFFER}
    return pd.DataFrame(expected).T.rename_axis("channel")


def _known(app, plan):
    """How many clicks the money buys at the prices of the last month."""
    spend = app.ad_spend
    month = spend[spend["date"] >= spend["date"].max().replace(day=1)].astype({"channel": str}).groupby("channel")[["cost", "clicks"]].sum()
    price = month["cost"] / month["clicks"]
    return Known(clicks=float(sum(amount / price[channel] for channel, amount in plan.items() if amount > 0)))


first_campaign = lesson.decision(
    "first_campaign",
    variable="plan",
    question=_("Which of the four channels gets ¥2,000?"),
    answer=Plan(OFFER, total=BUDGET),
    forecast={"registrations": (_("registrations"), "people"), "net": (_("what is left after 90 days"), "yuan")},
    measure="net",
    rules=_one_channel,
    known=_known,
    single=True,
    play=_play,
    expected=lambda app, plan: app.world.truth.expected(Policy(dict(plan))),
    best=_best,
    truth=_per_yuan,
    columns={"clicks": (_("clicks"), "count"), "registrations": (_("registered"), "people"), "retained_30": (_("active in days 24 to 30"), "people"), "incremental_value": (_("value of people truly won"), "yuan"), "net": (_("left"), "yuan")},
    truth_columns={"registrations": (_("registered"), "people"), "retained_30": (_("active in days 24 to 30"), "people"), "incremental_value": (_("value of people truly won"), "yuan"), "net": (_("left"), "yuan")},
    minutes=3,
)
