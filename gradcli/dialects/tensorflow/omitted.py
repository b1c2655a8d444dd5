"""Names that TensorFlow has and this dialect leaves out: asked for, they are refused, and not called unknown."""

from __future__ import annotations

LEFT_OUT: dict[str, str] = {
    "": (
        "AggregationMethod CriticalSection DeviceSpec Graph IndexedSlicesSpec NoneTensorSpec Operation "
        "OptionalSpec RaggedTensor RaggedTensorSpec RegisterGradient SparseTensor SparseTensorSpec "
        "TensorArraySpec VariableAggregation VariableSynchronization approx_top_k check_pinned conv "
        "conv2d_backprop_filter_v2 conv2d_backprop_input_v2 dtensor edit_distance extract_volume_patches "
        "fftnd fingerprint get_current_name_scope graph_util guarantee_const histogram_fixed_width_bins "
        "ifftnd import_graph_def irfftnd is_symbolic_tensor load_library load_op_library make_ndarray "
        "make_tensor_proto matrix_square_root mlir nondifferentiable_batch_function qint16 qint32 qint8 "
        "quantization quint16 quint8 ragged_fill_empty_rows ragged_fill_empty_rows_grad random_index_shuffle "
        "raw_ops required_space_to_batch_paddings resource rfftnd security sysconfig timestamp tools types "
        "variant"
    ),
    "train": (
        "BytesList Checkpoint CheckpointManager CheckpointOptions CheckpointView ClusterDef ClusterSpec "
        "Coordinator Example Feature FeatureList FeatureLists Features FloatList "
        "Int64List JobDef SequenceExample ServerDef TrackableView checkpoints_iterator experimental "
        "get_checkpoint_state latest_checkpoint list_variables load_checkpoint load_variable"
    ),
    "math": "approx_max_k approx_min_k sobol_sample",
    "nn": (
        "RNNCellDeviceWrapper RNNCellDropoutWrapper RNNCellResidualWrapper all_candidate_sampler approx_max_k "
        "approx_min_k atrous_conv2d atrous_conv2d_transpose batch_norm_with_global_normalization collapse_repeated "
        "compute_accidental_hits ctc_beam_search_decoder ctc_greedy_decoder ctc_loss ctc_unique_labels "
        "depthwise_conv2d_backprop_filter depthwise_conv2d_backprop_input dilation2d embedding_lookup_sparse "
        "erosion2d experimental fixed_unigram_candidate_sampler fractional_avg_pool fractional_max_pool "
        "isotonic_regression learned_unigram_candidate_sampler max_pool_with_argmax nce_loss pool "
        "safe_embedding_lookup_sparse sampled_softmax_loss space_to_batch sufficient_statistics with_space_to_batch"
    ),
    "linalg": (
        "LinearOperator LinearOperatorAdjoint LinearOperatorBlockDiag LinearOperatorBlockLowerTriangular "
        "LinearOperatorCirculant LinearOperatorCirculant2D LinearOperatorCirculant3D LinearOperatorComposition "
        "LinearOperatorDiag LinearOperatorFullMatrix LinearOperatorHouseholder LinearOperatorIdentity "
        "LinearOperatorInversion LinearOperatorKronecker LinearOperatorLowRankUpdate LinearOperatorLowerTriangular "
        "LinearOperatorPermutation LinearOperatorScaledIdentity LinearOperatorToeplitz LinearOperatorTridiag "
        "LinearOperatorZeros banded_triangular_solve eigh_tridiagonal lu_matrix_inverse lu_solve"
    ),
    "signal": (
        "dct fftnd fftshift idct ifftnd ifftshift inverse_mdct inverse_stft inverse_stft_window_fn irfftnd "
        "kaiser_bessel_derived_window kaiser_window linear_to_mel_weight_matrix mdct "
        "mfccs_from_log_mel_spectrograms overlap_and_add rfftnd vorbis_window"
    ),
    "random": (
        "Algorithm all_candidate_sampler create_rng_state fixed_unigram_candidate_sampler "
        "learned_unigram_candidate_sampler log_uniform_candidate_sampler stateless_binomial "
        "stateless_parameterized_truncated_normal uniform_candidate_sampler"
    ),
    "random.experimental": "index_shuffle stateless_shuffle create_rng_state Algorithm",
    "debugging": ("experimental get_log_device_placement is_traceback_filtering_enabled"),
    "test": (
        "Benchmark assert_equal_graph_def benchmark_config create_local_cluster disable_with_predicate "
        "experimental is_cpu_target_available main with_eager_op_as_function"
    ),
    "config": (
        "LogicalDevice PhysicalDevice experimental_connect_to_cluster experimental_connect_to_host "
        "get_logical_device_configuration get_soft_device_placement"
    ),
    "errors": "OK OperatorNotAllowedInGraphError",
    "dtypes": "QUANTIZED_DTYPES experimental qint16 qint32 qint8 quint16 quint8 resource variant",
    "losses": (
        "CTC CategoricalGeneralizedCrossEntropy Circle categorical_generalized_cross_entropy circle ctc "
        "deserialize serialize"
    ),
    "metrics": (
        "BinaryIoU ConcordanceCorrelation F1Score FBetaScore IoU OneHotIoU OneHotMeanIoU PearsonCorrelation "
        "PrecisionAtRecall R2Score RecallAtPrecision SensitivityAtSpecificity SpecificityAtSensitivity "
        "concordance_correlation deserialize pearson_correlation serialize"
    ),
    "optimizers": ("Adafactor Lamb LossScaleOptimizer MultiOptimizer Muon OptimizerMap ScheduleFreeAdamW"),
    "initializers": ("Initializer STFT STFTInitializer deserialize serialize stft"),
    "strings": (
        "bytes_split format join length lower ngrams reduce_join regex_full_match regex_replace split strip "
        "substr to_hash_bucket to_hash_bucket_fast to_hash_bucket_strong to_number unicode_decode "
        "unicode_decode_with_offsets unicode_encode unicode_script unicode_split unicode_split_with_offsets "
        "unicode_transcode unsorted_segment_join upper"
    ),
    "version": "COMPILER_VERSION GRAPH_DEF_VERSION GRAPH_DEF_VERSION_MIN_CONSUMER GRAPH_DEF_VERSION_MIN_PRODUCER",
    "keras": (
        "DTypePolicy FloatDTypePolicy Function InputSpec Loss Metric Operation Optimizer Quantizer RematScope "
        "StatelessScope SymbolicScope device distillation distribution dtype_policies export legacy mixed_precision "
        "name_scope quantizers remat tree version visualization wrappers"
    ),
    "bitwise": "",
    "nest": "",
    "compat.v1": (
        "AUTO_REUSE AttrValue COMPILER_VERSION CXX11_ABI_FLAG CXX_VERSION ConditionalAccumulator "
        "ConditionalAccumulatorBase ConfigProto Dimension Event FIFOQueue FixedLenFeature FixedLenSequenceFeature "
        "FixedLengthRecordReader GIT_VERSION GPUOptions GRAPH_DEF_VERSION GRAPH_DEF_VERSION_MIN_CONSUMER "
        "GRAPH_DEF_VERSION_MIN_PRODUCER GraphDef GraphKeys GraphOptions HistogramProto IdentityReader LMDBReader "
        "LogMessage MONOLITHIC_BUILD MetaGraphDef NameAttrList NoGradient NodeDef NotDifferentiable OpError "
        "OptimizerOptions PaddingFIFOQueue PriorityQueue QUANTIZED_DTYPES QueueBase RandomShuffleQueue ReaderBase "
        "RunMetadata RunOptions SessionLog SparseConditionalAccumulator SparseFeature SparseTensorValue Summary "
        "SummaryMetadata TFRecordReader TensorInfo TextLineReader VERSION VarLenFeature VariableScope "
        "WholeFileReader accumulate_n add_check_numerics_ops add_to_collection add_to_collections all_variables app "
        "assert_variables_initialized batch_scatter_update batch_to_space_nd container control_flow_v2_enabled "
        "convert_to_tensor_or_indexed_slices convert_to_tensor_or_sparse_tensor count_up_to "
        "create_partitioned_variables decode_base64 decode_compressed decode_csv decode_json_example decode_raw "
        "delete_session_tensor depth_to_space dequantize deserialize_many_sparse dimension_at_index "
        "disable_control_flow_v2 disable_resource_variables disable_tensor_equality disable_v2_tensorshape "
        "distributions enable_tensor_equality encode_base64 executing_eagerly_outside_functions "
        "extract_image_patches fake_quant_with_min_max_args fake_quant_with_min_max_args_gradient "
        "fake_quant_with_min_max_vars fake_quant_with_min_max_vars_gradient "
        "fake_quant_with_min_max_vars_per_channel fake_quant_with_min_max_vars_per_channel_gradient fft fft2d fft3d "
        "fixed_size_partitioner flags get_collection get_collection_ref get_default_graph get_default_session "
        "get_local_variable get_seed get_session_handle get_session_tensor get_variable_scope gfile "
        "glorot_normal_initializer glorot_uniform_initializer ifft ifft2d ifft3d initialize_all_tables "
        "initialize_local_variables initialize_variables invert_permutation is_numeric_tensor "
        "is_variable_initialized layers lbeta load_file_system_library make_template manip matching_files "
        "min_max_variable_partitioner mixed_precision moving_average_variables no_regularizer op_scope "
        "orthogonal_initializer parse_example parse_single_example parse_single_sequence_example parse_tensor "
        "placeholder_with_default python_io quantize quantize_v2 quantized_concat random_crop random_poisson "
        "read_file reduce_join regex_replace report_uninitialized_variables resource_loader "
        "resource_variables_enabled scatter_add scatter_div scatter_max scatter_min scatter_mul scatter_nd_add "
        "scatter_nd_sub scatter_nd_update scatter_sub scatter_update serialize_many_sparse serialize_sparse "
        "serialize_tensor setdiff1d space_to_depth sparse_add sparse_concat sparse_fill_empty_rows sparse_mask "
        "sparse_matmul sparse_maximum sparse_merge sparse_minimum sparse_placeholder sparse_reduce_max "
        "sparse_reduce_max_sparse sparse_reduce_sum sparse_reduce_sum_sparse sparse_reorder sparse_reset_shape "
        "sparse_reshape sparse_retain sparse_segment_mean sparse_segment_sqrt_n sparse_segment_sum sparse_slice "
        "sparse_softmax sparse_split sparse_tensor_dense_matmul sparse_tensor_to_dense sparse_to_dense "
        "sparse_to_indicator sparse_transpose spectral string_join string_split string_strip string_to_hash_bucket "
        "string_to_hash_bucket_fast string_to_hash_bucket_strong string_to_number substr tables_initializer "
        "tensor_scatter_add tensor_scatter_sub tensor_scatter_update truncated_normal_initializer "
        "uniform_unit_scaling_initializer unsorted_segment_sqrt_n user_ops variable_axis_size_partitioner "
        "variable_op_scope variables_initializer variance_scaling_initializer wrap_function write_file"
    ),
}
