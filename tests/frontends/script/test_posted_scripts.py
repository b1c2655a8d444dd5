"""Scripts as people post them: no number that differs from the script's own differences is ok, and none that agrees is
called wrong."""

import contextlib
import io
import re

import numpy as np
import pytest

from gradcli.answer.subject import Ask
from gradcli.frontends.script import run_script

SCRIPTS = {
    "regression by dot": """
import numpy as np
np.random.seed(0)
X = np.random.rand(20, 2)
y = X.dot(np.array([1.5, -2.0])) + 0.1
theta = np.array([0.5, 0.25])
alpha = 0.1
m = len(y)
for _ in range(15):
    gradient = X.T.dot(X.dot(theta) - y) / m
    theta = theta - alpha * gradient
cost = np.sum((X.dot(theta) - y) ** 2) / (2 * m)
print("cost", cost)
""",
    "logistic regression": """
import numpy as np
X = np.array([[1.0, 0.5], [1.0, -1.2], [1.0, 2.2], [1.0, -0.3]])
y = np.array([1, 0, 1, 0])
w = np.array([0.1, -0.2])
def sigmoid(z):
    return 1 / (1 + np.exp(-z))
h = sigmoid(X @ w)
loss = -np.mean(y * np.log(h) + (1 - y) * np.log(1 - h))
""",
    "Black-Scholes by scipy": """
from math import log, sqrt, exp
from scipy.stats import norm
S, K, T, r, sigma = 100.0, 95.0, 0.5, 0.02, 0.25
d1 = (log(S / K) + (r + sigma**2 / 2) * T) / (sigma * sqrt(T))
d2 = d1 - sigma * sqrt(T)
call = S * norm.cdf(d1) - K * exp(-r * T) * norm.cdf(d2)
""",
    "Black-Scholes by erf": """
import math
S = 100.0
sigma = 0.2
def N(x):
    return 0.5 * (1 + math.erf(x / math.sqrt(2)))
d1 = (math.log(S / 100) + 0.5 * sigma**2) / sigma
price = S * N(d1) - 100 * N(d1 - sigma)
""",
    "binomial tree": """
import numpy as np
S0 = 100.0
vol = 0.3
n = 20
dt = 1 / n
u = np.exp(vol * np.sqrt(dt))
d = 1 / u
p = (1 - d) / (u - d)
prices = np.array([S0 * u**j * d**(n - j) for j in range(n + 1)])
values = np.maximum(prices - 103.3, 0)
for i in range(n - 1, -1, -1):
    values = p * values[1:i+2] + (1 - p) * values[0:i+1]
price = values[0]
""",
    "Gaussian process": """
import numpy as np
X = np.array([0.1, 0.5, 0.9, 1.4])
y = np.sin(3 * X)
ell = 0.4
noise = 0.1
K = np.exp(-0.5 * (X[:, None] - X[None, :])**2 / ell**2) + noise**2 * np.eye(4)
L = np.linalg.cholesky(K)
a = np.linalg.solve(L.T, np.linalg.solve(L, y))
nll = 0.5 * y @ a + np.sum(np.log(np.diag(L))) + 2 * np.log(2 * np.pi)
""",
    "SIR by Euler": """
beta = 0.3
gamma = 0.1
S, I, R = 0.99, 0.01, 0.0
dt = 0.5
for _ in range(100):
    new = beta * S * I
    rec = gamma * I
    S, I, R = S - dt * new, I + dt * (new - rec), R + dt * rec
infected = I
""",
    "SIR by odeint": """
import numpy as np
from scipy.integrate import odeint
beta = 0.3
gamma = 0.1
def deriv(y, t):
    S, I = y
    return [-beta * S * I, beta * S * I - gamma * I]
out = odeint(deriv, [0.99, 0.01], np.linspace(0, 20, 41))
peak = out[-1, 1]
""",
    "interpolation": """
import numpy as np
xp = np.array([0.0, 1.0, 2.0, 3.0])
fp = np.array([0.0, 1.0, 4.0, 9.0])
x = 1.3
y = np.interp(x, xp, fp)
""",
    "interpolation by scipy": """
import numpy as np
from scipy.interpolate import CubicSpline
xp = np.linspace(0, 3, 7)
x = 1.3
y = float(CubicSpline(xp, xp**3)(x)) * x
""",
    "bisection": """
a = 2.0
lo, hi = 0.0, 4.0
while hi - lo > 1e-12:
    mid = (lo + hi) / 2
    if mid**3 < a:
        lo = mid
    else:
        hi = mid
root = (lo + hi) / 2
""",
    "brentq": """
from scipy.optimize import brentq
a = 2.0
root = brentq(lambda x: x**3 - a, 0, 4)
""",
    "Newton": """
a = 2.0
x = 1.0
for i in range(8):
    x = x - (x**3 - a) / (3 * x**2)
x
""",
    "Monte Carlo": """
import numpy as np
rng = np.random.default_rng(42)
S0 = 100.0
sigma = 0.2
Z = rng.standard_normal(500)
ST = S0 * np.exp(-0.5 * sigma**2 + sigma * Z)
price = np.mean(np.maximum(ST - 100.0, 0))
""",
    "pi by darts": """
import random
random.seed(1)
r = 1.0
hits = 0
for _ in range(200):
    if random.random()**2 + random.random()**2 <= r * r:
        hits += 1
area = 4 * hits / 200 + r
""",
    "minimize": """
import numpy as np
from scipy.optimize import minimize
a = 3.0
best = minimize(lambda x: (x[0] - a)**2 + 1.0 * a, [0.0]).fun
""",
    "quad": """
from scipy.integrate import quad
import numpy as np
k = 1.5
area = quad(lambda x: np.exp(-k * x**2), 0, 2)[0]
total = area + k
""",
    "decimal money": """
from decimal import Decimal
rate = 0.05
amount = Decimal("1000") * (1 + Decimal(str(rate)))**3
total = float(amount) + rate
""",
    "datetime": """
from datetime import timedelta
days = 2.5
seconds = timedelta(days=days).total_seconds()
cost = seconds * 0.001 + days
""",
    "loan payment": """
P = 200000.0
rate = 0.04
n = 360
r = rate / 12
payment = P * r * (1 + r)**n / ((1 + r)**n - 1)
print(f"{payment:.2f}")
""",
    "rounded money": """
price = 19.99
tax = 0.0825
total = round(price * (1 + tax), 2)
""",
    "neural network": """
import numpy as np
np.random.seed(3)
x = np.random.randn(5, 3)
t = np.random.randn(5, 1)
W1 = np.random.randn(3, 4) * 0.5
lr = 0.05
W2 = np.random.randn(4, 1) * 0.5
for epoch in range(5):
    h = np.maximum(0, x.dot(W1))
    out = h.dot(W2)
    loss = np.square(out - t).sum()
    g_out = 2.0 * (out - t)
    g_W2 = h.T.dot(g_out)
    g_h = g_out.dot(W2.T)
    g_h[x.dot(W1) < 0] = 0
    W1 -= lr * x.T.dot(g_h) * 0.1
    W2 -= lr * g_W2 * 0.1
loss
""",
    "pandas-like means": """
import statistics
a = 1.0
data = [a, 2 * a, 4.0]
score = statistics.mean(data) / statistics.stdev(data)
""",
    "pendulum by RK4": """
import math
L = 1.2
def f(th, om):
    return om, -9.81 / L * math.sin(th)
th, om, h = 0.6, 0.0, 0.02
for _ in range(60):
    k1 = f(th, om)
    k2 = f(th + h/2*k1[0], om + h/2*k1[1])
    k3 = f(th + h/2*k2[0], om + h/2*k2[1])
    k4 = f(th + h*k3[0], om + h*k3[1])
    th += h/6*(k1[0] + 2*k2[0] + 2*k3[0] + k4[0])
    om += h/6*(k1[1] + 2*k2[1] + 2*k3[1] + k4[1])
th
""",
    "complex impedance": """
import cmath, math
R = 10.0
C = 1e-3
w = 50.0
Z = R + 1 / (1j * w * C)
current = 230.0 / abs(Z)
""",
    "lookup table": """
table = {0: 1.0, 1: 1.5, 2: 2.5}
x = 1.7
y = table[int(x)] * x
""",
    "string formatting round trip": """
x = 1.23456
label = f"{x:.3f}"
y = float(label) * 10 + x
""",
    "fft power": """
import numpy as np
f = 3.0
t = np.linspace(0, 1, 32, endpoint=False)
s = np.sin(2 * np.pi * f * t)
power = np.abs(np.fft.rfft(s))[3] ** 2
""",
    "eigenvalue": """
import numpy as np
k = 2.0
K = np.array([[2 * k, -k], [-k, k]])
w = np.sqrt(np.linalg.eigvalsh(K))[0]
""",
    "polyfit": """
import numpy as np
x0 = 0.5
xs = np.array([0.0, 1.0, 2.0, 3.0])
ys = (xs - x0)**2
c = np.polyfit(xs, ys, 2)
y = c[1] * x0
""",
}
STEP, FAR = 1e-5, 1e-2
QUICK = ("Black-Scholes by erf", "bisection", "Newton", "decimal money", "lookup table", "neural network")
EACH = [name if name in QUICK else pytest.param(name, marks=pytest.mark.slow) for name in SCRIPTS]
NEEDS = {name: "scipy" for name, text in SCRIPTS.items() if "scipy" in text}


