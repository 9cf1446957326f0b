/// What is done to one tile. Offsets of weights are in floats.
@frozen
public enum Step: Sendable {
  case convolve(Convolution)
  case activate(Activating)
  case combine(Combination)
  case modulate(Modulating)
  case recur(Recurrence)
  case respond(Response)
}

/// `target = bias + W ∗ source + V side + residual`.
///
/// Packed by group, and within it by rows of up to ``rowLimit`` outputs: their biases, V by columns, and W by taps,
/// the oldest first, and columns.
@frozen
public struct Convolution: Sendable {
  /// Outputs that are computed together.
  @inlinable public static var rowLimit: Int {
    @_noLocks @_noAllocation get { 4 }
  }

  public var source: Signal
  public var target: Signal
  public var weights: Int
  /// Of a group.
  public var inputCount: Int
  /// Of a group.
  public var outputCount: Int
  public var groupCount: Int
  public var tapCount: Int
  public var dilation: Int
  /// Whether ``residual`` is added.
  public var hasResidual: Bool
  public var residual: Signal
  /// Channels of ``side``, which are added without a past, to all groups; 0: none.
  public var sideCount: Int
  public var side: Signal

  public init(
    source: Signal, target: Signal, weights: Int, inputCount: Int, outputCount: Int, groupCount: Int = 1,
    tapCount: Int = 1, dilation: Int = 1
  ) {
    self.source = source
    self.target = target
    self.weights = weights
    self.inputCount = inputCount
    self.outputCount = outputCount
    self.groupCount = groupCount
    self.tapCount = tapCount
    self.dilation = dilation
    hasResidual = false
    residual = Signal(channel: 0)
    sideCount = 0
    side = Signal(channel: 0)
  }
}

/// `target = f(source)`, channel by channel, and what it adds to the skip connection.
@frozen
public struct Activating: Sendable {
  @frozen
  public enum Function: UInt8, Sendable {
    case tanh, fastTanh, hardTanh, reLU, leakyReLU, sigmoid, siLU, hardSwish, leakyHardTanh, softSign
  }

  @frozen
  public enum Skip: UInt8, Sendable {
    case none, set, add
  }

  public var function: Function
  /// Of ``Function/leakyReLU`` a slope for each channel; of ``Function/leakyHardTanh`` minimum, maximum and
  /// their slopes.
  public var parameters: Int
  public var source: Signal
  public var target: Signal
  public var channelCount: Int
  public var skip: Skip
  public var skipTarget: Signal

  public init(
    _ function: Function, parameters: Int, source: Signal, target: Signal, channelCount: Int,
    skip: Skip = .none, skipTarget: Signal = Signal(channel: 0)
  ) {
    self.function = function
    self.parameters = parameters
    self.source = source
    self.target = target
    self.channelCount = channelCount
    self.skip = skip
    self.skipTarget = skipTarget
  }
}

/// Two signals made into one.
@frozen
public struct Combination: Sendable {
  @frozen
  public enum Operation: UInt8, Sendable {
    /// `target = first`.
    case copy
    /// `target = 0`.
    case clear
    /// `target += first`.
    case add
    /// `target *= first`.
    case multiply
    /// `target = first · target + (1 − first) · second`.
    case blend
  }

  public var operation: Operation
  public var first: Signal
  public var second: Signal
  public var target: Signal
  public var channelCount: Int

  public init(
    _ operation: Operation, _ first: Signal, _ second: Signal = Signal(channel: 0), target: Signal,
    channelCount: Int
  ) {
    self.operation = operation
    self.first = first
    self.second = second
    self.target = target
    self.channelCount = channelCount
  }
}

/// `target = source · scale + shift`, channel by channel.
@frozen
public struct Modulating: Sendable {
  public var source: Signal
  public var scale: Signal
  public var hasShift: Bool
  public var shift: Signal
  public var target: Signal
  public var channelCount: Int

  public init(
    source: Signal, scale: Signal, shift: Signal?, target: Signal, channelCount: Int
  ) {
    self.source = source
    self.scale = scale
    hasShift = shift != nil
    self.shift = shift ?? scale
    self.target = target
    self.channelCount = channelCount
  }
}

/// A tile through a recurrent network.
@frozen
public struct Recurrence: Sendable {
  /// Of ``Program/lstms``.
  public var lstm: Int
  public var source: Signal
  public var target: Signal
  /// Planes for the frames as the network takes and gives them, interleaved.
  public var frames: Signal

  public init(lstm: Int, source: Signal, target: Signal, frames: Signal) {
    self.lstm = lstm
    self.source = source
    self.target = target
    self.frames = frames
  }
}

/// One channel through a finite impulse response, added to what another holds.
@frozen
public struct Response: Sendable {
  /// Of ``Program/convolvers``.
  public var convolver: Int
  public var source: Signal
  public var target: Signal

  public init(convolver: Int, source: Signal, target: Signal) {
    self.convolver = convolver
    self.source = source
    self.target = target
  }
}
