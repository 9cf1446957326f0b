import KernelInterface
import KernelsBaseline

#if HEADROOM_VECTOR_KERNELS
  import KernelsAVX2
  import KernelsAVX512
#endif

// Thread: audio.

/// A block through an impulse response, by a kernel.
enum ConvolverStream {
  /// - Precondition: `.reference` has a layout without partitions.
  @_noLocks @_noAllocation
  static func convolve(_ block: ConvolverBlock, kernel: Kernel) {
    switch kernel {
    case .reference: ConvolverReferenceKernel.convolve(block)
    #if HEADROOM_VECTOR_KERNELS
      case .avx2: KernelsAVX2.convolve(block)
      case .avx512: KernelsAVX512.convolve(block)
    #endif
    default: KernelsBaseline.convolve(block)
    }
  }
}

extension ConvolverLayout {
  /// The reference kernel computes the direct form only.
  init(tapCount: Int, kernel: Kernel) {
    switch kernel {
    case .reference: self.init(tapCount: tapCount, directLimit: .max)
    default: self.init(tapCount: tapCount)
    }
  }
}
