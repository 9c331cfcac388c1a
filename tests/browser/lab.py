"""JupyterLab as a trainee has it: started by start.py, shown by Chromium, worked with mouse and keyboard."""

import json
import os
import re
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
ADS, ADS_ZH = "1_growth/1_ads.ipynb", "zh/1_growth/1_ads.ipynb"
WELCOME, WELCOME_ZH = "0_foundations/1_welcome.ipynb", "zh/0_foundations/1_welcome.ipynb"

# Where the packages are elsewhere than in the clone's .venv, start.py does all but install.
ELSEWHERE = """
import os, sys
root, own = sys.argv[1:3]
sys.path.insert(0, root)
import start
clean = start._clean_environment
os.makedirs(own, exist_ok=True)
start.VENV, start.OWN, start.LOG = sys.prefix, own, os.path.join(own, "log.txt")
start.venv_python = lambda: sys.executable
start.set_up = lambda *_: None
start._clean_environment = lambda: dict(clean(), PYTHONPATH=root)
sys.exit(start.main(sys.argv[3:]))
"""

# The middle, on the screen, of one occurrence of a word in an element.
FIND_WORD = """(element, [word, which]) => {
    const texts = document.createTreeWalker(element, NodeFilter.SHOW_TEXT), range = document.createRange();
    for (let node; node = texts.nextNode();)
        for (let at = -1; (at = node.data.indexOf(word, at + 1)) >= 0;)
            if (which-- == 0) {
                range.setStart(node, at), range.setEnd(node, at + word.length);
                const box = range.getBoundingClientRect();
                return [box.x + box.width / 2, box.y + box.height / 2];
            }
}"""


def start_command(own):
    """Return the command that is ``python start.py``, for the environment that this Python belongs to."""
    if Path(sys.prefix).resolve() == (ROOT / ".venv").resolve():
        return [sys.executable, str(ROOT / "start.py")]
    return [sys.executable, "-c", ELSEWHERE, str(ROOT), str(own)]


class Lab:
    """JupyterLab with a work folder of its own; `stop` and `start` again keep port and folder.

    Parameters
    ----------
    folder : Path
        An empty folder, for the trainee's work and for everything else that is written.
    """

    def __init__(self, folder):
        self.folder, self.work = folder, folder / "work"
        self.port = _free_port()
        self.child = None

    def start(self):
        """Start the server and wait until it has said where it is; return its address with the token."""
        arguments = ["--no-browser", "--language", "en", "--port", str(self.port)]
        home = self.folder / "home"
        home.mkdir(exist_ok=True)
        environment = {**os.environ, "COURSEWORK_WORK": str(self.work), "HOME": str(home), "USERPROFILE": str(home)}
        self.log = (self.folder / "start.log").open("w+", encoding="utf-8")
        command = start_command(self.folder / "own") + arguments
        self.child = subprocess.Popen(command, cwd=self.folder, env=environment, stdout=self.log, stderr=subprocess.STDOUT)
        runtime = self.work / ".home/jupyter/runtime"
        note = wait_for(lambda: self.child.poll() is not None or next(runtime.glob("jpserver-*.json"), None), "a server")
        if self.child.poll() is not None:
            raise AssertionError("start.py ended: " + self.said())
        server = json.loads(wait_for(lambda: note.read_text(encoding="utf-8"), "its note"))
        assert server["port"] == self.port
        self.address, self.token = server["url"], server["token"]

    def said(self):
        """Return what start.py has printed."""
        return (self.folder / "start.log").read_text(encoding="utf-8")

    def url(self, lesson):
        """Return the address of a lesson, in an interface that remembers nothing."""
        return f"{self.address}lab/tree/{lesson}?token={self.token}&reset"

    def stop(self):
        """End the server and its kernels, as Ctrl-C would."""
        if self.child is None:
            return
        self.child.send_signal(signal.SIGTERM)
        try:
            self.child.wait(20)
        except subprocess.TimeoutExpired:
            self.child.kill()
            self.child.wait()
        self.child = None
        self.log.close()


