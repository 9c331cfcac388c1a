"""What *Advertising* asks: cost and worth of a customer by channel, an honest comparison, a budget.

Definitions used here and in the lesson: a *customer* is a registered user, credited to the channel of their
registration; *30-day retention* is the share active at least once in days 24 to 30 after registering;
*early value* is the gross margin of the first 90 days plus the value of bank accounts opened in them, in yuan.
Only users who have been registered for the whole window count.
"""

import re

import pandas as pd

from coursework import methods, plots
from coursework.i18n import _, listing, t
from coursework.teaching import (
    Choice,
    Date,
    Interval,
    Known,
    Lesson,
    Name,
    Number,
    Plan,
    Refusal,
    Series,
    faults,
    per_app,
)
from coursework.teaching.mentions import amounts, mentioned, moved
from coursework.teaching.say import say
from coursework.world import Policy
from coursework.world.parameters import TARGETABLE

lesson = Lesson(
    "1_growth/1_ads",
    minutes=50,
    tables=("channels", "ad_spend", "users", "events", "orders", "bank_accounts", "touchpoints", "user_tags", "content_posts"),
    meanings={
        "users": _("everybody who registered in the year, those of the last weeks too"),
        "old": _("everybody who has been here for 30 days or more"), "mature": _("everybody who has been here for 90 days or more"),
        "back": _("the ids of all who were active in days 24 to 30"), 'old[old["user_id"].isin(back)]': _("those who have been here for 30 days and were active in days 24 to 30"),
        "seen": _("events: one row for each thing that somebody did"), 'app["events"]': _("events: one row for each thing that somebody did"),
        "ad_spend": _("the advertising bill"), "channels": _("our list of channels, not people"), "merged": _("everybody who registered in the year"),
        "report": _("the whole table, one row for each paid channel"), "economics": _("the table of costs, one row for each paid channel"),
        'report["impressions"]': _("how often the ads were shown"), 'report["clicks"]': _("clicks on the ads"), 'report["installs"]': _("installed apps"),
        'report["cost"]': _("all the money a channel cost"), 'report["customers"]': _("how many customers each paid channel brought in the year, newcomers included"),
        'report["per_click"]': _("yuan for one click"), 'economics["customers"]': _("how many customers each paid channel brought in the year, newcomers included"),
        'economics["cac"]': _("yuan that one customer cost"), 'economics["cost"]': _("all the money a channel cost"),
        "cac": _("yuan that one customer cost"), 'worth["cac"]': _("yuan that one customer cost: it is for one already"),
        'worth["margin"]': _("the margin on the orders of all its 90-day customers together"), 'worth["customers"]': _("the number of its 90-day customers"),
        'worth["account_value"]': _("the value of the bank accounts of all its 90-day customers together"), "worth": _("the whole table"),
        'tiers["feed"]': _("the share of feed's people who stay, in each city tier"), 'tiers["video"]': _("the share of video's people who stay, in each city tier"),
        'tiers["people"]': _("how many people live in each city tier"), "tiers": _("the whole table, one row for each city tier"),
        "two": _("the people of feed and video ads alone"), 'two["active"]': _("active in days 24 to 30 or not, of the people of feed and video ads alone"),
        "fresh": _("everybody who has been here for 30 days, with what they ordered"), 'fresh["ordered"]': _("ordered within 30 days or not, of everybody here for 30 days"),
        "inside": _("the people in the audience"), 'fresh[fresh["user_id"].isin(audience)]["ordered"]': _("ordered within 30 days or not, of the people in the audience"),
        'fresh[fresh["user_id"].isin(audience)]': _("the people in the audience"),
        "pair": _("the people of search and app-store ads alone"), "audience": _("the ids of all who carry the tag, those of the last weeks too"),
        'result.loc["app_store_ads", "difference_low"]': _("of the row of app_store_ads: that is the control, and nothing differs from itself"),
        'result.loc["app_store_ads", "difference_high"]': _("of the row of app_store_ads: that is the control, and nothing differs from itself"),
        'result.loc["app_store_ads", "difference"]': _("of the row of app_store_ads: that is the control, and nothing differs from itself"),
        'result.loc["search_ads", "difference"]': _("the middle of the interval, the estimate of the difference itself"),
        'result.loc["search_ads", "estimate"]': _("the rate of search ads, not an end of the difference"),
        'result.loc["app_store_ads", "estimate"]': _("the rate of app-store ads, not an end of the difference"),
        'result.loc["search_ads", "low"]': _("the low end of the rate of search ads alone"), 'result.loc["search_ads", "high"]': _("the high end of the rate of search ads alone"),
        'result.loc["app_store_ads", "low"]': _("the low end of the rate of app-store ads alone"), 'result.loc["app_store_ads", "high"]': _("the high end of the rate of app-store ads alone"),
        'result.loc["search_ads", "difference_low"]': _("the low end of the difference"), 'result.loc["search_ads", "difference_high"]': _("the high end of the difference"),
        "0.95": _("how sure the interval shall be, not an end of it"), "30": _("days, not people"),
    },
)  # fmt: skip

BUDGET = 30_000
# Names as in the schema, so that messages and pictures call a thing the same.
PATHS = {
    "online_ads": _("Online ads"), "search_and_store": _("Search and app store"), "opinion_leaders": _("Opinion leaders"),
    "communities": _("Communities"), "owned_media": _("Own media"), "referral": _("Referral"), "task_platform": _("Task platform"),
    "offline": _("Offline"), "bank": _("Bank"), "organic": _("Organic"),
}
PAID = {
    "search_ads": _("Search ads"), "brand_search": _("Brand search"), "feed_ads": _("Feed ads"), "video_ads": _("Video ads"),
    "banner_ads": _("Banner ads"), "app_store_ads": _("App-store ads"), "kol_posts": _("Opinion leaders' posts"), "task_platform": _("Task platform"),
}

# Where a channel belongs, so that one written for a path, or the other way round, can be named.
PATH_OF = {
    "search_ads": "search_and_store", "brand_search": "search_and_store", "app_store_ads": "search_and_store", "feed_ads": "online_ads", "video_ads": "online_ads",
    "banner_ads": "online_ads", "kol_posts": "opinion_leaders", "partner_communities": "communities", "official_account": "owned_media", "merchant_qr": "offline",
    "branch": "offline", "ad_screens": "offline", "street_promo": "offline", "bank_customers": "bank", "seo": "organic", "app_store": "organic", "direct": "organic",
}  # fmt: skip
PRICINGS = dict.fromkeys(("CPA", "CPC", "CPM", "free", "fixed", "CPS", "CPD"))
CHANNEL_FOR_PATH = (_("“{given}” is a channel; asked for is a path, a whole group of channels."), ("channel", PATH_OF))
SEVERAL_PATHS = (
    _("“{given}” is no single path: several of the paths are online ones. Choose the one among them that brought the most."),
    dict.fromkeys(("online", "线上", "网上", "互联网", "internet", "the internet", "digital", "线上渠道", "线上路径")),
)  # fmt: skip
PATH_FOR_CHANNEL = (_("“{given}” is a path, a whole group of channels; asked for is one channel that is paid for."), ("group", {"opinion_leaders": "kol_posts"}))
FREE_CHANNEL = (_("“{given}” is a channel, but no advertising money goes into it; asked for is one that is bought."), ("channel", {}))
PRICING = (_("“{given}” says how an ad is paid for; asked for is where the people come from."), PRICINGS)
MEASURE = (_("“{given}” is a measure; asked for is the name of a channel."), dict.fromkeys(("CAC", "ROI", "LTV", "CTR", "cost", "clicks", "获客成本", "留存", "retention")))
TAG_FOR_AIM = (
    _("“{given}” is a tag: who carries it is the audience already. Asked for is whether the ads are shown to the audience only or to everybody."),
    ("tag", dict.fromkeys(("dining_lover", "car_owner", "parent", "bargain_hunter", "heavy_user", "worth_a_call"), "interest")),
)  # fmt: skip
NOT_A_TERM = (_("“{given}” is a channel or a path; asked for is a term that people type into a search."), ("channel", {}))
PATH_NOT_A_TERM = (NOT_A_TERM[0], ("group", {}))


# ---- shared pieces of the references --------------------------------------------------------------------------------


@per_app
def _paid(app):
    """The channels that money was spent on."""
    return pd.Index(sorted(app.ad_spend["channel"].astype(str).unique()), name="channel")


@per_app
def _people(app):
    """One row for each user: what the references need to know of them, worked out once."""
    people = app.users[["user_id", "registered_at", "channel", "city_tier"]].astype({"channel": str, "city_tier": str})
    people = people.set_index("user_id")
    start = people["registered_at"].dt.normalize()
    people["age"] = (app.until - people["registered_at"]) // pd.Timedelta(days=1)

    def days(table, time="ts"):
        return (table[time].dt.normalize() - start.reindex(table["user_id"]).array).dt.days

    def count(rows):
        return rows["user_id"].value_counts().reindex(people.index, fill_value=0)

    events = app.events[["user_id", "ts"]]
    day = days(events)
    for name, first, last in (("back_24_30", 24, 30), ("back_1_30", 1, 30), ("back_since_24", 24, 9999), ("back_on_30", 30, 30)):
        people[name] = count(events[day.between(first, last)])
    money = app.orders
    after = money["ts"] - people["registered_at"].reindex(money["user_id"]).array
    people["ordered"] = count(money[after < pd.Timedelta(days=30)]) > 0
    early = money[after < pd.Timedelta(days=90)].groupby("user_id")[["gross_margin", "paid"]].sum()
    people[["margin", "paid"]] = early.reindex(people.index, fill_value=0)
    opened = app.bank_accounts.dropna(subset=["user_id"])
    after = opened["opened_at"] - people["registered_at"].reindex(opened["user_id"]).array
    early = opened[(after >= pd.Timedelta(0)) & (after < pd.Timedelta(days=90))].groupby("user_id")["value"].sum()
    people["accounts"] = early.reindex(people.index, fill_value=0)
    return people


