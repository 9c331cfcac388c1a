# -*- coding: utf-8 -*-
"""Open the workbook, or prove it. It needs Python and nothing else.

    python start.py                    open the workbook in JupyterLab, on the welcome lesson
    python start.py --language zh      打开中文版
    python start.py test               run all tests (what follows goes to pytest: start.py test -k ads)

The first time it makes a virtual environment in .venv/ from the lock (requirements.txt, every download held
against its hash), then copies the lessons to work/, where you write. After that it starts at once.
It writes nowhere else: delete the folder of the workbook and all is gone. Your settings for pip (PIP_*, pip.conf)
and the proxy (HTTPS_PROXY, NO_PROXY) are used as they are.

This file must parse on any Python, even 2.7, in order to say that it is too old: no f-strings here.
"""

from __future__ import print_function, unicode_literals

import argparse
import errno
import glob
import hashlib
import io
import json
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time

ROOT = os.path.dirname(os.path.abspath(__file__))
VENV = os.path.join(ROOT, ".venv")
OWN = os.path.join(VENV, "start")  # our notes in it: state, log, downloads that a killed installation leaves for the next
LOG = os.path.join(OWN, "log.txt")
USER_LOCK, TEST_LOCK = "requirements.txt", "requirements-test.txt"
WELCOME = "0_foundations/1_welcome.ipynb"
ROOM = {USER_LOCK: 1300, TEST_LOCK: 1700}  # MB on disk: installed packages, and the downloads kept until they are in

# Where a set-up may be killed and must recover. `reached` does nothing; the tests kill the process there.
POINTS = ("environment half made", "packages half installed", "packages installed", "workbook installed", "lessons copied")

