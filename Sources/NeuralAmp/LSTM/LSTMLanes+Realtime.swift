import KernelInterface
import KernelsBaseline

#if HEADROOM_VECTOR_KERNELS
  import KernelsAVX2
  import KernelsAVX512
#endif

// Thread: audio.

extension LSTMLanesPlan {
  /// A block of all streams, by the kernel that the model is packed for.
  @_noLocks @_noAllocation
  static func process(_ block: LSTMLanesBlock, kernel: Kernel) {
    switch kernel {
    #if HEADROOM_VECTOR_KERNELS
      case .avx2: KernelsAVX2.process(block)
      case .avx512: KernelsAVX512.process(block)
    #endif
    default: KernelsBaseline.process(block)
    }
  }

  /// From a stream by itself, as `LSTMLayout` has its state, into a lane.
  @_noLocks @_noAllocation
  func load(_ stream: UnsafePointer<Float>, lane: Int) {
    for layer in 0..<layout.layerCount {
      for part in 0..<2 {
        let source = stream + (2 * layer + part) * layout.layerStateCount
        let target = state + (2 * layer + part) * layout.hiddenSize * width + lane
        for unit in 0..<layout.hiddenSize { target[unit * width] = source[unit] }
      }
    }
  }

  /// From a lane to a stream by itself.
  @_noLocks @_noAllocation
  func store(lane: Int, to stream: UnsafeMutablePointer<Float>) {
    for layer in 0..<layout.layerCount {
      for part in 0..<2 {
        let source = state + (2 * layer + part) * layout.hiddenSize * width + lane
        let target = stream + (2 * layer + part) * layout.layerStateCount
        for position in 0..<layout.layerStateCount {
          let unit = unit(at: position)
          target[position] = unit < layout.hiddenSize ? source[unit * width] : 0
        }
      }
    }
  }

  /// Of a vector of h: a tile of fewer units than lanes has them several times over.
  @_noLocks @_noAllocation
  private func unit(at position: Int) -> Int {
    let tile = position / layout.laneCount
    let isFull = tile < layout.fullTileCount
    let unitCount = isFull ? layout.laneCount : layout.laneCount / 4 * layout.tail.sumCount
    return tile * layout.laneCount + position % layout.laneCount % unitCount
  }
}
