import numpy as np

# Markowitz: minimum variance portfolio of three assets
s1, s2, s3 = 0.15, 0.22, 0.30
rho12, rho13, rho23 = 0.3, -0.1, 0.45
risk_free = 0.01

mu = np.array([0.05, 0.08, 0.12])
D = np.diag([s1, s2, s3])
C = np.array([[1.0, rho12, rho13],
              [rho12, 1.0, rho23],
              [rho13, rho23, 1.0]])
cov = D @ C @ D

ones = np.ones(3)
inv = np.linalg.inv(cov)
w_min = inv @ ones / (ones @ inv @ ones)

# tangency portfolio
excess = mu - risk_free
raw = np.linalg.solve(cov, excess)
w_tan = raw / raw.sum()

vol_min = np.sqrt(w_min @ cov @ w_min)
sharpe = w_tan @ excess / np.sqrt(w_tan.T @ cov @ w_tan)
concentration = np.linalg.norm(w_tan)
generalized_variance = np.linalg.det(cov)

print("min variance weights ", w_min.round(4))
print("tangency weights     ", w_tan.round(4))
print("volatility %.4f, sharpe %.4f, |w| %.3f, det %.2e" % (vol_min, sharpe, concentration, generalized_variance))

sharpe + vol_min