def _old(app, days):
    people = _people(app)
    return people[people["age"] >= days]


def _by_channel(values, app):
    """A sum or a count for each paid channel, zero where there is none."""
    return values.reindex(_paid(app), fill_value=0)


def _spend(app, column="cost"):
    sums = app.ad_spend.groupby("channel", observed=True)[column].sum()
    return _by_channel(sums.set_axis(sums.index.astype(str)), app)


def _customers(app, people=None):
    return _by_channel((_people(app) if people is None else people)["channel"].value_counts(), app)


def _counts(people):
    return people["channel"].value_counts()


def _sum(app, people, column):
    return _by_channel(people.groupby("channel")[column].sum(), app)


def _share_back(app, column, size=None):
    """Share of each channel's people, paid or not, who have a positive number in a column."""
    old = _old(app, 30)
    size = (old if size is None else size)["channel"].value_counts()
    return old.loc[old[column] > 0, "channel"].value_counts().reindex(size.index, fill_value=0) / size


def _two(app, first="feed_ads", second="video_ads"):
    people = _old(app, 30)
    return people[people["channel"].isin([first, second])].assign(active=lambda p: p["back_24_30"] > 0)


def _tier_rates(app):
    return _two(app).groupby(["city_tier", "channel"])["active"].mean().unstack()


def _gap(app):
    rates = _two(app).groupby("channel")["active"].mean()
    return rates["feed_ads"] - rates["video_ads"]


# ---- warm-up ---------------------------------------------------------------------------------------------------------

warm_win = lesson.quick(
    "warm_win",
    question=_("In *Welcome*, the cheapest click was on offer beside dearer ones. What is a growth budget spent to win?"),
    options={"views": _("As many views as possible"), "clicks": _("As many clicks as possible"), "stay": _("People who register, stay and order")},
    right="stay",
    feedback={
        "views": _("A view is the cheapest thing money can buy. Nobody has even come to the door yet."),
        "clicks": _("A click is a visit. Most visitors leave before they register, and some channels bring almost only such visitors."),
        "stay": _("Yes. Everything before that is a step on the way, and each step can be cheap while the way as a whole is dear."),
    },
)
warm_forecast = lesson.quick(
    "warm_forecast",
    question=_("Why did you write down a forecast before the app answered?"),
    options={"right": _("To prove that I was right"), "learn": _("To see where my picture of the app was wrong"), "rule": _("Because a plan needs numbers")},
    right="learn",
    feedback={
        "right": _("Then a lucky month would teach you that a poor plan was a good one."),
        "learn": _("Yes. Only a forecast that is on file can be surprised, and the surprise is the lesson."),
        "rule": _("Numbers that nobody compares with the outcome are decoration. The comparison is the point."),
    },
)

# ---- round 1: where people come from ---------------------------------------------------------------------------------


def _group_of(app):
    return app.channels.set_index("channel")["group"].astype(str)


def _group_shares(app):
    groups = app.users["channel"].astype(str).map(_group_of(app))
    return groups.value_counts(normalize=True).rename_axis("group")


top_path = lesson.prediction(
    "top_path",
    syllabus=("growth-paths", "acquisition-scale-up"),
    variable="my_path",
    question=_("Which path brought the most registrations last year?"),
    answer=Choice(PATHS, elsewhere=(SEVERAL_PATHS, CHANNEL_FOR_PATH, PRICING)),
    truth=lambda app: _group_shares(app).idxmax(),
)

online_share = lesson.prediction(
    "online_share",
    syllabus=("online-paths",),
    variable="online_share",
    question=_("Which share of all registrations came online?"),
    answer=Number(unit="share", percent_ok=True),
    truth=lambda app: float(app.users["channel"].astype(str).map(app.channels.set_index("channel")["online"].astype(bool)).mean()),
)

path_shares = lesson.exercise(
    "path_shares",
    syllabus=("mainstream-channel-types",),
    variable="shares",
    answer=Series(unit="share", index="group", rel=0.005, percent_ok=True),
    asked=_("the share of all registrations for each path: people of the path over all people"),
    ingredients=lambda app: {
        'merged["group"].value_counts()': _group_shares(app) * len(app.users), "len(users)": len(app.users), "len(channels)": len(app.channels),
        'channels["group"].value_counts()': _group_of(app).value_counts(),
        'merged.groupby("group")["user_id"].sum()': app.users["user_id"].groupby(app.users["channel"].astype(str).map(_group_of(app))).sum(),
    },
    tables=("users", "channels"),
    minutes=3,
    level=1,
    hints=(
        _("Which table has one row for each person who registered? Everything you count must be a row of that table."),
        _("users has a column channel, and channels says which group a channel belongs to. merge() lays the second beside the first; value_counts() counts. "
          "On a toy table, pd.Series(['a', 'a', 'b']).value_counts(normalize=True) gives a 0.67 and b 0.33."),
        _('```shares = users.merge(channels, on="channel")["____"].value_counts(normalize=____)```'),
    ),
    solution=_('shares = users.merge(channels, on="channel")["group"].value_counts(normalize=True)'),
    why=_("A path's share is taken of people who registered, one row for one person. Shares of one whole add up to 1: a check you can do in your head."),
)


@path_shares.reference
def _path_shares_reference(app):
    return _group_shares(app)


@path_shares.mistake("counts", says=_("You have the numbers of people: {yours:,.0f} for `{at}`. A share says how large that is beside all registrations. Divide by the total, or ask value_counts for normalize=True."))
def _path_shares_counts(app):
    return app.users["channel"].astype(str).map(_group_of(app)).value_counts()


@path_shares.mistake("channels_listed", says=_("You counted the channels on our list, not the people who came through them. A path with many small channels looks important that way. Start from users, one row for each registration."))
def _path_shares_channels_listed(app):
    return _group_of(app).value_counts(normalize=True)


@path_shares.mistake("touches", says=_("You counted touches: clicks and visits, from people who mostly never registered. Your {yours:.1%} for `{at}` says who is loud, not who brings people. Start from users."))
def _path_shares_touches(app):
    touches = app.touchpoints["channel"].value_counts()
    return touches.groupby(_group_of(app).reindex(touches.index.astype(str)).array).sum().rename_axis("group") / touches.sum()


@path_shares.mistake("share_of_paid", says=_("You left out everybody who came without advertising, so the advertised paths look larger than they are. All registrations belong in the total, the free ones too."))
def _path_shares_share_of_paid(app):
    users = app.users[app.users["channel"].astype(str).isin(_paid(app))]
    return users["channel"].astype(str).map(_group_of(app)).value_counts(normalize=True)


def _bought(way):
    """Return the code of a paid channel that was named by its code or its label, in either language; what is none as it is."""
    kind = Choice(PAID)
    kind.lesson = lesson.name
    try:
        return kind.code(way)
    except Exception:
        return way


def pilot(app, way, amounts):
    """Play January with money in one way alone: a row for each amount, with the people it brought.

    Parameters
    ----------
    app : App
        The opened app; one that nobody can play gives a sentence instead.
    way : str
        Code of a paid channel.
    amounts : iterable of numbers
        Yuan for four weeks.

    Returns
    -------
    DataFrame
        Index: the budget (yuan); columns: people who registered, yuan for each of them; named in the learner's language.
    """
    if app.world is None:
        return say(t("Nobody can play your own data. Read the cell, and go on.", lesson=lesson.name))
    way = _bought(way)
    if way not in PAID:
        return say(t("Only a way that is bought can be tried: {names}. You wrote {way}.", lesson=lesson.name, names=listing(PAID), way=repr(way)))
    amounts = [amounts] if isinstance(amounts, int | float) else list(amounts)
    if any(amount < 100 for amount in amounts):
        return say(t("Budgets are yuan for four weeks. A comma inside a number makes two of it: write 2_000 or 2000, not 2,000.", lesson=lesson.name))
    people = [app.world.run(Policy({way: amount})).by_channel.loc[way, "registrations"] for amount in amounts]
    each = [round(amount / max(n, 1), 1) for amount, n in zip(amounts, people, strict=True)]
    return pd.DataFrame(
        {t("people", lesson=lesson.name): people, t("yuan per customer", lesson=lesson.name): each},
        index=pd.Index(amounts, name=t("budget", lesson=lesson.name)),
    )


# ---- round 2: what a customer costs ----------------------------------------------------------------------------------

cheapest = lesson.prediction(
    "cheapest",
    variable="my_cheapest",
    question=_("In which paid channel does one new customer cost least?"),
    answer=Choice(PAID, elsewhere=(FREE_CHANNEL, PATH_FOR_CHANNEL, PRICING, MEASURE)),
    truth=lambda app: _cac(app).idxmin(),
)


def _cac(app):
    return _spend(app) / _customers(app)


