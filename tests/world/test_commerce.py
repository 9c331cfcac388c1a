"""Merchants, products, activities and coupons: whole tables, plausible sizes, and what was planted in them.

Each test of a truth holds the right estimator against the naive one, where there is one.
"""

import numpy as np
import pandas as pd
import pytest

from coursework.world import agenda, catalogue, flash, make, seasons
from coursework.world.randomness import root
from coursework.world.seasons import date_of

DAY = pd.Timedelta(days=1)
UNTIL = pd.Timestamp("2026-01-01")


def ids(values):
    return values.dropna().astype("int64")


def rate(values):
    return values.astype(float).mean()


# Whole tables


def test_names_are_told_apart(year):
    for name in ("merchants", "products", "activities"):
        for column in ("name", "name_zh"):
            assert year[name][column].is_unique
            assert (year[name][column].str.len() > 1).all()


def test_every_city_has_merchants_of_every_kind(year):
    merchants = year["merchants"]
    assert 235 <= len(merchants) <= 250
    assert (merchants.groupby(["city", "industry"], observed=False).size() >= 2).all()
    assert 500 <= len(year["products"]) <= 540
    assert merchants["is_chain"].mean() < 0.3
    assert (merchants["joined_on"] >= "2025-01-01").sum() >= 3


def test_products_cost_what_their_category_costs(year):
    goods = year["products"]
    assert (goods["cost"] < goods["list_price"]).all()
    middle = goods[goods["price_tier"] == "middle"].groupby("category", observed=True)["list_price"].median()
    orders = year["orders"].groupby("category", observed=True)["list_price"].median()
    assert (middle / orders).between(0.75, 1.35).all()
    dearer = (goods["list_price"] > goods["rival_price"]).mean()
    assert 0.2 < dearer < 0.5
    other = goods.set_index("product_id")
    replaced = goods.dropna(subset="substitute_of")
    assert (other.loc[ids(replaced["substitute_of"]), "category"].to_numpy() == replaced["category"].to_numpy()).all()
    together = goods.dropna(subset="complement_of")
    assert (other.loc[ids(together["complement_of"]), "category"].to_numpy() != together["category"].to_numpy()).all()
    opened = year["merchants"].set_index("merchant_id")["joined_on"].reindex(goods["merchant_id"]).to_numpy()
    assert (goods["launched_on"].to_numpy() >= opened).all()


def test_every_value_is_used(year):
    for table, columns in (
        ("activities", ("kind", "mechanic", "theme", "target_segment", "goal_metric", "online", "hot_topic")),
        ("activity_products", ("role", "slot")), ("activity_exposures", ("page", "creative", "clicked", "joined")),
        ("orders", ("scene", "pay_channel")), ("coupons", ("template", "kind", "regular")),
        ("merchants", ("industry", "size_band", "city", "district", "licensed_partner", "is_chain")), ("products", ("price_tier", "category")),
    ):  # fmt: skip
        for column in columns:
            values = year[table][column]
            wanted = set(values.cat.categories) if values.dtype == "category" else {True, False}
            assert set(values.unique()) == wanted, (table, column)


def test_orders_fit_the_catalogue(year):
    orders = year["orders"]
    goods, merchants = (year[n].set_index(n[:-1] + "_id") for n in ("products", "merchants"))
    sold = goods.loc[orders["product_id"]]
    assert (sold["merchant_id"].to_numpy() == orders["merchant_id"].to_numpy()).all()
    assert (sold["category"].to_numpy() == orders["category"].to_numpy()).all()
    assert (sold["launched_on"].to_numpy() <= orders["ts"].to_numpy()).all()
    home = year["users"].set_index("user_id")["city"].reindex(orders["user_id"]).to_numpy()
    national = orders["merchant_id"] <= 5
    assert (merchants.loc[orders["merchant_id"], "city"].to_numpy() == home)[~national].all()
    assert orders["product_id"].nunique() > 0.93 * len(goods)


def test_deliveries_and_refunds_come_after_the_payment(year):
    orders = year["orders"]
    for column in ("fulfilled_at", "refunded_at"):
        known = orders.dropna(subset=column)
        assert (known[column] >= known["ts"]).all()
        assert known[column].max() < UNTIL
    both = orders.dropna(subset=["fulfilled_at", "refunded_at"])
    assert (both["refunded_at"] > both["fulfilled_at"]).all()
    old = orders[orders["ts"] < UNTIL - 70 * DAY]
    assert 0.96 < old["fulfilled_at"].notna().mean() < 0.995
    assert 0.010 < old["refunded_at"].notna().mean() < 0.035
    wait = (old["fulfilled_at"] - old["ts"]).groupby(old["category"], observed=True).median()
    assert wait["bills"] < wait["grocery"] < wait["cinema"] < wait["mall"] < wait["travel"]


