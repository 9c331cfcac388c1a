# %% [markdown] name="title" role="title" slide="slide" minutes="50" numbers="30,000: the budget of the decision; 75: minutes for one who works alone"
# # Advertising: who gets next month's money?
#
# **Your decision:** you have ¥30,000 and four weeks. How do you split it over eight advertising channels (广告渠道), and which result do you promise?
#
# 50 minutes in a class, about 75 alone · comes after *Welcome* · concepts ●●○ · code ●○○ · statistics ●●○

# %% [markdown] name="goals" role="goals" slide="slide"
# ## You will be able to
#
# - **compute** what one new customer costs and is worth, by channel
# - **refuse** a channel report that does not hold
# - **commit** to a budget with a forecast, and explain it to your director

# %% [markdown] name="notes-before" role="notes"
# **Before the room comes in.** Fifty minutes with seven exercises are brisk. What to cut first: the last round (homework), then `gap` (show it). Keep the decision: it is what people remember.
# Spreadsheet people can do everything by changing what stands after `=`. What trips people: quotation marks around names; running the setup cell; `____` left standing in one of two places.

# %% name="setup" role="setup" slide="skip"
import pandas as pd

from coursework import ____, methods, plots, progress, say, setup
from coursework.exercises.growth import ads as ex

app = setup("1_growth/1_ads", language="en")
channels, users, ad_spend = app.channels, app.users, app.ad_spend

# %% [markdown] name="warm-up" role="warmup" slide="subslide"
# ### Warm-up
#
# Run the cell as it is: it asks two questions. Then answer them.

# %% name="warm-up-quiz" role="warmup" exercise="warm_win warm_forecast"
# solution:begin
ex.warm_win.check("stay")
ex.warm_forecast.check("learn")
# solution:end
# starter: ex.warm_win.check(____)        # "views", "clicks" or "stay", with the quotation marks
# starter: ex.warm_forecast.check(____)   # "right", "learn" or "rule"

# %% [markdown] name="round-1" role="round" slide="slide" minute="4" teaches="growth-paths online-paths acquisition-scale-up mainstream-channel-types"
# ## Round 1 · Where do people come from? · minute 4
#
# User growth has paths (用户增长的路径). Online paths (线上路径) are bought and measured by the day; offline ones cost staff hours. Acquisition (拉新) reaches scale when a path widens without worse or dearer customers.
#
# The mainstream channel types (主流渠道类型) stand in the column `group`; some are paid by view (`CPM`), click (`CPC`) or result (`CPA`).
#
# **Predict** twice. **Do:** `shares`, each type's share of all registrations.

# %% name="shares" role="exercise" exercise="top_path online_share path_shares"
merged = users.merge(channels, on="channel")
# solution:begin
ex.top_path.commit("online_ads")
ex.online_share.commit(0.80)
shares = merged["group"].value_counts(normalize=True)
# solution:end
# starter: ex.top_path.commit(____)       # for example "online_ads", "offline", "referral" or "bank"
# starter: ex.online_share.commit(____)   # which share came online? for example 0.5
# starter: shares = ____                  # count the column "group" of merged, as shares of the whole
ex.path_shares.check(shares)

# %% [markdown] name="notes-1" role="notes"
# **Ask the room:** which path would you close tomorrow? Wait for "the small ones". Answer to expect later: small is not bad; dear or empty is bad.
# **What trips people:** `value_counts()` without `normalize=True` gives people, not shares.

# %% [markdown] name="twelve" role="text" slide="subslide" teaches="twelve-acquisition-ways user-acquisition-methods" numbers="1: a list number; 2: a list number; 3: a list number; 4: a list number; 5: a list number; 6: a list number; 7: a list number; 8: a list number; 9: a list number; 10: a list number; 11: a list number; 12: a list number"
# The syllabus speaks of twelve ways to acquire (12种拉新方式) without naming them. These user acquisition methods (用户获取方法) are **our choice**:
#
# | bought | earned, built or staffed |
# |---|---|
# | 1 search · 2 feed and video · 3 banners | 7 search and store optimisation · 8 official account |
# | 4 app store · 5 opinion leaders | 9 communities · 10 referral |
# | 6 task platforms | 11 shops, streets, screens · 12 branches and bank customers |
#
# **Try one** that is bought: a pilot buys it alone, then twice as much. Twice the money, twice the people?

