/// One LSTM and as many streams of it as vectors have lanes, side by side: plain memory without ownership, prepared
/// once.
///
/// Each stream's sums are those of ``LSTMLayout``, number by number and in the same order, so its output is the same
/// bits that it has alone. A vector holds the same unit of all streams, and every weight serves them all.
@frozen
public struct LSTMLanesPlan {
  public let layout: LSTMLayout
  /// Streams: one or two vectors.
  public let width: Int
  /// Layer by layer, `layout.hiddenSize` each.
  public let units: UnsafePointer<LSTMLaneUnit>
  /// For each unit the biases of its gates i, f, g, o, of the first layer their columns of the input, then four for
  /// each of its columns. Of two units that are a pair: the biases of both, column by column of the input those of
  /// both, then two columns of the one, and two of the other.
  public let weights: UnsafePointer<Float>
  /// For each column which units' h it meets: see ``LSTMLaneUnit/Meeting``. In floats from the first unit's.
  public let offsets: UnsafePointer<Int32>
  /// As ``LSTMLayout`` has it.
  public let head: UnsafePointer<Float>
  /// For each layer h, then c: `[layout.hiddenSize][width]`.
  public let state: UnsafeMutablePointer<Float>
  /// The sums of a layer's gates, `[layout.hiddenSize][4][width]`: nothing has to survive in it.
  public let workspace: UnsafeMutablePointer<Float>

  public init(
    layout: LSTMLayout, width: Int, units: UnsafePointer<LSTMLaneUnit>, weights: UnsafePointer<Float>,
    offsets: UnsafePointer<Int32>, head: UnsafePointer<Float>, state: UnsafeMutablePointer<Float>,
    workspace: UnsafeMutablePointer<Float>
  ) {
    self.layout = layout
    self.width = width
    self.units = units
    self.weights = weights
    self.offsets = offsets
    self.head = head
    self.state = state
    self.workspace = workspace
  }
}

/// How one unit's sums are made.
@frozen
public struct LSTMLaneUnit: Sendable {
  /// Columns that go to either of two partial sums, in turn and then what is left of one.
  @frozen
  public struct Columns: Sendable {
    public let first: Int
    public let second: Int

    public init(first: Int, second: Int) {
      self.first = first
      self.second = second
    }
  }

  /// Which h a column meets.
  @frozen
  public enum Meeting: Sendable {
    /// The same in all gates.
    case one
    /// One in the gates i and g, one in f and o.
    case two
    /// Another in each gate.
    case four
  }

  /// Whether there are two partial sums.
  public let hasTwoChains: Bool
  public let meeting: Meeting
  /// Whether it and the next are a pair: of each two columns, the next meets the same h the other way round, so the
  /// offsets are those of the first. No column is left over, and none meets four.
  public let isPaired: Bool
  /// Of the layer below; none in the first layer.
  public let below: Columns
  /// Of its own layer.
  public let own: Columns

  public init(hasTwoChains: Bool, meeting: Meeting, isPaired: Bool, below: Columns, own: Columns) {
    self.hasTwoChains = hasTwoChains
    self.meeting = meeting
    self.isPaired = isPaired
    self.below = below
    self.own = own
  }
}

/// One block of all streams to process.
@frozen
public struct LSTMLanesBlock {
  public let plan: UnsafePointer<LSTMLanesPlan>
  /// For each of the plan's streams, interleaved frames.
  public let inputs: UnsafePointer<UnsafePointer<Float>>
  public let outputs: UnsafePointer<UnsafeMutablePointer<Float>>
  public let frameCount: Int
  /// Room for the same side by side: `[frameCount][layout.inputCount][width]`.
  public let input: UnsafeMutablePointer<Float>
  /// `[frameCount][layout.outputCount][width]`.
  public let output: UnsafeMutablePointer<Float>

  @_noLocks @_noAllocation @inlinable
  public init(
    plan: UnsafePointer<LSTMLanesPlan>, inputs: UnsafePointer<UnsafePointer<Float>>,
    outputs: UnsafePointer<UnsafeMutablePointer<Float>>, frameCount: Int, input: UnsafeMutablePointer<Float>,
    output: UnsafeMutablePointer<Float>
  ) {
    self.plan = plan
    self.inputs = inputs
    self.outputs = outputs
    self.input = input
    self.output = output
    self.frameCount = frameCount
  }
}
