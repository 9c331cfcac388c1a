"""Colours of the workbook: a channel keeps its colour in every chart.

The eight paid channels were chosen by search so that any two stay apart (CIE76 difference of 26 or
more) in full colour and in simulated protanopia and deuteranopia, with lightness in equal
steps, so that they also differ in grey. The others carry paler tints; charts name what they draw, so
colour is never the only sign.
"""

INK = "#22262B"
QUIET = "#5A616A"
GRID = "#E3E6EA"
CONTEXT = "#C6CBD3"
ACCENT = "#1565C0"
LOSS = "#C2410C"

PAID = {
    "task_platform": "#5C2307",
    "kol_posts": "#851046",
    "video_ads": "#6A34B9",
    "app_store_ads": "#7A6400",
    "search_ads": "#21819B",
    "feed_ads": "#ED5166",
    "brand_search": "#B783F5",
    "banner_ads": "#A7B733",
}
OTHERS = {
    "partner_communities": "#9D7B6A",
    "official_account": "#B6708F",
    "referral": "#A685D5",
    "merchant_qr": "#AFA266",
    "branch": "#7AB3C3",
    "ad_screens": "#F497A3",
    "street_promo": "#D4B5F9",
    "bank_customers": "#73A3D9",
    "seo": "#4E7D54",
    "app_store": "#8FB996",
    "direct": "#7C8590",
    "institutions": "#C0916B",
}
CHANNELS = PAID | OTHERS
MARKERS = dict(zip(PAID, "psD^vo><", strict=True))
# for things without a colour of their own: the paid colours, far apart ones first
CYCLE = [PAID[code] for code in ("search_ads", "feed_ads", "video_ads", "banner_ads", "kol_posts", "app_store_ads")]


def colour(code, *, fallback=ACCENT):
    """Return the colour of a channel code, or `fallback` for anything else.

    >>> colour("search_ads"), colour("tier_1")
    ('#21819B', '#1565C0')
    """
    return CHANNELS.get(code, fallback)


def readable(shade):
    """Return the colour, darkened as far as text on white needs (contrast 4.5 to 1).

    >>> readable("#A7B733")
    '#6D7721'
    """
    red, green, blue = (int(shade[place : place + 2], 16) for place in (1, 3, 5))
    for tenth in range(20, 5, -1):
        parts = [part * tenth / 20 / 255 for part in (red, green, blue)]
        linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
        if 1.05 / (0.05 + 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]) >= 4.5:
            break
    return "#" + "".join(f"{round(255 * part):02X}" for part in parts)


def series(codes):
    """Return a colour for each code: its own, or the next of the cycle."""
    spare = (shade for shade in CYCLE * len(codes) if shade not in {CHANNELS.get(code) for code in codes})
    return {code: CHANNELS[code] if code in CHANNELS else next(spare, ACCENT) for code in codes}


def marker(code):
    """Return the marker of a paid channel; a circle for anything else."""
    return MARKERS.get(code, "o")
