"""The teaching engine: declare an exercise, judge an answer, say what happened, remember it.

What a lesson's declarations need::

    from coursework.i18n import _
    from coursework.teaching import Lesson, Number, Series
"""

from coursework.teaching.answers import Interval, Number, Text
from coursework.teaching.cache import per_app
from coursework.teaching.choices import Choice, Choices, Ranking
from coursework.teaching.lesson import Lesson
from coursework.teaching.plan import Plan
from coursework.teaching.plausible import Known
from coursework.teaching.refusal import Refusal
from coursework.teaching.tables import Frame, Series
from coursework.teaching.words import Date, Name, Words

__all__ = [
    "Choice", "Choices", "Date", "Frame", "Interval", "Known", "Lesson", "Name", "Number", "Plan", "Ranking", "Refusal", "Series", "Text", "Words", "per_app",
]  # fmt: skip