def test_coupons_and_orders_name_each_other(year):
    coupons, orders = year["coupons"].set_index("coupon_id"), year["orders"].set_index("order_id")
    used = coupons.dropna(subset="order_id")
    assert (used["redeemed_at"].notna() & used["order_id"].is_unique).all()
    assert coupons["redeemed_at"].notna().sum() == len(used)
    theirs = orders.loc[ids(used["order_id"])]
    assert (theirs["coupon_id"].astype("int64").to_numpy() == used.index.to_numpy()).all()
    assert len(used) == orders["coupon_id"].notna().sum()
    assert (theirs["ts"].to_numpy() == used["redeemed_at"].to_numpy()).all()
    assert (theirs["user_id"].to_numpy() == used["user_id"].to_numpy()).all()
    assert (used["issued_at"] <= used["redeemed_at"]).all()
    assert (used["redeemed_at"] <= used["valid_to"]).all()
    assert (theirs["list_price"].to_numpy() >= used["threshold"].to_numpy()).all()
    newcomer = (used["template"] == "newcomer_10").to_numpy()
    assert (theirs["discount"].to_numpy() >= used["face_value"].to_numpy())[~newcomer].all()
    assert (coupons["issued_at"] < UNTIL).all()
    registered = year["users"].set_index("user_id")["registered_at"].reindex(coupons["user_id"]).to_numpy()
    assert (coupons["issued_at"].to_numpy() >= registered).all()
    assert (coupons["regular"] == (coupons["template"] == "monthly_8")).all()
    assert (coupons["face_value"] > 0).all()


def test_discounts_have_a_reason(year):
    orders = year["orders"]
    named = orders["coupon_id"].notna() | orders["activity_id"].notna() | (orders["points_used"] > 0)
    assert (orders.loc[orders["coupon_id"].notna(), "discount"] > 0).all()
    gifts = year["activities"].query("mechanic == 'spend_and_gift'")["activity_id"]
    assert (orders.loc[orders["activity_id"].notna() & ~orders["activity_id"].isin(gifts), "discount"] > 0).all()
    assert 0.35 < named[orders["discount"] > 0].mean() < 0.9  # the others are the merchant's own offers


def test_coupons_are_as_often_used_as_coupons_are(year):
    coupons = year["coupons"]
    assert 25_000 < len(coupons) < 70_000
    redeemed = coupons["redeemed_at"].notna().groupby(coupons["template"], observed=True).mean()
    assert 0.15 < rate(coupons["redeemed_at"].notna()) < 0.40
    assert 0.10 < redeemed["monthly_8"] < 0.40
    assert 0.10 < redeemed["newcomer_10"] < 0.40
    assert redeemed["recall_12"] < 0.10


def test_activities_lie_where_the_calendar_has_them(year):
    activities = year["activities"].set_index("name")
    assert (activities["starts"] <= activities["ends"]).all()
    phases = ["preparation_from", "accumulation_from", "warm_up_from", "peak_from", "encore_from", "ends"]
    planned = activities.dropna(subset="peak_from")
    assert len(planned) >= 4
    for one, next_one in zip(phases, phases[1:]):
        assert (planned[one] < planned[next_one]).all()
    assert (planned["starts"] == planned["warm_up_from"]).all()
    november = activities.loc["November sale"]
    peaks = [(first, last) for first, last, visits, orders in seasons.PROMOTIONS if visits > 20]
    assert [november["peak_from"].date(), (november["encore_from"] - DAY).date()] == list(peaks[1])
    assert activities.loc["June sale", "peak_from"].date() == peaks[0][0]
    sales = activities[activities["mechanic"] == "flash_sale"]
    flagged = [date_of(day) for day in np.flatnonzero(seasons.season().flash[:365])]
    assert [day.date() for day in sales["starts"]] == flagged
    assert activities["steps_to_join"].between(1, 6).all()


