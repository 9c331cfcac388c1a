"""One example of every chart, on made-up numbers, for the tests and for looking at.

Write all pictures into a folder, in both languages, in colour and in grey::

    python tests/plots/gallery.py folder
"""

import sys
from pathlib import Path

import numpy as np
import pandas as pd

from coursework import i18n, methods, plots

PAID = [
    "search_ads",
    "brand_search",
    "feed_ads",
    "video_ads",
    "banner_ads",
    "app_store_ads",
    "kol_posts",
    "task_platform",
]
UNPAID = [
    "partner_communities", "official_account", "referral", "merchant_qr", "branch", "ad_screens", "street_promo",
    "bank_customers", "seo", "app_store", "direct",
]  # fmt: skip


def said(english, chinese):
    """The text in the language in use."""
    return chinese if i18n.language() == "zh" else english


def economics():
    """Eight channels: spend, customers, CAC, value, net."""
    table = pd.DataFrame(
        {
            "spend": [61500.0, 21400.0, 98300.0, 104200.0, 15800.0, 52100.0, 33400.0, 24800.0],
            "customers": [830, 620, 1510, 1490, 140, 760, 310, 1180],
            "early_value": [131.0, 142.0, 88.0, 84.0, 71.0, 104.0, 42.0, 9.0],
        },
        index=pd.Index(PAID, name="channel"),
    )
    table["cac"] = table["spend"] / table["customers"]
    table["net"] = table["customers"] * table["early_value"] - table["spend"]
    table.attrs["coursework"] = {"method": "unit_economics", "period": ["2025-01-01", "2025-12-31"], "n": 6840}
    return table


def reversal():
    """Feed against video ads: better in each tier, worse over all."""
    sizes = {
        ("feed_ads", "tier_1"): (210, 104), ("feed_ads", "tier_2"): (540, 198), ("feed_ads", "tier_3"): (760, 176),
        ("video_ads", "tier_1"): (960, 408), ("video_ads", "tier_2"): (350, 105), ("video_ads", "tier_3"): (180, 26),
    }  # fmt: skip
    rows = [
        pd.DataFrame({"channel": channel, "city_tier": tier, "retained_30": np.r_[np.ones(good), np.zeros(n - good)]})
        for (channel, tier), (n, good) in sizes.items()
    ]
    return pd.concat(rows, ignore_index=True)


def people(channels=PAID):
    """Users with an outcome, 40 to 400 of them per channel."""
    rng = np.random.default_rng(5)
    parts = [
        pd.DataFrame({"channel": code, "retained_30": rng.random(40 + 45 * place) < 0.45 - 0.04 * (place % 9)})
        for place, code in enumerate(channels)
    ]
    return pd.concat(parts, ignore_index=True)


def bars_ranked():
    return plots.bars(
        economics()["cac"],
        unit="yuan",
        highlight=["banner_ads", "task_platform"],
        title=said(
            "The cheapest click belongs to banner ads, but a customer from there costs more than from any other channel",
            "横幅广告的点击最便宜，但从那里获得一位客户的成本却高于其他任何渠道：便宜的点击不等于便宜的客户",
        ),
    )


def bars_net():
    return plots.bars(
        economics(),
        value="net",
        unit="yuan",
        title=said("Three channels lose money", "三个渠道在亏钱"),
        subtitle=said("Net value, yuan", "净价值，元"),
    )


def bars_many():
    counts = pd.Series(np.arange(19)[::-1] * 83 + 12, index=pd.Index(PAID + UNPAID, name="channel"), name="customers")
    return plots.bars(
        counts, unit="users", highlight="referral", title=said("Nineteen ways to win a customer", "十九种获客方式")
    )


def dots_retention():
    table = methods.estimate(people(), outcome="retained_30", by="channel")
    return plots.dots(
        table,
        highlight=["search_ads", "kol_posts"],
        title=said("Search keeps more people than KOL posts do", "搜索广告的留存高于达人推广"),
    )


def dots_many():
    table = methods.estimate(people(PAID + UNPAID), outcome="retained_30", by="channel")
    return plots.dots(table, reference=0.3, title=said("With few users, the intervals are wide", "用户少，区间就宽"))


def difference_one():
    result = methods.experiment(reversal(), arm="channel", outcome="retained_30", control="video_ads", metric="share")
    return plots.difference(
        result,
        worthwhile=0.02,
        among=10_000,
        title=said("Over all, feed ads look worse than video ads", "总体来看，信息流广告不如视频广告"),
    )


def difference_many():
    result = methods.experiment(people(), arm="channel", outcome="retained_30", control="feed_ads", metric="share")
    return plots.difference(
        result, worthwhile=-0.05, title=said("Only some differences are clear", "只有一部分差异是明确的")
    )


def scatter_value():
    return plots.scatter(
        economics(), x="cac", y="early_value", x_unit="yuan", y_unit="yuan", size="customers", diagonal=True,
        title=said("Cheap customers are not the good ones", "便宜的客户未必是好客户"),
    )  # fmt: skip