cac_by_channel = lesson.exercise(
    "cac_by_channel",
    syllabus=("ad-history-channel-data", "ad-channel-comparison"),
    variable="cac",
    answer=Series(unit="yuan", index="channel", rel=0.005),
    asked=_("yuan for one customer: the cost of a channel over its customers"),
    ingredients=lambda app: {f'report["{column}"]': _spend(app, column) for column in ("impressions", "clicks", "installs", "cost")}
    | {'report["customers"]': _customers(app), 'report["per_click"]': _spend(app) / _spend(app, "clicks"), "len(users)": len(app.users), 'ad_spend.groupby("channel")["cost"].mean()': _by_channel(app.ad_spend.groupby("channel", observed=True)["cost"].mean().rename(index=str), app)},
    tables=("ad_spend", "users"),
    minutes=4,
    level=1,
    hints=(
        _("Whom is the money spent to win? The answer to that is what you divide by."),
        _("report holds one row for each paid channel. One of its columns counts people who became users. "
          "On a toy table, pd.Series({'a': 100}) / pd.Series({'a': 4}) gives a 25.0."),
        _('```cac = report["cost"] / report["____"]```'),
    ),
    solution=_('cac = report["cost"] / report["customers"]'),
    why=_("CAC is all the money of a channel over all the customers it brought, in the same period. Both sums first, then one division: days with few customers must not weigh as much as days with many."),
)


@cac_by_channel.reference
def _cac_by_channel_reference(app):
    return _cac(app)


@cac_by_channel.mistake("per_click", says=_("You divided by clicks: {yours} for `{at}` is the price of a click. A click is not a customer; most people who click never register. The denominator of CAC is the people who did."))
def _cac_by_channel_per_click(app):
    return _spend(app) / _spend(app, "clicks")


@cac_by_channel.mistake("per_install", says=_("You divided by installs: {yours} for `{at}` is the price of an app on a phone. Many who install it never finish registering. Divide by those who did."))
def _cac_by_channel_per_install(app):
    return _spend(app) / _spend(app, "installs")


@cac_by_channel.mistake("per_impression", says=_("You divided by impressions. ¥{yours:.4f} for `{at}` is the price of being seen once; a media buyer quotes it per thousand (CPM). Nobody has come yet."))
def _cac_by_channel_per_impression(app):
    return _spend(app) / _spend(app, "impressions")


@cac_by_channel.mistake("everybody", says=_("You divided by all users of the app: {yours} for `{at}`. This channel did not bring them all, so it looks far too cheap. Each channel's money goes over its own customers."))
def _cac_by_channel_everybody(app):
    return _spend(app) / len(app.users)


@cac_by_channel.mistake("all_paid", says=_("You divided by the customers of all channels together: {yours} for `{at}`. Each channel's money goes over the people it brought itself."))
def _cac_by_channel_all_paid(app):
    return _spend(app) / _customers(app).sum()


@cac_by_channel.mistake("customers_and_installs", says=_("You divided by customers and installs together: {yours} for `{at}`. Somebody who registered has installed the app first, so they were counted twice."))
def _cac_by_channel_customers_and_installs(app):
    return _spend(app) / (_customers(app) + _spend(app, "installs"))


@cac_by_channel.mistake("click_price_over_customers", says=_("You divided the price of a click by customers; two prices became none: {yours:.4f} for `{at}`. Take the whole cost over the customers."))
def _cac_by_channel_click_price_over_customers(app):
    return _spend(app) / _spend(app, "clicks") / _customers(app)


@cac_by_channel.mistake("upside_down", says=_("You divided customers by cost: {yours:.4f} for `{at}` is customers per yuan. It ranks the channels rightly, but your director asks what one customer costs. Turn the fraction over."))
def _cac_by_channel_upside_down(app):
    return _customers(app) / _spend(app)


@cac_by_channel.mistake("mean_of_months", says=_("You worked out a CAC for every month and took the mean: {yours} for `{at}`. A month that brought ten people then counts as much as one that brought two hundred. Sum the money, sum the customers, divide once."))
def _cac_by_channel_mean_of_months(app):
    month = app.ad_spend.assign(month=app.ad_spend["date"].dt.month)
    users = app.users.assign(month=app.users["registered_at"].dt.month)
    cost = month.groupby(["channel", "month"], observed=True)["cost"].sum()
    ratio = (cost / users.groupby(["channel", "month"], observed=True).size()).dropna()
    ratio = ratio.groupby("channel", observed=True).mean()
    return _by_channel(ratio.set_axis(ratio.index.astype(str)), app)


# ---- round 3: what a customer is worth -------------------------------------------------------------------------------

retention_30 = lesson.exercise(
    "retention_30",
    variable="retention",
    answer=Series(unit="share", index="channel", rel=0.01, percent_ok=True),
    asked=_("for each channel, the share of those who have been here for 30 days that was active in days 24 to 30"),
    ingredients=lambda app: {
        'came_back.groupby("channel").size()': _counts(_old(app, 30).query("back_24_30 > 0")), 'old.groupby("channel").size()': _counts(_old(app, 30)),
        'users.groupby("channel").size()': _counts(_people(app)), "len(came_back)": int((_old(app, 30)["back_24_30"] > 0).sum()),
        "len(old)": len(_old(app, 30)), "len(users)": len(app.users), "len(channels)": len(app.channels), "len(back)": int((_people(app)["back_24_30"] > 0).sum()),
    },
    tables=("users", "events"),
    minutes=5,
    level=2,
    hints=(
        _("Two groups of people stand in this rate: those who could have come back by now, and those of them who did. Which users are too new to belong to the first?"),
        _("old holds the users who have been here for 30 days or more, users holds everybody. came_back is already a part of old. "
          "On a toy table, `df.groupby('kind').size()` counts the rows of each kind."),
        _('```out_of = ____\nretention = came_back.groupby("channel").size() / out_of.groupby("channel").size()```'),
    ),
    solution=_('came_back = old[old["user_id"].isin(back)]\nout_of = old\nretention = came_back.groupby("channel").size() / out_of.groupby("channel").size()'),
    why=_("Who cannot have come back yet belongs neither above nor below the line. And the week is stated: days 24 to 30, so that everybody had the same chance and no weekday is missing."),
)


@retention_30.reference
def _retention_30_reference(app):
    return _share_back(app, "back_24_30")


@retention_30.mistake("too_young", says=_("You divided by every user of the channel, those of December too. Somebody who came last week cannot have come back on day 24 yet, so {yours:.1%} for `{at}` is too low, most of all for channels that grew at the end of the year."))
def _retention_30_too_young(app):
    return _share_back(app, "back_24_30", size=_people(app))


@retention_30.mistake("any_day", says=_("You counted everybody who came back on any day of the first 30: {yours:.1%} for `{at}`. Coming back the next morning is curiosity. The question is who still comes in the fourth week."))
def _retention_30_any_day(app):
    return _share_back(app, "back_1_30")


@retention_30.mistake("since_day_24", says=_("You counted everybody seen on day 24 or later, up to the end of the year: {yours:.1%} for `{at}`. That is rolling retention; early users had many months to turn up, late ones a few days. Stop at day 30."))
def _retention_30_since_day_24(app):
    return _share_back(app, "back_since_24")


@retention_30.mistake("on_day_30", says=_("You counted day 30 alone: {yours:.1%} for `{at}`. That is a fair measure under another name (day-30 retention). Here we agreed on the week from day 24 to day 30, which a single rainy Sunday cannot upset."))
def _retention_30_on_day_30(app):
    return _share_back(app, "back_on_30")


@retention_30.mistake("of_all_old", says=_("You divided by everybody who has been here for 30 days, whatever their channel: {yours:.1%} for `{at}`. That mixes how large the channel is with how well its people stay. Divide by the channel's own people."))
def _retention_30_of_all_old(app):
    old = _old(app, 30)
    return old.loc[old["back_24_30"] > 0, "channel"].value_counts() / len(old)


@retention_30.mistake("of_everybody", says=_("You divided by all users of the app. {yours:.1%} for `{at}` mixes how large the channel is with how well its people stay. Divide by the channel's own people."))
def _retention_30_of_everybody(app):
    old = _old(app, 30)
    return old.loc[old["back_24_30"] > 0, "channel"].value_counts() / len(app.users)


@retention_30.mistake("counts", says=_("{yours:,.0f} for `{at}` is how many people came back. A large channel always has many; a rate says how many of how many. Divide by those who could have come back."))
def _retention_30_counts(app):
    old = _old(app, 30)
    return _counts(old[old["back_24_30"] > 0])


@retention_30.mistake("left", says=_("{yours:.1%} for `{at}` are those who did not come back. Retention is the other side: those who did."))
def _retention_30_left(app):
    return 1 - _share_back(app, "back_24_30")


@retention_30.mistake("of_the_returners", says=_("You divided by those who came back: the {yours:.1%} for `{at}` say how the returners are spread over channels, so large channels look good. Divide by all who could have come back through the same channel."))
def _retention_30_of_the_returners(app):
    old = _old(app, 30)
    return _counts(old[old["back_24_30"] > 0]) / int((old["back_24_30"] > 0).sum())


@retention_30.mistake("events_counted", says=_("You counted events instead of people: {yours:.2f} for `{at}`. One busy person is many events. Count each user once."))
def _retention_30_events_counted(app):
    old = _old(app, 30)
    return old.groupby("channel")["back_24_30"].mean()


