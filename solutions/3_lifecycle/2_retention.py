# %% [markdown] name="title" role="title" slide="slide" minutes="50" numbers="75: minutes for one who works alone"
# # Retention: the right number, and what to mend
#
# **Your decision:** next month's newcomers. Who gets which care, and how many of them do you promise to keep?
#
# 50 minutes in a class, about 75 alone · comes after *Advertising* · concepts ●●○ · code ●●○ · statistics ●●○

# %% [markdown] name="goals" role="goals" slide="slide"
# ## You will be able to
#
# - **compute** retention so that nobody can attack it
# - **refuse** a retention number that moved with the channel mix
# - **choose** what to mend, and **commit** to a care with a forecast

# %% [markdown] name="notes-before" role="notes"
# **Before the room comes in.** Five rounds of eight to ten minutes; the decision begins at minute 44. What to cut first: the `curve` exercise (show the triangle instead), then `mix` (say the two numbers). Keep the five readings and the decision.
# Ask at the door: "What is your app's retention?" Write the answers on the board, with nothing else. They are read again at minute 12: which days, whose, divided by what?
# What trips people: `len(old)` needs its brackets; `____` left standing in one of two places; a percentage typed for a share.

# %% name="setup" role="setup" slide="skip"
import pandas as pd

from coursework import ____, methods, plots, progress, say, setup
from coursework.exercises.lifecycle import retention as ex

app = setup("3_lifecycle/2_retention", language="en")
users, events = app.users, app.events[["user_id", "ts", "event"]]

# %% [markdown] name="warm-up" role="warmup" slide="subslide"
# ### Warm-up
#
# Run the cell as it is: it asks three questions. Then answer them.

# %% name="warm-up-quiz" role="warmup" exercise="warm_line warm_mix warm_window"
# solution:begin
ex.warm_line.check("below")
ex.warm_mix.check("mix")
ex.warm_window.check("neither")
# solution:end
# starter: ex.warm_line.check(____)     # "above", "below" or "who"
# starter: ex.warm_mix.check(____)      # "detail", "mix" or "size"
# starter: ex.warm_window.check(____)   # "lost", "kept" or "neither"

# %% [markdown] name="round-1" role="round" slide="slide" minute="4" teaches="retention retention-metrics" numbers="0: the day of the start; 1: a day of the definition; 7: a day of the definition; 30: a day of the definition"
# ## Round 1 · One table, five readings · minute 4
#
# Retention (留存) asks: of those who began together, who is still there? The usual retention metrics (留存的指标) are day 1, day 7 and day 30, counted from registration, which is day 0. They come *on* the day, *by* the day (any day up to it), or *on or after* it (rolling).

# %% name="seen" role="code" slide="subslide"
seen = events.merge(users[["user_id", "registered_at"]], on="user_id")
seen["day"] = (seen["ts"].dt.normalize() - seen["registered_at"].dt.normalize()).dt.days
seen = seen.sort_values("ts").drop_duplicates(["user_id", "day"], keep="last")     # one row per user and day
age = (app.until - users["registered_at"]).dt.days
old = users[age >= 30]                       # here for 30 days or more
was = seen[seen["user_id"].isin(old["user_id"])]
on_30 = was.loc[was["day"] == 30, "user_id"].nunique()
by_30 = was.loc[was["day"].between(1, 30), "user_id"].nunique()
since_30 = was.loc[was["day"] >= 30, "user_id"].nunique()
daily = seen.groupby(seen["ts"].dt.normalize())["user_id"].nunique()
today, then = daily.iloc[-1], daily.iloc[-31]
say(f"{len(users):,} users; {len(users) - len(old):,} of them have not been here for 30 days yet. Active on the last day: {today:,}.")

# %% [markdown] name="r30-task" role="text" slide="subslide" teaches="retention-correct-calculation"
# The correct way to compute retention (用户留存率的正确计算方式) has one line in it: who was seen that day, over who *could* have been.
#
# **Predict** twice. **Do:** `r30`, day-30 retention, from the numbers above.

# %% name="r30" role="exercise" exercise="loudest my_share r30"
# solution:begin
ex.loudest.commit("since")
ex.my_share.commit(0.15)
r30 = on_30 / len(old)
# solution:end
# starter: # which reading is highest? "on", "all" (of all users), "by", "since" or "dau" (today over 30 days ago)
# starter: ex.loudest.commit(____)
# starter: ex.my_share.commit(____)      # your guess of day-30 retention, for example 0.25
# starter: # on_30, by_30, since_30, today or then; over len(users) or len(old)
# starter: r30 = ____
ex.r30.check(r30)

