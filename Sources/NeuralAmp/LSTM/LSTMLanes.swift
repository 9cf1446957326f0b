import KernelInterface

/// An LSTM laid out for many streams side by side: what the groups of a bank share.
final class LSTMLanes {
  /// Streams that run side by side.
  let width: Int
  /// How many there have to be: idle lanes cost what busy ones do, so fewer are faster one after the other.
  let leastStreamCount: Int
  /// In floats, of all of them.
  let stateCount: Int
  let workspaceCount: Int
  let layout: LSTMLayout
  private let units: UnsafeMutableBufferPointer<LSTMLaneUnit>
  private let weights: AlignedFloats
  private let offsets: UnsafeMutableBufferPointer<Int32>
  private let head: UnsafePointer<Float>

  /// `nil` where ``widths(of:)`` has none: without vectors, and where one stream's units fill them by themselves; and
  /// where there can never be as many streams as there have to be.
  ///
  /// - Parameter streamLimit: how many there can be.
  init?(_ network: LSTMNetwork, streamLimit: Int) {
    let widths = Self.widths(of: network).filter {
      streamLimit >= max(2, Self.leastStreamCount(network.layout, width: $0))
    }
    guard let width = widths.first(where: { $0 >= streamLimit }) ?? widths.last else { return nil }
    self.width = width
    layout = network.layout
    leastStreamCount = Self.leastStreamCount(layout, width: width)
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
    guard network.kernel != .reference, network.layout.groupCount == 1, share(network.layout) <= 1 else {
      return []
    }
    let laneCount = network.layout.laneCount
    // AVX-512 has the registers for two vectors.
    return laneCount == 16 ? [laneCount, 2 * laneCount] : [laneCount]
  }

  static func leastStreamCount(_ layout: LSTMLayout, width: Int) -> Int {
    Int((share(layout) * Double(width)).rounded(.up))
  }

  /// What all lanes cost of what as many streams cost one after the other, as measured within a tenth or two:
  /// Tools/kernels/README.md has the figures. The fewer units, the fewer lanes has a stream by itself; several layers
  /// it has side by side.
  private static func share(_ layout: LSTMLayout) -> Double {
    let units = Double(layout.hiddenSize * (layout.layerCount + 1))
    let share = 1.5 * units / (units + Double(3 * layout.laneCount))
    // Sums and activations of several vectors at a time need the registers of AVX-512.
    return layout.laneCount == 16 ? share : share + 0.2
  }

  func plan(
    state: UnsafeMutablePointer<Float>, workspace: UnsafeMutablePointer<Float>
  ) -> LSTMLanesPlan {
    LSTMLanesPlan(
      layout: layout, width: width, units: units.baseAddress!, weights: weights.pointer,
      offsets: offsets.baseAddress!, head: head, state: state, workspace: workspace)
  }
}
