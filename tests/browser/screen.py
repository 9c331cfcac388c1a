"""A Chromium of its own for a test, which finds no other computer, and keeps an account of what its page asks for."""

import os
import shutil
from contextlib import contextmanager
from urllib.parse import urlsplit

LOCAL = {"localhost", "127.0.0.1"}
NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "msedge")
PATIENCE = 40_000  # ms; for a busy machine: a lesson's slowest cell takes a few seconds


def chromium():
    """Return the path of the system's Chromium (or a browser made from it), or None."""
    return next((found for name in NAMES if (found := shutil.which(name))), None)


@contextmanager
def browser_page(folder, *, width=1250, height=950, sharp=1, **context):
    """Give a page of a new Chromium that finds no host but this one, and a list that fills with all it asked for.

    Yields
    ------
    tuple
        The Playwright page, and a list of the addresses of its requests and web sockets.
    """
    from playwright.sync_api import sync_playwright

    home = folder / "browser"
    home.mkdir(exist_ok=True)
    environment = {**os.environ, "HOME": str(home), "XDG_CONFIG_HOME": str(home), "XDG_CACHE_HOME": str(home)}
    switches = [
        "--no-sandbox",
        "--disable-gpu",
        "--disable-dev-shm-usage",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        "--no-first-run",
        "--no-proxy-server",
        "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE 127.0.0.1",
    ]
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch_persistent_context(
            str(home / "profile"),
            executable_path=chromium(),
            args=switches,
            env=environment,
            viewport={"width": width, "height": height},
            device_scale_factor=sharp,
            **context,
        )
        try:
            browser.set_default_timeout(PATIENCE)
            page = browser.pages[0]
            asked = []
            browser.on("request", lambda request: asked.append(request.url))
            page.on("websocket", lambda socket: asked.append(socket.url))
            page.on("dialog", lambda dialog: dialog.accept())  # "leave this page?"
            yield page, asked
        finally:
            browser.close()


def foreign(addresses):
    """Return those addresses that lead out of this computer.

    >>> foreign(["http://localhost:8888/lab", "ws://127.0.0.1:8888/api", "data:image/png;base64,xx", "https://cdn.example/x.js"])
    ['https://cdn.example/x.js']
    """
    return [one for one in addresses if urlsplit(one).scheme not in ("data", "blob") and urlsplit(one).hostname not in LOCAL]