# %% [markdown] name="notes-1" role="notes"
# **Ask the room:** who would sign the active users of today over those of a month ago? Somebody always does: "we kept nearly everybody". Answer to expect: those are other people. An app that loses everyone can show a full hundred, if it buys enough.
# **What trips people:** dividing by all users. Let them say aloud who has not had that day yet.

# %% [markdown] name="five-read" role="text"
# **Read.** Same table, same evening. Which two of these would you have believed?

# %% name="five" role="code" slide="fragment"
five = ex.readings(app)
ex.loudest.compare()
ex.my_share.compare()
say(f"On day 30 itself {five.iloc[0]:.1%} of those who could come were there. The loudest of the five readings says {five.max():.1%}.")
plots.bars(five, highlight=five.index[0], unit="share", sort=False, subtitle=f"Five readings of one table, {app.since:%Y}",
           title=f"One app, five “retentions”, from {five.min():.0%} to {five.max():.0%}")

# %% [markdown] name="round-2" role="round" slide="slide" minute="12" teaches="retention-data-points"
# ## Round 2 · When do they leave? · minute 12
#
# Key points in analysing retention data (用户留存数据分析要点), our list: same start, stated days, old enough, pooled people and not averaged rates, and the same mix.
#
# **Do:** `curve`, retention on four days. Each day has its own "old enough".

# %% name="curve" role="exercise" exercise="curve"
days = pd.Index([1, 7, 30, 90], name="day")
back = seen.groupby("day")["user_id"].nunique().reindex(days, fill_value=0)
# solution:begin
could = pd.Series({n: (age >= n).sum() for n in days}).rename_axis("day")
curve = back / could
# solution:end
# starter: # who has been here for n days? age holds the days since each user registered
# starter: could = pd.Series({n: (age >= ____).sum() for n in days}).rename_axis("day")
# starter: curve = back / ____
ex.curve.check(curve)

# %% [markdown] name="triangle-read" role="text" slide="subslide"
# The method does it for every month and week. **Read** down a column, never along a diagonal. Hatched: too young to know.

# %% name="triangle" role="code" slide="fragment"
months = users.assign(month=users["registered_at"].dt.strftime("%Y-%m"))
triangle = methods.retention(seen, users=months, by="month", pooled=True, unit="week", periods=12, values="share", until=app.until)
say(f"Four weeks on, {triangle[4].min():.0%} to {triangle[4].max():.0%} of a month's newcomers are there; {triangle[12].isna().sum()} of {len(triangle)} months cannot know their twelfth week yet.")
plots.triangle(triangle, y_label="Registered in", title=f"Of a month's newcomers {triangle[1].mean():.0%} are there in week 1, {triangle[4].mean():.0%} in week 4")

# %% [markdown] name="new-old" role="text" slide="subslide" teaches="retention-churn-management"
# Managing retention and churn (留存与流失率管理): draw new and old users' curves (新老用户留存曲线) apart, then find the churn peak (流失高发期).
#
# "Old": here for two months, followed from any week in which they were active.

# %% name="new-old-chart" role="code" slide="fragment"
options = {"unit": "week", "pooled": True, "values": "share", "periods": 12, "until": app.until}
fresh = methods.retention(seen, users=users, **options).loc["all"]
known = methods.retention(seen[seen["day"] >= 60], cohort="recurring", **options).loc["all"]
curves = pd.DataFrame({"new": fresh, "old": known}).drop("size").astype(float).rename(columns={"new": "new users", "old": "old users"})
plots.lines(curves, unit="share", x_label="Weeks since the start", subtitle=f"Active in that week, per cent, {app.since:%Y}",
            title=f"After four weeks {fresh[4]:.0%} of the new are there, {known[4]:.0%} of the old")

# %% [markdown] name="leaving-task" role="text" slide="subslide"
# **Predict** the peak. **Do:** `leaving`, week by week, among those still there: `gone` were last seen in that week, `here` were there when it began, `last` holds one row per user watched for ninety days.

# %% name="leaving" role="exercise" exercise="peak leaving"
life = seen[seen["user_id"].isin(users.loc[age >= 90, "user_id"]) & seen["day"].between(0, 90)]
last = life.groupby("user_id")["day"].max() // 7 + 1
gone = last.value_counts().reindex(range(1, 9), fill_value=0).rename_axis("week")
here = len(last) - gone.cumsum().shift(fill_value=0)
# solution:begin
ex.peak.commit("first")
leaving = gone / here
# solution:end
# starter: ex.peak.commit(____)          # "first" (week), "second_to_fourth" or "later"
# starter: leaving = ____ / ____         # from gone, here and len(last)
ex.leaving.check(leaving)

