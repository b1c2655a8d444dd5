import tensorflow as tf, numpy as np, keras
print(tf.math.confusion_matrix([0,1,1,2],[0,1,2,2],weights=[.5,1.,1.,2.5]).numpy().tolist(), tf.math.confusion_matrix([0,1,1,2],[0,1,2,2],weights=[.5,1.,1.,2.5],dtype=tf.float32).numpy().tolist(), tf.math.confusion_matrix([0,1],[0,1],num_classes=3).numpy().tolist(), tf.math.confusion_matrix(np.array([0, 2]), np.array([1, 2]), weights=np.array([.4,.7],'f')).numpy().tolist())
print(keras.losses.MeanSquaredError('mean_with_sample_weight')(np.array([[1.],[2.]]), np.array([[0.],[0.]]), sample_weight=np.array([.5,.25])))
print(keras.random.shuffle(np.arange(5), seed=4).numpy(), keras.random.shuffle(tf.range(8), seed=1).numpy(), keras.random.shuffle(np.arange(6).reshape(3, 2), seed=1).numpy().tolist())
m = keras.Sequential([keras.Input((2,)), keras.layers.Dense(1, kernel_initializer='ones')]); m.compile('sgd', loss=lambda a, b: tf.reduce_mean((a - b)**2)); X = np.ones((4, 2), 'f')
print(m.fit(X, X[:, :1], sample_weight=np.array([1., 2., 0., 1.]), epochs=1, verbose=0).history)
m.compile('sgd', loss='mse'); print(m.fit(X, X[:, :1], sample_weight=np.array([1., 2., 0., 1.]), epochs=1, verbose=0).history, m.fit(X, X[:, :1], class_weight={1: 3.}, epochs=1, verbose=0).history, m.evaluate(X, X[:, :1], sample_weight=np.array([1., 2., 0., 1.]), verbose=0))
