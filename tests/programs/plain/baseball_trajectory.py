from math import sin, cos, radians, sqrt, hypot

v0 = 38.0        # m/s
angle = 35.0     # degrees
wind = 3.0       # tail wind, m/s
cd = 0.0055      # drag
height = 1.1
G = 9.81
DT = 0.02


class Ball:
    """Position and velocity, semi-implicit Euler."""

    def __init__(self, speed, angle_deg, height):
        a = radians(angle_deg)
        self.x, self.y = 0.0, height
        self.vx, self.vy = speed * cos(a), speed * sin(a)
        self.time = 0.0

    def step(self, dt):
        rel = self.vx - wind
        v = hypot(rel, self.vy)
        self.vx -= cd * v * rel * dt
        self.vy -= (G + cd * v * self.vy) * dt
        self.x += self.vx * dt
        self.y += self.vy * dt
        self.time += dt

    @property
    def flying(self):
        return self.y > 0


ball = Ball(v0, angle, height)
top = 0.0
while ball.flying:
    last = (ball.x, ball.y)
    ball.step(DT)
    top = max(top, ball.y)

# interpolate where it crossed the ground
x0, y0 = last
distance = x0 + (ball.x - x0) * y0 / (y0 - ball.y)
print(f"distance {distance:.2f} m, highest point {top:.2f} m, {ball.time:.2f} s")
score = distance + 0.5 * top
