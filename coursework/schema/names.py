"""Lists of values that several tables share: codes with their English and Chinese words."""

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
    "institutions": ("Institutions", "机构合作"),
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
DISTRICTS = {
    "old_town": ("Old town", "老城区"), "new_town": ("New town", "新城区"), "riverside": ("Riverside", "滨江区"),
    "university": ("University quarter", "大学城"), "industrial_park": ("Industrial park", "产业园区"),
}  # fmt: skip
BRANCHES = {
    "harbour_main": ("Harbour main branch", "港湾总部支行"), "harbour_east": ("Harbour east branch", "港湾东支行"),
    "lake_street": ("Lake Street branch", "湖滨路支行"), "bridge_gate": ("Bridge Gate branch", "桥门支行"),
    "hill_square": ("Hill Square branch", "山前广场支行"), "river_bank": ("River Bank branch", "河岸支行"),
    "willow_road": ("Willow Road branch", "柳荫路支行"), "stone_lane": ("Stone Lane branch", "石巷支行"),
}  # fmt: skip
CATEGORIES = {
    "dining": ("Dining", "餐饮"), "bills": ("Bills", "缴费"), "grocery": ("Grocery", "商超"), "cinema": ("Cinema", "电影"),
    "travel": ("Travel", "出行"), "mall": ("Mall", "商城"),
}  # fmt: skip
SURFACES = {"app": ("App", "应用(App)"), "mini_program": ("Mini-program", "小程序")}
