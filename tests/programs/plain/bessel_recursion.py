import math
from functools import reduce


# power series and recurrences by recursion
x = 1.7
nu = 0.5


def factorial(n):
    return 1 if n == 0 else n * factorial(n - 1)


def bessel_j(n, x, terms=20):
    """J_n(x) from its power series, n a non-negative integer"""
    return sum((-1) ** k / (factorial(k) * factorial(k + n)) * (x / 2) ** (2 * k + n) for k in range(terms))


def legendre(n, t, memo=None):
    memo = {} if memo is None else memo
    if n not in memo:
        if n == 0:
            memo[n] = 1
        elif n == 1:
            memo[n] = t
        else:
            memo[n] = ((2 * n - 1) * t * legendre(n - 1, t, memo) - (n - 1) * legendre(n - 2, t, memo)) / n
    return memo[n]


def continued_fraction(a, depth):
    return a + 1 / continued_fraction(a, depth - 1) if depth else a


horner = reduce(lambda acc, c: acc * x + c, [0.5, -1.0, 2.0, 0.25])
series = [bessel_j(n, x) for n in range(4)]
parts = {
    'bessel': sum(c * j for c, j in zip((1, -2, 3, -4), series)),
    'legendre': legendre(6, nu),
    'fraction': continued_fraction(x, 12),
    'horner': horner,
    'gamma': math.lgamma(x + nu),
}
for name in sorted(parts):
    print(f"{name:>10s} = {parts[name]: .8f}")
total = math.fsum(parts.values())