def test_orders_of_an_activity_were_made_while_it_ran(year):
    orders = year["orders"].dropna(subset="activity_id")
    activities = year["activities"].set_index("activity_id").loc[ids(orders["activity_id"])]
    by_coupon = orders["coupon_id"].notna().to_numpy()
    day = orders["ts"].dt.normalize().to_numpy()
    assert (activities["starts"].to_numpy() <= day).all()
    assert (day <= activities["ends"].to_numpy())[~by_coupon].all()  # a coupon may hold a little longer
    assert ((day - activities["ends"].to_numpy()) < np.timedelta64(31, "D")).all()


def test_groups_buy_one_product_in_one_week(year):
    grouped = year["orders"].dropna(subset="group_id")
    by = grouped.groupby("group_id")
    assert (by["product_id"].nunique() == 1).all()
    assert (by["ts"].max() - by["ts"].min()).max() < 7 * DAY
    assert 2 < len(grouped) / by.ngroups < 12
    could = year["orders"]["category"].isin(["mall", "grocery"])
    assert 0.01 < len(grouped) / could.sum() < 0.08
    assert (grouped["discount"] > 0).all()
    mechanic = year["activities"].set_index("activity_id").loc[ids(grouped["activity_id"]), "mechanic"]
    assert (mechanic == "group_buy").all()


def test_stock_is_never_oversold(year):
    goods = year["activity_products"].merge(year["activities"], on="activity_id")
    limited = goods.dropna(subset="stock_offered")
    assert (limited["mechanic"] == "flash_sale").all()
    assert len(limited) == 13
    assert (limited["stock_offered"] == flash.STOCK).all()
    assert (limited["stock_sold"] <= limited["stock_offered"]).all()
    assert (limited["role"] == "hit").all()
    assert (limited["activity_price"] == flash.PAID).all()
    gone = limited.dropna(subset="sold_out_at")
    assert len(gone) >= 10
    assert (gone["stock_sold"] == gone["stock_offered"]).all()
    last = year["orders"].groupby(["activity_id", "product_id"])["ts"].max()
    last = last.reindex(pd.MultiIndex.from_frame(gone[["activity_id", "product_id"]].astype("Int64"))).to_numpy()
    waited = gone["sold_out_at"].to_numpy() - last
    assert (waited >= np.timedelta64(0)).all()
    assert (waited <= np.timedelta64(10, "s")).all()
    assert not goods.loc[goods["stock_offered"].isna(), "sold_out_at"].notna().any()
    pieces = year["orders"].groupby(["activity_id", "product_id"])["quantity"].sum()
    listed = goods[goods["stock_offered"].isna()].set_index(["activity_id", "product_id"])["stock_sold"]
    assert (listed[listed > 0] == pieces.reindex(listed[listed > 0].index)).all()


def test_exposures_are_seen_while_the_activity_runs(year):
    shown = year["activity_exposures"]
    activities = year["activities"].set_index("activity_id").loc[shown["activity_id"]]
    day = shown["ts"].dt.normalize().to_numpy()
    assert ((activities["starts"].to_numpy() <= day) & (day <= activities["ends"].to_numpy())).all()
    assert (shown["clicked"] | ~shown["joined"]).all()
    users = year["users"].set_index("user_id").loc[shown["user_id"]]
    assert (shown["ts"].to_numpy() >= users["registered_at"].to_numpy()).all()
    assert (shown["ts"] < UNTIL).all()
    assert 12_000 < len(shown) < 40_000
    assert users.loc[(activities["target_segment"] == "bank_customers").to_numpy(), "star_level"].notna().all()
    claims = year["events"][year["events"]["event"] == "join_activity"]
    joined = shown[shown["joined"] & (activities["mechanic"] == "flash_sale").to_numpy()]
    assert len(joined) == len(claims)
    assert set(ids(claims["activity_id"])) == set(joined["activity_id"])


def test_a_click_on_the_home_page_is_one_on_the_banner(year):
    shown, events = year["activity_exposures"], year["events"]
    clicks = events.loc[(events["event"] == "click") & (events["page"] == "banner"), ["user_id", "activity_id", "ts"]]
    followed = pd.merge_asof(
        shown[shown["page"] == "home"].sort_values("ts"),
        clicks.assign(activity_id=clicks["activity_id"].astype("int64"), click=clicks["ts"]).sort_values("ts"),
        on="ts", by=["user_id", "activity_id"], direction="forward", tolerance=pd.Timedelta(minutes=20),
    )  # fmt: skip
    assert followed.loc[followed["clicked"], "click"].notna().all()
    assert followed.loc[~followed["clicked"], "click"].notna().mean() < 0.01


