import keras, numpy as np
keras.utils.set_random_seed(0)
X = np.ones((4,2),'float32')
def make(): return keras.Sequential([keras.Input((2,)), keras.layers.Dense(1)])
class A(keras.Model):
    def __init__(self, s): super().__init__(); self.s = s
    def compute_loss(self, x=None, y=None, y_pred=None, sample_weight=None, allow_empty=False):
        return keras.ops.mean((y - y_pred)**2) * 3.
    def call(self, x): return self.s(x)
m = A(make()); m.compile(optimizer='sgd', metrics=['mae'])
print(m.fit(X, X[:, :1], epochs=1, verbose=0).history, m.evaluate(X, X[:, :1], verbose=0))
class B(A):
    def __init__(self, s, t): super().__init__(s); self.teacher = t
m = B(make(), make()); m.compile(optimizer='sgd', metrics=['mae'])
print(m.fit(X, X[:, :1], epochs=1, verbose=0).history, m.evaluate(X, X[:, :1], verbose=0))
t = make(); t.compile('sgd', loss='mse', metrics=['mae'])
m = B(make(), t); m.compile(optimizer='sgd', metrics=['mae'])
print(m.fit(X, X[:, :1], epochs=1, verbose=0).history, m.evaluate(X, X[:, :1], verbose=0))
