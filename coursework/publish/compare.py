"""Decide whether two runs of a cell gave the same outputs.

One comparer serves the builder (which keeps a stored output that is equal, so that building twice
changes nothing, on another processor either) and the tests (which run every worked notebook and
compare). Text is compared exactly, after what is volatile by nature has been replaced; pictures
are compared pixel by pixel, with room for the last level of an edge's shade and for nothing that
an eye could read.
"""

from __future__ import annotations

import base64
import io
import os
import re

VOLATILE = (
    (re.compile(r"\b0x[0-9a-fA-F]{6,}\b"), "0x…"),
    (re.compile(r"\S*ipykernel_\d+[/\\]\d+\.py"), "<cell>"),
    (re.compile(r"\bsk-(container|estimator)-id-\d+"), r"sk-\1-id"),
    (re.compile(r"\bT_[0-9a-f]{5}(?=_|\b)"), "T_id"),
)
# A digit of a label, at the house's 110 dots per inch, is some fifty pixels of strong contrast.
STRONG = 40  # of 255 levels: less is an edge drawn by another processor
FEW = 3  # pixels that may differ strongly
FAINT = 0.25  # mean difference over the whole picture, in levels

_PICTURES = ("image/png",)


def differences(stored, new) -> list[str]:
    """Say in what two lists of outputs differ.

    Parameters
    ----------
    stored, new : list of dict
        Outputs of one cell in the notebook format.

    Returns
    -------
    list of str
        One sentence for each difference; empty if the outputs are equal.
    """
    stored, new = _flat(stored), _flat(new)
    if len(stored) != len(new):
        return [f"{len(stored)} output(s) were stored, {len(new)} came out."]
    found = []
    for number, (old, fresh) in enumerate(zip(stored, new), start=1):
        if sorted(old) != sorted(fresh):
            found.append(
                f"Output {number} was stored as {_kinds(old)}; {_kinds(fresh)} came out."
            )
            continue
        for kind in sorted(old):
            if kind in _PICTURES:
                why = picture_difference(_decode(old[kind]), _decode(fresh[kind]))
            else:
                why = _text_difference(old[kind], fresh[kind])
            if why:
                found.append(f"Output {number}, {kind}: {why}")
    return found


def picture_difference(stored: bytes, new: bytes) -> str | None:
    """Say in what two PNG pictures differ; ``None`` if an eye would call them the same.

    They are the same if they have the same size, at most 3 pixels differ by more than 40 of 255
    levels, and the mean difference is at most a quarter of a level.
    """
    if stored == new:
        return None
    import numpy as np
    from PIL import Image

    try:
        first, second = (
            np.asarray(Image.open(io.BytesIO(data)).convert("RGBA"), dtype=np.int16)
            for data in (stored, new)
        )
    except OSError:
        return "one of the two is no picture."
    if first.shape != second.shape:
        old, fresh = (f"{shape[1]}×{shape[0]}" for shape in (first.shape, second.shape))
        return f"the stored picture has {old} pixels, the new one {fresh}."
    apart = np.abs(first - second).max(axis=2)
    strong = int((apart > STRONG).sum())
    if strong > FEW or apart.mean() > FAINT:
        return f"{strong} pixels differ strongly, and {apart.mean():.2f} levels on average."
    return None


def sanitise(text: str) -> str:
    """Replace what is volatile by nature: addresses, kernel numbers, generated HTML ids."""
    for pattern, instead in VOLATILE:
        text = pattern.sub(instead, text)
    return text


def _flat(outputs) -> list[dict]:
    """Each output as a dictionary from its kind to its content; streams of one name joined."""
    flat, streams = [], {}
    for output in outputs:
        if output["output_type"] == "stream":
            kind = f"stream {output['name']}"
            if kind not in streams:
                streams[kind] = {kind: ""}
                flat.append(streams[kind])
            streams[kind][kind] += _joined(output["text"])
        elif output["output_type"] == "error":
            flat.append({"error": f"{output['ename']}: {output['evalue']}"})
        else:
            flat.append({kind: _joined(data) for kind, data in output["data"].items()})
    return flat


def _joined(data):
    return "".join(data) if isinstance(data, list) else data


def _decode(data: str) -> bytes:
    return base64.b64decode(data)


def _kinds(output: dict) -> str:
    return " and ".join(sorted(output)) or "nothing"


def _text_difference(old, fresh) -> str | None:
    if not isinstance(old, str) or not isinstance(fresh, str):
        return None if old == fresh else "the data differ."
    old, fresh = sanitise(old).split("\n"), sanitise(fresh).split("\n")
    for line, (was, now) in enumerate(zip(old, fresh), start=1):
        if was != now:
            same = len(os.path.commonprefix([was, now]))
            return f"line {line} was “{_cut(was, same)}” and is “{_cut(now, same)}”."
    if len(old) != len(fresh):
        return f"{len(old)} lines were stored, {len(fresh)} came out."
    return None


def _cut(line: str, at: int) -> str:
    """What stands around a place of a line."""
    start, end = max(0, at - 60), at + 100
    return ("…" if start else "") + line[start:end] + ("…" if end < len(line) else "")
