import math
import itertools

# Damped spring-mass system as a generator, compared with the exact solution, and
# a derivative by a home-made dual number class to see that it agrees

mass: float = 0.5
stiffness: float = 8.0
damping: float = 0.3
x_start = 0.25


class Dual:
    def __init__(self, a, b=0.0):
        self.a, self.b = a, b

    def __add__(self, o):
        o = o if isinstance(o, Dual) else Dual(o)
        return Dual(self.a + o.a, self.b + o.b)
    __radd__ = __add__

    def __mul__(self, o):
        o = o if isinstance(o, Dual) else Dual(o)
        return Dual(self.a * o.a, self.a * o.b + self.b * o.a)
    __rmul__ = __mul__


def oscillator(x, v, dt):
    """yields (t, x) for ever, velocity Verlet with damping"""
    for n in itertools.count():
        yield n * dt, x
        a = (-stiffness * x - damping * v) / mass
        v_half = v + 0.5 * dt * a
        x = x + dt * v_half
        v = (v_half - 0.5 * dt * stiffness / mass * x) / (1 + 0.5 * dt * damping / mass)


gamma = damping / (2 * mass)
omega = math.sqrt(stiffness / mass - gamma ** 2)
exact = lambda t: x_start * math.exp(-gamma * t) * (math.cos(omega * t) + gamma / omega * math.sin(omega * t))

worst = 0.0
for t, x in oscillator(x_start, 0.0, 0.01):
    if t > 1.5:
        break
    worst = max(worst, abs(x - exact(t)))
assert worst < 1e-3, worst

d = Dual(x, 1.0)
poly = 3 * d * d + d * 2 + 1        # poly.b = 6 x + 2
print(f"x({t:.2f}) = {x:.6f}, exact {exact(t):.6f}, worst error {worst:.2e}")
answer = poly.a + poly.b * exact(1.0)