# %% name="shares-chart" role="code" slide="fragment"
path, online = users.merge(channels, on="channel")["group"].value_counts(normalize=True), channels.set_index("channel")["online"]
ex.top_path.compare()
ex.online_share.compare()
say(f"{users['channel'].map(online).astype(bool).mean():.0%} of all registrations came online.")
display(plots.bars(path, highlight=path.idxmax(), unit="share", subtitle=f"Share of registrations by path, {app.since:%Y}",
           title=f"{plots.name('group', path.idxmax())}: {path.max():.0%} of all registrations"))
# or "search_ads", "brand_search", "feed_ads", "video_ads", "banner_ads", "kol_posts", "task_platform"
way = "app_store_ads"
ex.pilot(app, way, amounts=(2_000, 4_000, 8_000))

# %% [markdown] name="round-2" role="round" slide="slide" minute="12" teaches="ad-history-channel-data"
# ## Round 2 · What does a customer cost? · minute 12
#
# The past channel data (渠道数据) of the year, a row per paid channel:

# %% name="report" role="code" slide="subslide"
report = ad_spend.groupby("channel")[["impressions", "clicks", "installs", "cost"]].sum()
report["customers"] = users["channel"].value_counts()
report["per_click"] = report["cost"] / report["clicks"]
report.round(2)

# %% [markdown] name="cac-task" role="text" slide="subslide" teaches="ad-channel-comparison"
# For a channel comparison (渠道对比) we need one price: **CAC**, customer acquisition cost (获客成本), the money of a channel over the people who registered through it.
#
# **Predict** which is lowest. **Do:** `cac`. Which column of `report` belongs under the line?

# %% name="cac" role="exercise" exercise="cheapest cac_by_channel"
# solution:begin
ex.cheapest.commit("banner_ads")
cac = report["cost"] / report["customers"]
# solution:end
# starter: ex.cheapest.commit(____)      # the name of a channel
# starter: # report["impressions"], report["clicks"], report["installs"] or report["customers"]
# starter: cac = report["cost"] / ____
ex.cac_by_channel.check(cac)

# %% [markdown] name="bad" role="bad" slide="subslide"
# **A bad analysis.** "These clicks are cheapest, so move the money there." The good one: per customer.

# %% name="bad-good" role="code" slide="fragment"
economics = methods.unit_economics(ad_spend, users).loc[report.index]
click, customer = report["per_click"].idxmin(), economics["cac"].idxmin()
ex.cheapest.compare()
say(f"Cheapest click: {plots.name('channel', click)}, ¥{report['per_click'].min():.2f}. But only {report.loc[click, 'customers'] / report.loc[click, 'clicks']:.1%} of those clicks become customers, at ¥{economics.loc[click, 'cac']:.0f} each.")
plots.bars(economics["cac"], highlight=customer, unit="yuan", subtitle=f"CAC, yuan per registered customer, {app.since:%Y}",
           title=f"{plots.name('channel', customer)}: the cheapest customer. Also the best?")

# %% [markdown] name="round-3" role="round" slide="slide" minute="20" numbers="24: the window of the definition; 30: the window of the definition; 90: the window of the definition"
# ## Round 3 · What is a customer worth? · minute 20
#
# Quality (渠道质量) is what people do after they came: **30-day retention** (留存), here active at least once in days 24 to 30; **first order** within 30 days; **bank conversion**, an account within 90; **early value**, what 90 days bring in yuan: the margin on orders, plus what a bank account opened is worth to the bank.

# %% name="back" role="code"
age = app.until - users["registered_at"]
old = users[age >= "30D"]                    # here for 30 days or more
seen = app.events.merge(users[["user_id", "registered_at"]], on="user_id")
day = (seen["ts"].dt.normalize() - seen["registered_at"].dt.normalize()).dt.days
back = seen.loc[day.between(24, 30), "user_id"].unique()
say(f"{len(old):,} users have been here for 30 days or more, {len(users) - len(old):,} have not. {len(back):,} were active in days 24 to 30.")

# %% [markdown] name="retention-task" role="text"
# **Do:** `retention`, by channel. Mind who is too new.

# %% name="retention" role="exercise" exercise="retention_30"
# solution:begin
came_back = old[old["user_id"].isin(back)]
retention = came_back.groupby("channel").size() / old.groupby("channel").size()
# solution:end
# starter: came_back = old[old["user_id"].isin(back)]
# starter: # old or users, without quotation marks: who could have come back by now?
# starter: out_of = ____
# starter: # then: came_back.groupby("channel").size() / out_of.groupby("channel").size()
# starter: retention = ____
ex.retention_30.check(retention)

