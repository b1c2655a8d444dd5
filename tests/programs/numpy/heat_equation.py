import numpy as np

# 1D heat equation, explicit finite differences, fixed temperatures at both ends
alpha = 0.8
T_left = 100.0
T_right = 20.0
nx = 11
dx = 0.1
dt = 0.004

x = np.arange(nx) * dx
u = T_right + (T_left - T_right) * np.exp(-3 * x)

t = 0
for step in range(30):
    interior = u[1:-1] + alpha * dt / dx**2 * (u[2:] - 2 * u[1:-1] + u[:-2])
    u = np.concatenate([[T_left], interior, [T_right]])
    t += dt

middle = u[nx // 2]
profile = [f"{v:6.2f}" for v in u]
print("t = %.3f" % t, " ".join(profile))

middle
