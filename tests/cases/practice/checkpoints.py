import tensorflow as tf, os, tempfile
tf.keras.utils.set_random_seed(4)
class Net(tf.keras.Model):
    def __init__(self):
        super().__init__(); self.l1 = tf.keras.layers.Dense(5)
    def call(self, x): return self.l1(x)
net = Net()
d = tempfile.mkdtemp()
opt = tf.keras.optimizers.Adam(0.1)
ds = tf.data.Dataset.from_tensor_slices(dict(x=tf.range(10.)[:, None], y=tf.range(10.)[:, None] * 5. + tf.range(5.)[None, :])).repeat().batch(2)
it = iter(ds)
ckpt = tf.train.Checkpoint(step=tf.Variable(1), optimizer=opt, net=net, iterator=it)
manager = tf.train.CheckpointManager(ckpt, os.path.join(d, 'tf_ckpts'), max_to_keep=3)
def train_step(ex):
    with tf.GradientTape() as tape:
        loss = tf.reduce_mean(tf.abs(net(ex['x']) - ex['y']))
    opt.apply_gradients(zip(tape.gradient(loss, net.trainable_variables), net.trainable_variables))
    return loss
ckpt.restore(manager.latest_checkpoint)
print("Restored" if manager.latest_checkpoint else "Initializing from scratch.")
for _ in range(6):
    loss = train_step(next(it)); ckpt.step.assign_add(1)
    if int(ckpt.step) % 3 == 0:
        p = manager.save(); print("Saved checkpoint for step {}: {}".format(int(ckpt.step), os.path.basename(p))); print("loss {:1.2f}".format(loss.numpy()))
before = net.l1.bias.numpy(); net.l1.bias.assign(tf.zeros(5))
st = ckpt.restore(manager.latest_checkpoint); print((net.l1.bias.numpy() == before).all(), int(ckpt.step))
print([os.path.basename(q) for q in manager.checkpoints])
