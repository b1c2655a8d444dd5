import numpy as np
# damped pendulum with RK4, where is it after 2 seconds?

g = 9.81
L = 1.2
b = 0.15
theta0 = 0.9


def derivs(state, t):
    theta, omega = state
    return np.array([omega, -b * omega - (g / L) * np.sin(theta)])


def rk4_step(f, y, t, h):
    k1 = f(y, t)
    k2 = f(y + h / 2 * k1, t + h / 2)
    k3 = f(y + h / 2 * k2, t + h / 2)
    k4 = f(y + h * k3, t + h)
    return y + h / 6 * (k1 + 2 * k2 + 2 * k3 + k4)


times = np.linspace(0, 2, 101)
h = times[1] - times[0]
state = np.array([theta0, 0.0])
trajectory = [state]
for t in times[:-1]:
    state = rk4_step(derivs, state, t, h)
    trajectory.append(state)

trajectory = np.stack(trajectory)
energy = 0.5 * (L * trajectory[:, 1])**2 + g * L * (1 - np.cos(trajectory[:, 0]))
print("start / end energy:", energy[0], energy[-1])
theta_end = trajectory[-1, 0]
theta_end
