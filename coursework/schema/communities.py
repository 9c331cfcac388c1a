"""Communities: the groups, who is in them, and what is said there."""

from __future__ import annotations

from ._kinds import city, column, district, in_area, make_table, names, user

TABLES = in_area(
    "communities",
    make_table(
        "communities", "community_id", "one community", "一行一个社群",
        column("community_id", "id", "Community", "社群编号", "Number of the community.", "社群编号。"),
        *names("Name of the community", "社群"),
        column("ownership", "category", "Owner", "归属", "Whose community it is.", "社群归属。", {
            "own": ("Own", "自建社群"), "partner": ("Partner's", "合作社群"),
        }),
        column("positioning", "category", "Positioning", "定位", "What it is for.", "社群定位。", {
            "service": ("Service", "服务型"), "social": ("Social", "社交型"),
        }),
        column("origin", "category", "Origin", "来源", "Where its members come from.", "成员来源。", {
            "merchant": ("Merchant", "商户"), "estate": ("Housing estate", "小区"), "school": ("School", "学校"), "interest": ("Interest", "兴趣"),
            "branch": ("Bank branch", "银行网点"),
        }),
        district("District of the community.", "社群所在城区。"),
        city("City of the community.", "社群所在城市。"),
        column("opened_on", "date", "Opened", "建群日期", "Day on which it was opened.", "建群日期。"),
        column("closed_on", "date", "Closed", "关闭日期", "Day on which it was closed, if so.", "关闭日期,未关闭则为空。", empty=True),
        column("host_user_id", "id", "Host", "群主", "User who hosts it, if it is not staff.", "群主用户,由员工主持则为空。", empty=True, refers="users.user_id"),
        column("staff", "count", "Staff", "运营人数", "People of the team who look after it.", "负责运营的员工人数。"),
        column("cooperation", "category", "Cooperation", "合作方式", "What the partner gets.", "合作方的报酬方式。", {
            "none": ("None", "无"), "exchange": ("Exchange of reach", "资源置换"), "commission": ("Commission", "佣金分成"), "fee": ("Fee", "固定费用"),
        }),
        column("monthly_cost", "yuan", "Cost per month", "月成本", "What it costs in a month.", "每月成本。"),
        column("split_from", "id", "Split from", "裂变自", "Community from which it was split, if any.", "由哪个社群裂变而来,没有则为空。", empty=True,
               refers="communities.community_id"),
    ),
    make_table(
        "community_members", "community_id user_id", "one user in one community", "一行一个社群中的一个用户",
        column("community_id", "id", "Community", "社群编号", "The community.", "社群。", refers="communities.community_id"),
        user(),
        column("joined_at", "time", "Joined", "入群时间", "When the user joined.", "入群时间。"),
        column("muted_at", "time", "Muted", "免打扰时间", "When the user muted it, if so.", "设为免打扰的时间,未设则为空。", empty=True),
        column("left_at", "time", "Left", "退群时间", "When the user left, if so.", "退群时间,未退群则为空。", empty=True),
    ),
    make_table(
        "community_messages", "message_id", "one message in one community", "一行一条社群消息",
        column("message_id", "id", "Message", "消息编号", "Number of the message.", "消息编号。"),
        column("community_id", "id", "Community", "社群编号", "The community.", "社群。", refers="communities.community_id"),
        user(True, "The user who wrote it; empty for staff.", "发言用户,员工发言则为空。"),
        column("ts", "time", "Time", "时间", "When.", "发言时间。"),
        column("kind", "category", "Kind", "类型", "Kind of message.", "消息类型。", {
            "topic": ("Topic", "话题"), "reply": ("Reply", "回复"), "share": ("Something shared", "分享"), "advert": ("Advertisement", "广告"),
            "question": ("Question", "提问"), "event": ("Group event", "群活动"), "red_packet": ("Red packet", "红包"),
        }),
        column("topic", "category", "Topic", "主题", "What it is about.", "消息主题。", {
            "dining": ("Dining", "餐饮"), "bills": ("Bills", "缴费"), "points": ("Points", "积分"), "family": ("Family", "家庭"),
            "deals": ("Deals", "优惠"), "service": ("Service", "服务"),
        }),
        column("likes", "count", "Likes", "点赞", "Number of likes.", "点赞数。"),
        column("replies", "count", "Replies", "回复", "Number of replies.", "回复数。"),
        column("link_clicks", "count", "Clicks on its link", "链接点击", "Times its link was clicked.", "链接点击次数。"),
        column("by_staff", "bool", "By staff", "员工发言", "Whether staff wrote it.", "是否员工发言。"),
    ),
)  # fmt: skip
