import KernelInterface
import KernelsBaseline

#if HEADROOM_VECTOR_KERNELS
  import KernelsAVX2
  import KernelsAVX512
#endif

// Thread: audio.

/// A block through an LSTM, by the kernel that the model is packed for.
enum LSTMStream {
  @_noLocks @_noAllocation
  static func process(
    _ plan: UnsafePointer<LSTMPlan>, kernel: Kernel, input: UnsafePointer<Float>,
    output: UnsafeMutablePointer<Float>, frameCount: Int
  ) {
    let block = LSTMBlock(plan: plan, input: input, output: output, frameCount: frameCount)
    switch kernel {
    case .reference: LSTMReferenceKernel.process(block)
    #if HEADROOM_VECTOR_KERNELS
      case .avx2: KernelsAVX2.process(block)
      case .avx512: KernelsAVX512.process(block)
    #endif
    default: KernelsBaseline.process(block)
    }
  }
}