# %% [markdown] name="notes-2" role="notes"
# **Ask the room:** "Fewer people leave in week eight. So is week eight safe?" Answer to expect: fewer are left to leave. The rate tells.
# The last week of the curve of leavers is cut at eight, because ninety days are watched: whoever is silent for five weeks counts as gone.

# %% [markdown] name="leaving-read" role="text"
# **Read.** Where is the danger greatest? There the care belongs.

# %% name="leaving-chart" role="code" slide="fragment"
watched = seen[seen["user_id"].isin(users.loc[age >= 90, "user_id"]) & seen["day"].between(0, 90)]
week = watched.groupby("user_id")["day"].max() // 7 + 1
lost = week.value_counts().reindex(range(1, 9), fill_value=0)
danger = (lost / (len(week) - lost.cumsum().shift(fill_value=0))).rename("who leaves")
ex.peak.compare()
say(f"Most leave in week {danger.idxmax()}: {danger.max():.0%} of those still there, {lost[danger.idxmax()]:,} people. In week {danger.index[-1]} it is {danger.iloc[-1]:.0%}.")
plots.lines(danger, unit="share", x_label="Week since registration", subtitle="Share of those still there who are last seen in the week",
            title=f"Week {danger.idxmax()} takes {danger.max():.0%} of those still there, week {danger.index[-1]} takes {danger.iloc[-1]:.0%}")

# %% [markdown] name="round-3" role="round" slide="slide" minute="22"
# ## Round 3 · Why did the number move? · minute 22
#
# Channels keep people differently. **Read** the curves, then the intervals (置信区间): which channels differ beyond chance?

# %% name="channels" role="code" slide="subslide"
kept = methods.retained(seen, users, until=app.until)
by_channel = methods.estimate(kept, outcome="retained", by="channel")
worst = by_channel["estimate"].idxmin()
large = {worst, *users["channel"].value_counts().index[:7]}
weekly = methods.retention(seen, users=users[users["channel"].isin(large)], by="channel", **options)
display(plots.lines(weekly, highlight=worst,
                    title=f"{plots.name('channel', worst)}: {by_channel.loc[worst, 'estimate']:.0%} are there in the fourth week"))
plots.dots(by_channel, highlight=worst, title=f"Fourth week: {by_channel['estimate'].min():.0%} to {by_channel['estimate'].max():.0%}, from channel to channel")

# %% [markdown] name="bad" role="bad" slide="subslide" numbers="1: the day of the new home page"
# **A bad analysis.** "On 1 May the app got a new home page, and newcomers stay better since. Well done." Every number in it may be right.
#
# The good one holds the mix of channels still. **Predict** what is left. **Do:** `mix`, the part of the change that the mix did.

# %% name="mix" role="exercise" exercise="real_rise mix"
two = ex.before_after(app)                   # newcomers of two months before it and of two after
like = methods.standardise(two, outcome="retained", by="when", strata="channel", control="before")
say(f"As reported: {like.loc['before', 'crude']:.1%} before, {like.loc['after', 'crude']:.1%} after.")
# solution:begin
ex.real_rise.commit("part")
rise = like.loc["after", "crude"] - like.loc["before", "crude"]
mix = rise - like.loc["after", "difference"]
# solution:end
# starter: # "all" of the change, "part" of it, or "none" (nothing, or a fall)
# starter: ex.real_rise.commit(____)
# starter: # crude: the rate as reported; estimate and difference: at one and the same mix
# starter: rise = like.loc["after", "crude"] - ____
# starter: mix = rise - ____
ex.mix.check(mix)

# %% [markdown] name="notes-3" role="notes"
# **Ask the room:** "The number rose. Who gets the bonus?" Wait for the home-page team; then open the chart. Answer to expect: nobody yet.
# **What trips people:** `like.loc["after", "difference"]` is a change already. If the room is slow, show the solution and keep the chart.

# %% [markdown] name="mix-read" role="text"
# **Read.** Above the change as reported, below the same people at one mix. Which one would you sign?

