/// What is done to one tile. Offsets of weights are in floats.
@frozen
public enum Step {
  case convolve(UnsafePointer<Convolution>)
  case activate(UnsafePointer<Activating>)
  case combine(UnsafePointer<Combination>)
  case modulate(UnsafePointer<Modulating>)
  case recur(UnsafePointer<Recurrence>)
  case respond(UnsafePointer<Response>)
}

/// `target = f(bias + W ∗ source + V side + residual)`.
///
/// Packed by group, and within it by panels of up to ``panelLimit`` outputs: their biases, V by columns, and W by
/// taps, the oldest first, and columns.
@frozen
public struct Convolution {
  /// What the widest vector holds.
  @inlinable public static var panelLimit: Int {
    @_noLocks @_noAllocation get { 16 }
  }

  public let source: Signal
  public let target: Signal
  public let weights: Int
  /// Of a group.
  public let inputCount: Int
  /// Of a group.
  public let outputCount: Int
  public let groupCount: Int
  public let tapCount: Int
  public let dilation: Int
  /// Whether ``residual`` is added.
  public let hasResidual: Bool
  public let residual: Signal
  /// Channels of ``side``, which are added without a past, to all groups; 0: none.
  public let sideCount: Int
  public let side: Signal
  /// f, in place.
  public let activation: UnsafePointer<Activating>?

  public init(
    source: Signal, target: Signal, weights: Int, inputCount: Int, outputCount: Int, groupCount: Int,
    tapCount: Int, dilation: Int, residual: Signal?, side: Signal?, sideCount: Int,
    activation: UnsafePointer<Activating>?
  ) {
    self.source = source
    self.target = target
    self.weights = weights
    self.inputCount = inputCount
    self.outputCount = outputCount
    self.groupCount = groupCount
    self.tapCount = tapCount
    self.dilation = dilation
    hasResidual = residual != nil
    self.residual = residual ?? target
    self.sideCount = sideCount
    self.side = side ?? target
    self.activation = activation
  }
}

/// `target = f(source)`, channel by channel, and what it adds to the skip connection.
@frozen
public struct Activating {
  @frozen
  public enum Function: UInt8, Sendable {
    case tanh, fastTanh, hardTanh, reLU, leakyReLU, sigmoid, siLU, hardSwish, leakyHardTanh, softSign
  }

  @frozen
  public enum Skip: UInt8, Sendable {
    case none, set, add
  }

  public let function: Function
  /// Of ``Function/leakyReLU`` a slope for each channel; of ``Function/leakyHardTanh`` minimum, maximum and
  /// their slopes.
  public let parameters: Int
  public let source: Signal
  public let target: Signal
  public let channelCount: Int
  public let skip: Skip
  public let skipTarget: Signal

  public init(
    _ function: Function, parameters: Int, source: Signal, target: Signal, channelCount: Int, skip: Skip,
    skipTarget: Signal
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
public struct Combination {
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

  public let operation: Operation
  public let first: Signal
  public let second: Signal
  public let target: Signal
  public let channelCount: Int

  public init(
    _ operation: Operation, _ first: Signal, _ second: Signal, target: Signal, channelCount: Int
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
public struct Modulating {
  public let source: Signal
  public let scale: Signal
  public let hasShift: Bool
  public let shift: Signal
  public let target: Signal
  public let channelCount: Int

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
public struct Recurrence {
  /// Of ``Program/lstms``.
  public let lstm: Int
  public let source: Signal
  public let target: Signal
  /// Of the workspace, room for a tile's frames as the network takes and gives them, interleaved.
  public let frames: Int

  public init(lstm: Int, source: Signal, target: Signal, frames: Int) {
    self.lstm = lstm
    self.source = source
    self.target = target
    self.frames = frames
  }
}

/// One channel through a finite impulse response, added to what another holds.
@frozen
public struct Response {
  /// Of ``Program/convolvers``.
  public let convolver: Int
  public let source: Signal
  public let target: Signal

  public init(convolver: Int, source: Signal, target: Signal) {
    self.convolver = convolver
    self.source = source
    self.target = target
  }
}