SENTENCES = {
    "python": (
        "This is Python {found}, and the workbook needs a 64-bit Python {oldest} to {newest}: {advice}.",
        "这是 Python {found}，而练习册需要 64 位的 Python {oldest} 至 {newest}：{advice}。",
    ),
    "run_other": ("you have one, so run  {command}", "您的电脑上已有合适的版本，请运行  {command}"),
    "get_python": (
        "install Python {newest} from https://www.python.org/downloads/ (for yourself alone, which needs no "
        "administrator) and run start.py with it",
        "请从 https://www.python.org/downloads/ 安装 Python {newest}（只为自己安装，不需要管理员权限），再用它运行 start.py",
    ),
    "ensurepip": (
        "This Python cannot make virtual environments: on Debian and Ubuntu run  sudo apt install python{version}-venv"
        "  or, without administrator rights, use a Python from https://www.python.org/downloads/ .",
        "这个 Python 无法创建虚拟环境：在 Debian 或 Ubuntu 上请运行  sudo apt install python{version}-venv；"
        "没有管理员权限时，请改用 https://www.python.org/downloads/ 的 Python。",
    ),
    "disk": (
        "The disk is full: the workbook needs about {needed} MB here and finds {free} MB; make room and run start.py again.",
        "磁盘空间不足：练习册在此处需要约 {needed} MB，现有 {free} MB；请腾出空间后重新运行 start.py。",
    ),
    "write": (
        "This folder cannot be written ({path}): copy the workbook to a folder of your own, such as Documents, and run start.py there.",
        "无法写入此文件夹（{path}）：请把练习册复制到您自己的文件夹（例如“文档”），再在那里运行 start.py。",
    ),
    "in_use": (
        "Files of the workbook are in use: close JupyterLab and other programs that work in this folder, and run start.py again.",
        "练习册的文件正被占用：请关闭 JupyterLab 和其他正在使用此文件夹的程序，再重新运行 start.py。",
    ),
    "long_path": (
        "The path of this folder is too long for this system: move the workbook to a short one, such as C:\\workbook, and run start.py there.",
        "此文件夹的路径对本系统来说太长：请把练习册移到较短的路径（例如 C:\\workbook），再运行 start.py。",
    ),
    "network": (
        "The package index did not answer: check the network (behind a company proxy, set HTTPS_PROXY; with a company mirror, "
        "set PIP_INDEX_URL) and run start.py again; what has been downloaded is kept.",
        "无法连接软件包索引：请检查网络（公司代理请设置 HTTPS_PROXY，公司镜像请设置 PIP_INDEX_URL），"
        "再重新运行 start.py；已下载的内容会保留。",
    ),
    "proxy": (
        "The proxy refused the connection: check the address, name and password in HTTPS_PROXY (or ask your IT department for them) and run start.py again.",
        "代理服务器拒绝了连接：请检查 HTTPS_PROXY 中的地址、用户名和密码（或向 IT 部门询问），再重新运行 start.py。",
    ),
    "certificate": (
        "The package index could not prove who it is, often because a company proxy reads the traffic: ask your IT department "
        "for its certificate file, set PIP_CERT to it and run start.py again.",
        "软件包索引的证书无法验证，常见原因是公司代理会检查流量：请向 IT 部门索取证书文件，把 PIP_CERT 设为它的路径，再重新运行 start.py。",
    ),
    "hashes": (
        "A downloaded package is not the one in the lock, so nothing of it was installed: run start.py again, and if it "
        "happens again, tell whoever runs your package mirror.",
        "下载的软件包与锁定文件不符，因此没有安装：请重新运行 start.py；若再次发生，请告知镜像的管理者。",
    ),
    "mirror": (
        "Your package index has no {package} for this Python and system: use https://pypi.org (unset PIP_INDEX_URL) or ask "
        "whoever runs your mirror to add it.",
        "您的软件包索引中没有适合本机的 {package}：请改用 https://pypi.org（取消 PIP_INDEX_URL），或请镜像的管理者添加。",
    ),
    "step": (
        "Setting up stopped ({last}); the whole account is in {log}; run start.py again, and if it happens again, show that file to whoever helps you.",
        "安装中断（{last}）；完整记录在 {log}；请重新运行 start.py；若再次发生，请把该文件交给帮助您的人。",
    ),
    "system": (
        "The computer refused ({error}): put that right and run start.py again.",
        "电脑拒绝了操作（{error}）：请解决后重新运行 start.py。",
    ),
    "foreign": (
        "There is a folder .venv here that start.py did not make: rename it or delete it, and run start.py again.",
        "这里有一个不是由 start.py 创建的 .venv 文件夹：请将其改名或删除，再重新运行 start.py。",
    ),
    "incomplete": (
        "The file {name} is missing: this is not the whole workbook; get a fresh copy.",
        "缺少文件 {name}：这不是完整的练习册，请重新获取一份。",
    ),
    "stopped": ("Stopped. Run start.py again; it goes on from there.", "已停止。重新运行 start.py 即可继续。"),
    "waiting": ("Another start.py is setting up in this folder; waiting for it.", "另一个 start.py 正在此文件夹中安装，请稍候。"),
    "making": ("Setting up in .venv/ (once; a few minutes).", "正在 .venv/ 中安装（仅此一次，需要几分钟）。"),
    "fetching": ("fetching packages: {count} of {total}, {seconds} s", "正在下载软件包：{count}/{total}，{seconds} 秒"),
    "unpacking": ("installing packages: {count} of {total}, {seconds} s", "正在安装软件包：{count}/{total}，{seconds} 秒"),
    "retrying": ("the network does not answer, trying again: {seconds} s", "网络没有回应，正在重试：{seconds} 秒"),
    "ready": ("Ready.", "准备就绪。"),
    "open": (
        "The workbook is open; if no browser shows it, copy the address above into one. Your work is saved in work/. "
        "To stop, press Ctrl-C in this window.",
        "练习册已打开；如果浏览器没有显示，请把上面的网址复制到浏览器中。您的作业保存在 work/ 中。要停止，请在此窗口按 Ctrl-C。",
    ),
}

# What pip says when it fails → the sentence for it. The first that fits is taken.
PIP_SAYS = (
    ("disk", r"No space left|Errno 28\b|not enough space|[Dd]isk quota"),
    ("long_path", r"Long Path|File name too long|WinError 206"),
    ("in_use", r"WinError 32\b"),
    ("write", r"Permission denied|Read-only file system|Access is denied|Errno 13\b|WinError 5\b"),
    ("hashes", r"DO NOT MATCH THE HASHES"),
    ("proxy", r"ProxyError|[Cc]annot connect to proxy|407 Proxy|Tunnel connection failed"),
    ("certificate", r"CERTIFICATE_VERIFY_FAILED|SSLCertVerificationError|SSLError"),
    ("network", r"NewConnectionError|NameResolutionError|Failed to establish|getaddrinfo|timed out|Timeout|Connection aborted|"
                r"Connection refused|ConnectionReset|RemoteDisconnected|IncompleteRead|unreachable|ProtocolError"),
    ("mirror", r"No matching distribution found for (?P<package>[^\s=<>;(]+)"),
)  # fmt: skip