best_worth = lesson.prediction(
    "best_worth",
    variable="my_best",
    question=_("After the cost is taken off, in which paid channel does a new customer leave the most money?"),
    answer=Choice(PAID, elsewhere=(FREE_CHANNEL, PATH_FOR_CHANNEL, PRICING, MEASURE)),
    truth=lambda app: _net_value(app).idxmax(),
)


def _early_value(app, *columns):
    """Yuan of the first 90 days of those who have lived them, summed by channel."""
    return sum(_sum(app, _old(app, 90), column) for column in columns or ("margin", "accounts"))


def _per_customer(app, *columns):
    return _early_value(app, *columns) / _customers(app, _old(app, 90))


def _net_value(app):
    return _per_customer(app) - _cac(app)


def leaves(yuan):
    """Say what a customer leaves after cost, in words that know a loss from a gain."""
    amount = f"{abs(yuan):,.0f}"
    return t("leaves ¥{yuan}", lesson=lesson.name, yuan=amount) if yuan >= 0 else t("loses ¥{yuan}", lesson=lesson.name, yuan=amount)


net_value = lesson.exercise(
    "net_value",
    syllabus=("ad-channel-comparison",),
    variable="net",
    answer=Series(unit="yuan", index="channel", abs=0.005, rel=0.0001),
    asked=_("yuan that one customer leaves: what one brings, less what one costs"),
    ingredients=lambda app: {
        'worth["margin"]': _early_value(app, "margin"), 'worth["account_value"]': _early_value(app, "accounts"),
        'worth["customers"]': _customers(app, _old(app, 90)), 'worth["cac"]': _cac(app), 'report["cost"]': _spend(app), 'report["per_click"]': _spend(app) / _spend(app, "clicks"),
    },
    tables=("users", "orders", "bank_accounts", "ad_spend"),
    minutes=4,
    level=2,
    hints=(
        _("What does one customer bring, what did one customer cost, and what is left?"),
        _("worth has one row for each channel: customers old enough, their margin, account_value (what their bank accounts are worth), and cac. Margin and account_value are sums for all of them; cac is for one."),
        _('```net = (worth["margin"] + worth["____"]) / worth["____"] - worth["____"]```'),
    ),
    solution=_('net = (worth["margin"] + worth["account_value"]) / worth["customers"] - worth["cac"]'),
    why=_("Sums over the same people, divided once, less what one of them cost. Margin, not revenue: what the merchant gets is not ours. And a window of 90 days is a choice: a longer one would favour the channels whose people stay."),
)


@net_value.reference
def _net_value_reference(app):
    return _net_value(app)


@net_value.mistake("value_only", says=_("{yours} for `{at}` is what a customer brings. The cost of winning them is not taken off yet, so even a channel that loses money looks fine."))
def _net_value_value_only(app):
    return _per_customer(app)


@net_value.mistake("accounts_forgotten", says=_("You took the margin on orders alone. For the bank the account that some of them open is the larger part of their worth; without it `{at}` comes out at {yours}, and channels whose people open accounts look poorer than they are."))
def _net_value_accounts_forgotten(app):
    return _per_customer(app, "margin") - _cac(app)


@net_value.mistake("margin_forgotten", says=_("You took the bank accounts alone: {yours} for `{at}`. The margin on their orders belongs to what customers bring as well."))
def _net_value_margin_forgotten(app):
    return _per_customer(app, "accounts") - _cac(app)


@net_value.mistake("mean_cost", says=_("You took the same cost from every channel, the mean of all: {yours} for `{at}`. The question is which channel is worth its own price."))
def _net_value_mean_cost(app):
    return _per_customer(app) - _cac(app).mean()


@net_value.mistake("revenue", says=_("You used what people paid, not the margin. Most of that money goes to the merchants; with {yours} for `{at}` nearly every channel seems to pay."))
def _net_value_revenue(app):
    return _per_customer(app, "paid", "accounts") - _cac(app)


@net_value.mistake("too_young", says=_("You divided by all customers, those of the last 90 days too. Their 90 days are not over, so their worth is counted as if it had stopped: {yours} for `{at}` is too low. Divide by the people whose value you summed."))
def _net_value_too_young(app):
    return _early_value(app) / _customers(app) - _cac(app)


@net_value.mistake("ratio", says=_("You divided worth by cost: {yours:.2f} for `{at}`. As a ratio that is a good yardstick, but it is not yuan: a ratio of three on ten yuan earns less than a ratio of two on fifty. Subtract."))
def _net_value_ratio(app):
    return _per_customer(app) / _cac(app)


@net_value.mistake("total_minus_one", says=_("You took the cost of one customer from the worth of all of them: {yours} for `{at}`. Divide the worth by the number of customers first."))
def _net_value_total_minus_one(app):
    return _early_value(app) - _cac(app)


@net_value.mistake("bracket", says=_("A bracket is missing: division comes before addition, so only one of the two sums was shared out over the customers. {yours} for `{at}` is far too much. Add margin and accounts first, in brackets."))
def _net_value_bracket(app):
    margin, accounts, people = (_early_value(app, "margin"), _early_value(app, "accounts"), _customers(app, _old(app, 90)))
    return margin + accounts / people - _cac(app)


@net_value.mistake("cost_divided", says=_("The cost of a customer was divided by the customers as well. It is the cost of one already, so {yours} for `{at}` has hardly any cost in it: only the worth is to be divided."))
def _net_value_cost_divided(app):
    return (_early_value(app) - _cac(app)) / _customers(app, _old(app, 90))


@net_value.mistake("cost_added", says=_("You added the cost of a customer instead of taking it off: {yours} for `{at}`. What we pay for a customer makes them worth less to us, not more."))
def _net_value_cost_added(app):
    return _per_customer(app) + _cac(app)


@net_value.mistake("all_customers", says=_("{yours} for `{at}` is what all customers of the channel leave together. A large channel leads that list for its size alone. The question is what one customer leaves: divide by the customers."))
def _net_value_all_customers(app):
    return _early_value(app) - _cac(app) * _customers(app, _old(app, 90))


@net_value.mistake("whole_bill", says=_("You took the channel's whole bill of the year off: {yours} for `{at}`. The customers in worth are those of the first nine months; take the cost of one customer, cac, off the value of one."))
def _net_value_whole_bill(app):
    return (_early_value(app) - _spend(app)) / _customers(app, _old(app, 90))


@net_value.mistake("sums_undivided", says=_("Margin and account value are sums over all customers, {yours} for `{at}`. Divide by the customers, then take the cost of one off."))
def _net_value_sums_undivided(app):
    return _early_value(app)


@net_value.mistake("one_part_divided", says=_("Only the margin was shared out over the customers, the account value was not: {yours} for `{at}`. Add the two in brackets, then divide."))
def _net_value_one_part_divided(app):
    return _per_customer(app, "margin") + _early_value(app, "accounts") - _cac(app)


@net_value.mistake("wrong_people", says=_("You divided by too many people: {yours} for `{at}`. The value in worth is that of the channel's own customers who have been here for 90 days; their number stands in the column customers."))
def _net_value_wrong_people(app):
    return _early_value(app) / len(app.users) - _cac(app)


@net_value.mistake("wrong_people_old", says=_("You divided by the mature customers of all channels: {yours} for `{at}`. Each channel's value goes over its own customers, the column customers."))
def _net_value_wrong_people_old(app):
    return _early_value(app) / len(_old(app, 90)) - _cac(app)


@net_value.mistake("sign", says=_("The sign is turned round: you took the worth from the cost, so {yours} for `{at}` calls a profit a loss."))
def _net_value_sign(app):
    return -_net_value(app)


# ---- round 4: can the comparison be trusted? -------------------------------------------------------------------------

better_of_two = lesson.prediction(
    "better_of_two",
    variable="my_better",
    question=_("Short-video ads against news-feed ads: who keeps more people, if you look city tier by city tier?"),
    answer=Choice({"video": _("video ahead in all three tiers"), "mixed": _("sometimes one, sometimes the other"), "feed": _("feed ahead in all three tiers")}),
    truth=lambda app: _who_leads(app),
)


def _who_leads(app):
    rates = _tier_rates(app)
    ahead = int((rates["feed_ads"] > rates["video_ads"]).sum())
    return {0: "video", len(rates): "feed"}.get(ahead, "mixed")


def _adjusted(app, weights=None):
    rates = _tier_rates(app)
    if weights is None:
        weights = _two(app)["city_tier"].value_counts(normalize=True)
    gap = rates["feed_ads"] - rates["video_ads"]
    return float((gap * weights.reindex(gap.index)).sum())


def _tier_pieces(app):
    rates, people = _tier_rates(app), _two(app)["city_tier"].value_counts()
    feed, video = rates["feed_ads"], rates["video_ads"]
    people = people.reindex(feed.index)
    return {
        'tiers["feed"]': feed, 'tiers["video"]': video, 'tiers["people"]': people, '(tiers["feed"] - tiers["video"])': feed - video,
        '((tiers["feed"] - tiers["video"]) * tiers["people"])': (feed - video) * people,
        '((tiers["feed"] - tiers["video"]) / tiers["people"])': (feed - video) / people,
        "len(users)": len(app.users), '(tiers["feed"] * tiers["people"])': feed * people, '(tiers["video"] * tiers["people"])': video * people,
    }


