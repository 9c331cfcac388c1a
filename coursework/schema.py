"""Every table of the app, described once: key, grain, columns, types, units, allowed values, labels, meaning.

The data dictionary, the checks of an own export and the words on charts all come from here. Amounts are described in
yuan, as `open_app` gives them; the Parquet files hold the same amounts as whole cents.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from .i18n import listing, t

SCHEMA_VERSION = "1.0"
TYPES = {
    "id": ("whole number", "整数编号"),
    "category": ("category", "类别"),
    "time": ("date and time", "日期时间"),
    "date": ("date", "日期"),
    "yuan": ("amount", "金额"),
    "count": ("whole number", "整数"),
    "bool": ("true or false", "是否"),
    "text": ("text", "文本"),
}


@dataclass(frozen=True)
class Column:
    """One column: name, type (a key of `TYPES`), whether it may be empty, unit, labels and meanings in two languages."""

    name: str
    type: str
    en: str
    zh: str
    meaning: str
    meaning_zh: str
    values: dict[str, tuple[str, str]] | None = field(default=None, hash=False)
    empty: bool = False
    unit: str = ""
    refers: str = ""  # "table.column" in which every value is found

    @property
    def money(self) -> bool:
        """Whether the column is an amount (yuan in tables that are opened, cents in the files)."""
        return self.type == "yuan"


@dataclass(frozen=True)
class Table:
    """One table: name, key columns, what one row is, and its columns in order."""

    name: str
    key: tuple[str, ...]
    grain: str
    grain_zh: str
    columns: tuple[Column, ...]

    def __getitem__(self, name: str) -> Column:
        for column in self.columns:
            if column.name == name:
                return column
        raise LookupError(
            t("The table {table} has no column {name}; it has {names}.", table=self.name, name=name, names=listing(self.names, 20))
        )

    @property
    def names(self) -> tuple[str, ...]:
        """Names of the columns in order."""
        return tuple(column.name for column in self.columns)


def _c(name, type, en, zh, meaning, meaning_zh, values=None, *, empty=False, refers=""):
    unit = {"yuan": "yuan", "bool": "yes/no"}.get(type, "")
    return Column(name, type, en, zh, meaning, meaning_zh, values, empty, unit, refers)


CHANNELS = {
    "search_ads": ("Search ads", "搜索广告"),
    "brand_search": ("Brand search", "品牌词搜索"),
    "feed_ads": ("Feed ads", "信息流广告"),
    "video_ads": ("Video ads", "短视频广告"),
    "banner_ads": ("Banner ads", "横幅广告"),
    "app_store_ads": ("App-store ads", "应用商店广告"),
    "kol_posts": ("Opinion leaders", "达人合作"),
    "task_platform": ("Task platform", "任务平台"),
    "partner_communities": ("Partner communities", "异业社群"),
    "official_account": ("Official account", "公众号"),
    "referral": ("Referral", "老带新"),
    "merchant_qr": ("Merchant QR code", "商户扫码"),
    "branch": ("Bank branch", "银行网点"),
    "ad_screens": ("Ad screens", "电梯屏广告"),
    "street_promo": ("Street promotion", "地推"),
    "bank_customers": ("Bank's own customers", "本行存量客户"),
    "seo": ("Unpaid search (SEO)", "自然搜索(SEO)"),
    "app_store": ("App store (ASO)", "应用商店自然量(ASO)"),
    "direct": ("Direct", "直接访问"),
}
CAMPAIGNS = {
    "category_words": ("Category words", "品类词"),
    "rival_words": ("Rivals' words", "竞品词"),
    "brand_words": ("Brand words", "品牌词"),
    "county_towns": ("County towns", "县城人群"),
    "feed_nationwide": ("Feed, nationwide", "信息流全国"),
    "city_centres": ("City centres", "大城市核心区"),
    "video_nationwide": ("Video, nationwide", "短视频全国"),
    "banner_news": ("News banners", "新闻横幅"),
    "banner_weather": ("Weather banners", "天气横幅"),
    "store_search": ("Store search words", "商店搜索词"),
    "star_blogger": ("Star blogger", "头部达人"),
    "local_bloggers": ("Local bloggers", "本地达人"),
    "reward_tasks": ("Reward tasks", "有奖任务"),
}
TERMS = {
    "harbour_life_app": ("harbour life app", "港湾生活"),
    "pay_utility_bill": ("pay utility bill", "交水电费"),
    "credit_card_points": ("credit card points", "信用卡积分"),
    "restaurant_deals_nearby": ("restaurant deals nearby", "附近美食优惠"),
    "holiday_calendar": ("holiday calendar", "放假安排"),
    "steamed_fish_recipe": ("steamed fish recipe", "清蒸鱼做法"),
    "rival_app": ("name of a rival", "竞品名称"),
    "lifestyle_app": ("lifestyle app", "生活服务app"),
}
TIERS = {"tier_1": ("Tier 1 city", "一线城市"), "tier_2": ("Tier 2 city", "二线城市"), "tier_3": ("Tier 3 city", "三线城市")}
CITIES = {
    "harbour_city": ("Harbour City", "港湾市"), "east_lake": ("East Lake", "东湖市"),
    "north_bridge": ("North Bridge", "北桥市"), "silver_hill": ("Silver Hill", "银山市"),
    "long_river": ("Long River", "长河市"), "willow_ford": ("Willow Ford", "柳渡县"),
    "stone_well": ("Stone Well", "石井县"), "pear_valley": ("Pear Valley", "梨谷县"),
}  # fmt: skip

TABLES: dict[str, Table] = {}


def _table(name, key, grain, grain_zh, *columns):
    TABLES[name] = Table(name, tuple(key.split()), grain, grain_zh, columns)


def _channel(meaning, meaning_zh):
    return _c("channel", "category", "Channel", "渠道", meaning, meaning_zh, CHANNELS, refers="channels.channel")


def _user(empty=False, meaning="The user.", meaning_zh="用户。"):
    return _c("user_id", "id", "User", "用户编号", meaning, meaning_zh, empty=empty, refers="users.user_id")


_table(
    "channels", "channel", "one way by which people find the app", "一行一个获客渠道",
    _c("channel", "category", "Channel", "渠道", "Code of the channel.", "渠道代码。", CHANNELS),
    _c("name", "text", "English name", "英文名", "Name on English charts.", "英文图表上的名称。"),
    _c("name_zh", "text", "Chinese name", "中文名", "Name on Chinese charts.", "中文图表上的名称。"),
    _c("group", "category", "Group", "渠道类型", "Kind of channel.", "渠道所属类型。", {
        "online_ads": ("Online ads", "线上广告"), "search_and_store": ("Search and app store", "搜索与应用商店"),
        "opinion_leaders": ("Opinion leaders", "意见领袖"), "communities": ("Communities", "社群"),
        "owned_media": ("Own media", "自有媒体"), "referral": ("Referral", "裂变"),
        "task_platform": ("Task platform", "任务平台"), "offline": ("Offline", "线下"),
        "bank": ("Bank", "银行转化"), "organic": ("Organic", "自然量"),
    }),
    _c("online", "bool", "Online", "线上", "Whether people are met online.", "是否线上渠道。"),
    _c("domain", "category", "Domain", "流量域", "Whose traffic it is.", "流量归属。", {
        "public": ("Public traffic", "公域"), "private": ("Own traffic", "私域"),
    }),
    _c("pricing", "category", "Pricing", "计费方式", "How it is paid for.", "如何计费。", {
        "CPM": ("Per thousand views (CPM)", "按千次展示(CPM)"), "CPC": ("Per click (CPC)", "按点击(CPC)"),
        "CPA": ("Per action (CPA)", "按行为(CPA)"), "fixed": ("Fixed fee", "固定费用"), "free": ("Not bought", "非付费"),
    }),
    _c("data_interface_open", "bool", "Data interface", "数据接口", "Whether audiences can be chosen through a data interface.",
       "是否开放数据接口、可定向人群。"),
    _c("opened_on", "date", "In use since", "启用日期", "Day on which the team began to use it.", "团队开始使用的日期。"),
    _c("target_profile", "text", "Meant for", "目标人群", "Whom the team wants to meet there.", "团队希望触达的人群。"),
)  # fmt: skip
_table(
    "ad_spend", "date channel campaign", "one campaign on one day", "一行一个广告计划的一天",
    _c("date", "date", "Date", "日期", "The day.", "投放日期。"),
    _channel("Channel in which money was spent.", "花费所在渠道。"),
    _c("campaign", "category", "Campaign", "广告计划", "Part of the channel that is bought by itself.", "渠道内单独投放的计划。", CAMPAIGNS),
    _c("bid", "yuan", "Bid", "出价", "Price offered for one more click.", "为多一次点击的出价。"),
    _c("budget", "yuan", "Budget", "预算", "Most that the day may cost.", "当日预算上限。"),
    _c("impressions", "count", "Impressions", "展示", "Times it was shown.", "展示次数。"),
    _c("clicks", "count", "Clicks", "点击", "Clicks; each is a row of touchpoints.", "点击次数,每次对应触点表一行。"),
    _c("installs", "count", "Installs", "安装", "People of that day's clicks who installed the app.", "当日点击带来的安装人数。"),
    _c("cost", "yuan", "Cost", "花费", "What the day cost.", "当日花费。"),
)  # fmt: skip
_table(
    "touchpoints", "touch_id", "one contact of one person with the app before registration", "一行一次注册前的触点",
    _c("touch_id", "id", "Touch", "触点编号", "Number of the contact.", "触点编号。"),
    _c("person_id", "id", "Person", "人员编号", "Everybody who touched, registered or not.", "所有有过触点的人,无论是否注册。"),
    _user(True, "The same person as a user; empty if they never registered.", "注册后的用户编号,从未注册则为空。"),
    _c("ts", "time", "Time", "时间", "When.", "发生时间。"),
    _channel("Channel of the contact.", "触点所在渠道。"),
    _c("campaign", "category", "Campaign", "广告计划", "Campaign, where it was bought.", "付费触点所属计划。", CAMPAIGNS, empty=True),
    _c("touch_type", "category", "Kind of contact", "触点类型", "What the person did.", "触点行为。", {
        "click": ("Click on an ad", "点击广告"), "search": ("Unpaid search", "自然搜索"), "visit": ("Visit", "访问"),
        "invite": ("Invitation opened", "打开邀请"), "scan": ("Code scanned", "扫码"),
    }),
    _c("search_term", "category", "Search term", "搜索词", "Words that were searched, where it was a search.", "搜索触点的搜索词。", TERMS, empty=True),
    _c("landing_page", "category", "Landing page", "落地页", "First page seen.", "首个页面。", {
        "offer_page": ("Offer page", "优惠页"), "home_page": ("Home page", "首页"), "article": ("Article", "文章页"),
        "store_page": ("App-store page", "商店详情页"), "invite_page": ("Invitation page", "邀请页"),
        "task_page": ("Task page", "任务页"),
    }),
    _c("surface", "category", "Surface", "触达端", "Where it happened.", "发生的端。", {
        "site": ("Web site", "网站"), "mini_program": ("Mini-program", "小程序"), "app_store": ("App store", "应用商店"),
        "official_account": ("Official account", "公众号"), "community": ("Community", "社群"), "place": ("On the spot", "线下现场"),
    }),
    _c("post_id", "id", "Post", "内容编号", "Post by which the person came, where there was one.", "带来访问的内容编号。", empty=True,
       refers="content_posts.post_id"),
)  # fmt: skip
_table(
    "users", "user_id", "one registered user", "一行一个注册用户",
    _c("user_id", "id", "User", "用户编号", "Number of the user (the person's number).", "用户编号(即人员编号)。"),
    _c("registered_at", "time", "Registered", "注册时间", "When registration was done.", "完成注册的时间。"),
    _channel("Channel to which the app credits the registration: that of the last contact.", "注册归属渠道:最后一次触点的渠道。"),
    _c("birth_year", "count", "Birth year", "出生年份", "Year of birth.", "出生年份。"),
    _c("gender", "category", "Gender", "性别", "As given at registration.", "注册时填写。", {"female": ("Female", "女"), "male": ("Male", "男")}),
    _c("city", "category", "City", "城市", "City of the user (all are made up).", "所在城市(均为虚构)。", CITIES),
    _c("city_tier", "category", "City tier", "城市等级", "Size class of the city.", "城市等级。", TIERS),
    _c("occupation_group", "category", "Occupation", "职业", "As given at registration.", "注册时填写。", {
        "office": ("Office", "职员"), "trade_and_service": ("Trade and service", "商贸服务"), "factory": ("Factory", "工人"),
        "student": ("Student", "学生"), "self_employed": ("Self-employed", "个体经营"), "retired": ("Retired", "退休"),
    }),
    _c("income_band", "category", "Income", "收入水平", "Band of monthly income.", "月收入区间。", {
        "low": ("Low", "较低"), "middle": ("Middle", "中等"), "high": ("High", "较高"),
    }),
    _c("identity_type", "category", "Identity", "身份类型", "How the bank knows the person.", "银行口径的客户身份。", {
        "newcomer": ("New to the bank", "新客"), "retail_customer": ("Bank customer", "零售客户"),
        "merchant_staff": ("Merchant's staff", "商户员工"), "student": ("Student", "学生"),
    }),
    _c("opted_in_push", "bool", "Allows messages", "允许推送", "Whether messages are allowed.", "是否允许推送。"),
    _c("kyc_at", "time", "Identity checked", "实名时间", "When the identity was checked, if it was.", "完成实名认证的时间。", empty=True),
    _c("bank_customer_id", "id", "Bank customer", "客户号", "Number as a customer of the bank, if they are one.", "银行客户号,非客户为空。", empty=True,
       refers="bank_accounts.bank_customer_id"),
)  # fmt: skip
_table(
    "events", "event_id", "one thing that one user did in the app", "一行一次用户行为",
    _c("event_id", "id", "Event", "事件编号", "Number of the event.", "事件编号。"),
    _user(),
    _c("ts", "time", "Time", "时间", "When.", "发生时间。"),
    _c("session_id", "id", "Visit", "会话编号", "Number of the visit to which it belongs.", "所属会话编号。"),
    _c("event", "category", "Event", "事件", "What was done.", "行为。", {
        "submit_register_step": ("Registration step done", "提交注册步骤"), "view_tour": ("Tour taken", "查看新手引导"),
        "allow_push": ("Messages allowed", "允许推送"), "claim_coupon": ("Coupon claimed", "领券"),
        "bind_card": ("Card bound", "绑卡"), "app_open": ("App opened", "打开应用"), "page_view": ("Page viewed", "浏览页面"),
        "search": ("Search", "搜索"), "click": ("Click", "点击"), "pay_ok": ("Paid", "支付成功"),
    }),
    _c("page", "category", "Page", "页面", "Where in the app.", "所在页面。", {
        "register_phone": ("Registration: phone", "注册-手机号"), "register_code": ("Registration: code", "注册-验证码"),
        "register_profile": ("Registration: profile", "注册-资料"), "tour": ("Tour", "新手引导"), "settings": ("Settings", "设置"),
        "newcomer_gift": ("Newcomer gift", "新人礼"), "cards": ("Cards", "银行卡"), "home": ("Home", "首页"),
        "merchant": ("Merchant", "商户页"), "points": ("Points", "积分"), "search_results": ("Search results", "搜索结果"),
        "banner": ("Banner", "横幅"), "coupon_centre": ("Coupon centre", "领券中心"), "payment": ("Payment", "支付"),
    }),
)  # fmt: skip
_table(
    "orders", "order_id", "one order", "一行一笔订单",
    _c("order_id", "id", "Order", "订单编号", "Number of the order.", "订单编号。"),
    _user(),
    _c("ts", "time", "Time", "时间", "When it was paid.", "支付时间。"),
    _c("category", "category", "Category", "品类", "What was bought.", "购买品类。", {
        "dining": ("Dining", "餐饮"), "bills": ("Bills", "缴费"), "grocery": ("Grocery", "商超"), "cinema": ("Cinema", "电影"),
        "travel": ("Travel", "出行"), "mall": ("Mall", "商城"),
    }),
    _c("list_price", "yuan", "List price", "标价", "Price before discounts.", "优惠前价格。"),
    _c("discount", "yuan", "Discount", "优惠", "What the bank took off.", "银行补贴的优惠。"),
    _c("paid", "yuan", "Paid", "实付", "List price less discount.", "标价减优惠。"),
    _c("cost", "yuan", "Cost", "成本", "What the bank passes on to the merchant.", "银行付给商户的金额。"),
    _c("gross_margin", "yuan", "Gross margin", "毛利", "Paid less cost; may be negative.", "实付减成本,可能为负。"),
)  # fmt: skip
_table(
    "bank_accounts", "bank_customer_id", "one bank customer's account", "一行一个银行客户的账户",
    _c("bank_customer_id", "id", "Bank customer", "客户号", "Number of the customer.", "客户号。"),
    _user(True, "The user, if the customer is one.", "对应用户,未注册则为空。"),
    _c("opened_at", "time", "Opened", "开户时间", "When the account was opened; for customers whom the bank already had, before they registered.",
       "开户时间;存量客户早于注册。"),
    _c("card_type", "category", "Card", "卡种", "Kind of card.", "卡种。", {
        "debit": ("Debit card", "借记卡"), "payroll": ("Payroll card", "工资卡"), "credit": ("Credit card", "信用卡"),
    }),
    _c("value", "yuan", "Account value", "账户价值", "What the bank books for one new account (our choice).", "银行为一个新账户记的价值(自定)。"),
)  # fmt: skip
_table(
    "user_tags", "user_id tag", "one tag of one user", "一行一个用户的一个标签",
    _user(),
    _c("tag", "category", "Tag", "标签", "What the tag says.", "标签含义。", {
        "dining_lover": ("Likes eating out", "爱下馆子"), "car_owner": ("Car owner", "有车"), "parent": ("Parent", "有孩子"),
        "bargain_hunter": ("Bargain hunter", "爱比价"), "heavy_user": ("Heavy user", "重度用户"),
        "worth_a_call": ("Worth a call", "值得致电"),
    }),
    _c("value", "category", "Value", "取值", "Whether it holds.", "是否成立。", {"yes": ("Yes", "是"), "no": ("No", "否")}),
    _c("tag_type", "category", "Kind of tag", "标签类型", "How it was made.", "生成方式。", {
        "automatic": ("Automatic", "自动"), "manual": ("Manual", "人工"),
    }),
    _c("source", "category", "Source", "来源", "Who says so.", "标签来源。", {
        "dmp": ("Data platform (DMP)", "数据平台(DMP)"), "app": ("App behaviour", "应用行为"), "staff": ("Branch staff", "网点人员"),
    }),
    _c("valid_from", "time", "Known since", "生效时间", "When it became known: before or after registration.", "标签得知的时间,可能早于或晚于注册。"),
)  # fmt: skip
_table(
    "content_posts", "post_id", "one post", "一行一篇内容",
    _c("post_id", "id", "Post", "内容编号", "Number of the post.", "内容编号。"),
    _c("account_type", "category", "Account", "账号类型", "Where it was published.", "发布账号。", {
        "website": ("Web site", "官网"), "service_account": ("Service account", "服务号"),
    }),
    _c("format", "category", "Format", "形式", "Form of the post.", "内容形式。", {
        "text": ("Text", "图文"), "poster": ("Poster", "海报"), "short_video": ("Short video", "短视频"),
    }),
    _c("topic", "category", "Topic", "主题", "What it is about.", "内容主题。", {
        "brand": ("Brand", "品牌"), "bills": ("Bills", "缴费"), "points": ("Points", "积分"), "dining": ("Dining", "餐饮"),
        "holidays": ("Holidays", "节假日"), "recipes": ("Recipes", "菜谱"), "travel": ("Travel", "出行"),
    }),
    _c("search_term", "category", "Search term", "搜索词", "Search words it is written for.", "面向的搜索词。", TERMS, empty=True),
    _c("published_at", "time", "Published", "发布时间", "When.", "发布时间。"),
    _c("impressions", "count", "Impressions", "展示", "Times it was shown.", "展示次数。"),
    _c("reads", "count", "Reads", "阅读", "Times it was read.", "阅读次数。"),
    _c("clicks", "count", "Clicks", "点击", "Readers who went on to the app; each is a row of touchpoints.", "继续访问应用的人次,对应触点表。"),
    _c("registrations", "count", "Registrations", "注册", "Users of those clicks.", "由此带来的注册。"),
    _c("cost", "yuan", "Cost", "成本", "What it cost to make.", "制作成本。"),
)  # fmt: skip


def table(name: str) -> Table:
    """Find a table by its name.

    Raises LookupError with the names there are.

    >>> table("users").key
    ('user_id',)
    """
    if name not in TABLES:
        raise LookupError(t("There is no table {name}; there are {tables}.", name=name, tables=listing(TABLES, 20)))
    return TABLES[name]


def _side(language: str) -> int:
    if language not in ("en", "zh"):
        raise ValueError(t("There are labels in English (en) and Chinese (zh), not in {language}.", language=repr(language)))
    return 0 if language == "en" else 1


def label(column: str, value=None, language: str = "en") -> str:
    """Give the words for a column (`value` None) or for one of its values; what is unknown comes back as it is.

    `column` may be plain ("channel") or with its table ("users.channel"); a plain name is looked up in all tables.

    >>> label("channel", "feed_ads"), label("channel", "feed_ads", "zh"), label("cost", language="zh")
    ('Feed ads', '信息流广告', '花费')
    """
    side = _side(language)
    wanted, _, name = column.rpartition(".")
    for described in TABLES.values():
        if wanted and described.name != wanted or name not in described.names:
            continue
        found = described[name]
        if value is None:
            return (found.en, found.zh)[side]
        if found.values and value in found.values:
            return found.values[value][side]
    return name if value is None else str(value)


def labels(column: str, language: str = "en") -> dict[str, str]:
    """Give the words for all values of a column of categories.

    >>> labels("city_tier")["tier_1"]
    'Tier 1 city'
    """
    values = {}
    wanted, _, name = column.rpartition(".")
    for described in TABLES.values():
        if (not wanted or described.name == wanted) and name in described.names and described[name].values:
            values = described[name].values | values
    side = _side(language)
    return {code: words[side] for code, words in values.items()}