class Trouble(Exception):
    """Something the person at the keyboard can put right: one sentence of SENTENCES."""

    def __init__(self, name, **values):
        Exception.__init__(self, name)
        self.name, self.values = name, values


def reached(point):
    """Mark a point at which the set-up may be killed. It does nothing; tests replace it."""
    assert point in POINTS


def main(arguments=None):
    """Do what the command line says; return the exit status."""
    options, for_pytest = _options(arguments)
    _Voice.chinese = options.language == "zh" or (options.language is None and _speaks_chinese())
    if hasattr(sys.stdout, "reconfigure"):  # a Windows console that cannot show 港湾 must not stop us
        sys.stdout.reconfigure(errors="replace")
        sys.stderr.reconfigure(errors="replace")
    try:
        _check_python()
        for name in (USER_LOCK, TEST_LOCK, "pyproject.toml"):
            if not os.path.exists(os.path.join(ROOT, name)):
                raise Trouble("incomplete", name=name)
        lock = TEST_LOCK if options.command == "test" else USER_LOCK
        with _Alone() as held:
            set_up(lock, held)
            if options.command != "test":
                copy_lessons()
        if options.prepare:
            say("ready")
            return 0
        return run_tests(for_pytest) if options.command == "test" else open_lab(options)
    except Trouble as trouble:
        say(trouble.name, **trouble.values)
    except KeyboardInterrupt:
        say("stopped")
        return 130
    except EnvironmentError as error:
        trouble = _trouble_of(error)
        say(trouble.name, **trouble.values)
    return 1


def _options(arguments):
    parser = argparse.ArgumentParser(prog="start.py", description="Open the workbook, or run its tests.")
    parser.add_argument("command", nargs="?", choices=["lab", "test"], default="lab", help="lab (the default) or test")
    parser.add_argument("--language", choices=["en", "zh"], help="the edition to open: en (the default) or zh")
    parser.add_argument("--no-browser", action="store_true", help="start JupyterLab without opening a browser")
    parser.add_argument("--port", type=int, help="the port for JupyterLab (8888, or the next free one)")
    parser.add_argument("--prepare", action="store_true", help="set up only")
    options, rest = parser.parse_known_args(arguments)
    if rest and options.command != "test":
        parser.error("unknown: " + " ".join(rest))
    return options, rest


# ---------------------------------------------------------------- speaking


class _Voice:
    chinese = False


def _speaks_chinese():
    if sys.version_info < (3,):
        return False
    if os.name == "nt":
        import ctypes

        return ctypes.windll.kernel32.GetUserDefaultUILanguage() & 0x3FF == 0x04
    named = [os.environ.get(name) for name in ("LC_ALL", "LC_MESSAGES", "LANG")]
    return next((name for name in named if name), "").startswith("zh")


def _sentence(name, **values):
    return SENTENCES[name][1 if _Voice.chinese else 0].format(**values)


def say(name, **values):
    """Print one sentence of SENTENCES."""
    print(_sentence(name, **values))
    sys.stdout.flush()


# ---------------------------------------------------------------- what can be wrong


def _check_python():
    with io.open(os.path.join(ROOT, "pyproject.toml"), encoding="utf-8") as file:
        bounds = re.search(r'requires-python\s*=\s*">=3\.(\d+),\s*<3\.(\d+)"', file.read())
    oldest, newest = int(bounds.group(1)), int(bounds.group(2)) - 1
    found = sys.version_info[:2]
    if (3, oldest) <= found <= (3, newest) and sys.maxsize > 2**32:
        return
    for minor in range(newest, oldest - 1, -1):
        command = ["py", "-3.%d" % minor] if os.name == "nt" else ["python3.%d" % minor]
        try:
            bits = subprocess.check_output(command + ["-c", "import sys; print(sys.maxsize)"], stderr=subprocess.STDOUT)
        except (OSError, subprocess.CalledProcessError):
            continue
        if int(bits) > 2**32:
            advice = _sentence("run_other", command=" ".join(command) + " start.py")
            break
    else:
        advice = _sentence("get_python", newest="3.%d" % newest)
    name = "%d.%d" % found + ("" if sys.maxsize > 2**32 else " (32-bit)")
    raise Trouble("python", found=name, oldest="3.%d" % oldest, newest="3.%d" % newest, advice=advice)


