"""Who the users are: what they told the app, their devices, their bank accounts, the tags that others gave them."""

from __future__ import annotations

from ._kinds import channel, city, column, district, in_area, make_table, user
from .names import BRANCHES, TIERS

TABLES = in_area(
    "people",
    make_table(
        "users", "user_id", "one registered user", "一行一个注册用户",
        column("user_id", "id", "User", "用户编号", "Number of the user (the person's number).", "用户编号(即人员编号)。"),
        column("registered_at", "time", "Registered", "注册时间", "When registration was done.", "完成注册的时间。"),
        channel("Channel to which the app credits the registration: that of the last contact.", "注册归属渠道:最后一次触点的渠道。"),
        column("birth_year", "count", "Birth year", "出生年份", "Year of birth.", "出生年份。"),
        column("gender", "category", "Gender", "性别", "As given at registration.", "注册时填写。", {"female": ("Female", "女"), "male": ("Male", "男")}),
        city("City of the user (all are made up).", "所在城市(均为虚构)。"),
        column("city_tier", "category", "City tier", "城市等级", "Size class of the city.", "城市等级。", TIERS),
        column("occupation_group", "category", "Occupation", "职业", "As given at registration.", "注册时填写。", {
            "office": ("Office", "职员"), "trade_and_service": ("Trade and service", "商贸服务"), "factory": ("Factory", "工人"),
            "student": ("Student", "学生"), "self_employed": ("Self-employed", "个体经营"), "retired": ("Retired", "退休"),
        }),
        column("income_band", "category", "Income", "收入水平", "Band of monthly income.", "月收入区间。", {
            "low": ("Low", "较低"), "middle": ("Middle", "中等"), "high": ("High", "较高"),
        }),
        column("identity_type", "category", "Identity", "身份类型", "How the bank knows the person.", "银行口径的客户身份。", {
            "newcomer": ("New to the bank", "新客"), "retail_customer": ("Bank customer", "零售客户"),
            "merchant_staff": ("Merchant's staff", "商户员工"), "student": ("Student", "学生"),
        }),
        column("opted_in_push", "bool", "Allows messages", "允许推送", "Whether messages are allowed.", "是否允许推送。"),
        column("kyc_at", "time", "Identity checked", "实名时间", "When the identity was checked, if it was.", "完成实名认证的时间。", empty=True),
        column("bank_customer_id", "id", "Bank customer", "客户号", "Number as a customer of the bank, if they are one.", "银行客户号,非客户为空。", empty=True,
               refers="bank_accounts.bank_customer_id"),
        district("District in which the user lives.", "居住城区。"),
        column("star_level", "count", "Bank stars", "银行星级", "The bank's star of its customer, 1 to 5; empty for others.", "银行客户星级,1至5;非客户为空。", empty=True),
        column("referrer_user_id", "id", "Invited by", "推荐人", "The user who invited this one, if any.", "邀请该用户的用户,没有则为空。", empty=True,
               refers="users.user_id"),
        column("seed_user", "bool", "Seed user", "种子用户", "Whether the team chose this user by hand as one of the first.", "是否团队亲自挑选的首批用户。"),
        column("opted_in_sms", "bool", "Allows text messages", "允许短信", "Whether text messages are allowed.", "是否允许短信。"),
        column("push_muted_at", "time", "Messages muted", "关闭推送时间", "When the user muted the app's messages, if so.", "用户关闭推送的时间,未关闭则为空。", empty=True),
        column("wecom_friend_at", "time", "Friend on WeCom", "加企微时间", "When the user became a contact of the team's WeCom account, if so.",
               "用户添加团队企业微信的时间,未添加则为空。", empty=True),
        column("account_followed_at", "time", "Official account followed", "关注公众号时间", "When the user followed the official account, if so.",
               "用户关注公众号的时间,未关注则为空。", empty=True),
        column("uninstalled_at", "time", "Uninstalled", "卸载时间", "When the user removed the app, if so.", "用户卸载应用的时间,未卸载则为空。", empty=True),
    ),
    make_table(
        "devices", "device_id user_id", "one device that one user has used", "一行一个用户用过的一台设备",
        column("device_id", "id", "Device", "设备编号", "Number of the device; several users may share one.", "设备编号,可能由多个用户共用。"),
        user(),
        column("os", "category", "System", "操作系统", "Operating system.", "操作系统。", {
            "ios": ("iOS", "iOS(苹果)"), "android": ("Android", "安卓"), "harmony": ("HarmonyOS", "鸿蒙"),
        }),
        column("price_band", "category", "Price of the device", "机型价位", "Band of the device's price when new.", "设备上市时的价位。", {
            "low": ("Low", "低价"), "middle": ("Middle", "中价"), "high": ("High", "高价"),
        }),
        column("app_version", "category", "App version", "应用版本", "Version of the app when last seen.", "最近一次使用时的应用版本。", {
            "v5_0": ("Version 5.0", "5.0版"), "v5_1": ("Version 5.1", "5.1版"), "v5_2": ("Version 5.2", "5.2版"), "v6_0": ("Version 6.0", "6.0版"),
        }),
        column("first_seen", "date", "First seen", "首次使用日期", "Day on which the user was first seen on it.", "用户首次使用该设备的日期。"),
        column("last_seen", "date", "Last seen", "最近使用日期", "Day on which the user was last seen on it.", "用户最近使用该设备的日期。"),
        column("push_token_ok", "bool", "Can be reached", "推送可达", "Whether messages still arrive on it.", "推送是否仍可送达。"),
    ),
    make_table(
        "bank_accounts", "bank_customer_id", "one bank customer's account", "一行一个银行客户的账户",
        column("bank_customer_id", "id", "Bank customer", "客户号", "Number of the customer.", "客户号。"),
        user(True, "The user, if the customer is one.", "对应用户,未注册则为空。"),
        column("opened_at", "time", "Opened", "开户时间", "When the account was opened; for customers whom the bank already had, before they registered.",
               "开户时间;存量客户早于注册。"),
        column("card_type", "category", "Card", "卡种", "Kind of card.", "卡种。", {
            "debit": ("Debit card", "借记卡"), "payroll": ("Payroll card", "工资卡"), "credit": ("Credit card", "信用卡"),
        }),
        column("value", "yuan", "Account value", "账户价值", "What the bank books for one new account (our choice).", "银行为一个新账户记的价值(自定)。"),
        column("branch", "category", "Branch", "开户网点", "Branch that keeps the account (all are made up).", "账户所属网点(均为虚构)。", BRANCHES),
        column("aum_band", "category", "Assets (AUM)", "资产分档(AUM)", "Band of the assets under management, in yuan.", "管理资产分档,单位元。", {
            "below_10k": ("Below 10,000", "1万以下"), "10k_50k": ("10,000 to 50,000", "1万至5万"),
            "50k_300k": ("50,000 to 300,000", "5万至30万"), "above_300k": ("Above 300,000", "30万以上"),
        }),
        column("monthly_card_spend", "yuan", "Monthly card spending", "月均刷卡", "What the customer spends by card in a month, on average.", "客户平均每月刷卡金额。"),
        column("products_held", "count", "Products held", "持有产品数", "Number of the bank's products that the customer holds.", "客户持有的银行产品数量。"),
        column("star_level", "count", "Bank stars", "银行星级", "The bank's star of the customer, 1 to 5.", "银行客户星级,1至5。"),
        column("last_bank_app_at", "time", "Last in the banking app", "最近登录手机银行", "When the customer last used the bank's own app, if ever.",
               "客户最近一次使用手机银行的时间,从未使用则为空。", empty=True),
    ),
    make_table(
        "user_tags", "user_id tag", "one tag of one user", "一行一个用户的一个标签",
        user(),
        column("tag", "category", "Tag", "标签", "What the tag says.", "标签含义。", {
            "dining_lover": ("Likes eating out", "爱下馆子"), "car_owner": ("Car owner", "有车"), "parent": ("Parent", "有孩子"),
            "bargain_hunter": ("Bargain hunter", "爱比价"), "heavy_user": ("Heavy user", "重度用户"),
            "worth_a_call": ("Worth a call", "值得致电"),
        }),
        column("value", "category", "Value", "取值", "Whether it holds.", "是否成立。", {"yes": ("Yes", "是"), "no": ("No", "否")}),
        column("tag_type", "category", "Kind of tag", "标签类型", "How it was made.", "生成方式。", {
            "automatic": ("Automatic", "自动"), "manual": ("Manual", "人工"),
        }),
        column("source", "category", "Source", "来源", "Who says so.", "标签来源。", {
            "dmp": ("Data platform (DMP)", "数据平台(DMP)"), "app": ("App behaviour", "应用行为"), "staff": ("Branch staff", "网点人员"),
        }),
        column("valid_from", "time", "Known since", "生效时间", "When it became known: before or after registration.", "标签得知的时间,可能早于或晚于注册。"),
    ),
)  # fmt: skip