adjusted_gap = lesson.exercise(
    "adjusted_gap",
    variable="gap",
    answer=Number(unit="share_difference", abs=0.0006, percent_ok=True),
    asked=_("one number: feed minus video in each tier, averaged with the weight of the tier's people"),
    ingredients=lambda app: _tier_pieces(app),
    tables=("users", "events"),
    minutes=4,
    level=3,
    hints=(
        _("If both channels had bought the same mix of cities, what would be left of the difference?"),
        _("tiers has one row for each city tier: feed, video, and people (how many of the two channels' users live there). Take the difference in each row, then weigh each row by its people."),
        _('```difference = tiers["feed"] - tiers["____"]\ngap = (difference * tiers["____"]).sum() / tiers["____"].sum()```'),
    ),
    solution=_('difference = tiers["feed"] - tiers["video"]\ngap = (difference * tiers["people"]).sum() / tiers["people"].sum()'),
    why=_("Both channels are now weighed by one and the same mix of cities, so the mix can no longer speak for either of them. Statisticians call that direct standardisation."),
)


@adjusted_gap.reference
def _adjusted_gap_reference(app):
    return _adjusted(app)


@adjusted_gap.mistake("raw", says=_("{yours:+.3f} is the difference of the two overall rates: the number that the mix of cities has a hand in. Compare inside each tier first, then weigh."))
def _adjusted_gap_raw(app):
    return _gap(app)


@adjusted_gap.mistake("raw_turned", says=_("{yours:+.3f} is video minus feed over all, the number that the mix of cities has a hand in. Compare inside each tier first, feed minus video, then weigh."))
def _adjusted_gap_raw_turned(app):
    return -_gap(app)


@adjusted_gap.mistake("turned", says=_("You took feed from video: {yours:+.3f}. The question asks for feed minus video, so a positive number speaks for feed."))
def _adjusted_gap_turned(app):
    return -_adjusted(app)


@adjusted_gap.mistake("equal_weights", says=_("You gave each tier the same weight: {yours:+.3f}. The smallest tier then speaks as loudly as the largest. Weigh each row by its people."))
def _adjusted_gap_equal_weights(app):
    rates = _tier_rates(app)
    return float((rates["feed_ads"] - rates["video_ads"]).mean())


@adjusted_gap.mistake("summed", says=_("You added the three differences up: {yours:+.3f}. Three rates of three groups do not add; they are averaged, each with the weight of its people."))
def _adjusted_gap_summed(app):
    rates = _tier_rates(app)
    return float((rates["feed_ads"] - rates["video_ads"]).sum())


@adjusted_gap.mistake("not_divided", says=_("You weighed by people but did not divide by them: {yours:,.0f} is a number of people, not a difference of rates. Divide by the sum of people."))
def _adjusted_gap_not_divided(app):
    return _adjusted(app) * len(_two(app))


@adjusted_gap.mistake("largest", says=_("{yours:+.3f} is the largest of the three differences. The smaller ones have people too: weigh all three."))
def _adjusted_gap_largest(app):
    rates = _tier_rates(app)
    return float((rates["feed_ads"] - rates["video_ads"]).max())


@adjusted_gap.mistake("all_users", says=_("{yours:+.4f}: you divided by all users of the app. The weights are the people of these two channels, so their sum belongs under the line."))
def _adjusted_gap_all_users(app):
    return _adjusted(app) * len(_two(app)) / len(app.users)


@adjusted_gap.mistake("sum_over_people", says=_("{yours:.6f}: the differences were added up and divided by all people; nothing was weighed. Multiply each difference by its own people first."))
def _adjusted_gap_sum_over_people(app):
    rates = _tier_rates(app)
    return float((rates["feed_ads"] - rates["video_ads"]).sum()) / len(_two(app))


@adjusted_gap.mistake("video_rate", says=_("{yours:.3f} is the rate of video at the common mix of cities. Half the way: the question asks by how much feed differs from it."))
def _adjusted_gap_video_rate(app):
    weights = _two(app)["city_tier"].value_counts(normalize=True)
    return float((_tier_rates(app)["video_ads"] * weights).sum())


@adjusted_gap.mistake("mean_weighted", says=_("{yours:,.2f}: you took the mean of the weighted differences, so you divided by the number of tiers. Divide by the people instead."))
def _adjusted_gap_mean_weighted(app):
    people = _two(app)["city_tier"].value_counts()
    rates = _tier_rates(app)
    return float(((rates["feed_ads"] - rates["video_ads"]) * people).mean())


@adjusted_gap.mistake("one_rate", says=_("{yours:.3f} is the rate of one channel at the common mix of cities. Half the way: the question asks by how much the two differ."))
def _adjusted_gap_one_rate(app):
    weights = _two(app)["city_tier"].value_counts(normalize=True)
    return float((_tier_rates(app)["feed_ads"] * weights).sum())


def _two_shares(app, first="search_ads", second="app_store_ads"):
    people = _old(app, 30)
    out = []
    for channel in (first, second):
        ordered = people.loc[people["channel"] == channel, "ordered"]
        out += [float(ordered.mean()), len(ordered)]
    return out


def _half(p, n, z=1.959964):
    return z * (p * (1 - p) / n) ** 0.5


def _interval(app):
    """The 95 % interval of the difference of two independent shares."""
    p, n, q, m = _two_shares(app)
    half = (_half(p, n) ** 2 + _half(q, m) ** 2) ** 0.5
    return (p - q - half, p - q + half)


@per_app
def _interval_pieces(app):
    """Every number of the table that the trainee has before them, as they would write it."""
    people = _old(app, 30)
    pair = people[people["channel"].isin(["search_ads", "app_store_ads"])]
    result = methods.experiment(pair, arm="channel", control="app_store_ads", outcome="ordered", metric="share")
    return {f'result.loc["{arm}", "{column}"]': float(value) for arm, row in result.iterrows() for column, value in row.items() if pd.notna(value)}


def _beyond_chance(app):
    low, high = _interval(app)
    return "chance" if low < 0 < high else "real"


beyond_chance = lesson.prediction(
    "beyond_chance",
    variable="my_chance",
    question=_("Search ads against app-store ads, who orders within 30 days: will the interval of the difference hold zero?"),
    answer=Choice({"chance": _("it holds zero: chance alone could do that"), "real": _("it does not hold zero")}),
    truth=_beyond_chance,
)

gap_interval = lesson.exercise(
    "gap_interval",
    variable="interval",
    answer=Interval(unit="share_difference", rel=0.015, abs=0.001, percent_ok=True),
    asked=_("two numbers: the low and the high end of the difference, search ads minus app-store ads"),
    ingredients=lambda app: _interval_pieces(app),
    tables=("users", "orders"),
    minutes=4,
    level=3,
    hints=(
        _("The question is about a difference between two groups. Which two groups, and which of them do you take from which?"),
        _("result has a row for each channel. The row search_ads also holds the difference from the other channel, with its own ends: difference_low and difference_high. `low` and `high` without that word are the ends of one channel's rate. "
          "On a toy table, `df.loc['a', 'x']` is the value in row a and column x."),
        _('```interval = (result.loc["search_ads", "____"], result.loc["search_ads", "____"])```'),
    ),
    solution=_('interval = (result.loc["search_ads", "difference_low"], result.loc["search_ads", "difference_high"])'),
    why=_("The interval says which differences would go well with these data. It is wider than either channel's own interval, and narrower than the two laid end to end, since both are seldom off in opposite directions at once."),
)


@gap_interval.reference
def _gap_interval_reference(app):
    return _interval(app)


@gap_interval.mistake("turned", says=_("Your interval runs from {low:+.3f} to {high:+.3f}: it is app store minus search. The question is search minus app store, so app_store_ads is the control."))
def _gap_interval_turned(app):
    low, high = _interval(app)
    return (-high, -low)


def _arms(app):
    """The ends of both rates as the table of the experiment gives them: low and high of search, low and high of app store."""
    pieces = _interval_pieces(app)
    return [pieces[f'result.loc["{arm}", "{end}"]'] for arm in ("search_ads", "app_store_ads") for end in ("low", "high")]


@gap_interval.mistake("one_arm", says=_("{low:+.3f} to {high:+.3f} is the interval of one channel's rate. It says nothing about the other. Take the columns difference_low and difference_high."))
def _gap_interval_one_arm(app):
    return tuple(_arms(app)[:2])


@gap_interval.mistake("other_arm", says=_("{low:+.3f} to {high:+.3f} is the interval of the app-store rate alone. Take the columns difference_low and difference_high."))
def _gap_interval_other_arm(app):
    return tuple(_arms(app)[2:])


@gap_interval.mistake("ends_crossed", says=_("You took the far ends of the two intervals: {low:+.3f} to {high:+.3f}. Both channels would have to be unlucky in opposite directions at once; that is too careful, and hides differences that are there."))
def _gap_interval_ends_crossed(app):
    low, high, other_low, other_high = _arms(app)
    return (low - other_high, high - other_low)


@gap_interval.mistake("ends_subtracted", says=_("You subtracted low from low and high from high. The two errors then seem to cancel wholly, and {low:+.3f} to {high:+.3f} promises an exactness that nobody has."))
def _gap_interval_ends_subtracted(app):
    low, high, other_low, other_high = _arms(app)
    return (low - other_low, high - other_high)


# ---- round 5: finding the right people -------------------------------------------------------------------------------

TERMS = {
    "holiday_calendar": _("holiday calendar"), "steamed_fish_recipe": _("steamed fish recipe"), "pay_utility_bill": _("pay a utility bill"),
    "credit_card_points": _("credit card points"), "restaurant_deals_nearby": _("restaurant deals nearby"), "harbour_life_app": _("our own name"),
}


