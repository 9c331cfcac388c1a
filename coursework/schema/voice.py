"""What users say: unasked, as feedback, and asked, in surveys."""

from __future__ import annotations

from ._kinds import activity, column, in_area, make_table, merchant, order, user

TABLES = in_area(
    "voice",
    make_table(
        "feedback", "feedback_id", "one thing that one user said", "一行一条用户反馈",
        column("feedback_id", "id", "Feedback", "反馈编号", "Number of the feedback.", "反馈编号。"),
        user(),
        column("ts", "time", "Time", "时间", "When.", "反馈时间。"),
        column("source", "category", "Source", "来源", "Where it was said.", "反馈来源。", {
            "review": ("Review of an order", "订单评价"), "service_log": ("Service log", "客服记录"), "app_store": ("App store", "应用商店"),
            "community": ("Community", "社群"),
        }),
        order("Order that it is about, if any.", "涉及的订单,没有则为空。"),
        merchant(True, "Merchant whom it is about, if any.", "涉及的商户,没有则为空。"),
        activity(True, "Activity that it is about, if any.", "涉及的活动,没有则为空。"),
        column("text", "text", "Text, in English", "英文原文", "What was said, in English.", "反馈内容的英文。"),
        column("text_zh", "text", "Text, in Chinese", "中文原文", "What was said, in Chinese.", "反馈内容的中文。"),
        column("rating", "count", "Rating", "评分", "Stars that came with it, 1 to 5, if any.", "星级评分,1至5;没有则为空。", empty=True),
        column("category", "category", "Category", "反馈类别", "How staff sorted it; only in the service log.", "员工归类;仅客服记录有值。", {
            "feature_need": ("Feature needed", "功能需求"), "experience_problem": ("Problem of experience", "体验问题"),
            "service_complaint": ("Complaint about service", "服务投诉"),
        }, empty=True),
        column("first_reply_at", "time", "First reply", "首次回复时间", "When staff first replied, if so.", "员工首次回复的时间,未回复则为空。", empty=True),
        column("resolved_at", "time", "Resolved", "解决时间", "When it was resolved, if so.", "解决时间,未解决则为空。", empty=True),
        column("told_user_at", "time", "User told", "告知时间", "When the user was told what came of it, if so.", "告知用户结果的时间,未告知则为空。", empty=True),
    ),
    make_table(
        "surveys", "answer_id", "one answer of one user to one question", "一行一个用户对一个问题的回答",
        column("answer_id", "id", "Answer", "回答编号", "Number of the answer.", "回答编号。"),
        user(),
        column("ts", "time", "Time", "时间", "When.", "回答时间。"),
        column("method", "category", "Method", "调研方式", "How the user was asked.", "调研方式。", {
            "questionnaire": ("Questionnaire", "问卷"), "interview": ("Interview", "访谈"), "focus_group": ("Focus group", "焦点小组"),
        }),
        column("question", "category", "Question", "问题", "What was asked.", "所问问题。", {
            "nps": ("Would recommend (NPS)", "推荐意愿(NPS)"), "satisfaction": ("Satisfaction", "满意度"), "awareness": ("Awareness", "认知度"),
            "motive": ("Motive", "使用动机"), "need_level": ("Level of need", "需求层次"), "why_quiet": ("Why quiet", "沉默原因"),
        }),
        column("score", "count", "Score", "得分", "Number given as the answer: 0 to 10 for NPS, 1 to 5 for satisfaction; empty for other questions.",
               "数字回答:推荐意愿0至10,满意度1至5;其他问题为空。", empty=True),
        column("answer", "category", "Answer", "回答", "Words given as the answer; empty where it is a number.", "文字回答,数字回答则为空。", {
            "saving": ("Saving money", "省钱"), "convenience": ("Convenience", "方便"), "habit": ("Habit", "习惯"), "points": ("Points", "积分"),
            "friends": ("Friends", "朋友"), "boredom": ("Boredom", "打发时间"), "safety": ("Safety", "安全"), "belonging": ("Belonging", "归属"),
            "esteem": ("Esteem", "尊重"), "self_fulfilment": ("Self-fulfilment", "自我实现"), "survival": ("Survival", "生存"),
            "no_need": ("No need", "没有需求"), "too_many_messages": ("Too many messages", "消息太多"), "found_better": ("Found a better one", "有更好的选择"),
            "forgot": ("Forgot", "忘了"), "know_well": ("Knows it well", "很了解"), "know_name": ("Knows the name", "听说过"),
            "not_known": ("Does not know it", "不知道"),
        }, empty=True),
    ),
)  # fmt: skip
