"""Fifty steps of logistic regression on twenty rows, in plain Python: what scripts/bench.py has gradcli run."""

import math

rows = [(math.sin(3.0 * n), math.cos(5.0 * n), 0.5 + 0.4 * math.sin(n)) for n in range(20)]
a = 0.1
b = -0.2
c = 0.05
rate = 0.05
u, v, w = a, b, c
for _ in range(50):
    gu = gv = gw = loss = 0.0
    for x, y, t in rows:
        p = 1.0 / (1.0 + math.exp(-(u * x + v * y + w)))
        d = p - t
        loss += d * d
        s = d * p * (1.0 - p)
        gu, gv, gw = gu + s * x, gv + s * y, gw + s
    u, v, w = u - rate * gu, v - rate * gv, w - rate * gw
final = loss
