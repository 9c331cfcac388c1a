"""How do you know? Ranges in which headline numbers of the standard year must lie, each with a published source or a reason.

Where a source is named, the range is what it reports (often for other countries and kinds of apps, and by companies that sell
something; it says what is possible, not what is right). Everything else is our choice, with the reason for it.
"""

from __future__ import annotations

from typing import NamedTuple

from . import headlines


class Range(NamedTuple):
    """From `low` to `high`, both included; `source` is empty where the range is our choice; `why` says what to know about it."""

    low: float
    high: float
    source: str
    why: str


ADJUST = "Adjust, *Get the mobile app retention benchmarks for 2023* (blog, 2023)"
UNSTAR = "Unstar, *App Retention Benchmarks 2026* (blog, 2026)"
CODEBROKER = "CodeBroker, study of mobile coupons, told in *Study shows ROI for mobile coupon redemption* (pointofsale.com)"
OURS = ""

PLAUSIBLE = {
    "search_ctr": Range(
        0.0384, 0.1067, "WordStream and LOCALiQ, *2021 Search Advertising Benchmarks* (2021)", "Lowest and highest of the kinds of business; mean 6.2 %."
    ),
    "feed_ctr": Range(
        0.0047, 0.0161, "WordStream, *Facebook Ad Benchmarks for Your Industry* (2017)", "Lowest and highest of 18 kinds of business; mean 0.90 %."
    ),
    "banner_ctr": Range(
        0.0005, 0.01, "Smart Insights, *Average display advertising clickthrough rates* (2018); Digital Thrive, *Display Ads CTR Benchmarks*",
        "0.05 % over all formats in the one, 0.2 to 1.0 % in the other.",
    ),
    "search_cpc": Range(2, 6, OURS, "Yuan; in the US $1.40 to $8.67 (WordStream and LOCALiQ, 2021), here less."),
    "banner_cpc": Range(0.3, 1.2, OURS, "The cheapest click of all: that is its trap."),
    "cac_search": Range(20, 45, OURS, "Yuan; in the US $9.60 for a registration in 2015 (Liftoff, *Mobile App Engagement Index Q2 2015*)."),
    "cac_online_ads": Range(30, 60, OURS, "Dearer than search, since nobody was looking for us."),
    "cac_kol": Range(65, 130, OURS, "Dear on purpose: the famous blogger's followers are elsewhere."),
    "cac_task": Range(8, 20, OURS, "Cheap on purpose: people who do tasks for a reward."),
    "install_to_user": Range(
        0.307, 0.778, "Liftoff, figures for 2018 in Neura, *The high cost of acquiring a mobile user* (2018); Liftoff, *Mobile App Engagement Index Q2 2015*",
        "Finance apps in 2018, social apps in 2015.",
    ),
    "form_to_user": Range(0.6, 0.85, OURS, "Three short steps; of longer registration forms 40 to 60 % are said to be finished (productmetrics.org, *Form Abandonment Rate*)."),
    "retention_1": Range(0.25, 0.58, f"{ADJUST}; {UNSTAR}", "Median of all apps in the one, of finance apps in the other. Ours are people who registered, not installs."),
    "retention_7": Range(0.13, 0.42, f"Adjust's median, told in Lovable, *What is a good retention rate for an app*; {UNSTAR}", "People who registered, as on day 1."),
    "retention_30": Range(0.06, 0.28, f"{ADJUST}; {UNSTAR}", "People who registered, as on day 1."),
    "retained_24_30": Range(0.28, 0.42, OURS, "Seven days to be seen on instead of one: more than twice the share of day 30 alone."),
    "uninstalled_30": Range(
        0.10, 0.25, "MWM, *Uninstall Rate* (glossary, 2026)", "Banking and messaging apps; over all apps nearly one install in two is gone by then (AppsFlyer, 2019)."
    ),
    "dau_mau": Range(0.11, 0.30, "June, *Stickiness benchmark* (help pages)", "Average finance app, average consumer product; a good finance app has 18 %, a great one 25 %."),
    "visits_a_day": Range(1.02, 1.3, OURS, "An app for errands; mobile bank apps are opened 2.9 times a day in China (iResearch, *2025 H1 mobile banking apps*, 2025)."),
    "orders_per_visit": Range(0.14, 0.26, OURS, "People open it to pay; a shop for browsing sells in a few visits of a hundred."),
    "cart_left": Range(0.15, 0.4, OURS, "Only what is about to be paid goes into this cart; shops lose 70 % (Baymard Institute, *Cart abandonment rate statistics*, 2023)."),
    "first_order_30": Range(0.28, 0.45, OURS, "A newcomer coupon, and bills that must be paid anyway."),
    "repeat": Range(0.6, 0.85, OURS, "Meals, bills and groceries; above 60 % a year is a shop's loyalty mode (Croll and Yoskovitz, *Lean Analytics*, 2013)."),
    "arpu": Range(150, 280, OURS, "Yuan a month: about one and a half meals for two."),
    "average_order": Range(100, 160, OURS, "Yuan; a meal is about 90, a trip 270."),
    "margin": Range(0.04, 0.11, OURS, "A commission of a tenth or so, less what discounts cost the bank."),
    "discounted": Range(0.35, 0.65, OURS, "A bank's app sells by discounts."),
    "refunded": Range(0.01, 0.035, OURS, "Vouchers and bills are seldom given back."),
    "top_fifth": Range(
        0.6, 0.8, "McCarthy and Winer, *The Pareto Rule in Marketing Revisited* (SSRN 3264425, 2018); Ehrenberg-Bass Institute, *There is a Pareto law, but not as you know it*",
        "Means of 0.60, 0.67 and 0.73 in three studies, 0.80 in the proverb.",
    ),
    "coupons_redeemed": Range(0.2, 0.4, OURS, f"They lie in the app where one pays; by app 8 to 16 % ({CODEBROKER})."),
    "monthly_redeemed": Range(0.15, 0.35, OURS, "Given to people who are active anyway: that is their trap."),
    "newcomer_redeemed": Range(0.1, 0.4, OURS, "About half of those who ever order."),
    "recall_redeemed": Range(0.005, 0.10, OURS, f"Sent to people who fell silent; subscribers of text messages redeem 3 to 10 % ({CODEBROKER})."),
    "push_allowed": Range(
        0.40, 0.71, "Appboy, *Digits Volume 1* (2016), told by MarketingCharts; Accengage, *Push Notifications Benchmark 2016*, told by Adweek",
        "40 % on iOS in the one, 71 % over all in the other; 61 % over all in Batch, *Push Notifications Benchmark 2025*.",
    ),
    "push_opened": Range(0.0419, 0.144, "Batch, *Push Notifications Benchmark 2025* (2025)", "Generic campaigns, and those that follow what somebody did."),
    "push_muted": Range(0.12, 0.32, OURS, "A third of users are planted to be driven away by many messages."),
    "referral_k": Range(0.05, 0.15, OURS, "Helps, but is far from growing by itself: a k above 1 is rare (Taylor, *K-Factor Benchmarks*, saxifrage.xyz, 2020)."),
    "invite_to_user": Range(0.3, 0.5, OURS, "Of friends who opened; banks see 18 % sign up (Extole, *How to measure and benchmark your referral program*). Accounts made up for the reward count here."),
    "points_breakage": Range(
        1 / 3, 0.85, "COLLOQUY and SWIFT EXCHANGE, *2011 Forecast of U.S. Consumer Loyalty Program Points Value* (2011); Brandmovers, *What is point breakage* (2022)",
        "At least a third over all, 70 to 85 % in travel and trade.",
    ),
    "silent_members": Range(0.25, 0.6, OURS, "Groups of about forty who live near each other; in large open ones nine of ten are silent (Nielsen, *Participation Inequality*, 2006)."),
    "reviews": Range(0.03, 0.10, OURS, "One in sixteen orders."),
    "stars": Range(3.4, 4.2, OURS, "Good, with things to repair; local businesses in the US have 4.4 (Capital One Shopping, *Online Review Statistics*)."),
    "nps": Range(-26, 77, "Temkin Group, told by RMS, *Banking trends: net promoter scores* (2013)", "Lowest and highest bank; the mean is 17."),
    "ios": Range(0.2, 0.4, OURS, "Townspeople with money; of phones sold in China 16 to 20 % (Counterpoint, first quarters of 2023 and 2024)."),
    "crowded_devices": Range(0.015, 0.08, OURS, "Made-up accounts; of bought installs 13 % were fraud in 2020 (AppsFlyer, told by Business of Apps)."),
    "new_accounts": Range(0.06, 0.15, OURS, "What the bank runs the app for."),
}


