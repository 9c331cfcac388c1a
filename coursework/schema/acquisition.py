"""How people come: channels, what is spent in them, contacts before registration, its steps, invitations."""

from __future__ import annotations

from ._kinds import activity, channel, column, in_area, make_table, user
from .names import CAMPAIGNS, CHANNELS, SURFACES, TERMS

TABLES = in_area(
    "acquisition",
    make_table(
        "channels", "channel", "one way by which people find the app", "一行一个获客渠道",
        column("channel", "category", "Channel", "渠道", "Code of the channel.", "渠道代码。", CHANNELS),
        column("name", "text", "English name", "英文名", "Name on English charts.", "英文图表上的名称。"),
        column("name_zh", "text", "Chinese name", "中文名", "Name on Chinese charts.", "中文图表上的名称。"),
        column("group", "category", "Group", "渠道类型", "Kind of channel.", "渠道所属类型。", {
            "online_ads": ("Online ads", "线上广告"), "search_and_store": ("Search and app store", "搜索与应用商店"),
            "opinion_leaders": ("Opinion leaders", "意见领袖"), "communities": ("Communities", "社群"),
            "owned_media": ("Own media", "自有媒体"), "referral": ("Referral", "裂变"),
            "task_platform": ("Task platform", "任务平台"), "offline": ("Offline", "线下"),
            "bank": ("Bank", "银行转化"), "organic": ("Organic", "自然量"),
        }),
        column("online", "bool", "Online", "线上", "Whether people are met online.", "是否线上渠道。"),
        column("domain", "category", "Domain", "流量域", "Whose traffic it is.", "流量归属。", {
            "public": ("Public traffic", "公域"), "private": ("Own traffic", "私域"),
        }),
        column("pricing", "category", "Pricing", "计费方式", "How it is paid for.", "如何计费。", {
            "CPM": ("Per thousand views (CPM)", "按千次展示(CPM)"), "CPC": ("Per click (CPC)", "按点击(CPC)"),
            "CPA": ("Per action (CPA)", "按行为(CPA)"), "fixed": ("Fixed fee", "固定费用"), "free": ("Not bought", "非付费"),
        }),
        column("data_interface_open", "bool", "Data interface", "数据接口", "Whether audiences can be chosen through a data interface.",
               "是否开放数据接口、可定向人群。"),
        column("opened_on", "date", "In use since", "启用日期", "Day on which the team began to use it.", "团队开始使用的日期。"),
        column("target_profile", "text", "Meant for", "目标人群", "Whom the team wants to meet there.", "团队希望触达的人群。"),
    ),
    make_table(
        "ad_spend", "date channel campaign", "one campaign on one day", "一行一个广告计划的一天",
        column("date", "date", "Date", "日期", "The day.", "投放日期。"),
        channel("Channel in which money was spent.", "花费所在渠道。"),
        column("campaign", "category", "Campaign", "广告计划", "Part of the channel that is bought by itself.", "渠道内单独投放的计划。", CAMPAIGNS),
        column("bid", "yuan", "Bid", "出价", "Price offered for one more click.", "为多一次点击的出价。"),
        column("budget", "yuan", "Budget", "预算", "Most that the day may cost.", "当日预算上限。"),
        column("impressions", "count", "Impressions", "展示", "Times it was shown.", "展示次数。"),
        column("clicks", "count", "Clicks", "点击", "Clicks; each is a row of touchpoints.", "点击次数,每次对应触点表一行。"),
        column("installs", "count", "Installs", "安装", "People of that day's clicks who installed the app.", "当日点击带来的安装人数。"),
        column("cost", "yuan", "Cost", "花费", "What the day cost.", "当日花费。"),
    ),
    make_table(
        "touchpoints", "touch_id", "one contact of one person with the app before registration", "一行一次注册前的触点",
        column("touch_id", "id", "Touch", "触点编号", "Number of the contact.", "触点编号。"),
        column("person_id", "id", "Person", "人员编号", "Everybody who touched, registered or not.", "所有有过触点的人,无论是否注册。"),
        user(True, "The same person as a user; empty if they never registered.", "注册后的用户编号,从未注册则为空。"),
        column("ts", "time", "Time", "时间", "When.", "发生时间。"),
        channel("Channel of the contact.", "触点所在渠道。"),
        column("campaign", "category", "Campaign", "广告计划", "Campaign, where it was bought.", "付费触点所属计划。", CAMPAIGNS, empty=True),
        column("touch_type", "category", "Kind of contact", "触点类型", "What the person did.", "触点行为。", {
            "click": ("Click on an ad", "点击广告"), "search": ("Unpaid search", "自然搜索"), "visit": ("Visit", "访问"),
            "invite": ("Invitation opened", "打开邀请"), "scan": ("Code scanned", "扫码"),
        }),
        column("search_term", "category", "Search term", "搜索词", "Words that were searched, where it was a search.", "搜索触点的搜索词。", TERMS, empty=True),
        column("landing_page", "category", "Landing page", "落地页", "First page seen.", "首个页面。", {
            "offer_page": ("Offer page", "优惠页"), "home_page": ("Home page", "首页"), "article": ("Article", "文章页"),
            "store_page": ("App-store page", "商店详情页"), "invite_page": ("Invitation page", "邀请页"),
            "task_page": ("Task page", "任务页"),
        }),
        column("surface", "category", "Surface", "触达端", "Where it happened.", "发生的端。", {
            "site": ("Web site", "网站"), "mini_program": ("Mini-program", "小程序"), "app_store": ("App store", "应用商店"),
            "official_account": ("Official account", "公众号"), "community": ("Community", "社群"), "place": ("On the spot", "线下现场"),
        }),
        column("post_id", "id", "Post", "内容编号", "Post by which the person came, where there was one.", "带来访问的内容编号。", empty=True,
               refers="content_posts.post_id"),
    ),
    make_table(
        "registration_steps", "person_id step", "one step of registering that one person reached", "一行一人到达的一个注册步骤",
        column("person_id", "id", "Person", "人员编号", "Everybody who began to register.", "所有开始注册的人。"),
        user(True, "The same person as a user; empty if they never registered.", "注册后的用户编号,从未注册则为空。"),
        column("step", "category", "Step", "注册步骤", "The step that was reached.", "到达的步骤。", {
            "form_opened": ("Form opened", "打开注册页"), "phone": ("Phone number given", "填写手机号"),
            "code": ("Code entered", "输入验证码"), "profile": ("Profile filled in", "填写资料"), "done": ("Registered", "注册完成"),
        }),
        column("ts", "time", "Time", "时间", "When it was reached.", "到达时间。"),
        column("surface", "category", "Surface", "触达端", "Where the person registered.", "注册所在端。", SURFACES),
        column("error_code", "category", "Error", "错误代码", "What stopped the person; only on the last step of those who gave up.",
               "阻止此人的原因;仅放弃者的最后一步有值。", {
            "sms_late": ("Code came late", "验证码迟到"), "wrong_code": ("Wrong code", "验证码错误"),
            "id_mismatch": ("Identity does not match", "身份信息不符"), "timeout": ("Timed out", "超时"),
        }, empty=True),
    ),
    make_table(
        "referrals", "referral_id", "one invitation that was opened", "一行一次被打开的邀请",
        column("referral_id", "id", "Referral", "邀请编号", "Number of the invitation: that of the invited person.", "邀请编号,即被邀请人的人员编号。"),
        column("inviter_id", "id", "Inviter", "邀请人", "The user who invited.", "发出邀请的用户。", refers="users.user_id"),
        column("invitee_person_id", "id", "Invited person", "被邀请人", "The person who was invited, registered or not.", "被邀请的人,无论是否注册。"),
        column("invitee_user_id", "id", "Invited user", "被邀请用户", "The same person as a user; empty if they never registered.",
               "注册后的用户编号,从未注册则为空。", empty=True, refers="users.user_id"),
        column("shared_at", "time", "Shared", "分享时间", "When the invitation was sent.", "发出邀请的时间。"),
        column("clicked_at", "time", "Opened", "打开时间", "When the invited person opened it.", "被邀请人打开的时间。"),
        column("mechanism", "category", "Mechanism", "裂变方式", "What the inviter was given to share.", "邀请人分享的玩法。", {
            "invite_reward": ("Reward for inviting", "邀请有礼"), "group_buy": ("Group buy", "拼团"),
            "share_benefit": ("Benefit to share", "分享权益"), "social_invite": ("Come along", "社交邀约"),
        }),
        activity(True, "Activity to which the invitation belongs, if any.", "邀请所属活动,没有则为空。"),
        column("generation", "count", "Generation", "代数", "1 if the inviter was not invited, 2 if the inviter is of generation 1, and so on.",
               "邀请人并非受邀而来为1,邀请人是第1代为2,依此类推。"),
        column("reward_inviter", "yuan", "Inviter's reward", "邀请人奖励", "What the inviter got.", "邀请人所得奖励。"),
        column("reward_invitee", "yuan", "Invited person's reward", "被邀请人奖励", "What the invited person got.", "被邀请人所得奖励。"),
    ),
)  # fmt: skip
