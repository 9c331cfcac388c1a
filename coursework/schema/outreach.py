"""What the team publishes to be found: its own posts, posts of opinion leaders, promotion on the spot."""

from __future__ import annotations

from ._kinds import channel, city, column, district, in_area, make_table, merchant
from .names import BRANCHES, CAMPAIGNS, TERMS

TABLES = in_area(
    "outreach",
    make_table(
        "content_posts", "post_id", "one post", "一行一篇内容",
        column("post_id", "id", "Post", "内容编号", "Number of the post.", "内容编号。"),
        column("account_type", "category", "Account", "账号类型", "Where it was published.", "发布账号。", {
            "website": ("Web site", "官网"), "service_account": ("Service account", "服务号"),
            "weibo": ("Weibo", "微博"), "xiaohongshu": ("Xiaohongshu", "小红书"), "douyin": ("Douyin", "抖音"),
            "video_channel": ("Video channel", "视频号"), "live": ("Live room", "直播间"), "app": ("In the app", "应用内"),
            "competitor": ("A competitor", "竞品账号"),
        }),
        column("format", "category", "Format", "形式", "Form of the post.", "内容形式。", {
            "text": ("Text", "图文"), "poster": ("Poster", "海报"), "short_video": ("Short video", "短视频"),
            "live": ("Live stream", "直播"),
        }),
        column("topic", "category", "Topic", "主题", "What it is about.", "内容主题。", {
            "brand": ("Brand", "品牌"), "bills": ("Bills", "缴费"), "points": ("Points", "积分"), "dining": ("Dining", "餐饮"),
            "holidays": ("Holidays", "节假日"), "recipes": ("Recipes", "菜谱"), "travel": ("Travel", "出行"),
        }),
        column("search_term", "category", "Search term", "搜索词", "Search words it is written for.", "面向的搜索词。", TERMS, empty=True),
        column("published_at", "time", "Published", "发布时间", "When.", "发布时间。"),
        column("impressions", "count", "Impressions", "展示", "Times it was shown.", "展示次数。"),
        column("reads", "count", "Reads", "阅读", "Times it was read.", "阅读次数。"),
        column("clicks", "count", "Clicks", "点击", "Readers who went on to the app; each is a row of touchpoints.", "继续访问应用的人次,对应触点表。"),
        column("registrations", "count", "Registrations", "注册", "Users of those clicks.", "由此带来的注册。"),
        column("cost", "yuan", "Cost", "成本", "What it cost to make.", "制作成本。"),
        column("hot_topic", "bool", "Hot topic", "蹭热点", "Whether it took up a hot topic.", "是否借势热点话题。"),
        column("completion_percent", "count", "Watched to the end", "完播率", "Share of views that went to the end; videos only.", "看完的占比;仅视频有值。",
               empty=True, unit="percent"),
        column("likes", "count", "Likes", "点赞", "Number of likes.", "点赞数。"),
        column("comments", "count", "Comments", "评论", "Number of comments.", "评论数。"),
        column("shares", "count", "Shares", "转发", "Times it was passed on.", "转发次数。"),
        column("follows", "count", "New followers", "新增关注", "People who followed the account because of it.", "由此带来的新增关注。"),
    ),
    make_table(
        "kol_posts", "kol_post_id", "one post of one opinion leader", "一行一次达人发文",
        column("kol_post_id", "id", "Opinion leader's post", "达人发文编号", "Number of the post.", "达人发文编号。"),
        column("kol", "text", "Opinion leader", "达人", "Name of the opinion leader in English (all are made up).", "达人的英文名称(均为虚构)。"),
        column("kol_zh", "text", "Opinion leader, in Chinese", "达人中文名", "Name of the opinion leader in Chinese.", "达人的中文名称。"),
        column("kol_type", "category", "Kind of opinion leader", "达人类型", "Size class of the opinion leader.", "达人量级。", {
            "head": ("Head (star)", "头部"), "waist": ("Waist (middling)", "腰部"), "tail": ("Tail (small)", "尾部"),
            "koc": ("Key consumer (KOC)", "关键意见消费者(KOC)"),
        }),
        column("platform", "category", "Platform", "平台", "Where it was published.", "发布平台。", {
            "short_video": ("Short video", "短视频"), "notes": ("Notes", "笔记"), "microblog": ("Microblog", "微博客"), "live": ("Live stream", "直播"),
        }),
        column("campaign", "category", "Campaign", "广告计划", "Campaign under which it was bought.", "所属投放计划。", CAMPAIGNS),
        column("followers", "count", "Followers", "粉丝数", "Followers of the opinion leader.", "达人的粉丝数。"),
        column("fans_young_percent", "count", "Young followers", "年轻粉丝占比", "Share of followers below 30 years of age.", "30岁以下粉丝占比。", unit="percent"),
        column("fans_local_percent", "count", "Local followers", "本地粉丝占比", "Share of followers in the cities where the app is at home.", "应用所在城市的粉丝占比。",
               unit="percent"),
        column("price", "yuan", "Price", "报价", "What the post cost.", "发文价格。"),
        column("cooperation", "category", "Cooperation", "合作方式", "How the opinion leader was paid.", "达人的报酬方式。", {
            "paid": ("Paid", "付费"), "exchange": ("Exchange of reach", "资源置换"), "commission": ("Commission", "佣金分成"),
        }),
        column("published_at", "time", "Published", "发布时间", "When.", "发布时间。"),
        column("impressions", "count", "Impressions", "展示", "Times it was shown.", "展示次数。"),
        column("interactions", "count", "Interactions", "互动", "Likes, comments and shares together.", "点赞、评论、转发合计。"),
        column("clicks", "count", "Clicks", "点击", "People who went on to the app.", "继续访问应用的人次。"),
        column("registrations", "count", "Registrations", "注册", "Users of those clicks.", "由此带来的注册。"),
    ),
    make_table(
        "offline_promos", "promo_id", "one promotion on the spot", "一行一次线下推广",
        column("promo_id", "id", "Promotion", "推广编号", "Number of the promotion.", "推广编号。"),
        column("kind", "category", "Kind", "类型", "How people were met.", "触达人群的方式。", {
            "merchant_store": ("In a merchant's shop", "商户门店"), "branch_pavilion": ("Pavilion in a branch", "网点生活馆"),
            "ad_screen": ("Ad screen", "广告机"), "street": ("On the street", "地推"), "institution": ("At an institution", "机构社团"),
            "strong_link": ("Meeting of strong links", "强链接活动"),
        }),
        channel("Channel to which its registrations are credited.", "注册归属的渠道。"),
        city("City of the promotion.", "推广所在城市。"),
        district("District of the promotion.", "推广所在城区。"),
        merchant(True, "Merchant in whose shop it was, if so.", "所在商户,不在商户则为空。"),
        column("branch", "category", "Branch", "网点", "Branch in which it was, if so.", "所在网点,不在网点则为空。", BRANCHES, empty=True),
        column("starts", "date", "First day", "开始日期", "First day.", "第一天。"),
        column("ends", "date", "Last day", "结束日期", "Last day.", "最后一天。"),
        column("staff_hours", "count", "Staff hours", "人工工时", "Hours that staff spent on it.", "投入的人工工时。", unit="hours"),
        column("materials_cost", "yuan", "Cost of materials", "物料成本", "What posters, gifts and screens cost.", "海报、礼品、屏幕等物料费用。"),
        column("cost", "yuan", "Cost", "成本", "What it cost in all.", "总成本。"),
        column("scans", "count", "Scans", "扫码", "Times its code was scanned.", "扫码次数。"),
        column("registrations", "count", "Registrations", "注册", "Users of those scans.", "由此带来的注册。"),
    ),
)  # fmt: skip
