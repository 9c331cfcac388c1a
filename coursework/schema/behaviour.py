"""What users do in the app."""

from __future__ import annotations

from ._kinds import activity, column, in_area, make_table, merchant, product, user
from .names import SURFACES

TABLES = in_area(
    "behaviour",
    make_table(
        "events", "event_id", "one thing that one user did in the app", "一行一次用户行为",
        column("event_id", "id", "Event", "事件编号", "Number of the event.", "事件编号。"),
        user(),
        column("ts", "time", "Time", "时间", "When.", "发生时间。"),
        column("session_id", "id", "Visit", "会话编号", "Number of the visit to which it belongs.", "所属会话编号。"),
        column("event", "category", "Event", "事件", "What was done.", "行为。", {
            "submit_register_step": ("Registration step done", "提交注册步骤"), "view_tour": ("Tour taken", "查看新手引导"),
            "allow_push": ("Messages allowed", "允许推送"), "claim_coupon": ("Coupon claimed", "领券"),
            "bind_card": ("Card bound", "绑卡"), "app_open": ("App opened", "打开应用"), "page_view": ("Page viewed", "浏览页面"),
            "search": ("Search", "搜索"), "click": ("Click", "点击"), "pay_ok": ("Paid", "支付成功"),
            "favourite": ("Marked as favourite", "收藏"), "add_to_cart": ("Put into the cart", "加入购物车"), "share": ("Shared", "分享"),
            "check_in": ("Checked in", "签到"), "pay_start": ("Payment begun", "发起支付"), "review": ("Reviewed", "评价"),
            "complain": ("Complained", "投诉"), "join_activity": ("Activity joined", "参加活动"),
            "exchange_points": ("Points exchanged", "积分兑换"),
        }),
        column("page", "category", "Page", "页面", "Where in the app.", "所在页面。", {
            "register_phone": ("Registration: phone", "注册-手机号"), "register_code": ("Registration: code", "注册-验证码"),
            "register_profile": ("Registration: profile", "注册-资料"), "tour": ("Tour", "新手引导"), "settings": ("Settings", "设置"),
            "newcomer_gift": ("Newcomer gift", "新人礼"), "cards": ("Cards", "银行卡"), "home": ("Home", "首页"),
            "merchant": ("Merchant", "商户页"), "points": ("Points", "积分"), "search_results": ("Search results", "搜索结果"),
            "banner": ("Banner", "横幅"), "coupon_centre": ("Coupon centre", "领券中心"), "payment": ("Payment", "支付"),
            "merchant_list": ("List of merchants", "商户列表"), "cart": ("Cart", "购物车"), "activity": ("Activity", "活动页"),
            "profile": ("Profile", "个人中心"), "service": ("Customer service", "客服"), "community": ("Community", "社区"),
            "share_page": ("Page that was shared", "分享页"),
        }),
        column("surface", "category", "Surface", "触达端", "Where it happened.", "发生的端。", SURFACES),
        column("element", "category", "Element", "点击元素", "What was clicked on the page home.", "在首页点击的元素。", {
            "search_bar": ("Search bar", "搜索框"), "icon_bills": ("Icon: bills", "图标-缴费"), "icon_dining": ("Icon: dining", "图标-餐饮"),
            "icon_points": ("Icon: points", "图标-积分"), "banner_top": ("Banner at the top", "顶部横幅"),
            "banner_side": ("Banner at the side", "侧边横幅"), "card_offer": ("Card with an offer", "优惠卡片"),
            "tab_profile": ("Tab: profile", "标签-我的"),
        }, empty=True),
        column("x", "count", "Across (x)", "横向位置(x)", "Where on the page home it was clicked, per mille of its width from the left.",
               "在首页点击处距左边的距离,占页宽的千分之几。", empty=True, unit="per mille"),
        column("y", "count", "Down (y)", "纵向位置(y)", "Where on the page home it was clicked, per mille of its height from the top.",
               "在首页点击处距顶部的距离,占页高的千分之几。", empty=True, unit="per mille"),
        column("duration_s", "count", "Time on the page", "停留时长", "How long a page was viewed.", "页面浏览时长。", empty=True, unit="seconds"),
        merchant(True, "Merchant whom it concerned, if any.", "涉及的商户,没有则为空。"),
        product(True, "Product that it concerned, if any.", "涉及的商品,没有则为空。"),
        activity(True, "Activity that it concerned, if any.", "涉及的活动,没有则为空。"),
        column("error_code", "category", "Error", "错误代码", "What went wrong, if anything.", "出错原因,未出错则为空。", {
            "timeout": ("Timed out", "超时"), "card_refused": ("Card refused", "银行卡被拒"), "sold_out": ("Sold out", "已售罄"),
            "network": ("No network", "网络中断"),
        }, empty=True),
    ),
)  # fmt: skip
