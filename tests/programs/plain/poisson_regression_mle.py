import math

# Poisson log likelihood  log(rate) = a + b * x  with a gaussian prior
counts = [1, 0, 2, 3, 3, 6, 8]
xs = [0.0, 0.5, 1.0, 1.5, 2.0, 2.5, 3.0]

a = 0.1
b = 0.6
prior_sd = 2.0


def make_log_likelihood(xs, counts):
    def log_likelihood(a, b):
        total = 0.0
        for x, k in zip(xs, counts):
            rate = math.exp(a + b * x)
            total += k * math.log(rate) - rate - math.lgamma(k + 1)
        return total
    return log_likelihood


def log_prior(*params, sd=prior_sd):
    return sum(-0.5 * (p / sd) ** 2 - math.log(sd * math.sqrt(2 * math.pi)) for p in params)


ll = make_log_likelihood(xs, counts)
posterior = lambda a, b: ll(a, b) + log_prior(a, b)

best = max((posterior(aa, bb), aa, bb) for aa in (a - 0.1, a, a + 0.1) for bb in (b - 0.1, b, b + 0.1))
print("best neighbour: a = %.2f, b = %.2f" % best[1:])
print(f"log posterior at a={a}, b={b}: {posterior(a, b):.6f}")
posterior(a, b)