def moved(text, name, value, by, target):
    """What the target is by plain Python with one constant of the script's elsewhere."""
    count = [0]

    def source(match):
        count[0] += 1
        return match[0] if count[0] > 1 else f"{match[1]}{name} = _moved_\n"

    if re.search(rf"(?m)^{name} = ", text):
        text = re.sub(rf"(?m)^(){name} = .*\n", source, text)
    else:  # one of several on the line
        names, values = re.search(rf"(?m)^([\w, ]*\b{name}\b[\w, ]*) = (.*)$", text).groups()
        parts = values.split(", ")
        parts[[n.strip() for n in names.split(",")].index(name)] = "_moved_"
        text = text.replace(f"{names} = {values}", f"{names} = {', '.join(parts)}", 1)
    space = {"_moved_": np.asarray(value, float) + by if np.shape(value) else value + by}
    with contextlib.redirect_stdout(io.StringIO()):
        exec(compile(text, "<plain>", "exec"), space)
    return np.asarray(space[target], float)


@pytest.mark.parametrize("name", EACH)
def test_no_wrong_number_is_ok(name, tmp_path):
    if name in NEEDS:
        pytest.importorskip(NEEDS[name])
    text = SCRIPTS[name]
    path = tmp_path / "script.py"
    path.write_text(text)
    with contextlib.redirect_stdout(io.StringIO()):
        (result,) = run_script(str(path), text.encode(), ask=Ask(check=True)).report.results
    verdicts = {str(item.path): item for item in result.check.items}
    assert verdicts
    lost = {note.path for note in result.notes if note.code in ("left", "unconnected")}
    for source, value in result.point.items():
        item = verdicts[f"grad.{source}"]
        found = result.grad[source]
        size = np.where(np.asarray(value) == 0, 1.0, np.abs(value))
        for at in np.ndindex(np.shape(value)):
            by = np.zeros(np.shape(value))
            by[at] = STEP * size[at]
            by = by if np.shape(value) else float(by)
            above, below = (moved(text, source, value, s * by, result.name) for s in (1, -1))
            slope = float((above - below) / (2 * STEP * size[at]))
            mine = found if found is None else float(np.asarray(found)[at])
            right = mine is not None and abs(mine - slope) <= 1e-4 * max(abs(slope), abs(mine)) + 1e-7
            if not right:
                assert item.verdict != "ok", (source, mine, slope)
            elif np.shape(value) == ():
                ends = [moved(text, source, value, s * FAR * size, result.name) for s in (1, -1)]
                afar = float((ends[0] - ends[1]) / (2 * FAR * size))  # of more than one step of what is rounded
                if item.path in lost and abs(afar - mine) > 0.1 * abs(mine):
                    assert item.verdict in ("skipped", "FAIL"), (item, slope, afar)
                else:
                    assert item.verdict in ("ok", "imprecise", "undefined"), (item, slope)