def _term_rates(app):
    touches = app.touchpoints
    free = touches[touches["channel"].isin(["seo", "app_store"])]
    people = free.groupby("search_term", observed=True)[["person_id", "user_id"]].nunique()
    return people["user_id"] / people["person_id"]


best_term = lesson.prediction(
    "best_term",
    syllabus=("find-target-users-seo-aso-dmp", "seo", "aso"),
    variable="my_term",
    question=_("Which search term brings the most customers per hundred visitors?"),
    answer=Choice(TERMS, elsewhere=(NOT_A_TERM, PATH_NOT_A_TERM, PRICING)),
    truth=lambda app: str(_term_rates(app).idxmax()),
)

TAG = "dining_lover"


def _tagged(app, tag=TAG):
    """Which of the users of 30 days or more carry a tag: an array of True and False."""
    tags = app.user_tags
    rows = tags[(tags["tag"].astype(str) == tag) & (tags["value"].astype(str) == "yes")]
    return _old(app, 30).index.isin(rows["user_id"])


def _lift_pieces(app):
    people = _old(app, 30)
    inside = people.loc[_tagged(app), "ordered"]
    pair = people.loc[people["channel"].isin(["search_ads", "app_store_ads"]), "ordered"]
    return {
        'inside["ordered"].mean()': inside.mean(), 'fresh["ordered"].mean()': people["ordered"].mean(), 'inside["ordered"].sum()': int(inside.sum()),
        'fresh["ordered"].sum()': int(people["ordered"].sum()), "len(inside)": len(inside), "len(fresh)": len(people), 'pair["ordered"].mean()': pair.mean(),
    }


audience_lift = lesson.exercise(
    "audience_lift",
    syllabus=("find-target-users-seo-aso-dmp", "dmp", "targeted-ads"),
    variable="lift",
    answer=Number(unit="times", rel=0.005),
    asked=_("how many times as often people in the audience order: their rate over the rate of everybody"),
    ingredients=lambda app: _lift_pieces(app),
    tables=("users", "orders", "user_tags"),
    minutes=3,
    level=2,
    hints=(
        _("A lift compares a rate among some people with the same rate among everybody. Which rate, which people?"),
        _("ordered in fresh is True or False for each user; the mean of such a column is a rate. audience is a list of ids."),
        _('```inside = fresh[fresh["user_id"].isin(____)]\nlift = inside["ordered"].mean() / ____["ordered"].mean()```'),
    ),
    solution=_('inside = fresh[fresh["user_id"].isin(audience)]\nlift = inside["ordered"].mean() / fresh["ordered"].mean()'),
    why=_("Rate inside over rate of all: above 1 the tag finds people who order sooner. It may be used for advertising only because it is known before they register."),
)


@audience_lift.reference
def _audience_lift_reference(app):
    people = _old(app, 30)
    return people.loc[_tagged(app), "ordered"].mean() / people["ordered"].mean()


@audience_lift.mistake("from_the_future", says=_("A lift of {yours:.2f}: too good. heavy_user is a tag that the app gives after people have used it a lot. An advertiser cannot aim at what happens later; use a tag that was known before."))
def _audience_lift_from_the_future(app):
    people = _old(app, 30)
    return people.loc[_tagged(app, "heavy_user"), "ordered"].mean() / people["ordered"].mean()


@audience_lift.mistake("composition", says=_("{yours:.2f} is the share of those who ordered that carry the tag, a count over a count. It grows with the size of the group, whoever is in it. Ask instead how many inside the group ordered, and compare with everybody."))
def _audience_lift_composition(app):
    people = _old(app, 30)
    return _tagged(app)[people["ordered"]].mean()


@audience_lift.mistake("rate_only", says=_("{yours:.2f} is the rate inside the audience. Whether that is much can only be said beside the rate of everybody: divide."))
def _audience_lift_rate_only(app):
    people = _old(app, 30)
    return people.loc[_tagged(app), "ordered"].mean()


@audience_lift.mistake("everybody_only", says=_("{yours:.2f} is the rate of everybody, the lower half of the fraction. Put the rate of the audience over it."))
def _audience_lift_everybody_only(app):
    return _old(app, 30)["ordered"].mean()


@audience_lift.mistake("increase", says=_("{yours:.2f} is how much more often the audience orders. A lift counts the whole: how many times as often, so add 1."))
def _audience_lift_increase(app):
    return _audience_lift_reference(app) - 1


@audience_lift.mistake("value_ignored", says=_("A lift of {yours:.2f}: you took everybody who has the tag in the table, those with the value no as well. Keep the rows whose value is yes."))
def _audience_lift_value_ignored(app):
    people, tags = _old(app, 30), app.user_tags
    known = people.index.isin(tags.loc[tags["tag"].astype(str) == TAG, "user_id"])
    return people.loc[known, "ordered"].mean() / people["ordered"].mean()


@audience_lift.mistake("difference", says=_("You subtracted the two rates: {yours:.3f}. That is a difference in points; a lift is how many times as high. Divide."))
def _audience_lift_difference(app):
    people = _old(app, 30)
    return people.loc[_tagged(app), "ordered"].mean() - people["ordered"].mean()


@audience_lift.mistake("itself", says=_("{yours:.2f}: something was divided by itself. Above the line stands the rate of the audience, below it the rate of everybody."))
def _audience_lift_itself(app):
    return 1.0


@audience_lift.mistake("beside_a_pair", says=_("You compared the audience with two channels only: {yours:.2f}. A lift is measured against everybody: take the mean over fresh."))
def _audience_lift_beside_a_pair(app):
    people = _old(app, 30)
    return people.loc[_tagged(app), "ordered"].mean() / people.loc[people["channel"].isin(["search_ads", "app_store_ads"]), "ordered"].mean()


@audience_lift.mistake("size_only", says=_("{yours:.2f} is how large the audience is beside everybody. A lift asks how often its people order: take the mean of the column ordered on both sides."))
def _audience_lift_size_only(app):
    return _tagged(app).mean()


@audience_lift.mistake("orderers_over_all", says=_("You divided the people who ordered inside the audience by everybody: {yours:.3f}. Inside needs the audience as its denominator; then compare with the rate of everybody."))
def _audience_lift_orderers_over_all(app):
    people = _old(app, 30)
    return (_tagged(app) & people["ordered"]).mean()


@audience_lift.mistake("beside_the_rest", says=_("You compared the audience with the people outside it: {yours:.2f}. A fair question too, but a lift is measured against everybody, since everybody is what an advertisement without a target reaches."))
def _audience_lift_beside_the_rest(app):
    people = _old(app, 30)
    inside = _tagged(app)
    return people.loc[inside, "ordered"].mean() / people.loc[~inside, "ordered"].mean()


robot = lesson.quick(
    "robot",
    syllabus=("ad-automation",),
    question=_("An automatic rule moves money every week to the channel with the lowest cost per customer. On this app, where does the money end up?"),
    options={"best": _("In the channel that earns most"), "task": _("In the task platform"), "even": _("Spread evenly")},
    right="task",
    feedback={
        "best": _("The rule cannot see what a customer is worth. It sees a price, and takes the lowest."),
        "task": _("Yes. A rule does exactly what its measure says. Give it the wrong measure and it makes the mistake faster than you could."),
        "even": _("A rule that looks for the lowest price has no reason to spread; it runs to one end."),
    },
)


def play_levers(app):
    """Play one even split of the budget with and without targeting and automatic rules: a row for each way."""
    if app.world is None:
        return say(t("Nobody can play your own data. Read the cell, and go on.", lesson=lesson.name))
    even = {channel: BUDGET / len(PAID) for channel in PAID}
    ways = {
        t("by hand, everybody", lesson=lesson.name): {},
        t("feed and video ads only to the audience", lesson=lesson.name): {"targeting": {"feed_ads": "interest", "video_ads": "interest"}},
        t("rule: cheapest click", lesson=lesson.name): {"automation": "cheapest_click"},
        t("rule: lowest cost per customer", lesson=lesson.name): {"automation": "lowest_cac"},
        t("rule: best value for money", lesson=lesson.name): {"automation": "best_value"},
    }
    played = {way: app.world.run(Policy(even, **levers)).total for way, levers in ways.items()}
    table = pd.DataFrame(played).T[["registrations", "incremental_value", "net"]].round(0).astype(int)
    names = (t("people", lesson=lesson.name), t("value of people truly won, yuan", lesson=lesson.name), t("left, yuan", lesson=lesson.name))
    return table.set_axis(names, axis=1)


# ---- the decision ----------------------------------------------------------------------------------------------------


def _policy(plan):
    aim = plan.options.get("targeting") or "broad"
    return Policy(dict(plan), {channel: aim for channel in plan if channel in TARGETABLE}, plan.options.get("automation"))


def _play(app, plan, luck):
    return app.world.run(_policy(plan), luck=luck)


def _in_yuan(app, plan):
    if 0 < sum(plan.values()) < 1_000:
        return _("That is less than ¥1,000 in all. Write yuan, such as 9_000 or 9000; to keep the money, put 0 everywhere.")
    if sum(plan.values()) and plan.forecast["registrations"] == 0:
        return _("You forecast less than one registration. Write how many people you expect in all.")
    return None


