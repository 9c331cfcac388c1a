"""What people write: a text of a theme, with words before and after it, in English and Chinese."""

from __future__ import annotations

from functools import lru_cache

import numpy as np

from .randomness import draw, pick
from .scales import inverse
from .themes import THEMES

BEFORE = (  # words before, by mood
    (("", ""), ("Not happy.", "不太满意。"), ("This is annoying.", "真让人心烦。"), ("Please have a look.", "麻烦看一下。")),
    (("", ""), ("Very pleased.", "很满意。"), ("Well done.", "做得好。"), ("A good experience.", "体验不错。")),
    (("", ""), ("I have a suggestion.", "提个建议。"), ("Just a thought.", "随便说说。"), ("The app is fine so far.", "目前用着还行。")),
)  # fmt: skip
AFTER = (  # words after, by mood
    (("", ""), ("Please fix it.", "请尽快处理。"), ("What should I do now?", "现在该怎么办？"), ("I hope this gets better.", "希望能改进。")),
    (("", ""), ("Happy to do it again.", "下次还会选。"), ("Recommended.", "推荐。"), ("Thank you.", "谢谢。")),
    (("", ""), ("Thank you for considering it.", "谢谢考虑。"), ("My family would like it too.", "家里人也想要。"), ("Hope to see it soon.", "期待早日上线。")),
)  # fmt: skip
NUMBER = {theme.code: number for number, theme in enumerate(THEMES)}
MOOD = np.array([theme.mood for theme in THEMES])
WAYS = 10  # texts of a theme
ADDS = inverse((5, 1, 1, 1), 256)  # which words before, or after: none in five of eight


@lru_cache(maxsize=1)
def written() -> tuple[list[str], list[str]]:
    """All texts in English and in Chinese, by theme, text, words before and words after."""
    english, chinese = [], []
    for theme in THEMES:
        for text in theme.texts:
            for before in BEFORE[theme.mood]:
                for after in AFTER[theme.mood]:
                    parts = before, text, after
                    english.append(" ".join(part[0] for part in parts if part[0]))
                    chinese.append("".join(part[1] for part in parts))
    return english, chinese


def chosen(key, theme):
    """Draw one of the texts of each theme: its place in `written`."""
    text = draw(key, "text").astype(np.int64) * WAYS >> 32
    before, after = (pick(key, "text", ADDS, number) for number in (1, 2))
    return ((theme * WAYS + text) * len(BEFORE[0]) + before) * len(AFTER[0]) + after