# %% [markdown] name="worth-intro" role="text" numbers="90: the window of the definition"
# Now money: all who have been here for 90 days. Margin and account value are sums over these customers.

# %% name="worth" role="code" slide="subslide"
who = users[["user_id", "registered_at", "channel"]]
orders, accounts = (table.merge(who, on="user_id") for table in (app.orders, app.bank_accounts))
orders["after"] = orders["ts"] - orders["registered_at"]
accounts["after"] = accounts["opened_at"] - accounts["registered_at"]
mature = users[app.until - users["registered_at"] >= "90D"]
early, opened = (t[t["after"].between("0D", "90D") & t["user_id"].isin(mature["user_id"])] for t in (orders, accounts))
worth = pd.DataFrame({"customers": mature.groupby("channel").size(), "margin": early.groupby("channel")["gross_margin"].sum(),
                      "account_value": opened.groupby("channel")["value"].sum()}).loc[economics.index].fillna(0)
worth["cac"] = economics["cac"]
worth.round(0)

# %% [markdown] name="net-task" role="text" slide="subslide"
# **Predict** twice. **Do:** `net`, by channel: what one customer brings less what one customer costs. In `worth`, `cac` is for one customer already.

# %% name="net" role="exercise" exercise="best_worth better_of_two net_value"
# solution:begin
ex.best_worth.commit("search_ads")
ex.better_of_two.commit("video")
net = (worth["margin"] + worth["account_value"]) / worth["customers"] - worth["cac"]
# solution:end
# starter: # where does a customer leave most? The name of a channel
# starter: ex.best_worth.commit(____)
# starter: # video or feed ads: who retains better inside each city tier? "video", "mixed" or "feed"
# starter: ex.better_of_two.commit(____)
# starter: # from worth["margin"], worth["account_value"], worth["customers"], worth["cac"]
# starter: net = ____
ex.net_value.check(net)

# %% [markdown] name="net-read" role="text"
# **Read.** Above the diagonal a customer has paid for themselves. Compare the leftmost point with the highest.

# %% name="net-chart" role="code" slide="fragment"
worth["value"] = (worth["margin"] + worth["account_value"]) / worth["customers"]
left = worth["value"] - worth["cac"]
ex.best_worth.compare()
say(f"The cheapest customer comes from {plots.name('channel', customer)} and {ex.leaves(left[customer])} after cost. {(left < 0).sum()} of {len(left)} channels have not paid for themselves after 90 days.")
plots.scatter(worth, x="cac", y="value", diagonal=True, highlight=left.idxmax(), x_unit="yuan", y_unit="yuan",
              subtitle=f"Yuan per customer: cost (across) and early value (up), {app.since:%Y}",
              title=f"{plots.name('channel', left.idxmax())} leaves most; the cheapest customer {ex.leaves(left[customer])}")

# %% [markdown] name="round-4" role="round" slide="slide" minute="30"
# ## Round 4 · Can you trust the comparison? · minute 30
#
# Whose people stay longer, video or feed? Over all, and by city tier (城市等级). **Read** the top pair first, then the three below.

# %% name="tiers" role="code" slide="subslide"
two = old[old["channel"].isin(["feed_ads", "video_ads"])].assign(active=lambda t: t["user_id"].isin(back))
tiers = two.pivot_table(index="city_tier", columns="channel", values="active").rename(columns={"feed_ads": "feed", "video_ads": "video"})
tiers["people"] = two["city_tier"].value_counts()
overall = two.groupby("channel")["active"].mean()
ex.better_of_two.compare()
display(plots.strata(two, outcome="active", by="channel", strata="city_tier", subtitle="Share active in days 24 to 30",
             title=f"Video minus feed: {100 * (overall['video_ads'] - overall['feed_ads']):+.1f} points overall; feed leads in {(tiers['feed'] > tiers['video']).sum()} of {len(tiers)} tiers"))
tiers.round(3)

# %% [markdown] name="gap-task" role="text" slide="subslide" numbers="95: the level of the interval; 30: the window of the definition"
# A mix of cities can turn a comparison round: Simpson's paradox (辛普森悖论). **Do** twice:
#
# - `gap`: one number, feed minus video in each tier, weighted by the tier's `people`.
# - `interval`: chance; the 95 % interval (置信区间) says how far off our difference may be. First orders within 30 days, search minus app store: `(low, high)` from `result`. **Predict** whether zero lies inside.