def test_events_name_what_they_are_about(year):
    events = year["events"].set_index("event")
    for event, page, column in (
        ("page_view", "merchant", "merchant_id"), ("favourite", "merchant", "merchant_id"), ("review", "merchant", "merchant_id"),
        ("pay_ok", "payment", "merchant_id"), ("pay_ok", "payment", "product_id"), ("add_to_cart", "cart", "product_id"),
        ("join_activity", "activity", "activity_id"), ("page_view", "activity", "activity_id"), ("click", "banner", "activity_id"),
    ):  # fmt: skip
        mine = events.loc[event]
        assert mine.loc[mine["page"] == page, column].notna().all(), (event, column)
    paid = events.loc["pay_ok"].sort_values(["user_id", "ts"])
    orders = year["orders"].sort_values(["user_id", "ts"])
    for column in ("merchant_id", "product_id"):
        assert (paid[column].astype("int64").to_numpy() == orders[column].to_numpy()).all()


@pytest.mark.parametrize("seed", [2, 7])
def test_a_catalogue_has_the_same_shape_in_every_world(seed):
    one, other = catalogue.of(root(1)), catalogue.of(root(seed))
    assert len(one.products["product_id"]) == len(other.products["product_id"])
    assert (one.merchants["city"] == other.merchants["city"]).all()
    assert (one.refuser, one.poor) == (other.refuser, other.poor)
    assert one.merchants["name"] != other.merchants["name"]


def test_the_recall_activity_runs_while_the_team_calls():
    from coursework.world import practice

    first, last = (days[agenda.number("recall")] for days in agenda.spans())
    assert (first, last) == (practice.RECALL.first, practice.RECALL.last)


def test_a_scenario_without_the_sale_has_no_sale():
    quiet = make(seed=4, users=800, scenario="quiet_quarter")
    assert "November sale" not in set(quiet["activities"]["name"])
    for name in ("orders", "events", "coupons", "activity_exposures", "activity_products"):
        assert set(ids(quiet[name]["activity_id"])) <= set(quiet["activities"]["activity_id"]), name


# Planted truths


def home_clicks(year):
    """Right: clicks on the home page, where pictures take turns at random; naive: clicks on all pages."""
    shown = year["activity_exposures"]
    right = shown[shown["page"] == "home"].groupby("creative", observed=True)["clicked"].mean()
    return right, shown.groupby("creative", observed=True)["clicked"].mean()


def test_picture_b_is_clicked_more_though_c_looks_best(year):
    right, naive = home_clicks(year)
    assert right["b"] > 1.25 * right[["a", "c"]].mean()
    assert abs(right["a"] / right["c"] - 1) < 0.4
    assert naive.idxmax() == "c"


def joins(year):
    """Joining after a click by steps and by the length of the rules, flash sales apart: slopes of a linear model."""
    activities = year["activities"].set_index("activity_id")
    clicked = year["activity_exposures"].query("clicked")
    known = activities.loc[clicked["activity_id"]]
    kept = (known["mechanic"] != "flash_sale").to_numpy()
    joined = clicked["joined"].to_numpy()[kept].astype(float)
    steps, words = known["steps_to_join"].to_numpy()[kept].astype(float), known["rule_words"].to_numpy()[kept] / 100
    alone = np.linalg.lstsq(np.c_[np.ones(len(words)), words], joined, rcond=None)[0]
    both = np.linalg.lstsq(np.c_[np.ones(len(words)), words, steps], joined, rcond=None)[0]
    return alone[1], both[1], both[2], pd.Series(joined).groupby(steps).mean()


def test_steps_keep_people_from_joining_and_words_do_not(year):
    words_alone, words, steps, by_steps = joins(year)
    assert steps < -0.06
    assert words_alone < -0.02
    assert abs(words) < 0.6 * abs(words_alone)
    assert by_steps[1] > by_steps[4] + 0.15


def known_merchant(year, number):
    return number + 1, year["orders"][year["orders"]["merchant_id"] == number + 1]


