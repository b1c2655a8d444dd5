"""A loss that is printed, logged, kept, saved or compared in every round warns nobody."""

import itertools

import pytest

from gradcli.answer import settle
from gradcli.answer.subject import Ask
from gradcli.frontends.script import run_script

MODELS = {  # what comes before the loop, the round, and what is differentiated
    "linear": ("""
rng = np.random.default_rng(0)
X = rng.normal(size=(20, 3))
t = X @ np.array([1.0, -2.0, 0.5])
lr = 0.1
l2 = 0.01
w = np.zeros(3)
""", """
    r = X @ w - t
    loss = (r**2).mean() + l2 * (w**2).sum()
    w = w - lr * (2 * X.T @ r / len(t) + 2 * l2 * w)
""", "(w**2).sum()"),
    "logistic, in place": ("""
rng = np.random.default_rng(0)
X = rng.normal(size=(20, 3))
t = (X[:, 0] > 0).astype(float)
lr = 0.5
w = np.zeros(3)
""", """
    p = 1 / (1 + np.exp(-X @ w))
    loss = -(t * np.log(p) + (1 - t) * np.log(1 - p)).mean()
    w -= lr * X.T @ (p - t) / len(t)
""", "loss"),
    "plain Python": ("""
data = [(0.0, 1.0), (1.0, 3.1), (2.0, 4.9)]
lr = 0.05
a, b = 0.5, 0.25
""", """
    loss = sum((a * x + b - y) ** 2 for x, y in data) / len(data)
    da = sum(2 * (a * x + b - y) * x for x, y in data) / len(data)
    db = sum(2 * (a * x + b - y) for x, y in data) / len(data)
    a, b = a - lr * da, b - lr * db
""", "a + b"),
    "a network": ("""
np.random.seed(1)
X = np.random.randn(16, 2)
t = np.sin(X[:, :1])
lr = 0.05
W1 = np.random.randn(2, 4) * 0.5
W2 = np.random.randn(4, 1) * 0.5
""", """
    h = np.tanh(X @ W1)
    e = h @ W2 - t
    loss = np.mean(e**2)
    gW2 = h.T @ e * 2 / len(X)
    gW1 = X.T @ (e @ W2.T * (1 - h**2)) * 2 / len(X)
    W1 -= lr * gW1
    W2 -= lr * gW2
""", "loss"),
    "momentum": ("""
rate = 0.1
beta = 0.9
x = np.array([1.0, -1.5])
v = np.zeros(2)
""", """
    g = np.array([2 * x[0], 20 * x[1]])
    v = beta * v + g
    x = x - rate * v * 0.1
    loss = x[0] ** 2 + 10 * x[1] ** 2
""", "loss"),
}  # fmt: skip
LOGS = {
    "print f": "    print(f'step {i}: loss {loss:.4f}')\n",
    "print": "    if i % 2 == 0:\n        print('loss', loss)\n",
    "print %": "    print('loss %.3f after %d' % (loss, i))\n",
    "format": "    print('{} {:.3e}'.format(i, loss))\n",
    "float": "    history.append(float(loss))\n    print(i, float(loss), history[-1])\n",
    "item": "    history.append(loss.item() if hasattr(loss, 'item') else loss)\n",
    "round": "    print(round(float(loss), 4))\n    history.append(loss)\n",
    "logging": "    log.info('loss %s', loss)\n    log.debug('loss %f', loss)\n",
    "json": "    lines.append(json.dumps({'step': i, 'loss': float(loss)}))\n",
    "stop": "    history.append(loss)\n    if len(history) > 1 and abs(history[-2] - loss) < 1e-12:\n        break\n",
    "best": "    best = min(best, loss)\n    sys.stdout.write(str(best) + '\\n')\n",
    "mean": "    history.append(loss)\n    print(np.mean(history[-3:]), np.std(history))\n",
    "csv": "    csv.writer(out).writerow([i, loss])\n",
    "saved": "    np.save(io.BytesIO(), np.array([loss]))\n",
    "pickled": "    pickle.dump({'loss': loss, 'step': i}, io.BytesIO())\n",
    "curve": "    curve[i] = loss\n",
    "clock": "    print(i, float(loss), time.perf_counter() - began)\n",
    "plain list": "    history.append(float('%.6f' % loss))\n    print(history)\n",
    "finite": "    assert np.isfinite(loss), 'diverged'\n    if not math.isfinite(loss):\n        raise SystemExit\n",
    "int": "    print('#' * int(loss), f'{int(loss * 100)}%')\n",
    "tensor text": "    print(str(loss)[:5], repr(loss))\n",
    "file": "    out.write(f'{i},{loss}\\n')\n",
}
PRE = """
import csv, io, json, logging, math, pickle, sys, time
import numpy as np
log = logging.getLogger("train")
began = time.perf_counter()
curve = np.zeros(5)
history, lines, best, out = [], [], float("inf"), io.StringIO()
"""
LOOPS = list(itertools.product(MODELS, LOGS))[::3]


@pytest.mark.parametrize(("model", "log"), LOOPS)
@pytest.mark.usefixtures("capsys")
def test_no_false_alarm(model, log):
    head, body, end = MODELS[model]
    text = PRE + head + "for i in range(5):\n" + body + LOGS[log] + end + "\n"
    report = run_script("loop.py", text.encode(), ask=Ask()).report
    (result,) = report.results
    assert report.notes == result.notes == []
    assert result.grad


LINE = """
import numpy as np
x = np.array([1.0, 2.0, 3.0, 4.0, 5.0])
y = np.array([1.2, 1.9, 3.2, 3.8, 5.1])
X = np.vstack((np.ones(x.size), x)).T
theta = np.zeros(2)
for _ in range(60):
    theta = theta - 0.01 * X.T.dot(X.dot(theta) - y)
np.sum((X.dot(theta) - y) ** 2)
"""


def test_slopes_that_no_proof_was_in_time_for_are_no_kink(monkeypatch):
    monkeypatch.setattr(settle, "SHORT", -1.0)
    monkeypatch.setattr(settle, "trusted", lambda *_: False)
    (result,) = run_script("line.py", LINE.encode(), ask=Ask()).report.results
    assert not [note for note in result.notes if note.code == "kink"]
    assert all(number is not None for number in result.numbers.values())


LABELS = """
import numpy as np
labels = np.array([0, 2, 1])
{}
p = np.array([[0.2, 0.3, 0.5], [0.1, 0.1, 0.8], [0.6, 0.2, 0.2]]) * k
loss = -np.mean(np.log(p[np.arange(3), labels]))
print('accuracy', np.mean(np.argmax(p, axis=1) == labels))
loss
"""


@pytest.mark.parametrize(("k", "sources"), [("k = 2.0", {"k"}), ("k = np.float64('2')", set())])
@pytest.mark.usefixtures("capsys")
def test_labels_are_no_sources(k, sources):
    """Whether what they choose from is on the trace or not."""
    (result,) = run_script("labels.py", LABELS.format(k).encode(), ask=Ask(check=True)).report.results
    assert set(result.point) == sources
    assert not [note for note in result.notes if note.code in ("left", "kink", "jump")]
    assert result.check.verdict == "ok"