# %% name="mix-chart" role="code" slide="fragment"
pair = ex.before_after(app)
fair = methods.standardise(pair, outcome="retained", by="when", strata="channel", control="before")
report = methods.experiment(pair, arm="when", outcome="retained", control="before", metric="share")
share = pair.groupby("when")["channel"].value_counts(normalize=True).unstack(0).fillna(0)
gone_from = (share["after"] - share["before"]).idxmin()
ex.real_rise.compare()
say(f"{plots.name('channel', gone_from)}: {share.loc[gone_from, 'before']:.0%} of newcomers before, {share.loc[gone_from, 'after']:.0%} after; of its people {pair.loc[pair['channel'] == gone_from, 'retained'].mean():.0%} stay.")
changes = pd.DataFrame({"raw": report.loc["after"], "same": fair.loc["after"]}).T.rename(index={"raw": "as reported", "same": "at the same mix"})
plots.difference(changes, unit="points", subtitle="Active in days 24 to 30, after less before, in points; lines: 95 % interval",
                 title=f"Reported {100 * changes['difference'].iloc[0]:+.1f} points, like for like {100 * changes['difference'].iloc[1]:+.1f}")

# %% [markdown] name="round-4" role="round" slide="slide" minute="31"
# ## Round 4 · Cause or companion? · minute 31
#
# Do those who bind a card or take the tour on the first day stay more often? If so: does the card keep them, or do keen people bind cards? Two prompts were tested, each against a control drawn by lot.

# %% name="habits" role="code" slide="subslide"
first_day = ex.habits(app)                   # one row per user: retained, card, tour
by_habit = {habit: first_day.groupby(habit)["retained"].mean() for habit in ("card", "tour")}
say(f"Still there in the fourth week: with a card {by_habit['card'][True]:.1%}, without {by_habit['card'][False]:.1%}; with the tour {by_habit['tour'][True]:.1%}, without {by_habit['tour'][False]:.1%}.")

# %% [markdown] name="effect-task" role="text" slide="subslide"
# **Predict** which prompt works. **Do:** `effect`, what the card prompt adds to retention.

# %% name="effect" role="exercise" exercise="which_prompt effect"
card = ex.trial(app, "card_prompt")          # one row per user in the test: arm, retained, card
by_arm, by_card = card.groupby("arm")["retained"].mean(), card.groupby("card")["retained"].mean()
# solution:begin
ex.which_prompt.commit("both")
effect = by_arm["prompt"] - by_arm["control"]
# solution:end
# starter: ex.which_prompt.commit(____)  # "card", "tour", "both" or "none"
# starter: # from by_arm["prompt"], by_arm["control"], by_card[True], by_card[False]
# starter: effect = ____
ex.effect.check(effect)

# %% [markdown] name="notes-4" role="notes"
# **Ask the room:** "Why not simply show the tour to everybody? Those who take it stay." Answer to expect: keen people take tours. The coin decides, not the keen.
# **What trips people:** comparing those who followed the prompt with the control. Whoever follows is keener; count all who were prompted.
# Messages: the first week of a test flatters. Daily messages bring visits at once, and muted phones later.

# %% [markdown] name="trials-read" role="text"
# **Read.** Grey rows were only watched; a coin drew the tests. Then the two tests of messages: what does the first week promise, and what is left later?

# %% name="trials" role="code" slide="fragment"
ex.which_prompt.compare()
ex.show_trials(app)

# %% [markdown] name="round-5" role="round" slide="slide" minute="38" teaches="retention-five-elements retention-techniques poor-retention-causes"
# ## Round 5 · What to mend? · minute 38
#
# Causes of poor retention and poor activity (留存差和活跃度差的原因) sit in what the app lacks. The five elements of retention (留存的五大要素) are **our choice**, with one user retention technique (用户留存技巧) each:
#
# | element | technique |
# |---|---|
# | right people | buy where people stay |
# | first value | one prompt on the first day |
# | a reason to return | the next bill's date |
# | reward | a coupon after the habit, not before |
# | being heard | mend, then tell who complained |
#
# **Predict** the loudest complaint. **Do:** `louder`, by theme: messages for a thousand active users a month, after the new home page less before.

# %% name="louder" role="exercise" exercise="loud_theme louder"
voices, active = ex.voices(app)              # messages by theme; months that active users spent, before and after
# solution:begin
ex.loud_theme.commit("rules")
louder = 1000 * (voices["after"] / active["after"] - voices["before"] / active["before"])
# solution:end
# starter: ex.loud_theme.commit(____)    # "code", "home", "rules", "refused" or "slow"
# starter: # 1000 * messages / active, for "after" and for "before"
# starter: louder = ____
ex.louder.check(louder)

