"""Activities: what they are meant for and when, what is on sale in them, and who saw them."""

from __future__ import annotations

from ._kinds import activity, column, in_area, make_table, names, product, user

TABLES = in_area(
    "activities",
    make_table(
        "activities", "activity_id", "one activity", "一行一个活动",
        column("activity_id", "id", "Activity", "活动编号", "Number of the activity.", "活动编号。"),
        *names("Name of the activity", "活动"),
        column("kind", "category", "Kind", "类型", "How often it comes and for whom.", "活动频次与对象。", {
            "daily": ("Daily", "日常活动"), "periodic": ("Periodic", "周期活动"), "themed": ("Themed", "主题活动"), "personal": ("Personal", "个性化活动"),
        }),
        column("mechanic", "category", "Mechanic", "玩法", "What people do and get.", "参与方式与优惠形式。", {
            "flash_sale": ("Flash sale", "限时秒杀"), "spend_and_save": ("Spend and save", "满减"), "spend_and_gift": ("Spend and get a gift", "满赠"),
            "time_slot": ("Time of day", "分时段优惠"), "special_product": ("Special product", "特价商品"), "double_points": ("Double points", "双倍积分"),
            "bill_discount": ("Discount on bills", "缴费立减"), "member_voucher": ("Member voucher", "会员券"),
            "invite_reward": ("Reward for inviting", "邀请有礼"), "group_buy": ("Group buy", "拼团"),
        }),
        column("theme", "category", "Theme", "主题", "Occasion that it takes up.", "借势的节点。", {
            "none": ("None", "无"), "spring_festival": ("Spring Festival", "春节"), "june_sale": ("June sale", "618大促"), "summer": ("Summer", "暑期"),
            "golden_week": ("Golden Week", "国庆黄金周"), "november_sale": ("November sale", "双11大促"), "year_end": ("Year's end", "年末"),
            "anniversary": ("Anniversary", "周年庆"),
        }),
        column("starts", "date", "First day", "开始日期", "First day.", "第一天。"),
        column("ends", "date", "Last day", "结束日期", "Last day.", "最后一天。"),
        column("preparation_from", "date", "Preparation from", "筹备期起", "First day of the preparation, where there is one.", "筹备期第一天,没有则为空。",
               empty=True),
        column("accumulation_from", "date", "Accumulation from", "蓄水期起", "First day on which users are gathered, where there is such a phase.",
               "蓄水期第一天,没有则为空。", empty=True),
        column("warm_up_from", "date", "Warm-up from", "预热期起", "First day of the warm-up, where there is one.", "预热期第一天,没有则为空。", empty=True),
        column("peak_from", "date", "Peak from", "高潮期起", "First day of the peak, where there is one.", "高潮期第一天,没有则为空。", empty=True),
        column("encore_from", "date", "Encore from", "返场期起", "First day of the encore, where there is one.", "返场期第一天,没有则为空。", empty=True),
        column("target_segment", "category", "Meant for", "目标人群", "Users for whom it is meant.", "活动面向的用户。", {
            "everybody": ("Everybody", "全体用户"), "newcomers": ("Newcomers", "新用户"), "regulars": ("Regulars", "常客"),
            "dormant": ("Dormant users", "沉睡用户"), "bank_customers": ("Bank customers", "银行客户"), "members": ("Members", "会员"),
        }),
        column("goal_metric", "category", "Goal", "目标指标", "What it is to raise.", "希望提升的指标。", {
            "orders": ("Orders", "订单数"), "gmv": ("Sales (GMV)", "交易额(GMV)"), "active_users": ("Active users", "活跃用户数"),
            "registrations": ("Registrations", "注册数"), "recalled_users": ("Users won back", "召回用户数"),
        }),
        column("goal_value", "count", "Goal, in numbers", "目标值", "Value of the goal; in yuan where the goal is GMV.", "目标数值;目标为交易额时单位为元。"),
        column("budget", "yuan", "Budget", "预算", "Most that it may cost.", "预算上限。"),
        column("rule_words", "count", "Length of the rules", "规则字数", "Words in its rules.", "活动规则的字数。"),
        column("steps_to_join", "count", "Steps to join", "参与步骤数", "Steps that it takes to join.", "参与所需步骤数。"),
        column("online", "bool", "Online", "线上", "Whether it takes place online.", "是否线上活动。"),
        column("hot_topic", "bool", "Hot topic", "蹭热点", "Whether it takes up a hot topic.", "是否借势热点话题。"),
    ),
    make_table(
        "activity_products", "activity_id product_id", "one product in one activity", "一行一个活动中的一个商品",
        activity(),
        product(),
        column("role", "category", "Role", "角色", "What the product is there for.", "商品在活动中的角色。", {
            "hit": ("Hit", "爆品"), "ordinary": ("Ordinary", "普通商品"), "lure": ("Lure", "引流款"), "margin": ("Earner", "利润款"),
        }),
        column("activity_price", "yuan", "Activity price", "活动价", "Price in the activity.", "活动价格。"),
        column("rival_price", "yuan", "Rival's price", "竞品价格", "What a rival app asks for the same at that time.", "竞品平台同期同款价格。"),
        column("stock_offered", "count", "Stock offered", "活动库存", "Pieces on offer; empty if there is no limit.", "活动供应件数,不限量则为空。", empty=True),
        column("stock_sold", "count", "Stock sold", "售出件数", "Pieces sold.", "售出件数。"),
        column("sold_out_at", "time", "Sold out", "售罄时间", "When the last piece was sold, if so.", "售罄时间,未售罄则为空。", empty=True),
        column("slot", "category", "Time of day", "时段", "When in the day it is on sale.", "每日售卖时段。", {
            "all_day": ("All day", "全天"), "morning": ("Morning", "上午"), "noon": ("Noon", "午间"), "evening": ("Evening", "晚间"),
        }),
    ),
    make_table(
        "activity_exposures", "exposure_id", "one time that one user was shown one activity", "一行一个用户的一次活动曝光",
        column("exposure_id", "id", "Exposure", "曝光编号", "Number of the exposure.", "曝光编号。"),
        activity(),
        user(),
        column("ts", "time", "Time", "时间", "When.", "曝光时间。"),
        column("page", "category", "Page", "页面", "Where it was shown.", "曝光位置。", {
            "home": ("Home", "首页"), "main_venue": ("Main venue", "主会场"), "branch_venue": ("Branch venue", "分会场"), "push": ("Push", "推送"),
        }),
        column("creative", "category", "Creative", "素材", "Which picture was shown.", "展示的素材版本。", {
            "a": ("Creative A", "素材A"), "b": ("Creative B", "素材B"), "c": ("Creative C", "素材C"),
        }),
        column("clicked", "bool", "Clicked", "点击", "Whether the user clicked.", "用户是否点击。"),
        column("joined", "bool", "Joined", "参加", "Whether the user joined the activity after it.", "用户此后是否参加活动。"),
    ),
)  # fmt: skip