class Lesson:
    """A lesson in the browser: cells by the names that they have in its source."""

    def __init__(self, page, lab, path):
        self.page, self.lab, self.path = page, lab, path
        self.cells = json.loads((ROOT / "notebooks" / path).read_text(encoding="utf-8"))["cells"]
        self.names = [cell["metadata"]["name"] for cell in self.cells]
        self.show()

    def show(self):
        """Go to the lesson and wait until all cells are there and its kernel listens."""
        self.page.goto(self.lab.url(self.path), wait_until="domcontentloaded")
        self.page.locator(".jp-Notebook .jp-Cell").nth(len(self.cells) - 1).wait_for(state="attached")
        self.page.locator('.jp-NotebookPanel-toolbar [data-status="idle"]').first.wait_for()

    def cell(self, name):
        """Return a cell's locator."""
        return self.page.locator(".jp-Notebook:visible .jp-Cell").nth(self.names.index(name))

    def code_names(self):
        """Return the names of the code cells, in their order."""
        return [cell["metadata"]["name"] for cell in self.cells if cell["cell_type"] == "code"]

    def source(self, name):
        """Return what the built lesson says in a cell."""
        return "".join(self.cells[self.names.index(name)]["source"])

    def text(self, name):
        """Return all that a cell's editor holds."""
        editor = self._editor(name)
        editor.scroll_into_view_if_needed()  # far from sight, an editor is an empty box
        editor.locator(".cm-line").first.wait_for()
        return "\n".join(editor.locator(".cm-line").all_text_contents())

    def output(self, name):
        """Return the locator of what a cell has put out."""
        return self.cell(name).locator(".jp-OutputArea-output")

    def said(self, name):
        """Return the text of what a cell has put out, whether it is in sight or not."""
        return "\n".join(self.output(name).all_text_contents())

    def run(self, name):
        """Run a cell with Shift + Enter; return when it has ended."""
        cell = self.cell(name)
        # What stands there from before is marked: only what comes now counts.
        cell.evaluate("e => e.querySelectorAll('.jp-OutputArea-child').forEach(o => o.dataset.old = 1)")
        self._editor(name).click()
        self.page.keyboard.press("Shift+Enter")
        self.ended(name)

    def ended(self, name):
        """Wait until a cell has a number, and nothing in it is of an earlier run."""
        cell = self.cell(name)
        cell.locator(".jp-InputPrompt", has_text=re.compile(r"\[\d+\]")).wait_for(state="attached")
        cell.locator(".jp-OutputArea-child[data-old]").first.wait_for(state="detached")

    def run_from_to(self, first, last):
        """Run the code cells from one to another, both included."""
        names = self.code_names()
        for name in names[names.index(first) : names.index(last) + 1]:
            self.run(name)

    def replace_word(self, name, word, by, which=0):
        """Double-click on a word in a cell, the first or a later one, and type over it."""
        editor = self._editor(name)
        editor.scroll_into_view_if_needed()
        where = editor.evaluate(FIND_WORD, [word, which])
        assert where, f"There is no {word} in the cell {name}."
        self.page.mouse.dblclick(*where)
        self.page.keyboard.type(by)

    def write(self, name, source):
        """Put a whole new text into a cell."""
        self._editor(name).click()
        self.page.keyboard.press("ControlOrMeta+a")
        self.page.keyboard.insert_text(source)

    def save(self):
        """Save with the keyboard; return when the file on the disk is new."""
        file = self.lab.work / self.path
        before = file.stat().st_mtime_ns
        self.page.keyboard.press("ControlOrMeta+s")
        wait_for(lambda: file.stat().st_mtime_ns != before, "the file to be saved")

    def menu(self, *items):
        """Choose from the menus, by what they are called."""
        self.page.get_by_role("menuitem", name=items[0], exact=True).click()
        for item in items[1:]:
            self.page.get_by_role("menuitem", name=item, exact=True).click()

    def troubles(self):
        """Return the text of every output that is a traceback or was written to stderr."""
        kinds = ("application/vnd.jupyter.error", "application/vnd.jupyter.stderr")
        where = ", ".join(f'.jp-OutputArea-output[data-mime-type="{kind}"]' for kind in kinds)
        return self.page.locator(where).all_text_contents()

    def _editor(self, name):
        return self.cell(name).locator(".cm-content")


def wait_for(what, called, seconds=40):
    """Return what a function gives as soon as it is true."""
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        if found := what():
            return found
        time.sleep(0.05)
    raise AssertionError(f"Waited {seconds:.0f} s for {called}, in vain.")


def _free_port():
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return free.getsockname()[1]
