"""All tables in the order in which a reader meets them, and the areas of work they belong to."""

from __future__ import annotations

from . import acquisition, activities, behaviour, commerce, communities, incentives, outreach, people, reach, voice

AREAS = {
    "acquisition": ("Reaching new people", "拉新获客"),
    "people": ("People", "用户"),
    "behaviour": ("Behaviour", "行为"),
    "commerce": ("Commerce", "交易"),
    "activities": ("Activities", "活动"),
    "incentives": ("Incentives", "激励"),
    "reach": ("Reaching users", "触达"),
    "communities": ("Communities", "社群"),
    "voice": ("Voice of the user", "用户之声"),
    "outreach": ("Content and promotion", "内容与推广"),
}
_MODULES = (acquisition, people, behaviour, commerce, activities, incentives, reach, communities, voice, outreach)
_FOUND = {table.name: table for module in _MODULES for table in module.TABLES}
_ORDER = """
    channels ad_spend touchpoints registration_steps users devices referrals bank_accounts user_tags events merchants products
    orders coupons activities activity_products activity_exposures points_ledger memberships benefits benefit_grants badges
    badge_awards missions mission_records messages experiments experiment_units communities community_members
    community_messages feedback surveys content_posts kol_posts offline_promos
"""
TABLES = {name: _FOUND[name] for name in _ORDER.split()}
