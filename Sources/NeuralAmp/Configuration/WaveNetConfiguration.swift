/// The shape of a WaveNet: arrays of layers of dilated convolutions with residual and skip connections,
/// conditioned on the input or on what another network makes of it.
///
/// Source: van den Oord et al. 2016, as the `.nam` format has it; FiLM of Perez et al. 2018.
public struct WaveNetConfiguration: Sendable, Equatable {
  /// One or more.
  public let arrays: [LayerArray]
  /// What follows the arrays' scaled output.
  public let head: PostStackHead?
  public let inputChannelCount: Int
  /// Makes the condition of the input; `nil`: the input is the condition.
  public let condition: NetworkDescription?

  public init(
    arrays: [LayerArray], head: PostStackHead? = nil, inputChannelCount: Int = 1,
    condition: NetworkDescription? = nil
  ) {
    self.arrays = arrays
    self.head = head
    self.inputChannelCount = inputChannelCount
    self.condition = condition
  }
}

extension WaveNetConfiguration {
  public struct LayerArray: Sendable, Equatable {
    /// Channels that enter: those of the network, then those of the array before.
    public var inputChannelCount: Int
    public var conditionChannelCount: Int
    /// Of the residual connection.
    public var channelCount: Int
    /// Channels within a layer, behind its activation.
    public var bottleneck: Int
    /// One or more.
    public var layers: [Layer]
    public var head: Head
    /// From the bottleneck back to the residual connection; `nil`: the residual passes unchanged.
    public var layer1x1: PointwiseConvolution?
    /// From the bottleneck to the skip connection; `nil`: it is added as it is.
    public var head1x1: PointwiseConvolution?
    /// Of the dilated convolution.
    public var inputGroupCount: Int
    /// Of the convolution of the condition.
    public var mixinGroupCount: Int
    public var modulations: Modulations
    /// Widths that the array may be cut down to, ascending, the last its own; `nil`: it may not.
    public var allowedChannelCounts: [Int]?

    public init(
      inputChannelCount: Int, conditionChannelCount: Int, channelCount: Int, bottleneck: Int, layers: [Layer],
      head: Head, layer1x1: PointwiseConvolution?, head1x1: PointwiseConvolution? = nil,
      inputGroupCount: Int = 1, mixinGroupCount: Int = 1, modulations: Modulations = Modulations(),
      allowedChannelCounts: [Int]? = nil
    ) {
      self.inputChannelCount = inputChannelCount
      self.conditionChannelCount = conditionChannelCount
      self.channelCount = channelCount
      self.bottleneck = bottleneck
      self.layers = layers
      self.head = head
      self.layer1x1 = layer1x1
      self.head1x1 = head1x1
      self.inputGroupCount = inputGroupCount
      self.mixinGroupCount = mixinGroupCount
      self.modulations = modulations
      self.allowedChannelCounts = allowedChannelCounts
    }
  }

  public struct Layer: Sendable, Equatable {
    public var kernelSize: Int
    public var dilation: Int
    public var activation: Activation
    public var gating: Gating

    public init(kernelSize: Int, dilation: Int, activation: Activation, gating: Gating = .none) {
      self.kernelSize = kernelSize
      self.dilation = dilation
      self.activation = activation
      self.gating = gating
    }
  }

  /// What the second half of a layer's sums does. Only gated and blended layers have it.
  public enum Gating: Sendable, Equatable {
    case none
    /// `a(z₁) · s(z₂)`.
    case gated(Activation)
    /// `s(z₂) · a(z₁) + (1 − s(z₂)) · z₁`.
    case blended(Activation)
  }

  /// From the skip connections to the output of an array.
  public struct Head: Sendable, Equatable {
    public var outputChannelCount: Int
    public var kernelSize: Int
    public var dilation: Int
    public var hasBias: Bool

    public init(outputChannelCount: Int, kernelSize: Int = 1, dilation: Int = 1, hasBias: Bool) {
      self.outputChannelCount = outputChannelCount
      self.kernelSize = kernelSize
      self.dilation = dilation
      self.hasBias = hasBias
    }
  }

  public struct PointwiseConvolution: Sendable, Equatable {
    /// `channelCount` of the array for `layer1x1`.
    public var outputChannelCount: Int
    public var groupCount: Int

    public init(outputChannelCount: Int, groupCount: Int = 1) {
      self.outputChannelCount = outputChannelCount
      self.groupCount = groupCount
    }
  }

  /// Feature-wise linear modulation: `x ⊙ scale(c) + shift(c)`.
  public struct Modulation: Sendable, Equatable {
    public var hasShift: Bool
    public var groupCount: Int

    public init(hasShift: Bool = true, groupCount: Int = 1) {
      self.hasShift = hasShift
      self.groupCount = groupCount
    }
  }

  /// Where a layer is modulated by the condition, in the order of the weights.
  public struct Modulations: Sendable, Equatable {
    public var convolutionInput: Modulation?
    public var convolutionOutput: Modulation?
    public var mixinInput: Modulation?
    public var mixinOutput: Modulation?
    public var activationInput: Modulation?
    public var activationOutput: Modulation?
    public var layer1x1Output: Modulation?
    public var head1x1Output: Modulation?

    public init() {}
  }

  /// `v = conv(activation(v))` for each kernel size, of dilation 1, with bias.
  public struct PostStackHead: Sendable, Equatable {
    /// Between the convolutions.
    public var channelCount: Int
    public var outputChannelCount: Int
    /// One or more.
    public var kernelSizes: [Int]
    public var activation: Activation

    public init(channelCount: Int, outputChannelCount: Int, kernelSizes: [Int], activation: Activation) {
      self.channelCount = channelCount
      self.outputChannelCount = outputChannelCount
      self.kernelSizes = kernelSizes
      self.activation = activation
    }
  }
}
