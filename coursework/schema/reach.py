"""How users are reached: messages, and the experiments that say what reaching them does."""

from __future__ import annotations

from ._kinds import column, in_area, make_table, names, user

EXPERIMENTS = {
    "card_prompt": ("Card prompt", "绑卡提示"), "tour_prompt": ("Tour prompt", "新手引导提示"), "daily_push": ("Daily messages", "每日推送"),
    "autumn_coupon": ("Autumn coupon", "秋季优惠券"), "recall_call": ("Message to win back", "流失召回触达"),
    "button_colour": ("Colour of the button", "按钮颜色"),
}  # fmt: skip

TABLES = in_area(
    "reach",
    make_table(
        "messages", "message_id", "one message to one user", "一行一条发给用户的消息",
        column("message_id", "id", "Message", "消息编号", "Number of the message.", "消息编号。"),
        user(),
        column("ts", "time", "Time", "时间", "When it was sent.", "发送时间。"),
        column("channel", "category", "Way of reaching", "触达渠道", "How it was sent; these are not the channels of acquisition.",
               "发送渠道;与获客渠道不同。", {
            "push": ("Push", "推送"), "sms": ("Text message (SMS)", "短信"), "official_account": ("Official account", "公众号"),
            "community": ("Community", "社群"), "email": ("E-mail", "邮件"), "in_app": ("In the app", "站内信"), "call": ("Phone call", "电话"),
            "terminal": ("Terminal", "终端"),
        }),
        column("campaign", "category", "Campaign", "触达计划", "Plan to which it belongs.", "所属触达计划。", {
            "weekly_offers": ("Weekly offers", "每周优惠"), "welcome": ("Welcome", "新人欢迎"), "cart_reminder": ("Cart reminder", "加购提醒"),
            "recall": ("Winning back", "流失召回"), "festival": ("Festival", "节日"), "renewal": ("Renewal", "会员续期"),
            "daily_test": ("Test of daily messages", "每日推送试验"), "big_promotion": ("Big promotion", "大促"),
        }),
        column("trigger", "category", "Trigger", "触发方式", "What set it off.", "触发发送的原因。", {
            "schedule": ("Schedule", "定时"), "welcome": ("Registration", "新注册"), "cart": ("Left in the cart", "加购未付"),
            "favourite": ("Favourite", "收藏"), "recall": ("Long away", "久未到访"), "festival": ("Festival", "节日"),
            "renewal": ("Membership runs out", "会员到期"),
        }),
        column("template", "category", "Template", "模板", "What it holds.", "消息内容模板。", {
            "plain": ("Plain", "普通"), "coupon": ("With a coupon", "带券"), "bill": ("Bill due", "账单提醒"), "story": ("Story", "故事"),
        }),
        column("personalised", "bool", "Personalised", "个性化", "Whether it was written for this user.", "是否针对该用户编写。"),
        column("delivered", "bool", "Delivered", "送达", "Whether it arrived.", "是否送达。"),
        column("opened_at", "time", "Opened", "打开时间", "When it was opened, if so.", "打开时间,未打开则为空。", empty=True),
        column("clicked_at", "time", "Clicked", "点击时间", "When it was clicked, if so.", "点击时间,未点击则为空。", empty=True),
        column("cost", "yuan", "Cost", "成本", "What sending it cost.", "发送成本。"),
    ),
    make_table(
        "experiments", "experiment", "one experiment", "一行一个试验",
        column("experiment", "category", "Experiment", "试验", "Code of the experiment.", "试验代码。", EXPERIMENTS),
        *names("Name of the experiment", "试验"),
        column("starts", "date", "First day", "开始日期", "First day.", "第一天。"),
        column("ends", "date", "Last day", "结束日期", "Last day.", "最后一天。"),
        column("surface", "category", "Surface", "触达端", "Where it takes place.", "试验所在位置。", {
            "onboarding": ("First steps", "新手流程"), "push": ("Push", "推送"), "coupon_centre": ("Coupon centre", "领券中心"),
            "recall": ("Winning back", "流失召回"), "home": ("Home", "首页"),
        }),
        column("hypothesis", "text", "Hypothesis, in English", "英文假设", "What the team expected, in English.", "团队预期的英文说明。"),
        column("hypothesis_zh", "text", "Hypothesis, in Chinese", "中文假设", "What the team expected, in Chinese.", "团队预期的中文说明。"),
    ),
    make_table(
        "experiment_units", "experiment user_id", "one user in one experiment", "一行一个试验中的一个用户",
        column("experiment", "category", "Experiment", "试验", "The experiment.", "试验。", EXPERIMENTS, refers="experiments.experiment"),
        user(),
        column("arm", "category", "Arm", "试验组", "What the user was given.", "用户所在组。", {
            "control": ("Control", "对照组"), "prompt": ("Prompt", "提示组"), "weekly": ("Weekly", "每周组"), "daily": ("Daily", "每日组"),
            "coupon": ("Coupon", "发券组"), "no_message": ("No message", "不触达组"), "push_noon": ("Push at noon", "午间推送组"),
            "push_evening": ("Push in the evening", "晚间推送组"), "sms_noon": ("Text message at noon", "午间短信组"),
            "sms_evening": ("Text message in the evening", "晚间短信组"), "grey": ("Grey button", "灰色按钮组"), "green": ("Green button", "绿色按钮组"),
        }),
        column("assigned_at", "time", "Assigned", "分组时间", "When the arm was drawn.", "分组时间。"),
        column("exposed_at", "time", "Exposed", "曝光时间", "When the user first met it, if so.", "用户首次接触的时间,未接触则为空。", empty=True),
    ),
)  # fmt: skip
