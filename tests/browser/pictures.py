"""Make the pictures of the READMEs anew: the exercise on CAC with a wrong answer, and what is said about it.

Run ``python tests/browser/pictures.py`` in an environment with the test tools, with a Chromium on the machine, after
the lesson or its messages have changed. It writes ``docs/pictures/wrong-answer.png`` and ``wrong-answer.zh.png``.
No test compares them: browsers draw letters a little differently.
"""

import io
import re
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

import lab  # noqa: E402
import screen  # noqa: E402

SHARP, LARGEST = 1.25, 150_000  # pixels of the picture in one of the page; bytes
PICTURES = {"wrong-answer.png": lab.ADS, "wrong-answer.zh.png": lab.ADS_ZH}
LEFT, BELOW = 36, 3  # page pixels: left of the numbers of the cells there is nothing to see; below the last message
PLAIN = """
    .jp-cell-toolbar, .jp-cell-menu { visibility: hidden; }
    .jp-WindowedPanel-outer { scrollbar-width: none; }
    .jp-Notebook .jp-Cell { border-color: transparent !important; }
    .cm-cursorLayer, .cm-selectionLayer { display: none; }
"""


def take(page, server, path):
    """Give the wrong answer in a lesson and return the picture of it, as bytes of PNG."""
    lesson = lab.Lesson(page, server, path)
    lesson.run_from_to("setup", "report")
    answers = lesson.source("cac").replace("____", '"banner_ads"', 1).replace("____", 'report["clicks"]', 1)
    lesson.write("cac", re.sub(r"\s+# .*", "", answers))  # the comments say what to put there, and that has been done
    lesson.run("cac")
    if lesson.troubles():
        raise SystemExit(f"{path} does not run: {lesson.troubles()[0]}")
    page.add_style_tag(content=PLAIN)
    page.keyboard.press("ControlOrMeta+b")  # the list of files goes away
    page.locator(".jp-FileBrowser").wait_for(state="hidden")
    lesson.cell("cac-task").evaluate("e => e.scrollIntoView({block: 'start'})")
    page.mouse.move(0, 0)
    top, end = lesson.cell("cac-task").bounding_box(), lesson.output("cac").last.bounding_box()
    box = {"x": top["x"] + LEFT, "width": top["width"] - LEFT, "y": top["y"] + 1}
    return page.screenshot(clip={**box, "height": end["y"] + end["height"] + BELOW - top["y"]}, animations="disabled")


def small(png):
    """Return the same picture with 128 colours, which screens of text do not miss."""
    from PIL import Image

    with Image.open(io.BytesIO(png)) as picture:
        held = io.BytesIO()
        picture.convert("RGB").quantize(128, dither=Image.Dither.NONE).save(held, "png", optimize=True)
    return held.getvalue()


def main():
    """Write both pictures."""
    folder = lab.ROOT / "docs/pictures"
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as scratch:
        server = lab.Lab(Path(scratch))
        try:
            server.start()
            with screen.browser_page(Path(scratch), width=1014, height=900, sharp=SHARP) as (page, _asked):
                for name, path in PICTURES.items():
                    png = small(take(page, server, path))
                    assert len(png) <= LARGEST, f"{name} has {len(png)} bytes, more than {LARGEST}."
                    (folder / name).write_bytes(png)
                    print(f"docs/pictures/{name}: {len(png) // 1000} kB")
        finally:
            server.stop()


if __name__ == "__main__":
    main()
