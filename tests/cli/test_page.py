"""The page of a trace, in a real browser: pointing shows the same in all three, the sweep runs, nothing is fetched."""

from __future__ import annotations

import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from browser import FOUND, Browser
from shell import answer, process

if TYPE_CHECKING:
    from collections.abc import Iterator

NEWTON = "a = 2.0\nx = 1.5\nfor _ in range(8):\n    f = x * x - a\n    x = x - f / (2 * x)\nx\n"
if FOUND is None:
    pytestmark = pytest.mark.skip(reason="no Chromium is installed")


@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    found = Browser(tmp_path_factory.mktemp("browser"))
    yield found
    found.close()


@pytest.fixture(scope="module")
def counting(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    found = Browser(tmp_path_factory.mktemp("counting"), counting=True)
    yield found
    found.close()


def page(folder: Path, *words: str) -> Path:
    path = folder / "page.html"
    run = process if any(word.endswith(".py") for word in words) else answer
    assert run("trace", *words, "--html", str(path)).status == 0
    return path


def lit(browser: Browser) -> tuple[list[str], list[str], list[str]]:
    """What is lit: lines of the source, nodes of the graph, rows of the tape."""
    found: tuple[list[str], list[str], list[str]] = tuple(  # type: ignore[assignment]
        browser.js(f"[...document.querySelectorAll({selector!r})].map(e => e.dataset.{key})")
        for selector, key in ((".src.on", "line"), (".node.on", "node"), (".row.on", "step"))
    )
    return found


def test_pointing_shows_the_same_in_all_three(browser: Browser, tmp_path: Path) -> None:
    browser.open(page(tmp_path, "x^2*y\n + sin(x*y)", "x=2", "y=3"))
    browser.point('.node[data-node="5"]')
    assert lit(browser) == (["1"], ["5"], ["5"])
    assert browser.js("document.querySelector('mark').textContent") == "sin(x*y)"
    about = browser.js("document.querySelector('#about').textContent")
    assert "operationsin(v5)" in about
    assert "∂v6/∂v50.9601702867cos(v5)" in about
    browser.point('.row[data-step="2"]')
    assert lit(browser) == (["0"], ["2"], ["2"])
    browser.point('.src[data-line="1"]')
    assert lit(browser) == (["1"], ["4", "5"], ["4", "5"])


def test_the_sweep_and_the_keyboard(browser: Browser, tmp_path: Path) -> None:
    browser.open(page(tmp_path, "x^2*y", "x=2", "y=3"))
    hidden = (
        "[...document.querySelectorAll('#rows .row')].map(r => [...r.children].map(c => +(c.className === 'gone')))"
    )
    browser.press("Home")
    assert browser.js("where.textContent") == "forwards 0 of 4"
    assert [row[3:] for row in browser.js(hidden)] == [[1, 1]] * 4
    for _ in range(3):
        browser.press("ArrowRight")
    assert [row[3:] for row in browser.js(hidden)] == [[0, 1], [0, 1], [0, 1], [1, 1]]
    for _ in range(3):
        browser.press("ArrowRight")
    assert browser.js("where.textContent") == "backwards 2 of 4"
    assert [row[3:] for row in browser.js(hidden)] == [[0, 1], [0, 1], [0, 0], [0, 0]]
    browser.js(
        "document.querySelector('#sweep').value = 0; document.querySelector('#sweep').oninput({target: {value: 0}})"
    )
    assert browser.js("at") == 0
    browser.point("#play", click=True)
    end = time.monotonic() + 60
    while browser.js("at") < 8 and time.monotonic() < end:
        time.sleep(0.1)
    assert browser.js("where.textContent") == "done"
    browser.press("ArrowDown")
    browser.press("ArrowUp")
    browser.press("ArrowDown")
    assert len(lit(browser)[2]) == 1


def test_a_loop_is_folded_and_unfolds(browser: Browser, tmp_path: Path) -> None:
    (tmp_path / "newton.py").write_text(NEWTON)
    browser.open(page(tmp_path, str(tmp_path / "newton.py")))
    assert browser.js("document.querySelectorAll('#rows .row').length") == 13
    assert "6 more passes" in browser.js("document.querySelector('.row.fold').textContent")
    browser.point(".row.fold", click=True)
    assert browser.js("shown.length") == 42
    assert (
        browser.js("getComputedStyle(document.querySelector('.src[data-line=\"4\"]')).backgroundColor")
        != "rgba(0, 0, 0, 0)"
    )
    assert browser.js("document.querySelector('.src[data-line=\"4\"] .v').textContent").startswith("1.414213562")


CROWDED = "x^2*y + sin(x*y) + exp(-(x-y)^2)/(1+x*y) + x*cos(y) + max(x, y, x*y, x^2)"
APART = """(() => {
  const boxes = s => [...document.querySelectorAll(s)].map(e => e.getBoundingClientRect());
  const meet = (a, b) => a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
  const labels = boxes(".partial"), nodes = boxes(".node");
  const lines = [...document.querySelectorAll("svg path")].map(p => {
    const long = p.getTotalLength(), m = p.getScreenCTM();
    return Array.from({length: 60}, (_, k) => p.getPointAtLength(long * (k + 0.5) / 60).matrixTransform(m));
  });
  const inside = (q, b) => b.left < q.x && q.x < b.right && b.top + 1 < q.y && q.y < b.bottom - 1;
  return [labels.length, nodes.length, labels.filter(a => nodes.some(b => meet(a, b))).length,
          labels.filter((a, i) => labels.some((b, j) => j < i && meet(a, b))).length,
          lines.filter(l => l.some(q => nodes.some(b => inside(q, b)))).length];
})()"""


def test_no_label_hides_and_no_edge_runs_behind_a_node(browser: Browser, tmp_path: Path) -> None:
    (tmp_path / "newton.py").write_text(NEWTON)
    for given, least in (([CROWDED, "x=2", "y=3"], 30), ([str(tmp_path / "newton.py")], 9)):
        browser.open(page(tmp_path, *given))
        labels, nodes, behind, upon, crossing = browser.js(APART)
        assert labels >= least
        assert nodes > 10
        assert (behind, upon, crossing) == (0, 0, 0)


def test_dark_mode(browser: Browser, tmp_path: Path) -> None:
    browser.open(page(tmp_path, "x^2", "x=2"))
    colour = "getComputedStyle(document.body).backgroundColor"
    light = browser.js(colour)
    browser.press("d")
    assert browser.js(colour) != light
    browser.press("d")
    assert browser.js(colour) == light


LOOP = "x = 0.5\nfor _ in range({}):\n    x = 3.2 * x * (1 - x)\nx\n"
HANDLERS = {
    "point": "pick({} % n, null, true); if ({} % 2) pick(0, null, true)",
    "sweep": "sweep({} % (2 * n))",
    "scroll": "document.querySelector('#steps').scrollTop = {} % n * H; draw()",
    "key": "dispatchEvent(new KeyboardEvent('keydown', {key: 'ArrowDown'}))",
}


@pytest.mark.slow
@pytest.mark.parametrize("shape", ["a loop", "a loop unfolded", "a long sum"])
def test_ten_thousand_steps_without_lag(counting: Browser, tmp_path: Path, shape: str) -> None:
    """What the page holds, and what a handler does, do not grow with the trace: the browser counts its blocks."""
    browser = counting
    made, done = [], []
    for passes in (340, 3400):
        (tmp_path / "long.py").write_text(LOOP.format(passes))
        total = "+".join(f"sin({n}*x)" for n in range(1, passes))
        browser.open(page(tmp_path, *([total, "x=1"] if shape == "a long sum" else [str(tmp_path / "long.py")])))
        if shape == "a loop unfolded":
            browser.js("data.nodes.forEach((node, i) => node.passes && open.add(i)); fold()")
        assert browser.js("n") > 3 * passes - 10
        work = {}
        for name, handler in HANDLERS.items():
            before = browser.blocks()
            browser.js(f"for (let i = 1; i <= 20; i++) {{ {handler.replace('{}', '(i * 7919)')} }}")
            work[name] = browser.blocks() - before
        assert browser.js("document.querySelectorAll('#rows .row').length") < 100
        made.append(browser.js("document.querySelectorAll('*').length"))
        done.append(work)
    assert made[1] < 1.5 * made[0]
    for name, work in done[0].items():
        assert 0 < done[1][name] < 1.5 * work, (name, done)


def test_nothing_is_fetched_and_nothing_goes_wrong(browser: Browser, tmp_path: Path) -> None:
    browser.events.clear()
    path = page(tmp_path, "x*y", "x=2", "y=3")
    browser.open(path)
    browser.js("1")
    asked = [e["params"]["request"]["url"] for e in browser.events if e["method"] == "Network.requestWillBeSent"]
    assert set(asked) == {path.as_uri()}
    assert not [e for e in browser.events if e["method"] in ("Runtime.exceptionThrown", "Log.entryAdded")]


def test_a_script_s_text_cannot_leave_its_place(browser: Browser, tmp_path: Path) -> None:
    (tmp_path / "evil.py").write_text("x = 2.0\ny = x * x  # </script><img src=x onerror=document.title='gone'>\ny\n")
    browser.open(page(tmp_path, str(tmp_path / "evil.py")))
    assert browser.js("document.querySelectorAll('img').length") == 0
    assert "</script>" in browser.js("document.querySelector('.src[data-line=\"1\"]').textContent")