def scatter_crowded():
    table = pd.concat([economics(), economics().set_axis(pd.Index(UNPAID[:8], name="channel")) * 1.06])
    table["clicks"] = table["customers"] * np.r_[8.0, 4, 21, 25, 320, 7, 60, 4, 9, 4.4, 19, 22, 300, 8, 66, 4.2]
    return plots.scatter(
        table, x="clicks", y="customers", x_unit="count", y_unit="users", log=True, highlight=["banner_ads", "kol_posts"],
        title=said("Clicks by the thousand, customers by the dozen", "点击成千上万，客户寥寥无几"),
    )  # fmt: skip


def lines_time():
    months = pd.date_range("2025-01-01", periods=12, freq="MS")
    rng = np.random.default_rng(2)
    table = pd.DataFrame(
        {code: 30 + 6 * place + rng.normal(0, 1.5, 12).cumsum() for place, code in enumerate(PAID)}, index=months
    )
    table.columns.name = "channel"
    return plots.lines(
        table,
        unit="yuan",
        highlight=["search_ads", "feed_ads"],
        title=said("Clicks grew dearer through the year", "一年之中点击越来越贵"),
        subtitle=said("CAC, yuan, by month", "获客成本，元，按月"),
    )


def lines_retention():
    periods = np.arange(13)
    table = pd.DataFrame(
        [0.1 + 0.85 * np.exp(-periods / (1 + place)) for place in range(4)],
        columns=periods,
        index=pd.Index(PAID[:4], name="channel"),
    )
    table.insert(0, "size", 100)
    table.attrs["coursework"] = {
        "method": "retention",
        "pooled": True,
        "by": "channel",
        "unit": "week",
        "values": "share",
        "kind": "on",
        "period": ["2025-01-01", "2025-12-31"],
        "n": 4200,
    }
    return plots.lines(
        table, title=said("Most people who leave do so in the first three weeks", "多数流失发生在前三周")
    )


def cohorts(rows=12, periods=13):
    """Shares of monthly cohorts still active week by week, the youngest not known to the end."""
    share = np.array(
        [[0.2 + (0.42 + 0.02 * (row % 3)) * np.exp(-period / 3) for period in range(periods)] for row in range(rows)]
    )
    share[:, 0] = 1.0
    for row in range(rows):
        share[row, max(1, 4 * (rows - row)) :] = np.nan
    table = pd.DataFrame(
        share, index=pd.Index([f"2025-{row + 1:02d}" for row in range(rows)], name="month"), columns=range(periods)
    )
    table.insert(0, "size", 900)
    table.attrs["coursework"] = {
        "method": "retention", "pooled": True, "by": "month", "unit": "week", "values": "share", "kind": "on",
        "period": ["2025-01-01", "2025-12-31"], "n": 10_800,
    }  # fmt: skip
    return table


def triangle_months():
    return plots.triangle(
        cohorts(), highlight="2025-05", y_label=said("Registered in", "注册月份"),
        title=said("Every cohort loses most in its first weeks; the hatched corner is not known yet", "每一批用户都在最初几周流失最多；斜线部分还无从得知"),
    )  # fmt: skip


def triangle_users():
    table = (cohorts(5, 6).drop(columns="size") * 900).round()
    return plots.triangle(table, unit="users", start=True, title=said("Users still there", "仍在使用的用户"))


def strata_simpson():
    return plots.strata(
        reversal(), outcome="retained_30", by="channel", strata="city_tier",
        title=said("Video ads win over all and lose in every tier of cities", "视频广告总体领先，却在每一级城市都落后"),
    )  # fmt: skip


def response_curves():
    budgets = np.linspace(0, 20000, 41)
    table = pd.DataFrame(
        {
            code: 400 * (1 + place / 5) * (1 - np.exp(-budgets / (3000 + 2500 * place)))
            for place, code in enumerate(PAID[:5])
        },
        index=budgets,
    )
    return plots.response(
        table,
        unit="users",
        mark={"search_ads": 9000, "feed_ads": 4000},
        y_label=said("Registrations in four weeks", "四周注册数"),
        title=said("The next yuan brings more in feed ads", "下一元钱投信息流更划算"),
    )


def waterfall_review():
    steps = pd.Series({"luck": 820.0, "assumption": -3900.0, "execution": -1450.0})
    return plots.waterfall(
        steps,
        start=14200.0,
        unit="yuan",
        title=said("A wrong assumption cost most; luck hid part of it", "错误假设损失最大，运气掩盖了一部分"),
    )


CHARTS = {
    made.__name__: made
    for made in (
        bars_ranked, bars_net, bars_many, dots_retention, dots_many, difference_one, difference_many, scatter_value,
        scatter_crowded, lines_time, lines_retention, triangle_months, triangle_users, strata_simpson, response_curves, waterfall_review,
    )
}  # fmt: skip


def main(folder):
    """Write every chart into a folder."""
    from PIL import Image

    Path(folder).mkdir(parents=True, exist_ok=True)
    for language in i18n.LANGUAGES:
        i18n.set_language(language)
        for name, made in CHARTS.items():
            picture = made()
            path = Path(folder) / f"{name}_{language}.png"
            picture.save(path)
            Image.open(path).convert("L").save(path.with_name(f"{name}_{language}_grey.png"))
            print(f"{path.name}: {picture.alt}")


if __name__ == "__main__":
    main(sys.argv[1])
