import math
# satellite around a planet, leapfrog (kick-drift-kick), units with GM = 1

GM = 1.0
x, y = 1.0, 0.0
vx, vy = 0.0, 1.15
dt = 0.05


def acceleration(pos):
    r3 = (pos[0] ** 2 + pos[1] ** 2) ** 1.5
    return tuple(-GM * c / r3 for c in pos)


pos = [x, y]
vel = [vx, vy]
max_radius = 0
n_steps = 80
for n in range(n_steps):
    acc = acceleration(pos)
    vel = [v + 0.5 * dt * a for v, a in zip(vel, acc)]
    pos = [p + dt * v for p, v in zip(pos, vel)]
    acc = acceleration(pos)
    vel = [v + 0.5 * dt * a for v, a in zip(vel, acc)]
    radius = math.sqrt(sum(p * p for p in pos))
    max_radius = max(max_radius, radius)

energy = 0.5 * sum(v ** 2 for v in vel) - GM / math.hypot(*pos)
momentum = pos[0] * vel[1] - pos[1] * vel[0]
phase = math.atan2(pos[1], pos[0]) % (2 * math.pi)
print(f"{energy=:.6f} {momentum=:.6f} {max_radius=:.4f}")
phase + energy
