import KernelInterface
import KernelsBaseline

#if HEADROOM_VECTOR_KERNELS
  import KernelsAVX2
  import KernelsAVX512
#endif

// Thread: audio.

/// A block through a program, by the kernel that the model is packed for.
enum ProgramStream {
  @_noLocks @_noAllocation
  static func process(
    _ program: UnsafePointer<Program>, kernel: Kernel, input: UnsafePointer<Float>,
    output: UnsafeMutablePointer<Float>, frameCount: Int
  ) {
    let block = ProgramBlock(program: program, input: input, output: output, frameCount: frameCount)
    switch kernel {
    case .reference: ProgramReferenceKernel.process(block)
    #if HEADROOM_VECTOR_KERNELS
      case .avx2: KernelsAVX2.process(block)
      case .avx512: KernelsAVX512.process(block)
    #endif
    default: KernelsBaseline.process(block)
    }
  }

  /// The state that silence without end leaves. Not on the audio thread.
  static func settle(_ program: UnsafePointer<Program>, kernel: Kernel) {
    switch kernel {
    case .reference: ProgramReferenceKernel.settle(program)
    #if HEADROOM_VECTOR_KERNELS
      case .avx2: KernelsAVX2.settle(program)
      case .avx512: KernelsAVX512.settle(program)
    #endif
    default: KernelsBaseline.settle(program)
    }
  }
}
