import NeuralAmp

// A quality is what a file that can be cut down is played at: 0 is the smallest network it has, 1 the whole.
// All other files play the same at each.

extension NAMFile {
  /// In Hz, at full quality; `nil` where the file gives none.
  public var sampleRate: Double? { network().sampleRate }

  /// What is played at a quality.
  ///
  /// - Parameter quality: 0, the smallest, to 1, the whole.
  /// - Precondition: `quality` is in 0...1.
  public func network(quality: Double = 1) -> NetworkDescription {
    precondition((0...1).contains(quality), "a quality is in 0...1: \(quality)")
    switch content {
    case .network(let network): return network.slimmed(quality: quality)
    case .container(let submodels):
      return Self.submodel(of: submodels, quality).network.slimmed(quality: quality)
    }
  }

  /// That of the file, completed by that of the network that is played.
  ///
  /// - Precondition: `quality` is in 0...1.
  public func metadata(quality: Double) -> NAMMetadata {
    precondition((0...1).contains(quality), "a quality is in 0...1: \(quality)")
    switch content {
    case .network: return metadata
    case .container(let submodels): return Self.submodel(of: submodels, quality).metadata
    }
  }

  /// The qualities, ascending in 0...1, from each of which on another network is played; none where there is one.
  public var qualityBreakpoints: [Double] {
    switch content {
    case .network(let network): return network.qualityBreakpoints
    case .container(let submodels):
      // The last has no end.
      let ends = submodels.dropLast().map(\.maximumQuality) + [.infinity]
      let starts = [-.infinity] + ends
      let within = zip(zip(starts, ends), submodels).flatMap { range, submodel in
        submodel.network.qualityBreakpoints.filter { range.0 < $0 && $0 < range.1 }
      }
      return (within + ends).filter { 0 < $0 && $0 <= 1 }.sorted()
    }
  }

  /// Packs the weights and computes the rest state.
  ///
  /// - Parameters:
  ///   - kernel: what the model runs through.
  ///   - quality: 0, the smallest, to 1, the whole.
  /// - Precondition: this processor can run the kernel; `quality` is in 0...1.
  public func makeModel(
    kernel: Kernel = .preferred, quality: Double = 1
  ) throws(NAMFileError) -> Model {
    Model(network(quality: quality), kernel: kernel)
  }

  private static func submodel(of submodels: [Submodel], _ quality: Double) -> Submodel {
    submodels.first { quality < $0.maximumQuality } ?? submodels[submodels.count - 1]
  }
}