# %% [markdown] name="notes-5" role="notes"
# Themes are found by a few words each, so they miss some texts and catch a few wrong ones: say so, and let people read ten texts aloud.
# **Ask the room:** "The loudest complaint, or the new one: which do you mend?" Answer to expect: the one with a fall of retention beside it. If time is short, do `louder` together.

# %% [markdown] name="elements-read" role="text"
# **Read.** One number for each element. Which was tested, which only watched? And which complaint is no older than the new home page?

# %% name="elements" role="code" slide="fragment"
ex.loud_theme.compare()
say(ex.louder_since(app))
ex.elements(app)

# %% [markdown] name="decide" role="text" slide="slide" teaches="retention-basic-steps retention-by-level lifecycle-retention-strategy"
# ## Decide · minute 44
#
# The basic steps to raise retention (提升留存的基本步骤), ours: count rightly, find the peak, hold the mix still, test a cause, then care for each level. Retention methods for users of different levels (不同层级用户的留存方法) differ: who comes daily needs another message than who fell silent. Together they are a lifecycle retention strategy and value lift (生命周期留存策略与价值提升).
#
# Groups by active days in the first fortnight: *regular* three or more, *light* one or two, *quiet* none. Commit to a care, a **forecast** and a **belief**.

# %% name="commit" role="decision" exercise="care"
ex.newcomers(app)
# solution:begin
care = {"newcomers": "card_prompt", "regular": "weekly", "light": "none", "quiet": "sms_evening"}
forecast = {"retained_90": 200, "net": 20_000}
belief = 0.25
# solution:end
# starter: # newcomers: "none", "tour_prompt", "card_prompt", "gift"; regular and light: "none", "weekly", "daily"
# starter: # quiet: "none", "push_noon", "push_evening", "sms_noon", "sms_evening"
# starter: care = {"newcomers": ____, "regular": ____, "light": ____, "quiet": ____}
# starter: forecast = {"retained_90": ____, "net": ____}      # people active in days 84 to 90; yuan
# starter: belief = ____                                      # share of newcomers active in days 84 to 90
ex.care.commit(care, forecast=forecast, belief=belief)
ex.care.answer()

# %% [markdown] name="notes-6" role="notes"
# Two minutes for the plan, in pairs; the belief first, the forecast follows from it and the number of newcomers. Ask for hands: who sends daily messages? Then run `truth`.
# The answer to expect: one prompt at the start moves more than all messages together; daily messages lose people. Regret is small for most plans without them: care for the first day beats care for the silent.

# %% [markdown] name="truth-intro" role="text" slide="subslide"
# The sealed truth, and the gap: **luck**, **assumption** (your belief), **execution** (another care).

# %% name="truth" role="outcome" slide="fragment"
ex.care.truth()
ex.care.review()

# %% [markdown] name="worksheet-intro" role="text" slide="subslide"
# **Say it.** Your director mends one thing this month. Which? Then compare.

# %% name="worksheet" role="worksheet" exercise="repair"
# solution:begin
ex.repair.submit(
    element="first value",
    evidence="Week 1 takes more people than weeks 2 to 8 together; the card prompt is the one habit that held in a test.",
    technique="One prompt to bind a card, on the first day, after the first coupon.",
    not_now="Rewards: no test of ours says yet that coupons keep anybody.",
    measure="Active in days 24 to 30, against a control half; stop if the interval holds 0 after 4 weeks.",
    owner="Chen Jie, newcomers' team",
    date="2026-03-02",
)
# solution:end
# starter: ex.repair.submit(
# starter:     element=____,      # "people", "first_value", "reason", "reward" or "heard"
# starter:     evidence=____,     # the number of this lesson that speaks for it
# starter:     technique=____,    # what is done, to whom, and when
# starter:     not_now=____,      # which element waits, and why
# starter:     measure=____,      # the retention you will look at, against whom, where you stop
# starter:     owner=____,
# starter:     date=____,         # such as "2026-03-02"
# starter: )
progress()

# %% [markdown] name="rules" role="rules" slide="slide"
# ## Rules to keep
#
# - If somebody names a retention, ask: which day, whose, over whom?
# - If a cohort is too young, leave its cell empty.
# - If the number moved, hold the channel mix still before you praise anybody.
# - If a habit goes with staying, test it before you push it.
# - If you can mend one week, mend the first.

# %% [markdown] name="takeaway" role="takeaway"
# **Take away:** one retention, pooled, old enough, like for like. **At work:** draw your own triangle, and ask of last month's change what the mix did. **Next:** *Activity*.
