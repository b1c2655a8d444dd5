import numpy as np

# EM for a mixture of two gaussians in 1D. How does the log likelihood after
# a few steps depend on the initial guess?
x = np.array([-1.2, -0.4, 0.1, 0.3, 1.1, 3.2, 3.9, 4.1, 4.8, 5.5])

mu_a = 0.0
mu_b = 3.0
sd = 1.5
pi = 0.4


def gauss(x, mu, sigma):
    return np.exp(-0.5 * ((x - mu) / sigma)**2) / (sigma * np.sqrt(2 * np.pi))


mus = np.array([mu_a, mu_b])
sigmas = np.array([sd, sd])
weights = np.array([pi, 1 - pi])

for it in range(3):
    # E step
    dens = weights * gauss(x[:, None], mus, sigmas)
    resp = dens / dens.sum(axis=1, keepdims=True)
    # M step
    Nk = resp.sum(axis=0)
    mus = (resp * x[:, np.newaxis]).sum(axis=0) / Nk
    sigmas = np.sqrt(np.sum(resp * (x[:, np.newaxis] - mus)**2, axis=0) / Nk)
    weights = Nk / len(x)
    ll = np.log(np.sum(weights * gauss(x[:, None], mus, sigmas), axis=1)).sum()
    print(f'iteration {it}: means {mus}, log likelihood {ll:.5f}')

print(f"{mus[0]:.3f} {mus[1]:.3f}")
ll