def _known(app, plan):
    """What last year says about a plan: the prices it would pay, and what customers brought."""
    amounts = pd.Series(dict(plan)).reindex(_paid(app), fill_value=0.0)
    customers, worth = _customers(app), _per_customer(app)
    return Known(
        clicks=float((amounts / (_spend(app) / _spend(app, "clicks"))).sum()), customers=float((amounts / _cac(app)).sum()),
        all_customers=(float(customers.sum()), float(customers[amounts > 0].sum()), float(len(app.users))), worth=float(worth.max()), all_worth=float(_early_value(app).sum()),
    )  # fmt: skip


next_month = lesson.decision(
    "next_month",
    syllabus=("user-acquisition-methods", "twelve-acquisition-ways", "ad-placement", "ad-channel-choice", "targeted-ads", "ad-automation"),
    variable="plan",
    question=_("How do you split ¥30,000 over the paid channels in January?"),
    answer=Plan(PAID, total=BUDGET, at_most=True),
    forecast={"registrations": (_("registrations"), "people"), "net": (_("what is left after 90 days"), "yuan")},
    belief=Number("yuan"),
    believed=lambda app, plan, belief: plan.forecast["registrations"] * belief - sum(plan.values()),
    options={
        "targeting": (_("whom the ads are shown to"), Choice({"broad": _("everybody"), "interest": _("the audience only")}, elsewhere=(TAG_FOR_AIM,))),
        "automation": (_("a rule that moves the money"), Choice({"cheapest_click": _("cheapest click"), "lowest_cac": _("lowest cost per customer"), "best_value": _("best value for money")})),
    },
    measure="net",
    rules=_in_yuan,
    known=_known,
    play=_play,
    expected=lambda app, plan: app.world.truth.expected(_policy(plan)),
    best=lambda app: app.world.truth.expected(app.world.truth.best(BUDGET))["net"],
    truth=lambda app: app.world.truth.channels,
    columns={"spend": (_("spent"), "yuan"), "registrations": (_("registered"), "people"), "incremental_value": (_("value of people truly won"), "yuan"), "net": (_("left"), "yuan")},
    truth_columns={"value": (_("early value of a customer"), "yuan"), "retention_30": (_("active in days 24 to 30"), "share"), "incremental_share": (_("truly won, would not have come by themselves"), "share")},
    minutes=8,
)


def show_curves(app):
    """Draw what each channel would have left at every budget, with the committed plan marked; nothing before a commitment.

    Returns
    -------
    Chart or None
    """
    plan = next_month.committed(app)
    if plan is None:
        return None
    budgets = range(0, BUDGET + 1, 1_000)
    curves = {channel: app.world.truth.response(channel, budgets).set_index("budget")["net"] for channel in PAID}
    spent = {channel: amount for channel, amount in plan.items() if amount > 0}
    more = {channel: app.world.truth.response(channel, [amount, amount + 500])["net"].diff().iloc[-1] for channel, amount in spent.items()}
    title = t("What each channel leaves at every budget; your plan is marked", lesson=lesson.name)
    if more:
        best, worst = max(more, key=more.get), min(more, key=more.get)
        title = t("¥500 more: {best} {gain:+,.0f} yuan, {worst} {loss:+,.0f} yuan", lesson=lesson.name, best=plots.name("channel", best), gain=more[best],
                  worst=plots.name("channel", worst), loss=more[worst])  # fmt: skip
    return plots.response(pd.DataFrame(curves), mark=spent, unit="yuan", title=title, highlight=list(spent),
                          subtitle=t("Expected value of people truly won, less spend, by budget for four weeks", lesson=lesson.name))  # fmt: skip


# How people call the channels in a sentence; what stands first is looked for first.
CALLED = {
    "brand_search": r"brand(ed)?[-_ ]?(search|terms?|keywords?|words?)|品牌词(搜索)?|品牌搜索", "app_store_ads": r"app[-_ ]?stores?([-_ ]ads?)?|应用商店(广告)?|应用市场",
    "search_ads": r"(?<!re)search(?! term)([-_ ](ads?|advertising|engine))?|搜索(广告)?", "feed_ads": r"(news[- ]?)?\bfeeds?\b([-_ ]ads?)?|feed_ads|信息流(广告)?",
    "video_ads": r"(short[- ])?videos?([-_ ]ads?)?|短视频(广告)?|视频(广告)?", "banner_ads": r"banners?([-_ ]ads?)?|横幅(广告)?",
    "kol_posts": r"\bkols?\b([-_ ]posts?)?|kol_posts|opinion leaders?(['’]s?)?( posts?)?|influencers?|bloggers?|达人(合作)?|博主|网红|意见领袖", "task_platform": r"\btask[-_ ]platforms?|任务平台",
}  # fmt: skip
WORTH = r"worth|value|margin|\bbrings?\b|brought|leaves?|\bleft\b|retention|\bstays?|keeps?|come back|came back|earn|pays?\b|paid back|\bnet\b|profit|los[es]|值|剩|留存|留下|赚|净|亏|毛利|回本|带来|产出|回来"
COST = r"cost|\bCAC\b|price|cheap|dear|expensive|¥|yuan|成本|便宜|贵|花|元"


def _names(codes):
    return listing([plots.name("channel", code) for code in codes])


def _names_no_sum(app, fields):
    return not amounts(fields["recommendation"]) and not re.search(r"(spend|投|花).{0,6}(nothing|no money|一分钱也不|不)|keep (all|the|our)", fields["recommendation"])


def _beside(text):
    """Yield each channel that a sentence gives money, with the sum that stands beside it; takes no sum for two channels."""
    named, signs = mentioned(text, CALLED), moved(text, CALLED)
    for n, (code, start, end) in enumerate(named):
        after = text[end : named[n + 1][1] if n + 1 < len(named) else end + 14][:14]
        before = text[max(start - 22, named[n - 1][2] if n else 0) : start]
        if re.match(r"\s*[:：]?\s*(ads?)?\s*[¥￥]?\d", after):
            sums = amounts(after)[:1]
        else:
            sums = amounts(before)[-1:] if re.search(r"\d\D{0,12}\b(into|to|on|in|for) (the )?$", before) else []
        if signs.get(code, 0) >= 0 and sums:
            yield code, sums[0]


def _over_budget(app, fields):
    """More than there is: in one sum, or in the sums beside the channels that are given money."""
    text = fields["recommendation"]
    total = max(max(amounts(text), default=0.0), sum(amount for _code, amount in _beside(text)))
    return {"total": f"{total:,.0f}", "budget": f"{BUDGET:,.0f}"} if total > BUDGET else None


def _would_have_come(app, fields):
    """Channels whose people would mostly have come by themselves, so that the sum beside them is not earned back; spoken of once the truth is open."""
    from coursework.teaching import progress

    if app.world is None or not progress.recorded(next_month).get("opened"):
        return None
    shares = app.world.truth.channels["incremental_share"]
    lost = [code for code, amount in _beside(fields["recommendation"]) if shares[code] < 0.5 and app.world.truth.response(code, [amount])["net"].iloc[0] < 0]
    return {"channels": _names(dict.fromkeys(lost)), "share": f"{shares[lost].min():.0%}"} if lost else None


def _no_channel(app, fields):
    return not mentioned(fields["recommendation"], CALLED) and not re.search(r"keep (all|the|our)|nothing|不投|留着", fields["recommendation"])


def _losing(app, fields):
    """Channels that are given money although a customer of theirs brought less than they cost, and nobody says why."""
    if re.search(r"pilot|\btest|trial|first (few )?(yuan|thousand)|small|试|小额|小步|少量|边际|头几", fields["recommendation"] + str(fields.get("reason")), re.IGNORECASE):
        return None
    net = _net_value(app)
    losing = [code for code, sign in moved(fields["recommendation"], CALLED).items() if sign > 0 and net.get(code, 0) < 0]
    return {"channels": _names(losing)} if losing else None


def _beside_the_point(app, fields):
    """A reason about other channels than those that the money is moved between."""
    about, given = {code for code, *_where in mentioned(fields["reason"], CALLED)}, [code for code, *_where in mentioned(fields["recommendation"], CALLED)]
    if about and given and not about & set(given):
        return {"about": _names(about), "given": _names(dict.fromkeys(given))}
    return None


def _praised_and_stopped(app, fields):
    """A reason that praises a channel from which the recommendation takes the money."""
    best = re.search(rf"(?P<first>.*?)({'|'.join(CALLED.values())}).{{0,24}}\b(is|are|performs?|has|have|keeps?)\b.{{0,12}}\b(best|better|cheapest|lowest)|({'|'.join(CALLED.values())}).{{0,12}}(最好|更好|最便宜)", fields["reason"], re.IGNORECASE)
    if not best or re.search(r"\b(but|yet|although|though|while|however|least|worst|few|hardly)\b|但|却|虽|可是?(?!以)|最少|最差|很少|没几", fields["reason"], re.IGNORECASE):
        return None
    named, signs = mentioned(best.group(), CALLED), moved(fields["recommendation"], CALLED)
    return {"channels": _names([named[0][0]])} if named and signs.get(named[0][0], 0) < 0 else None


