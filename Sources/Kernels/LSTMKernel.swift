import CVector
import KernelInterface

// Thread: audio. This module is compiled once for each instruction set, always optimised and as a whole. It
// holds nothing but pointers, vectors and integers: a generic function of the standard library specialised
// here would be a weak symbol with instructions that not every processor has, and the linker could put
// it in the place of everyone's.

/// Lanes of a vector of this instruction set: what `LSTMLayout` is made with.
public var laneCount: Int { vector_lanes }

/// What the rows of a sigmoid's gate are to be scaled by; those of a tanh by twice as much.
public var gateScale: Double { -1.442_695_040_888_963_4 * Double(Power.stepsPerOctave) }

/// Advances an LSTM by one block. The result of a frame depends on the state and that frame alone.
///
/// - Precondition: the layout has at least one layer and ``laneCount`` lanes.
@_noLocks @_noAllocation
public func process(_ block: LSTMBlock) {
  let layout = block.layout
  guard layout.groupCount == 1 else { return GroupedLSTM.process(block) }
  switch (layout.fullTileCount, layout.tail) {
  case (0, .quarter): processRow(QuarterTile.self, block)
  case (0, .half): processRow(HalfTile.self, block)
  case (1, .none): processRow(FullTile.self, block)
  case (1, .quarter): processRow(Row<FullTile, QuarterTile>.self, block)
  case (1, .half): processRow(Row<FullTile, HalfTile>.self, block)
  case (2, .none): processRow(Row<FullTile, FullTile>.self, block)
  case (2, .quarter): processRow(Row<FullTile, Row<FullTile, QuarterTile>>.self, block)
  case (2, .half): processRow(Row<FullTile, Row<FullTile, HalfTile>>.self, block)
  default: processRow(Row<FullTile, Row<FullTile, FullTile>>.self, block)
  }
}

/// Sums of one layer, so that those of two are in registers: AVX-512 has 32 of them, the others 16.
private var twoLayerSumLimit: Int {
  @inline(__always) get { vector_lanes == 16 ? 8 : 4 }
}

@inline(__always)
private func processRow<Tiles: TileRow>(_ tiles: Tiles.Type, _ block: LSTMBlock) {
  if block.layout.layerCount == 1 {
    SingleLSTM<Tiles>.process(block)
  } else if block.layout.layerCount == 2 && Tiles.sumCount <= twoLayerSumLimit {
    TwoLayerLSTM<Tiles>.process(block)
  } else {
    StackedLSTM<Tiles>.process(block)
  }
}

/// A sample as the network takes it: silence in the place of NaN and infinity.
@inline(__always)
func finite(_ sample: Float) -> Float { sample.magnitude < .infinity ? sample : 0 }

/// Adds the input's columns to `sums`.
@inline(__always)
func addInput<Target: Sums>(
  _ frame: UnsafePointer<Float>, count: Int, _ weights: inout UnsafePointer<Float>, to sums: inout Target
) {
  for channel in 0..<count {
    sums.add(weights, times: splat(finite(frame[channel])))
    weights += Target.sumCount * vector_lanes
  }
}