# %% name="gap" role="exercise" exercise="adjusted_gap beyond_chance gap_interval"
fresh = old.assign(ordered=old["user_id"].isin(orders.loc[orders["after"] < "30D", "user_id"]))
pair = fresh[fresh["channel"].isin(["search_ads", "app_store_ads"])]
result = methods.experiment(pair, arm="channel", control="app_store_ads", outcome="ordered", metric="share")
# solution:begin
ex.beyond_chance.commit("real")
difference = tiers["feed"] - tiers["video"]
gap = (difference * tiers["people"]).sum() / tiers["people"].sum()
interval = (result.loc["search_ads", "difference_low"], result.loc["search_ads", "difference_high"])
# solution:end
# starter: # one number from tiers["feed"], tiers["video"] and tiers["people"]
# starter: gap = ____
# starter: # will the interval hold zero? "chance" if it does, "real" if not
# starter: ex.beyond_chance.commit(____)
# starter: # two numbers, (result.loc["search_ads", "…"], result.loc["search_ads", "…"]); see result.columns
# starter: interval = ____
ex.adjusted_gap.check(gap)
ex.gap_interval.check(interval)

# %% [markdown] name="interval-read" role="text"
# **Read.** Does the interval leave out zero? The dashed line is the smallest difference that we would act on.

# %% name="interval-chart" role="code" slide="fragment"
fresh = old.assign(ordered=old["user_id"].isin(orders.loc[orders["after"] < "30D", "user_id"]))
compared = methods.experiment(fresh[fresh["channel"].isin(["search_ads", "app_store_ads"])], arm="channel", control="app_store_ads", outcome="ordered", metric="share")
low, high = compared.loc["search_ads", ["difference_low", "difference_high"]]
verdict = "zero lies inside: chance alone could do that" if low < 0 < high else "zero lies outside: hardly chance alone"
ex.beyond_chance.compare()
say(f"Search minus app store: {100 * low:+.1f} to {100 * high:+.1f} points; {verdict}.")
plots.difference(compared, worthwhile=0.02, title=f"First orders, search minus app store: {100 * low:+.1f} to {100 * high:+.1f} points")

# %% [markdown] name="round-5" role="round" slide="slide" minute="38" teaches="find-target-users-seo-aso-dmp seo aso"
# ## Round 5 · How do we find the right people? · minute 38
#
# To find target users (找到目标用户): **SEO**, search-engine optimisation (SEO优化), makes our articles found; **ASO**, app-store optimisation (ASO应用商店优化), our app; **DMP** follows.
#
# **Predict:** which search term brings most customers per visitor? And where does a robot that buys the lowest CAC put its money?

# %% name="guess-term" role="predict" exercise="best_term robot"
# solution:begin
ex.best_term.commit("holiday_calendar")
ex.robot.check("task")
# solution:end
# starter: # "holiday_calendar", "steamed_fish_recipe", "pay_utility_bill",
# starter: # "credit_card_points", "restaurant_deals_nearby" or "harbour_life_app"
# starter: ex.best_term.commit(____)
# starter: # "best", "task" or "even"
# starter: ex.robot.check(____)

# %% [markdown] name="lift-task" role="text" slide="subslide" teaches="dmp targeted-ads"
# A data management platform (DMP, 数据管理平台) joins what media, partners and we know of people *before* they come, and hands an audience to the ad. Targeted ads (精准广告投放) buy only such people, at a dearer click.
#
# **Do:** `lift`, the first-order rate of people tagged `dining_lover` over the rate of everybody (one row per user in `fresh`).

# %% name="lift" role="exercise" exercise="audience_lift"
free = app.touchpoints[app.touchpoints["channel"].isin(["seo", "app_store"])]
terms = free.groupby("search_term")[["person_id", "user_id"]].nunique().set_axis(["visitors", "customers"], axis=1)
ex.best_term.compare()
say(f"Of those who came through a store, {(users['channel'] == 'app_store').sum() / users['channel'].isin(['app_store', 'app_store_ads']).sum():.0%} came without an ad: that is what ASO works on.")
print(terms.assign(per_100=100 * terms["customers"] / terms["visitors"]).sort_values("per_100").round(1))
tagged = app.user_tags[app.user_tags["value"] == "yes"]
audience = tagged.loc[tagged["tag"] == "dining_lover", "user_id"]
# solution:begin
inside = fresh[fresh["user_id"].isin(audience)]
lift = inside["ordered"].mean() / fresh["ordered"].mean()
# solution:end
# starter: inside = fresh[fresh["user_id"].isin(audience)]
# starter: lift = ____      # a rate over a rate; inside["ordered"].mean() is one
ex.audience_lift.check(lift)

