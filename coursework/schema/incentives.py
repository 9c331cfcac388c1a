"""What keeps users coming: points, member levels, benefits, badges, missions."""

from __future__ import annotations

from ._kinds import activity, column, in_area, make_table, names, order, user

TABLES = in_area(
    "incentives",
    make_table(
        "points_ledger", "entry_id", "one change of one user's points", "一行一次积分变动",
        column("entry_id", "id", "Entry", "流水编号", "Number of the entry.", "流水编号。"),
        user(),
        column("ts", "time", "Time", "时间", "When.", "变动时间。"),
        column("delta", "count", "Change", "变动", "Points that came; negative when points went.", "增加的积分,减少则为负。", unit="points"),
        column("reason", "category", "Reason", "原因", "Why they came or went.", "变动原因。", {
            "order": ("Order", "下单"), "check_in": ("Check-in", "签到"), "mission": ("Mission", "任务"), "review": ("Review", "评价"),
            "invite": ("Invitation", "邀请"), "double_points": ("Double points", "双倍积分"), "exchange": ("Exchanged", "兑换"),
            "expiry": ("Expired", "过期"),
        }),
        order("Order by which they came or went, if any.", "相关订单,没有则为空。"),
        activity(True, "Activity by which they came, if any.", "相关活动,没有则为空。"),
        column("balance", "count", "Balance", "余额", "Points that the user has after this entry.", "此次变动后的积分余额。", unit="points"),
    ),
    make_table(
        "memberships", "user_id from_ts", "one level held by one user for a time", "一行一个用户持有某等级的一段时间",
        user(),
        column("from_ts", "time", "Held from", "生效时间", "When the level began.", "等级开始时间。"),
        column("to_ts", "time", "Held until", "失效时间", "When the level ended; empty if it is still held.", "等级结束时间,仍持有则为空。", empty=True),
        column("level", "count", "Level", "等级", "Number of the level, from 1 up.", "等级序号,从1起。"),
        column("level_name", "category", "Name of the level", "等级名称", "Name of the level.", "等级名称。", {
            "basic": ("Basic", "普通会员"), "silver": ("Silver", "白银会员"), "gold": ("Gold", "黄金会员"), "platinum": ("Platinum", "铂金会员"),
            "diamond": ("Diamond", "钻石会员"),
        }),
        column("growth_value", "count", "Growth value", "成长值", "Growth value when the level was reached.", "达到等级时的成长值。"),
        column("paid_member", "bool", "Paying member", "付费会员", "Whether the level was bought.", "是否付费会员。"),
        column("reason", "category", "Reason", "原因", "How the level was reached.", "等级取得方式。", {
            "registration": ("Registration", "注册"), "growth": ("Growth value", "成长值达标"), "purchase": ("Bought", "购买"),
            "bank_star": ("Bank stars", "银行星级"),
        }),
    ),
    make_table(
        "benefits", "benefit_id", "one benefit of members", "一行一项会员权益",
        column("benefit_id", "id", "Benefit", "权益编号", "Number of the benefit.", "权益编号。"),
        *names("Name of the benefit", "权益"),
        column("kind", "category", "Kind", "类型", "Kind of benefit.", "权益类型。", {
            "discount": ("Discount", "折扣"), "service": ("Service", "服务"), "priority": ("Priority", "优先"), "exclusive": ("Exclusive", "专属"),
            "partner": ("Partner's", "合作方权益"),
        }),
        column("level_required", "count", "Level needed", "所需等级", "Lowest level that gets it.", "可享权益的最低等级。"),
        column("unit_cost", "yuan", "Cost per use", "单次成本", "What one use costs.", "使用一次的成本。"),
    ),
    make_table(
        "benefit_grants", "grant_id", "one benefit given to one user", "一行一次权益发放",
        column("grant_id", "id", "Grant", "发放编号", "Number of the grant.", "发放编号。"),
        column("benefit_id", "id", "Benefit", "权益编号", "The benefit.", "权益。", refers="benefits.benefit_id"),
        user(),
        column("granted_at", "time", "Given", "发放时间", "When it was given.", "发放时间。"),
        column("used_at", "time", "Used", "使用时间", "When it was used, if so.", "使用时间,未使用则为空。", empty=True),
        column("satisfaction", "count", "Satisfaction", "满意度", "What the user said of it, 1 to 5, if anything.", "用户评分,1至5;未评则为空。", empty=True),
    ),
    make_table(
        "badges", "badge_id", "one badge", "一行一枚徽章",
        column("badge_id", "id", "Badge", "徽章编号", "Number of the badge.", "徽章编号。"),
        *names("Name of the badge", "徽章"),
        column("rule", "text", "Rule, in English", "英文规则", "What it takes to earn it, in English.", "获得条件的英文说明。"),
        column("rule_zh", "text", "Rule, in Chinese", "中文规则", "What it takes to earn it, in Chinese.", "获得条件的中文说明。"),
        column("series", "category", "Series", "系列", "Series to which it belongs.", "所属系列。", {
            "city": ("City", "城市"), "taste": ("Taste", "美食"), "loyalty": ("Loyalty", "忠诚"), "helper": ("Helper", "互助"),
        }),
        column("rarity", "category", "Rarity", "稀有度", "How rare it is meant to be.", "设计的稀有程度。", {
            "common": ("Common", "普通"), "rare": ("Rare", "稀有"), "legendary": ("Legendary", "传说"),
        }),
    ),
    make_table(
        "badge_awards", "badge_id user_id", "one badge earned by one user", "一行一个用户获得的一枚徽章",
        column("badge_id", "id", "Badge", "徽章编号", "The badge.", "徽章。", refers="badges.badge_id"),
        user(),
        column("earned_at", "time", "Earned", "获得时间", "When it was earned.", "获得时间。"),
        column("shown_on_profile", "bool", "Shown", "主页展示", "Whether the user shows it on the profile.", "用户是否在主页展示。"),
    ),
    make_table(
        "missions", "mission_id", "one mission", "一行一个任务",
        column("mission_id", "id", "Mission", "任务编号", "Number of the mission.", "任务编号。"),
        *names("Name of the mission", "任务"),
        column("behaviour", "category", "Behaviour", "目标行为", "What the user is to do.", "希望用户完成的行为。", {
            "check_in": ("Check in", "签到"), "first_order": ("First order", "首单"), "bind_card": ("Bind a card", "绑卡"),
            "review": ("Write a review", "评价"), "share": ("Share", "分享"), "browse": ("Browse", "浏览"), "pay_bill": ("Pay a bill", "缴费"),
        }),
        column("game_type", "category", "Game", "玩法类型", "Kind of game in which it is set.", "所用的游戏化玩法。", {
            "check_in": ("Check-in calendar", "签到日历"), "task_chain": ("Chain of tasks", "任务链"), "lottery": ("Lottery", "抽奖"),
            "ranking": ("Ranking", "排行榜"), "garden": ("Garden", "养成花园"),
        }),
        column("reward_kind", "category", "Reward", "奖励类型", "Kind of reward.", "奖励类型。", {
            "points": ("Points", "积分"), "coupon": ("Coupon", "优惠券"), "honour": ("Honour", "荣誉"),
        }),
        column("reward_points", "count", "Points of the reward", "奖励积分", "Points that it brings; 0 if the reward is another.", "奖励积分数,非积分奖励为0。",
               unit="points"),
        column("season", "category", "Season", "赛季", "Season in which it runs.", "所在赛季。", {
            "spring": ("Spring", "春季"), "summer": ("Summer", "夏季"), "autumn": ("Autumn", "秋季"), "winter": ("Winter", "冬季"),
        }),
    ),
    make_table(
        "mission_records", "record_id", "one mission shown to one user", "一行一次向用户展示的任务",
        column("record_id", "id", "Record", "记录编号", "Number of the record.", "记录编号。"),
        column("mission_id", "id", "Mission", "任务编号", "The mission.", "任务。", refers="missions.mission_id"),
        user(),
        column("shown_at", "time", "Shown", "展示时间", "When it was shown.", "展示时间。"),
        column("accepted_at", "time", "Accepted", "领取时间", "When the user took it on, if so.", "领取时间,未领取则为空。", empty=True),
        column("done_at", "time", "Done", "完成时间", "When the user had done it, if so.", "完成时间,未完成则为空。", empty=True),
        column("rank", "count", "Rank", "名次", "Place in the ranking, where the mission is one.", "排行榜名次,非排行任务则为空。", empty=True),
    ),
)  # fmt: skip
