import KernelInterface

/// An LSTM ready to run: its shape, the kernel it is packed for, and a pointer to its packed weights.
///
/// Plain memory without ownership; the ``Model`` owns what it points to.
struct LSTMNetwork {
  let configuration: LSTMConfiguration
  /// Never a vector kernel where there are no layers.
  let kernel: Kernel
  /// Its shape, and where a vector kernel has its weights and state.
  let layout: LSTMLayout
  /// As ``LSTMReferenceKernel`` or ``LSTMLayout`` have them.
  let weights: UnsafePointer<Float>

  init(_ configuration: LSTMConfiguration, kernel: Kernel, weights: UnsafePointer<Float>) {
    self.configuration = configuration
    self.kernel = Self.kernel(for: configuration, kernel)
    layout = configuration.layout(for: kernel)
    self.weights = weights
  }

  /// A network without layers has nothing to compute with vectors.
  static func kernel(for configuration: LSTMConfiguration, _ kernel: Kernel) -> Kernel {
    configuration.layerCount == 0 ? .reference : kernel
  }

  /// Scratch memory of one stream, in floats.
  var workspaceCount: Int {
    kernel == .reference ? LSTMReferenceKernel.workspaceCount(configuration) : layout.workspaceCount
  }

  /// Weights and stored state in the order that `kernel` has them.
  static func pack(
    _ stream: [Float], _ configuration: LSTMConfiguration, for kernel: Kernel
  ) -> (weights: AlignedFloats, storedState: AlignedFloats) {
    switch Self.kernel(for: configuration, kernel) {
    case .reference: LSTMWeights.pack(stream, configuration)
    default: LSTMPacking.pack(stream, configuration, for: kernel)
    }
  }
}
