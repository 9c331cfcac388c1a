"""What users say: unasked, as feedback, and asked, in surveys."""

from __future__ import annotations

import numpy as np

from .. import surveys, texts
from ..feedback import COLUMN, said
from ..frames import Texts, codes
from ..replies import handled

SOURCES = codes("feedback", "source", ("review", "service_log", "app_store", "community"))
SORTED = codes("feedback", "category", ("feature_need", "experience_problem", "service_complaint"))
METHODS = codes("surveys", "method", ("questionnaire", "interview", "focus_group"))
WORDS = codes("surveys", "answer", surveys.WORDS)
QUESTIONS = codes("surveys", "question", ("nps", "satisfaction", "awareness", "motive", "need_level", "why_quiet"))


def users(played, root_key, last_day: int, made: dict) -> dict:
    """Rows of `feedback` and `surveys`."""
    return {"feedback": _feedback(played, root_key, last_day, made), "surveys": _surveys(played, last_day, made)}


def _feedback(played, root_key, last_day, made) -> dict:
    ids = played.users.id
    it = said(played, root_key, last_day, made)
    done = handled(it, last_day)
    words = texts.chosen(it.key, it.theme)
    english, chinese = texts.written()
    order, known = np.maximum(it.order, 0), it.order >= 0
    orders, some = made["orders"], len(made["orders"]["order_id"]) > 0
    nobody = np.full(len(it.user), -1)
    return {
        "feedback_id": ids[it.user] * 1_000 + surveys.serials(it.user, len(ids)), "user_id": ids[it.user], "ts": it.at,
        "source": SOURCES[np.array(COLUMN)[it.occasion]], "order_id": np.where(known, orders["order_id"][order], -1) if some else nobody,
        "merchant_id": np.where(known, orders["merchant_id"][order], -1) if some else nobody, "activity_id": it.activity,
        "text": Texts(words, english), "text_zh": Texts(words, chinese), "rating": done.rating,
        "category": np.where(done.category < 0, -1, SORTED[done.category]), "first_reply_at": done.replied, "resolved_at": done.solved,
        "told_user_at": done.told,
    }  # fmt: skip


def _surveys(played, last_day, made) -> dict:
    ids = played.users.id
    it = surveys.answers(played, last_day, made["users"])
    return {
        "answer_id": ids[it.user] * 1_000 + surveys.serials(it.user, len(ids)), "user_id": ids[it.user], "ts": it.at,
        "method": METHODS[it.method], "question": QUESTIONS[it.question], "score": it.score,
        "answer": np.where(it.words < 0, -1, WORDS[it.words]),
    }  # fmt: skip