def test_a_merchant_refuses_coupons(year):
    number, mine = known_merchant(year, catalogue.of(root(1)).refuser)
    city = year["merchants"].set_index("merchant_id")["city"]
    orders = year["orders"]
    near = orders[(orders["category"] == "dining") & (city.reindex(orders["merchant_id"]).to_numpy() == city[number])]
    assert len(mine) > 60
    assert mine["coupon_id"].notna().mean() < 0.4 * near["coupon_id"].notna().mean()


def test_a_merchant_delivers_late_or_not_at_all(year):
    number, mine = known_merchant(year, catalogue.of(root(1)).poor)
    grocers = year["orders"].query("category == 'grocery' and merchant_id != @number")
    told = year["merchants"].set_index("merchant_id")["fulfilment_percent"]
    assert told[number] < told.drop(number).min() - 10
    assert len(mine) > 50
    late = [rate((some["fulfilled_at"] - some["ts"]) > DAY) + rate(some["fulfilled_at"].isna()) for some in (mine, grocers)]
    assert late[0] > late[1] + 0.10
    assert mine["refunded_at"].notna().mean() > 2 * grocers["refunded_at"].notna().mean()


def next_at(year):
    """Share of meals at the place that a cinema ticket points to: within ten days after such a ticket, and of all others."""
    orders = year["orders"].sort_values(["user_id", "ts"])
    with_it = year["products"].set_index("product_id")["complement_of"].reindex(orders["product_id"]).to_numpy(na_value=-1)
    before = orders.shift(1)
    follows = (orders["user_id"] == before["user_id"]) & (orders["ts"] - before["ts"] < 10 * DAY)
    hit = orders["product_id"].to_numpy()[1:] == with_it[:-1]
    meals = (follows & (orders["category"] == "dining") & (before["category"] == "cinema")).to_numpy()[1:] & (with_it[:-1] > 0)
    return hit[meals].mean(), meals.sum()


def test_a_meal_follows_the_cinema_ticket(year):
    share, meals = next_at(year)
    assert meals > 60
    assert share > 0.25  # a city has at least seven restaurants with two products each


def opened(year):
    """Right: share of orders of another kind than the first, of people who had bought a second kind before, by whether groceries were
    among them, for the same number of orders; naive: kinds bought by people with and without groceries, however much they bought."""
    orders = year["orders"].sort_values(["user_id", "ts"])
    orders = orders.assign(category=orders["category"].astype(str))
    kinds = orders.groupby("user_id")["category"].agg(["nunique", lambda c: (c == "grocery").any()])
    naive = kinds.iloc[:, 0].groupby(kinds.iloc[:, 1].to_numpy()).mean()
    flash = year["activities"].query("mechanic == 'flash_sale'")["activity_id"]
    orders = orders[(orders["category"] != "bills") & ~orders["activity_id"].isin(flash)]
    by = orders.groupby("user_id")
    orders = orders.assign(n=by.cumcount(), first=by["category"].transform("first"))
    grocery = (orders["category"] == "grocery").astype(int)
    other = (orders["category"] != orders["first"]).astype(int)
    before = [flag.groupby(orders["user_id"]).cumsum() - flag > 0 for flag in (grocery, other)]
    kept = (orders["first"] != "grocery") & before[1] & orders["n"].between(2, 7)
    cells = pd.DataFrame({"moved": other, "n": orders["n"], "grocery": before[0]})[kept]
    shares = cells.groupby(["n", "grocery"])["moved"].mean().unstack()
    size = cells.groupby("n").size()
    return ((shares[True] - shares[False]) * size).sum() / size.sum(), naive[True] - naive[False], len(cells)


def test_groceries_open_other_kinds(year):
    right, naive, n = opened(year)
    assert n > 800
    assert right > 0.25
    assert naive > 1  # most of it is only that whoever buys often buys everything


def comes_back(year):
    """Share of people who pay again for the same kind 26 to 33 days after their first order of it: bills, other kinds."""
    orders = year["orders"].sort_values(["user_id", "ts"])
    first = orders.groupby(["user_id", "category"], observed=True)["ts"].transform("min")
    known = orders[first < UNTIL - 34 * DAY].assign(since=orders["ts"] - first)
    again = known["since"].between(26 * DAY, 33 * DAY).groupby([known["user_id"], known["category"]], observed=True).any()
    share = again.groupby("category", observed=True).mean()
    return share["bills"], share.drop("bills").max()


def test_bills_bring_people_back_every_month(year):
    bills, others = comes_back(year)
    assert bills > 1.8 * others