def outside(numbers: dict[str, float]) -> list[str]:
    """List headline numbers that do not lie in their range."""
    return [
        f"{name}: {headlines.told(name, numbers[name])} is not between {headlines.told(name, r.low)} and {headlines.told(name, r.high)}"
        for name, r in PLAUSIBLE.items()
        if not r.low <= numbers[name] <= r.high
    ]


def markdown(numbers: dict[str, float]) -> str:
    """Write docs/plausibility.md."""
    lines = [_INTRO, "| number | ours | range | source | remark |", "|---|---|---|---|---|"]
    for name, r in PLAUSIBLE.items():
        low, high = (headlines.told(name, value) for value in (r.low, r.high))
        words = f"{headlines.HEADLINES[name].words} (`{name}`)"
        lines.append(f"| {words} | {headlines.told(name, numbers[name])} | {low} to {high} | {r.source or 'our choice'} | {r.why} |")
    return "\n".join(lines) + "\n"


_INTRO = """# How do you know? Plausibility of the simulated numbers

Everything in the data is made up. That its magnitudes could be those of a real app is another matter: this table says for each headline number what it is in the standard
data set, in which range it must lie on seeds 1 to 5 (a test holds it there), and where the range comes from. A named source was found in public; many are companies that sell
tools, most measure other countries and other kinds of apps, and a few are quoted at second hand, as it says. "Our choice" means that we know of no fitting figure, or want another one, for the
reason given. What is planted on purpose (a trap, a truth) is in [world.md](world.md).

`coursework bake` writes this page from `coursework/world/plausible.py` and `headlines.py`.
"""
