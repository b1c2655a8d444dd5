import numpy as np
import os, sys

# log likelihood of a sample under a normal distribution with a Student-ish penalty on mu
data = np.array([2.3, 1.9, 3.1, 2.8, 2.2, 3.6, 1.4])
mu = 2.0
sigma = 0.8

n = len(data)
z = (data - mu) / sigma
loglik = -n / 2 * np.log(2 * np.pi) - n * np.log(sigma) - 0.5 * np.sum(z**2)
prior = -np.log1p(mu**2 / 4.0)

loglik + prior
