import numpy as np

# Temperature along a cooling fin, Gauss-Seidel style sweeps with in-place updates of an array
T_base = 80.0
T_air = 20.0
m = 4.0            # fin parameter
n = 9
h = 0.05

T = np.full(n, T_air)
T[0] = T_base
A = np.zeros((2, 2))
for sweep in range(40):
    for i in range(1, n - 1):
        T[i] = (T[i - 1] + T[i + 1] + (m * h) ** 2 * T_air) / (2 + (m * h) ** 2)
    T[-1] = T[-2]

heat = (T[0] - T[1]) / h
print("tip temperature: %.3f" % T[-1])
print("heat flux:", heat)
heat
