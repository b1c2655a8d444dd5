"""A real browser without a window, driven by the DevTools protocol over a pair of pipes."""

from __future__ import annotations

import base64
import json
import os
import shutil
import subprocess
import time
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pathlib import Path

FOUND = next(
    (p for name in ("chromium", "chromium-browser", "google-chrome", "chrome") if (p := shutil.which(name))), None
)
PLAIN = "--js-flags=--no-opt --no-maglev --no-sparkplug --no-lazy-feedback-allocation --no-flush-bytecode"
KEYS = {"ArrowLeft": 37, "ArrowUp": 38, "ArrowRight": 39, "ArrowDown": 40, "End": 35, "Home": 36, " ": 32, "d": 68}


class Browser:
    """One page in it. counting: whether it counts the blocks of scripts that run; then it compiles none of them."""

    def __init__(self, folder: Path, width: int = 1200, height: int = 800, counting: bool = False) -> None:
        assert FOUND is not None
        theirs_in, self.out = os.pipe()
        self.into, theirs_out = os.pipe()

        def pipes() -> None:
            a, b = os.dup(theirs_in), os.dup(theirs_out)
            os.dup2(a, 3)
            os.dup2(b, 4)

        self.process = subprocess.Popen(
            [FOUND, "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--no-first-run",
             "--disable-extensions", "--remote-debugging-pipe", f"--window-size={width},{height}",
             f"--user-data-dir={folder / 'profile'}", *([PLAIN] if counting else []), "about:blank"],
            close_fds=False, preexec_fn=pipes, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip
        os.close(theirs_in)
        os.close(theirs_out)
        self.count, self.buffer, self.session = 0, b"", ""
        self.events: list[dict[str, Any]] = []
        target = self.call("Target.createTarget", url="about:blank")["targetId"]
        self.session = self.call("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        for domain in ("Page", "Runtime", "Network", "Log"):
            self.call(f"{domain}.enable")
        if counting:
            self.ran = 0
            self.call("Profiler.enable")
            self.call("Profiler.startPreciseCoverage", callCount=True, detailed=True)

    def call(self, method: str, **params: Any) -> dict[str, Any]:
        """Ask the browser for something."""
        self.count += 1
        body: dict[str, Any] = {"id": self.count, "method": method, "params": params}
        if self.session:
            body["sessionId"] = self.session
        os.write(self.out, json.dumps(body).encode() + b"\0")
        end = time.monotonic() + 1200
        while time.monotonic() < end:
            while b"\0" in self.buffer:
                text, _, self.buffer = self.buffer.partition(b"\0")
                answer = json.loads(text)
                if answer.get("id") == self.count:
                    assert "error" not in answer, answer
                    found: dict[str, Any] = answer["result"]
                    return found
                self.events.append(answer)
            self.buffer += os.read(self.into, 1 << 16)
        raise AssertionError(f"no answer to {method}")

    def open(self, path: Path) -> None:
        """Open a file, and wait until it is there."""
        self.call("Page.navigate", url=path.as_uri())
        end = time.monotonic() + 120
        while self.js("document.readyState + String(typeof all)") != "completeobject" and time.monotonic() < end:
            time.sleep(0.05)

    def blocks(self) -> int:
        """How many blocks of the page's scripts have run since counting began: what a handler does, on any machine."""
        scripts = self.call("Profiler.takePreciseCoverage")["result"]
        counts = [
            r["count"] for s in scripts for f in s["functions"] for r in f["ranges"] if s["url"].startswith("file")
        ]
        self.ran += sum(counts)
        return self.ran

    def js(self, code: str) -> Any:
        """The value of an expression of the page's."""
        answer = self.call("Runtime.evaluate", expression=code, returnByValue=True)
        assert "exceptionDetails" not in answer, answer
        return answer["result"].get("value")

    def point(self, selector: str, click: bool = False) -> None:
        """Move the mouse to an element, and click on it."""
        where = f"document.querySelector({selector!r}).getBoundingClientRect()"
        box = self.js(f"(b => [b.x + Math.min(b.width / 2, 60), b.y + b.height / 2])({where})")
        self.call("Input.dispatchMouseEvent", type="mouseMoved", x=box[0], y=box[1])
        if click:
            for kind in ("mousePressed", "mouseReleased"):
                self.call("Input.dispatchMouseEvent", type=kind, x=box[0], y=box[1], button="left", clickCount=1)

    def press(self, key: str) -> None:
        """Press a key."""
        for kind in ("rawKeyDown", "keyUp"):
            self.call("Input.dispatchKeyEvent", type=kind, key=key, windowsVirtualKeyCode=KEYS[key])

    def picture(self, path: Path) -> None:
        """What it looks like."""
        path.write_bytes(base64.b64decode(self.call("Page.captureScreenshot", format="png")["data"]))

    def close(self) -> None:
        """End it."""
        self.process.kill()
        self.process.wait()
        os.close(self.out)
        os.close(self.into)
