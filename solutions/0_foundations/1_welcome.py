# %% [markdown] name="title" role="title" slide="slide" short="true" numbers="2,000: the budget of the decision; 15: minutes for one who works alone"
# # Welcome to Harbour Life
#
# **Your decision:** Harbour Life (港湾生活), the app of Harbour Bank (港湾银行), gives you ¥2,000 and one advertising channel. Which one?
#
# 10 minutes in a class, about 15 alone · comes before everything · concepts ●○○ · code ●○○ · statistics ○○○

# %% [markdown] name="goals" role="goals" slide="slide"
# ## You will be able to
#
# - **run** a lesson, **answer** its exercises and **learn** from a wrong answer
# - **predict** before you look
# - **decide**, and **explain** what came of it

# %% [markdown] name="notes-before" role="notes"
# **Ten minutes, together.** Everybody runs the first two cells at the same time; whoever sees a cross instead of a tick shows it to you now. Ask the room which channel they chose before you run yours, and count hands.
# What trips people: a cell runs with Shift + Enter; quotation marks around words; running the cells out of order. What to cut first: the hint and solution cell.

# %% [markdown] name="how" role="text" slide="subslide"
# Click into the grey cell below and press **Shift + Enter**. That runs it. Every lesson begins with such a cell; if something is odd later, run it again.

# %% name="setup" role="setup" slide="skip"
from coursework import ____, check_installation, plots, progress, say, setup
from coursework.exercises.foundations import welcome as ex

app = setup("0_foundations/1_welcome", language="en")

# %% [markdown] name="selfcheck-intro" role="text"
# Is everything in place? Each line should carry a tick.

# %% name="selfcheck" role="selfcheck"
check_installation()

# %% [markdown] name="question" role="text" slide="slide"
# ## An answer, right or wrong
#
# Banner advertising in the last month of our data: what it cost, how often it was clicked, how many people registered.

# %% name="last-month" role="code"
since = app.ad_spend["date"].max().replace(day=1)
month = app.ad_spend[app.ad_spend["date"] >= since]
banner = month[month["channel"] == "banner_ads"]
cost, clicks = banner["cost"].sum(), banner["clicks"].sum()
registered = ((app.users["channel"] == "banner_ads") & (app.users["registered_at"] >= since)).sum()
say(f"Since {since:%Y-%m-%d}: cost ¥{cost:,.0f}, clicks {clicks:,}, registered {registered:,}.")

# %% [markdown] name="first-task" role="text" slide="subslide"
# **Do.** What did one new customer cost? Replace `____` in `cost_per_customer` by a small calculation. **First type a wrong one on purpose**, `cost / clicks`, and run the cell. Then mend it.

# %% name="first" role="exercise" exercise="first_answer"
# solution:begin
cost_per_customer = cost / registered
# solution:end
# starter: cost_per_customer = ____
ex.first_answer.check(cost_per_customer)

# %% [markdown] name="help-intro" role="text" slide="subslide"
# Stuck? A hint goes one step further each time you ask; the solution is there too, with its reason. Asking is not cheating.

# %% name="help" role="hint"
ex.first_answer.hint()

# %% [markdown] name="decide" role="text" slide="slide"
# ## A decision
#
# Four channels are on offer. The last month's prices of a click are below.
#
# A new customer brings yuan in two ways: a margin on each order, and what a bank account opened is worth to the bank. A customer who never returns brings nothing.

# %% name="prices" role="code"
sums = month.groupby("channel")[["cost", "clicks"]].sum()
price = (sums["cost"] / sums["clicks"]).loc[list(ex.OFFER)].sort_values()
plots.bars(price, highlight=price.idxmin(), unit="yuan", subtitle=f"Yuan per click since {since:%Y-%m-%d}",
           title=f"{plots.name('channel', price.idxmin())}: the cheapest click on offer")

# %% [markdown] name="commit-intro" role="text" numbers="2,000: the budget of the decision; 90: the window of the definition"
# **Predict** before you see the answer: put the name of one channel where `____` stands, and your forecast: how many people register, and how many yuan are left after 90 days when the ¥2,000 are taken off (below zero is a loss). A forecast is kept and compared; it is never marked.

# %% name="commit" role="decision" exercise="first_campaign"
# solution:begin
plan = {"banner_ads": 2_000}
forecast = {"registrations": 100, "net": 500}
# solution:end
# starter: plan = {____: 2_000}          # "banner_ads", "kol_posts", "task_platform" or "search_ads", with the quotation marks
# starter: forecast = {"registrations": ____, "net": ____}
ex.first_campaign.commit(plan, forecast=forecast)

# %% [markdown] name="answer-intro" role="text" slide="subslide" numbers="90: the window of the definition"
# Now the app plays January, and watches these people for 90 days.

# %% name="answer" role="outcome" slide="fragment"
ex.first_campaign.answer()

# %% [markdown] name="why-intro" role="text" numbers="2,000: the budget of the decision"
# Why? The sealed truth: what ¥2,000 are to be expected to do in each of the four channels.

# %% name="why" role="outcome" slide="fragment"
ex.first_campaign.truth()

# %% [markdown] name="review-intro" role="text"
# What was luck, what was a wrong picture of the app, and what would have been a better plan? That is how every decision in this workbook ends.

# %% name="review" role="outcome" slide="fragment"
ex.first_campaign.review()

# %% [markdown] name="say" role="text" slide="subslide"
# **Say it** in one sentence to your boss: a click is not a customer, and a customer is not yet money.

# %% [markdown] name="map" role="map" slide="slide"
# ## The map
#
# | chapter | what you decide there |
# |---|---|
# | Foundations (基础) | which numbers go on the wall |
# | Growth (用户增长) | who gets the money, the invitation, the first week |
# | Segmentation (用户分层) | which group gets which treatment |
# | Lifecycle (用户生命周期) | which step to mend, whom to call back |
# | Incentives (用户激励) | whom to pay, and with what |
# | Activities (活动运营) | a promotion, and what it was worth |
# | Capstone (综合实战) | a whole quarter |
#
# Chapters grow from edition to edition; the folder on the left shows the lessons that are there. Your answers, predictions and plans stay in the folder `work`; nothing leaves this computer.

# %% name="progress" role="code" slide="skip"
progress()

# %% [markdown] name="rules" role="rules" slide="slide"
# ## Rules to keep
#
# - If a number surprises you, ask what stands below the line.
# - If you do not know, predict first; then look.
# - If an answer is wrong, read the message before you change anything.

# %% [markdown] name="takeaway" role="takeaway" numbers="30,000: the budget of the next lesson"
# **Take away:** predict, decide, compare. **At work:** before the next campaign, write down how many people you expect. **Next:** *Advertising* (`1_growth/1_ads`): the same question with ¥30,000 and eight channels.
