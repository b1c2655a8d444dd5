import math
from itertools import islice

# numerical integration three ways, the integrand depends on two parameters
k = 1.3
c = 0.41


def integrand(x):
    if x < c:
        return math.sin(k * x) ** 2
    elif x < 2 * c:
        return math.sin(k * c) ** 2 * math.exp(-(x - c))
    return 0.5 * math.sqrt(1 + k * x) / math.cosh(x - c)


def trapezoid(f, a, b, n=50):
    h = (b - a) / n
    return h * (0.5 * f(a) + sum(f(a + i * h) for i in range(1, n)) + 0.5 * f(b))


def simpson(f, a, b, n=50):
    h = (b - a) / n
    ys = [f(a + i * h) for i in range(n + 1)]
    return h / 3 * (ys[0] + 4 * sum(ys[1:-1:2]) + 2 * sum(ys[2:-1:2]) + ys[-1])


def lcg(seed):
    while True:
        seed = (1103515245 * seed + 12345) % 2**31
        yield seed / 2**31


def monte_carlo(f, a, b, n=200):
    points = (a + (b - a) * u for u in islice(lcg(42), n))
    return (b - a) * sum(map(f, points)) / n


estimates = {rule.__name__: rule(integrand, 0.0, 2.0) for rule in (trapezoid, simpson, monte_carlo)}
for name, value in estimates.items():
    print("%-12s %.6f" % (name, value))
spread = max(estimates.values()) - min(estimates.values())
mean = sum(estimates.values()) / len(estimates)
mean