# %% [markdown] name="levers" role="text" slide="subslide" teaches="ad-automation"
# Automation (广告投放自动化): a rule engine, such as Facebook Ads Manager's, moves budgets and bids by the measure you give it. One even split, with and without:

# %% name="levers-played" role="code" slide="fragment"
ex.play_levers(app)

# %% [markdown] name="decide" role="text" slide="slide" teaches="ad-placement ad-channel-choice" numbers="30,000: the budget of the decision; 90: the window of the definition"
# ## Decide · minute 44
#
# Ad placement (广告投放) for January: split ¥30,000, or less. Advice on channel choice (渠道选择建议) that nobody can check is an opinion, so commit to a **forecast**: registrations, and yuan left after 90 days, which is the value of people truly won, less spend. (Whoever types our own name may have been on the way already.) And to a **belief**: what one customer of your plan will be worth.

# %% name="commit" role="decision" exercise="next_month"
# solution:begin
plan = {"search_ads": 9_000, "feed_ads": 7_000, "app_store_ads": 6_000, "brand_search": 3_000, "video_ads": 5_000}
forecast = {"registrations": 500, "net": 8_000}
belief = 75
targeting, automation = "interest", None
# solution:end
# starter: # yuan for four weeks; 0 where nothing is spent
# starter: plan = {"search_ads": ____, "brand_search": ____, "feed_ads": ____, "video_ads": ____,
# starter:         "banner_ads": ____, "app_store_ads": ____, "kol_posts": ____, "task_platform": ____}
# starter: # registrations: budget over last year's CAC, then less, since the next yuan brings less
# starter: forecast = {"registrations": ____, "net": ____}     # people; yuan left after 90 days
# starter: belief = ____                                       # early value of one customer, yuan
# starter: # targeting may be "interest"; automation "cheapest_click", "lowest_cac" or "best_value"
# starter: targeting, automation = None, None
ex.next_month.commit(plan, forecast=forecast, belief=belief, targeting=targeting, automation=automation)
ex.next_month.answer()

# %% [markdown] name="truth-intro" role="text" slide="subslide"
# Now the sealed truth, and the gap taken apart: **luck** (other Januaries), **assumption** (belief against truth), **execution** (what a better plan would leave). The curves show where the *next* yuan stops paying.

# %% name="truth" role="outcome" slide="fragment"
ex.next_month.truth()
ex.next_month.review()
ex.show_curves(app)

# %% [markdown] name="director" role="text" slide="subslide"
# **Say it.** Your director has one minute. Then compare.

# %% name="worksheet" role="worksheet" exercise="to_director"
# solution:begin
ex.to_director.submit(
    recommendation="Move ¥6,000 a month from the task platform and banners to search and news feed.",
    reason="A customer from the task platform is the cheapest and brings least: few come back in the fourth week.",
    uncertainty="Our interval for first orders is a few points wide, and city mix explains the lead of video.",
    risk="Search clicks may become dearer when we buy more; then the last ¥2,000 bring little.",
    measure="Registrations and the cost of a customer, by channel, every Monday; stop search above ¥60 a customer. Value after 90 days follows in April.",
    owner="Li Na, growth team",
    date="2026-02-10",
)
# solution:end
# starter: ex.to_director.submit(
# starter:     recommendation=____,     # what to do, in one sentence with a sum of money
# starter:     reason=____,             # the comparison that speaks for it
# starter:     uncertainty=____,        # how sure you are, and why
# starter:     risk=____,               # what could go wrong
# starter:     measure=____,            # what you will look at, and when you would stop
# starter:     owner=____,              # who answers for it
# starter:     date=____,               # when you report back, such as "2026-02-10"
# starter: )
progress()

# %% [markdown] name="rules" role="rules" slide="slide"
# ## Rules to keep
#
# - If somebody praises a cheap click, ask what a customer costs.
# - If a customer is cheap, ask who is still there in the fourth week.
# - If two channels are compared, compare inside each city tier first.
# - If you report a difference, report its interval.
# - If you promise a result, write the forecast down before the month begins.

# %% [markdown] name="takeaway" role="takeaway"
# **Take away:** cost and worth per customer, side by side. **At work:** add one column to last month's channel report, the customers still active in week four. **Next:** *Partners*.