def _no_comparison(app, fields):
    text = fields["reason"]
    channels, numbers = {code for code, *_where in mentioned(text, CALLED)}, re.findall(r"\d[\d,.]*", re.sub(r"\b(24|30|90)\b", "", text))
    both = re.search(WORTH + r"|regist|convert|order|account|注册|下单|开户|转化", text, re.IGNORECASE) and re.search(COST, text, re.IGNORECASE)
    compares = re.search(r"\bthan\b|\bwhile\b|\bbut\b|\bonly\b|more|less|least|most|lower|higher|twice|half|比(?!较)|而|却|不如|高于|低于|超过|只有|最|更", text, re.IGNORECASE)
    return not (len(channels) > 1 or (channels and (len(numbers) > 1 or both)) or (compares and both) or (len(numbers) > 1 and compares))


def _video_over_all(app, fields):
    """Video praised before feed by the two overall rates, where the city tiers say the opposite."""
    text = fields["reason"]
    if re.search(r"tier|\bcit(y|ies)\b|mix|城市|一线|线城|等级|分层", text, re.IGNORECASE) or not (re.search(CALLED["video_ads"], text, re.IGNORECASE) and re.search(CALLED["feed_ads"], text, re.IGNORECASE)):
        return False
    stays = re.search(r"keep|retain|retention|stay|active|come back|留存|回来|活跃|留住", text, re.IGNORECASE)
    return bool(stays) and _gap(app) < 0 < _adjusted(app)


def _no_customers(app, fields):
    """A number of installs or clicks that is called customers."""
    text = fields["reason"]
    if not re.search(r"customer|regist|客户|注册", text, re.IGNORECASE) or re.search(r"install|click|安装|下载|点击", text, re.IGNORECASE):
        return None
    numbers = {float(number.replace(",", "")) for number in re.findall(r"\d[\d,]*", text) if number.strip(",")}
    for code, *_where in mentioned(text, CALLED):
        for column, what in (("installs", _("installs")), ("clicks", _("clicks"))):
            count = float(_spend(app, column).get(code, 0))
            if count > 100 and count in numbers:
                return {"number": f"{count:,.0f}", "channel": plots.name("channel", code), "what": t(what, lesson=lesson.name)}
    return None


_ROLES = r"team|manager|growth|marketing|department|\bads?\b|media|bank|product|performance|head|lead|analyst|operations|data|search|channel|director|unit|group|officer|desk|branch"


def _two_owners(app, fields):
    owner = re.sub(r"[（(].*?[)）]", "", fields["owner"])
    if re.search(r"\band\b|&|\bor\b|、|(\w{2,}|[我你他她])\s?[和与或]\s?\w{2,}", owner):
        return True
    names = [name.strip() for name in owner.split(",")]
    return len(names) > 1 and all(re.fullmatch(r"[A-Z][a-z]+ [A-Z][a-z]+", name) and not re.search(_ROLES, name, re.IGNORECASE) for name in names)


to_director = lesson.worksheet(
    "to_director",
    question=_("What do you recommend to your director for January?"),
    fields={
        "recommendation": _("what to do, in one sentence with a sum of money"),
        "reason": _("the comparison that speaks for it"),
        "uncertainty": _("how sure you are, and why"),
        "risk": _("what could go wrong"),
        "measure": _("what you will look at, and when you would stop"),
        "owner": (_("who answers for it"), Name()),
        "date": (_("when you report back"), Date()),
    },
    rules=(faults.twice,),
    refuses={
        "recommendation": (
            Refusal(_("You put money into {channels}. On this app's data a customer from there has brought less after 90 days than they cost. Say why the next one should do better, or send the money elsewhere."), _losing, weight=1),
            Refusal(_("You opened the truth: of the people who come through {channels} only {share} would not have come by themselves, and those bring less than the sum you name. Spend less there, or first pause it in some cities and see who comes anyway."), _would_have_come, weight=1),
            Refusal(_("Your recommendation comes to ¥{total}, more money than there is: January has ¥{budget}."), _over_budget, weight=1),
            Refusal(_("A recommendation without a sum of money cannot be carried out. Say how much, from where to where."), _names_no_sum),
            Refusal(_("You name no channel. Say which one gets the money and which one gives it up, so that somebody could do it tomorrow."), _no_channel),
            faults.ALL_ANYWHERE,
        ),
        "reason": (
            Refusal(
                _("You argue by the price of a click. Most people who click never register: argue by what a customer costs and what one brings."),
                r"(cheap\w*|lowest|low|best)( \w+)? (click|price (per|of a) click|cost per click|CPC)|clicks?\b[^.;]{0,30}(cheap|lowest|only (¥|\d))|(yuan|¥ ?[\d.]+) (per|a|for a) click|(only|just) .{0,12}per click|点一[次下]|点击.{0,10}(便宜|最低|只要|很低|最多)|(便宜|最低|最多).{0,6}点击|CPC.{0,8}(低|便宜)",
                unless=r"\b(but|yet|however|although|though|while|despite|not)\b.*(customer|CAC|regist)|(customer|CAC|regist).*\b(although|though|while|despite|even)\b|(虽然|但|却|可是|不过|尽管|不等于).{0,30}(客户|获客|CAC|注册)|(few|hardly|rarely|never|only \\d).{0,24}(regist|customer)|(很少|没几|没多少|只有?).{0,8}(注册|客户)|注册.{0,6}少", weight=1,
            ),
            Refusal(
                _("A low price for a customer is half of the comparison. The cheapest customer may also bring least: set beside it what one brings in 90 days, or how many stay."),
                r"(lowest|cheapest|low|cheap)\w*( \w+)? (CAC|cost|customers?|acquisition)|(CAC|cost per customer|cost of a customer)[^.;]{0,30}(lowest|low|cheap|only)|\bcheapest\b|\bone for (only )?¥ ?\d|(CAC|获客成本|拉新成本|单客成本|获客)[^。；]{0,20}(最低|很低|低|便宜|只有|只要)|最便宜|(便宜|最低)[^。；]{0,8}(客户|获客|CAC)",
                unless=WORTH + r"|^(?!.*(CAC|customer|客户|获客)).*(click|点击)", weight=1,
            ),
            Refusal(_("{number} is the number of {what} of {channel}, not of customers: fewer people registered, so one cost more."), _no_customers, weight=1),
            Refusal(_("You compare video and feed over all cities. City by city it is the other way round: video bought more people in the cities where everybody stays. Compare inside each tier."), _video_over_all, weight=1),
            Refusal(_("Your reason praises {channels}, and your recommendation takes its money away. One of the two has to change."), _praised_and_stopped, weight=1),
            Refusal(_("Your reason speaks of {about}, and your recommendation of {given}. Compare the channels between which the money is to move."), _beside_the_point, weight=1),
            Refusal(_("That everybody sees it is no comparison. Name two channels, and what a customer of each costs and brings."), r"every(body|one) (knows|sees|can see|agrees)|obvious|common sense|大家都|众所周知|有目共睹|显而易见|谁都(知道|看)", weight=1),
            Refusal(_("“{yours}” compares nothing. Name two channels, and what a customer of each costs and brings."), _no_comparison, weight=3),
            faults.MISREAD_INTERVAL, faults.MISREAD_ZERO, faults.ALL_ANYWHERE,
        ),
        "uncertainty": (faults.CERTAIN, faults.GUARANTEED, faults.HABIT, faults.MISREAD_INTERVAL, faults.MISREAD_ZERO, faults.ALL_ANYWHERE, faults.NO_WHY),
        "risk": (faults.NO_RISK, faults.EASY_RISK, faults.ALL_ANYWHERE, faults.SOME_RISK),
        "measure": (
            faults.CLICKS, faults.STOPS_SUCCESS,
            faults.too_early_for(30, r"(30|thirty)[- ]?(day|日|天).{0,4}(retention|留存)|retention.{0,12}30|留存.{0,6}30|30.{0,6}留存", _("30-day retention")),
            faults.NO_STOP, faults.ALL_ANYWHERE,
        ),
        "owner": (Refusal(_("Name one person: where two answer for it, nobody does."), _two_owners), faults.NOBODY),
        "date": faults.dated(28),
    },
    weak={
        "recommendation": _("Do more of the good channels, above all of brand search."),
        "reason": _("Brand search and the task platform have the lowest cost per customer."),
        "uncertainty": _("The data are quite clear."),
        "risk": _("There is always some risk in marketing."),
        "measure": _("We will watch the 3 most important numbers."),
        "owner": _("The whole team"),
        "date": _("soon, in spring"),
    },
    strong={
        "recommendation": _("Of January's ¥30,000, ¥12,000 for search ads, ¥8,000 for news feed, ¥5,000 for app-store ads and ¥3,000 for video; ¥2,000 for brand search as a test; none for banners, opinion leaders and the task platform."),
        "reason": _("After 90 days a customer from search, app store, feed or video has brought more than they cost; one from banners or the task platform has brought less."),
        "uncertainty": _("Fairly sure that people from the task platform bring little. Less sure of search against app store: that interval is wide."),
        "risk": _("The last ¥2,000 of each channel buy dearer clicks, and brand search may pay for people who were coming anyway: so it is paused in half of the cities."),
        "measure": _("Registrations, first orders and the cost of a customer, by channel, every Monday; we stop a channel when a customer costs more than ¥60. Value after 90 days is reported on its own at the end of April."),
        "owner": _("Li Na, growth team"),
        "date": _("2026-02-10"),
    },
    rubric=(
        _("Could somebody carry the recommendation out tomorrow without asking back?"),
        _("Does the reason speak of worth as well as cost?"),
        _("Does it say how sure you are, and what would make you change your mind?"),
        _("Is there one person and one date?"),
    ),
    minutes=5,
)
