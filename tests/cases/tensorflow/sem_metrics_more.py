import tensorflow as tf

M = tf.keras.metrics
truth, said = [0, 1, 1, 0, 1], [0.1, 0.4, 0.8, 0.6, 0.9]


class Largest(M.Metric):
    def __init__(self, name="largest", **kwargs):
        super().__init__(name=name, **kwargs)
        self.top = self.add_weight(name="top", initializer="zeros")

    def update_state(self, values, sample_weight=None):
        self.top.assign(tf.maximum(self.top, tf.reduce_max(values)))

    def result(self):
        return self.top


makers = {
    "precision": M.Precision,
    "recall": lambda: M.Recall(thresholds=0.7),
    "two": lambda: M.Precision(thresholds=[0.3, 0.7]),
    "tp": M.TruePositives,
    "fp": M.FalsePositives,
    "tn": M.TrueNegatives,
    "fn": lambda: M.FalseNegatives(name="missed"),
    "auc": M.AUC,
    "pr": lambda: M.AUC(curve="PR"),
    "few": lambda: M.AUC(num_thresholds=5, summation_method="majoring"),
    "binary": lambda: M.BinaryAccuracy(threshold=0.3),
}
for name, make in makers.items():
    m = make()
    m.update_state(truth, said)
    m.update_state(truth, said, sample_weight=[1.0, 2.0, 0.0, 1.0, 1.0])
    print(name, m, m.result().numpy(), [v.path for v in m.variables])
    m.reset_state()
    print(m.result().numpy())
m = Largest()
print(m([1.0, 3.0]).numpy(), m([2.0]).numpy(), m, m.name, m.variables)
m = M.Mean()
m.update_state([[1.0, 2.0], [3.0, 4.0]])
m.update_state([[1.0, 2.0], [3.0, 4.0]], sample_weight=[1.0, 3.0])
print(m.result(), [float(v) for v in m.variables])
m = M.MeanIoU(num_classes=3)
m.update_state([0, 1, 2, 1], [0, 2, 2, 1])
print(m.result())
rows, shares = tf.constant([[0.0, 1.0, 0.0], [0.0, 0.0, 1.0]]), tf.constant([[0.05, 0.85, 0.1], [0.5, 0.3, 0.2]])
print(M.top_k_categorical_accuracy(rows, shares, k=1), M.sparse_top_k_categorical_accuracy([1, 2], shares, k=3))
print(M.TopKCategoricalAccuracy(k=2)(rows, shares), M.CosineSimilarity()(rows, shares), M.KLDivergence().name)
L = tf.keras.losses
x = tf.Variable(shares)
for loss in (L.Dice(), L.Tversky(alpha=0.7), L.BinaryFocalCrossentropy(apply_class_balancing=True), L.get("mse")):
    with tf.GradientTape() as tape:
        y = tf.reduce_sum(loss(rows, x))
    print(getattr(loss, "name", "function"), y, tape.gradient(y, x))
w = tf.constant([[3.0, -1.0], [4.0, 0.0]])
C = tf.keras.constraints
print(C.NonNeg()(w), C.MaxNorm(2.0)(w), C.UnitNorm(axis=1)(w), C.get("non_neg")(w))



def product(q):
    return tf.round(1e4 * tf.matmul(q, q, transpose_a=True)) / 1e4 + 0.0


print(product(tf.keras.initializers.Orthogonal()((3, 2))), tf.keras.initializers.Identity(2.0)((2, 2)))
