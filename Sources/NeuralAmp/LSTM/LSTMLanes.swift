import KernelInterface

/// An LSTM laid out for many streams side by side: what the groups of a bank share.
final class LSTMLanes {
  /// Streams that run side by side.
  let width: Int
  /// In floats, of all of them.
  let stateCount: Int
  let workspaceCount: Int
  let layout: LSTMLayout
  private let units: UnsafeMutableBufferPointer<LSTMLaneUnit>
  private let weights: AlignedFloats
  private let offsets: UnsafeMutableBufferPointer<Int32>
  private let head: UnsafePointer<Float>

  /// `nil` where streams do not run side by side: without vectors, and where one stream's units fill the vectors
  /// and its weights the cache by themselves. ``widths(of:)`` is empty then.
  ///
  /// - Parameter streamLimit: how many there can be.
  init?(_ network: LSTMNetwork, streamLimit: Int) {
    let widths = Self.widths(of: network)
    guard streamLimit > 1, let width = widths.first(where: { $0 >= streamLimit }) ?? widths.last else {
      return nil
    }
    self.width = width
    layout = network.layout
    let packing = LSTMLanePacking(network, width: width)
    units = .copy(of: packing.units)
    offsets = .copy(of: packing.offsets)
    weights = AlignedFloats(packing.weights)
    head = network.weights + layout.headOffset
    stateCount = 2 * layout.layerCount * layout.hiddenSize * width
    workspaceCount = 4 * layout.hiddenSize * width
  }

  deinit {
    units.deallocate()
    offsets.deallocate()
  }

  /// How many streams can run side by side, ascending.
  static func widths(of network: LSTMNetwork) -> [Int] {
    guard network.kernel != .reference, network.layout.groupCount == 1 else { return [] }
    let laneCount = network.layout.laneCount
    // AVX-512 has the registers for two vectors.
    return laneCount == 16 ? [laneCount, 2 * laneCount] : [laneCount]
  }

  func plan(
    state: UnsafeMutablePointer<Float>, workspace: UnsafeMutablePointer<Float>
  ) -> LSTMLanesPlan {
    LSTMLanesPlan(
      layout: layout, width: width, units: units.baseAddress!, weights: weights.pointer,
      offsets: offsets.baseAddress!, head: head, state: state, workspace: workspace)
  }
}