def hangover(year):
    """Orders a day: in the second half of November against October before the sale, and in the sale against October."""
    by_day = year["orders"].groupby(year["orders"]["ts"].dt.normalize()).size()
    users = year["users"]["registered_at"].dt.normalize().value_counts().sort_index().cumsum()
    october = by_day["2025-10-13":"2025-10-26"].mean()
    grown = users.asof(pd.Timestamp("2025-11-22")) / users.asof(pd.Timestamp("2025-10-20"))
    return by_day["2025-11-16":"2025-11-30"].mean() / october / grown, by_day["2025-11-09":"2025-11-11"].mean() / october


def test_after_the_sale_people_have_bought(year):
    after, peak = hangover(year)
    assert peak > 1.35
    assert after < 0.93


def mondays(year):
    """App opens a Monday from October against the Mondays before: between ten and eleven, and in the rest of the day; naive:
    all opens on the last thirteen Mondays against the thirteen before."""
    opens = year["events"].loc[year["events"]["event"] == "app_open", "ts"]
    monday = opens[opens.dt.day_of_week == 0]
    ten = monday.dt.hour == 10
    after = monday >= "2025-10-06"
    before = (monday >= "2025-07-07") & ~after
    found = [(ten & after).sum() / (ten & before).sum(), (~ten & after).sum() / (~ten & before).sum(), after.sum() / before.sum()]
    days = opens[opens >= "2025-10-06"].dt.normalize().value_counts()
    return *found, days[days.index.day_of_week == 0].mean() / days[days.index.day_of_week == 1].mean()


def test_the_flash_sale_makes_a_saw_tooth_on_mondays(year):
    ten, rest, naive, tuesday = mondays(year)
    assert ten > 1.5 * rest
    assert naive > rest
    assert tuesday > 1.0


def test_the_third_tier_has_another_taste_and_five_stars_travel(year):
    users = year["users"].set_index("user_id")
    orders = year["orders"].join(users[["city_tier", "star_level"]], on="user_id")
    shares = orders.groupby("city_tier", observed=True)["category"].value_counts(normalize=True).unstack()
    assert shares.loc["tier_3", "grocery"] > 1.25 * shares.loc["tier_1", "grocery"]
    assert shares.loc["tier_3", "dining"] < 0.75 * shares.loc["tier_1", "dining"]
    on_journeys = orders["scene"].isin(["airport", "business_trip"])
    five = (orders["star_level"] == 5).fillna(False).astype(bool)
    assert on_journeys[five].mean() > 2 * on_journeys[~five].mean()
    assert (orders["scene"] == "airport")[five].mean() > 4 * (orders["scene"] == "airport")[~five].mean()


def coupons_of_regulars(year):
    """Orders a head in the ten days of the regular coupons of July to November. Naive: holders against others who opened the app in
    the month before; right: holders with just enough active days (three) against people with two, less the step from one to two."""
    users, events, orders, coupons = (year[n] for n in ("users", "events", "orders", "coupons"))
    opens = events[events["event"] == "app_open"]
    days = pd.DataFrame({"user_id": opens["user_id"], "day": opens["ts"].dt.normalize()}).drop_duplicates()
    rows = []
    for month in range(7, 12):
        first = pd.Timestamp(2025, month, 1)
        active = days[(days["day"] >= first - pd.DateOffset(months=1)) & (days["day"] < first)].groupby("user_id").size()
        bought = orders[(orders["ts"] >= first) & (orders["ts"] < first + 10 * DAY) & (orders["category"] != "bills")].groupby("user_id").size()
        mine = coupons.loc[coupons["regular"] & (coupons["issued_at"].dt.normalize() == first), "user_id"]
        rows.append(pd.DataFrame({"days": active, "orders": bought.reindex(active.index).fillna(0), "holds": active.index.isin(mine)}))
    seen = pd.concat(rows)
    naive = seen.groupby("holds")["orders"].mean()
    one, two = (seen.loc[(seen["days"] == n) & ~seen["holds"], "orders"].mean() for n in (1, 2))
    three = seen.loc[(seen["days"] == 3) & seen["holds"], "orders"].mean()
    return naive[True] - naive[False], (three - two) - (two - one)


def test_regular_coupons_go_to_people_who_buy_anyway(year):
    naive, right = coupons_of_regulars(year)
    assert naive > 0.15
    assert abs(right) < 0.5 * naive
