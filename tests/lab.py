"""JupyterLab in a real browser, which knows nothing of this machine's settings and asks no other."""

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Locator, Page, sync_playwright

from support import BROWSER, FLAGS

SECONDS = 90  # for one thing to happen, on a machine that does other things too
PLACES = ["JUPYTER_CONFIG_DIR", "JUPYTER_DATA_DIR", "JUPYTER_RUNTIME_DIR", "IPYTHONDIR", "JUPYTERLAB_SETTINGS_DIR",
          "JUPYTERLAB_WORKSPACES_DIR"]  # fmt: skip
NO_NEWS = {"disabledExtensions": {"@jupyterlab/apputils-extension:announcements": True}}
OPTIONS = ["--no-browser", "--allow-root", "--ServerApp.ip=127.0.0.1", "--ServerApp.port=0",
           "--IdentityProvider.token=test",
           "--LabApp.check_for_updates_class=jupyterlab.NeverCheckForUpdate"]  # fmt: skip


def wait_for(what: Callable[[], object], why: str, seconds: float = SECONDS, fails: bool = True) -> object:
    """What `what` returns as soon as that is true."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if result := what():
            return result
        time.sleep(0.05)
    assert not fails, f"waited {seconds} seconds for {why}"
    return None


@contextmanager
def served(folder: Path, home: Path, options: Sequence[str] = ()) -> Iterator[str]:
    """The address of a JupyterLab that was started in `folder` with `options`, and has its settings in `home`."""
    places = {name: str(home / name.lower()) for name in PLACES}
    (home / "jupyter_config_dir" / "labconfig").mkdir(parents=True)
    (home / "jupyter_config_dir" / "labconfig" / "page_config.json").write_text(json.dumps(NO_NEWS), encoding="utf-8")
    with open(home / "log", "wb") as log:
        command = [sys.executable, "-m", "jupyterlab", *OPTIONS, *options]
        server = subprocess.Popen(command, stdout=log, stderr=log, cwd=folder, env=os.environ | places)
    runtime = Path(places["JUPYTER_RUNTIME_DIR"])
    try:
        wait_for(lambda: list(runtime.glob("jpserver-*.json")) or server.poll() is not None, "JupyterLab")
        assert server.poll() is None, (home / "log").read_text(errors="replace")
        yield json.loads(next(runtime.glob("jpserver-*.json")).read_text(encoding="utf-8"))["url"]
    finally:
        server.terminate()
        try:
            server.wait(timeout=20)
        except subprocess.TimeoutExpired:
            server.kill()


@contextmanager
def opened(address: str) -> Iterator[Page]:
    """The page at `address` of a JupyterLab in a browser."""
    with sync_playwright() as started:
        browser = started.chromium.launch(executable_path=BROWSER, args=FLAGS)
        page = browser.new_page(viewport={"width": 1280, "height": 1000})
        page.set_default_timeout(SECONDS * 1000)
        page.add_locator_handler(page.locator(".jp-Dialog").first, accept)
        page.goto(f"{address}?token=test")
        yield page
        browser.close()


def accept(dialog: Locator) -> None:
    """Answer what JupyterLab may ask or tell on a slow machine while it starts."""
    dialog.locator("button.jp-mod-accept").last.click()


def run_cell(page: Page, folder: Path) -> int:
    """Run the notebook's cell until the widget shows; the process id of the kernel."""
    pid = folder / "pid"
    pid.unlink(missing_ok=True)
    prompt = page.locator(".jp-InputPrompt").first
    while True:  # JupyterLab may drop a command while a kernel is being connected
        page.locator(".jp-Notebook-ExecutionIndicator[data-status=idle]").wait_for()
        page.get_by_role("menuitem", name="Run", exact=True).click()
        page.get_by_role("menuitem", name="Run All Cells", exact=True).click()
        if wait_for(lambda: pid.exists() or prompt.inner_text() == "[*]:", "the cell to run", 5, fails=False):
            break
    wait_for(lambda: pid.exists() and pid.read_text(), "the kernel")
    page.locator(".newsloupe-coding .text").wait_for()
    return int(pid.read_text())