def _trouble_of(error):
    code, windows = error.errno, getattr(error, "winerror", None)
    if code in (errno.ENOSPC, errno.EDQUOT) or windows in (39, 112):
        return Trouble("disk", needed=ROOM[USER_LOCK], free=_free())
    if windows in (32, 33):
        return Trouble("in_use")
    if code == errno.ENAMETOOLONG or windows == 206:
        return Trouble("long_path")
    if code in (errno.EACCES, errno.EPERM, errno.EROFS):
        return Trouble("write", path=error.filename or ROOT)
    return Trouble("system", error=error)


def _free():
    return shutil.disk_usage(ROOT).free // 1000000


# ---------------------------------------------------------------- setting up


class _Alone:
    """Hold the folder's set-up lock; the system frees it when the process dies."""

    def __enter__(self):
        if os.path.isdir(VENV) and os.listdir(VENV) and not os.path.isdir(OWN):
            raise Trouble("foreign")
        if not os.path.isdir(OWN):
            os.makedirs(OWN)
        self.file = open(os.path.join(OWN, "lock"), "ab")
        waited = False
        while not self._try():
            if not waited:
                say("waiting")
            waited = True
            time.sleep(0.5)
        return self.file

    def __exit__(self, *what):
        self.file.close()

    def _try(self):
        try:
            if os.name == "nt":
                import msvcrt

                msvcrt.locking(self.file.fileno(), msvcrt.LK_NBLCK, 1)
            else:
                import fcntl

                fcntl.flock(self.file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except (IOError, OSError) as error:
            # A file system that knows no locks is no reason to stop.
            return error.errno not in (errno.EACCES, errno.EAGAIN, errno.EDEADLK)
        return True


def set_up(lock, held=None):
    """Make `.venv` hold what a lock says, and the workbook's own package; at once when it does already.

    While packages go in, the state says `whole: false`. A run that finds it so was preceded by one that was killed:
    pip may have left a package in halves, so the environment is made anew (from downloads that are still there).
    """
    state = _read_state()
    wanted = _digest(lock, "pyproject.toml")
    usable = bool(state.get("whole")) and state.get("clone") == ROOT and _python_is_there()
    if usable and state["installed"].get(lock) == wanted:
        return
    say("making")
    for folder in glob.glob(os.path.join(glob.escape(OWN), "tests-*")):
        shutil.rmtree(folder, ignore_errors=True)
    if not usable and _free() < ROOM[lock]:
        raise Trouble("disk", needed=ROOM[lock], free=_free())
    _write_state({"whole": False})
    io.open(LOG, "w", encoding="utf-8").close()
    if not usable:
        make_environment()
    reading = ["install", "--require-hashes", "--requirement", lock]
    _pip(reading, _count_requirements(lock), held)
    reached("packages installed")
    _pip(["install", "--no-deps", "--no-build-isolation", "--editable", "."], None, held)
    reached("workbook installed")
    installed = {USER_LOCK: _digest(USER_LOCK, "pyproject.toml"), lock: wanted}  # the test lock holds all of the user's
    _write_state({"whole": True, "clone": ROOT, "installed": installed})
    for folder in ("downloads", "tmp"):
        shutil.rmtree(os.path.join(OWN, folder), ignore_errors=True)


def make_environment():
    """Make an empty virtual environment with pip in it, in place of what may be there."""
    try:
        import ensurepip  # noqa: F401  Debian leaves it out of its Python
        import venv
    except ImportError:
        raise Trouble("ensurepip", version="%d.%d" % sys.version_info[:2])  # noqa: B904
    for name in os.listdir(VENV):
        path = os.path.join(VENV, name)
        if path != OWN:
            shutil.rmtree(path) if os.path.isdir(path) and not os.path.islink(path) else os.remove(path)
    venv.EnvBuilder(with_pip=False, symlinks=os.name != "nt").create(VENV)
    reached("environment half made")
    _step([venv_python(), "-m", "ensurepip", "--upgrade", "--default-pip"], _clean_environment())


def venv_python():
    """Return the path of the environment's Python."""
    return os.path.join(VENV, *(("Scripts", "python.exe") if os.name == "nt" else ("bin", "python")))


def pip_command():
    """Return the command that runs pip; tests put a stand-in here."""
    return [venv_python(), "-m", "pip"]


def _python_is_there():
    """Say whether the environment's Python, and the Python it was made from, still exist (no need to run them)."""
    try:
        with io.open(os.path.join(VENV, "pyvenv.cfg"), encoding="utf-8") as file:
            home = re.search(r"^home\s*=\s*(.+?)\s*$", file.read(), re.MULTILINE)
    except EnvironmentError:
        return False
    return os.path.exists(venv_python()) and bool(home) and os.path.isdir(home.group(1))


def _pip(arguments, total, held):
    """Run pip with its own folders for downloads and scratch, and show that it moves."""
    environment = _clean_environment()
    environment.setdefault("PIP_CACHE_DIR", os.path.join(OWN, "downloads"))
    # A proxy that wants a password must fail, not ask where nobody sees the question; packages go into the venv only.
    environment.update(PIP_NO_INPUT="1", PIP_DISABLE_PIP_VERSION_CHECK="1", PIP_PROGRESS_BAR="off", PIP_NO_COLOR="1")
    environment.update(PIP_USER="0", PYTHONIOENCODING="utf-8", PIP_ROOT_USER_ACTION="ignore")
    for name in ("PIP_TARGET", "PIP_PREFIX", "PIP_ROOT", "PIP_QUIET", "PIP_DRY_RUN"):
        environment.pop(name, None)
    scratch = os.path.join(OWN, "tmp")
    if not os.path.isdir(scratch):
        os.makedirs(scratch)
    environment.update(TMPDIR=scratch, TEMP=scratch, TMP=scratch)
    _step(pip_command() + arguments, environment, total, held)


def _step(command, environment, total=None, held=None):
    """Run one step quietly, with its output in the log, and return what it said; raise the Trouble that fits its failure."""
    # A pip that outlives us holds the lock, so that a new start.py does not work in the same folder.
    keep = {"pass_fds": [held.fileno()]} if held and os.name != "nt" else {}
    child = subprocess.Popen(
        command, cwd=ROOT, env=environment, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, **keep
    )
    lines = []
    reader = threading.Thread(target=_read_lines, args=(child.stdout, lines))
    reader.daemon = True
    reader.start()
    try:
        _show_progress(child, lines, total)
        status = child.wait()
    finally:
        if child.poll() is None:
            child.terminate()
            child.wait()
    reader.join(10)
    if status:
        raise _trouble_of_output("".join(lines))
    return "".join(lines)


def _read_lines(stream, lines):
    for raw in stream:
        line = raw.decode("utf-8", "replace")
        lines.append(line)
        try:
            with io.open(LOG, "a", encoding="utf-8") as log:
                log.write(re.sub(r"//[^/@\s]+@", "//***@", line))  # no password of a proxy or mirror in the log
        except EnvironmentError:
            pass  # a full disk must not keep us from reading on, and from saying that it is full


def _show_progress(child, lines, total):
    began, half_way, seen, line = time.time(), False, 0, ""
    shown = began
    counts = {"Collecting": 0, "Ignoring": 0}
    terminal = sys.stdout.isatty()
    while child.poll() is None or seen < len(lines):
        while seen < len(lines):
            line = lines[seen]
            seen += 1
            word = re.match(r"(Collecting|Processing|Requirement already|Ignoring)?", line).group()
            if word:
                counts["Ignoring" if word == "Ignoring" else "Collecting"] += 1
            if total and line.startswith("Installing collected packages"):
                half_way = True
                reached("packages half installed")
        now = time.time()
        if total and now - shown > (0.5 if terminal else 10):
            shown = now
            count = _count_installed() if half_way else counts["Collecting"]
            wanted = max(total - counts["Ignoring"], count)
            state = "retrying" if "Retrying (" in line else "unpacking" if half_way else "fetching"
            text = _sentence(state, count=count, total=wanted, seconds=int(now - began))
            sys.stdout.write("\r  " + text.ljust(60) if terminal else "  " + text + "\n")
            sys.stdout.flush()
        time.sleep(0.1)
    if total and terminal:
        sys.stdout.write("\r" + " " * 70 + "\r")


def _count_installed():
    where = ("Lib", "site-packages") if os.name == "nt" else ("lib", "python*", "site-packages")
    return len(glob.glob(os.path.join(glob.escape(VENV), *(where + ("*.dist-info",)))))


def _count_requirements(lock):
    with io.open(os.path.join(ROOT, lock), encoding="utf-8") as file:
        return len(re.findall(r"^[A-Za-z0-9][\w.-]*==", file.read(), re.MULTILINE))


def _trouble_of_output(text):
    tail = text[-8000:]
    for name, pattern in PIP_SAYS:
        found = re.search(pattern, tail)
        if found:
            values = {"path": VENV, "needed": ROOM[USER_LOCK], "free": _free()}
            return Trouble(name, **dict(values, **found.groupdict()))
    said = [line.strip(" │") for line in tail.splitlines() if re.search(r"\w", line)] or ["?"]
    errors = [line for line in said if re.match(r"error|\w*Error:", line, re.IGNORECASE)] or said
    return Trouble("step", last=re.sub(r"//[^/@\s]+@", "//***@", errors[-1])[:200], log=LOG)


def _clean_environment():
    """Return the environment for Pythons that we start: the venv first on the path, no stray packages."""
    environment = dict(os.environ, VIRTUAL_ENV=VENV, PYTHONNOUSERSITE="1")
    for name in ("PYTHONPATH", "PYTHONHOME", "__PYVENV_LAUNCHER__"):
        environment.pop(name, None)
    environment["PATH"] = os.path.dirname(venv_python()) + os.pathsep + environment.get("PATH", os.defpath)
    return environment


def _digest(*names):
    digest = hashlib.sha256()
    for name in names:
        with io.open(os.path.join(ROOT, name), "rb") as file:
            digest.update(file.read())
    return digest.hexdigest()


def _read_state(name="state.json", folder=None):
    try:
        with io.open(os.path.join(folder or OWN, name), encoding="utf-8") as file:
            state = json.load(file)
    except (EnvironmentError, ValueError):
        return {}
    return state if isinstance(state, dict) else {}


def _write_state(state, name="state.json", folder=None):
    path = os.path.join(folder or OWN, name)
    if not os.path.isdir(os.path.dirname(path)):
        os.makedirs(os.path.dirname(path))
    with io.open(path + ".new", "w", encoding="utf-8") as file:
        file.write(json.dumps(state))
        file.flush()
        os.fsync(file.fileno())
    os.replace(path + ".new", path)


# ---------------------------------------------------------------- the workbook


def work_folder():
    """Return the folder in which the trainee works."""
    return os.path.abspath(os.path.expanduser(os.environ.get("COURSEWORK_WORK", "").strip() or os.path.join(ROOT, "work")))


def copy_lessons():
    """Copy new lessons to the work folder, unless all that are here have been offered before and are there."""
    lessons = os.path.join(ROOT, "notebooks")
    names = sorted(
        os.path.relpath(os.path.join(folder, name), lessons)
        for folder, _, files in os.walk(lessons)
        for name in files
        if name.endswith(".ipynb") and ".ipynb_checkpoints" not in folder
    )
    state = {"lessons": _digest(*[os.path.join("notebooks", name) for name in names])}
    home = os.path.join(work_folder(), ".home")
    there = all(os.path.exists(os.path.join(work_folder(), name)) for name in names)
    if there and _read_state("lessons.json", home) == state:
        return
    environment = _own_home(home, work_folder())
    print(_step([venv_python(), "-m", "coursework", "work"], environment).strip())
    reached("lessons copied")
    _write_state(state, "lessons.json", home)
    # Fonts are listed once, now, instead of in the first cell that draws. That it fails would show there.
    warm = [venv_python(), "-c", "import matplotlib.font_manager"]
    subprocess.call(warm, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def _own_home(home, work):
    """Return an environment in which Jupyter and its friends write to `home` instead of the user's home folder.

    XDG_CONFIG_HOME and XDG_DATA_HOME stay: a browser or a terminal started from here must find its own things.
    """
    environment = dict(_clean_environment(), COURSEWORK_WORK=work, PYTHONUTF8="1")
    places = {
        "JUPYTER_CONFIG_DIR": "jupyter/config",
        "JUPYTER_DATA_DIR": "jupyter/data",
        "JUPYTER_RUNTIME_DIR": "jupyter/runtime",
        "JUPYTERLAB_SETTINGS_DIR": "jupyter/settings",
        "JUPYTERLAB_WORKSPACES_DIR": "jupyter/workspaces",
        "IPYTHONDIR": "ipython",
        "MPLCONFIGDIR": "matplotlib",
        "XDG_CACHE_HOME": "cache",
    }
    for name, place in places.items():
        environment[name] = os.path.join(OWN if name == "MPLCONFIGDIR" else home, *place.split("/"))
        if not os.path.isdir(environment[name]):
            os.makedirs(environment[name])
    return environment


def lab_command(work, lesson, port=None):
    """Return the command that starts JupyterLab on a lesson; it fetches no news and no list of extensions."""
    command = [venv_python(), "-m", "jupyterlab", "--no-browser", "--ServerApp.answer_yes=True"]
    command += ["--LabApp.log_level=ERROR", "--ServerApp.log_level=ERROR"]
    command += ["--ServerApp.root_dir=" + work, "--LabApp.default_url=/lab/tree/" + lesson]
    command += ["--LabApp.extension_manager=readonly", "--LabApp.news_url=None"]
    command += ["--LabApp.check_for_updates_class=jupyterlab.NeverCheckForUpdate"]
    command += ["--LanguageServerManager.autodetect=False"]  # it would run npm, which writes to the home folder
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        command += ["--allow-root"]  # in a container one is root, and Jupyter would refuse
    return command + (["--ServerApp.port=%d" % port, "--ServerApp.port_retries=0"] if port else [])


def open_lab(options):
    """Run JupyterLab in the work folder until it is stopped."""
    work = work_folder()
    environment = _own_home(os.path.join(work, ".home"), work)
    quiet = {"disabledExtensions": {"@jupyterlab/apputils-extension:announcements": True}}
    _write_state(quiet, "page_config.json", os.path.join(environment["JUPYTER_CONFIG_DIR"], "labconfig"))
    quiet = {"IPKernelApp": {"log_level": 40}}  # it warns everybody, each time, that the kernel's port is not encrypted
    _write_state(quiet, "ipython_kernel_config.json", os.path.join(environment["IPYTHONDIR"], "profile_default"))
    lesson = "zh/" + WELCOME if options.language == "zh" else WELCOME
    servers = os.path.join(glob.escape(environment["JUPYTER_RUNTIME_DIR"]), "jpserver-*.json")
    for left in glob.glob(servers):  # by a server that was killed; one that still runs has no need of its note
        os.remove(left)
    child = subprocess.Popen(lab_command(work, lesson, options.port), cwd=work, env=environment)
    signal.signal(signal.SIGTERM, lambda *_: child.terminate())
    greeter = threading.Thread(target=_greet, args=(child, servers, options.no_browser))
    greeter.daemon = True
    greeter.start()
    return _wait(child)


def _greet(child, servers, no_browser):
    """When the server stands, say where, and open the browser (here, where the environment is still the user's own)."""
    server = {}
    while child.poll() is None and not server:
        time.sleep(0.2)
        server = next((_read_state(path) for path in glob.glob(servers)), {})
    if not server:
        return
    say("open")
    if not no_browser:
        import webbrowser

        webbrowser.open(server["url"] + "?token=" + server["token"])


def run_tests(arguments):
    """Run pytest in a home of its own, which is gone afterwards; return its exit status."""
    home = tempfile.mkdtemp(prefix="tests-", dir=OWN)
    environment = _own_home(home, os.path.join(home, "work"))
    for name in ("XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME", "PYTEST_DEBUG_TEMPROOT"):
        environment[name] = os.path.join(home, name.lower())
        os.makedirs(environment[name])
    try:
        child = subprocess.Popen([venv_python(), "-m", "pytest"] + arguments, cwd=ROOT, env=environment)
        signal.signal(signal.SIGTERM, lambda *_: child.terminate())
        return _wait(child)
    finally:
        shutil.rmtree(home, ignore_errors=True)


def _wait(child):
    """Wait for a child that shares our terminal: Ctrl-C reaches it too, and it has some seconds to end."""
    patience = None
    while True:
        try:
            return child.wait(patience)
        except KeyboardInterrupt:
            patience = 20
        except subprocess.TimeoutExpired:  # the interrupt was for us alone
            child.terminate()


if __name__ == "__main__":
    sys.exit(main())
