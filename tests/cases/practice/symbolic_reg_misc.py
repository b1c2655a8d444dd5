import tensorflow as tf, numpy as np, math
# physics: double pendulum lagrangian via hessian; molecular forces; lattice gauge; quantum
def L(q, qd): 
    m1 = m2 = l1 = l2 = 1.; g = 9.8
    T = .5 * m1 * (l1 * qd[0])**2 + .5 * m2 * ((l1 * qd[0])**2 + (l2 * qd[1])**2 + 2 * l1 * l2 * qd[0] * qd[1] * tf.cos(q[0] - q[1])); V = -(m1 + m2) * g * l1 * tf.cos(q[0]) - m2 * g * l2 * tf.cos(q[1]); return T - V
q, qd = tf.constant([.3, -.2], tf.float64), tf.constant([.5, 1.], tf.float64)
with tf.GradientTape(persistent=True) as t2:
    t2.watch([q, qd])
    with tf.GradientTape(persistent=True) as t1: t1.watch([q, qd]); l = L(q, qd)
    dq, dqd = t1.gradient(l, [q, qd])
M, C = t2.jacobian(dqd, qd), t2.jacobian(dqd, q); acc = tf.linalg.solve(M, (dq - tf.linalg.matvec(C, qd))[:, None])[:, 0]; print(M.numpy(), acc.numpy())
pos = tf.Variable(tf.random.stateless_normal([4, 3], [1, 9], dtype=tf.float64) * 1.5)
with tf.GradientTape() as t:
    d = pos[:, None] - pos[None]; r2 = tf.reduce_sum(d**2, -1); iu = tf.where(tf.linalg.band_part(tf.ones([4, 4]), 0, -1) - tf.eye(4) > 0); r2 = tf.gather_nd(r2, iu); E = 4. * tf.reduce_sum(r2**-6 - r2**-3)
F = -t.gradient(E, pos); print(E.numpy(), F, tf.reduce_sum(F, 0).numpy().round(10) + 0.)
X = tf.constant([[0, 1], [1, 0]], tf.complex64); Z = tf.constant([[1, 0], [0, -1]], tf.complex64); th = tf.Variable([.4, 1.1])
with tf.GradientTape() as t:
    psi = tf.constant([[1], [0]], tf.complex64)
    for G, a in zip((X, Z), tf.unstack(th)): psi = tf.linalg.expm(tf.complex(0., -a / 2.) * G) @ psi; 
    psi = tf.linalg.expm(tf.complex(0., -th[0]) * X) @ psi; ev = tf.math.real(tf.linalg.adjoint(psi) @ Z @ psi)[0, 0]
print(ev, t.gradient(ev, th))
W = tf.Variable(np.random.RandomState(0).rand(5, 4)); H = tf.Variable(np.random.RandomState(1).rand(2, 4)); U = tf.Variable(np.random.RandomState(2).rand(5, 2))
for i in range(3):
    with tf.GradientTape() as t: loss = tf.reduce_sum((W - U @ H)**2) + .1 * tf.reduce_sum(tf.abs(H))
    gu, gh = t.gradient(loss, [U, H]); U.assign(tf.nn.relu(U - .02 * gu)); H.assign(tf.maximum(H - .02 * gh, 0.)); print(loss.numpy())
# sinkhorn
c = tf.Variable(tf.constant([[0., 1.], [1., .5]])); u = tf.ones(2) / 2.; v = tf.ones(2)
with tf.GradientTape() as t:
    K = tf.exp(-c / .1)
    for _ in range(20): v = .5 / tf.linalg.matvec(K, u, transpose_a=True); u = tf.constant([.3, .7]) / tf.linalg.matvec(K, v)
    P = u[:, None] * K * v[None]; ot = tf.reduce_sum(P * c)
print(ot, t.gradient(ot, c))
# SIR ode odeint, logistic regression newton, cox partial likelihood
beta = tf.Variable(.4); S, I = tf.constant(.99), tf.constant(.01); tr = []
with tf.GradientTape() as t:
    for _ in range(30): n = beta * S * I; S, I = S - n, I + n - .1 * I; tr.append(I)
    pk = tf.reduce_max(tf.stack(tr))
print(pk, tf.argmax(tr), t.gradient(pk, beta))
risk = tf.Variable([.2, -.1, .5, 1.]); ev_ = tf.constant([1., 0., 1., 1.])
with tf.GradientTape() as t: nll = -tf.reduce_sum((risk - tf.math.cumulative_logsumexp(risk[::-1])[::-1]) * ev_)
print(nll, t.gradient(nll, risk))
lam = tf.Variable(2.5); k = tf.constant([1., 3., 2.])
with tf.GradientTape() as t: nb = -tf.reduce_sum(k * tf.math.log(lam) - lam - tf.math.lgamma(k + 1.)) + tf.math.lbeta(tf.stack([lam, 1.])) + tf.math.digamma(lam) + tf.math.erfc(lam) + tf.math.ndtri(lam / 5.) + tf.math.reduce_std(k * lam)
print(nb, t.gradient(nb, lam))
inner = tf.Variable([1., 2.]); hyper = tf.Variable(.1)
with tf.GradientTape() as o:
    w = tf.identity(inner)
    for _ in range(3):
        with tf.GradientTape() as i: i.watch(w); l = tf.reduce_sum((w - 3.)**2)
        w = w - hyper * i.gradient(l, w)
    val = tf.reduce_sum(w**2)
print(val, o.gradient(val, hyper), math.sqrt(val), np.sqrt(val), round(float(val), 3), '%.3f' % val, '{:.3f}'.format(val.numpy()), f'{val}', str(val), repr(val))
