// Thread: audio.

extension PeriodWork {
  /// As many channels in as out.
  @_noLocks @_noAllocation
  func process(_ input: PlanarFrames, _ output: PlanarFrames, frameCount: Int) {
    switch self {
    case .amp(let chain): chain.pointee.process(input, output, frameCount: frameCount)
    case .probe(let probe):
      probe.pointee.process(input.channel(0), output.channel(0), frameCount: frameCount)
    }
  }

  /// The streams were started: for the first time, or after an interruption.
  @_noLocks @_noAllocation
  func resume() {
    switch self {
    case .amp(let chain): chain.pointee.fadeIn()
    case .probe(let probe): probe.pointee.resume()
    }
  }

  /// Nothing more comes in: what it plays from here on is its end. Returns false where it has none.
  @_noLocks @_noAllocation
  func fadeOut() -> Bool {
    switch self {
    case .amp(let chain):
      chain.pointee.isFadingOut = true
      return true
    case .probe: return false
    }
  }

  /// Done, or asked to stop, and silent from here on.
  var hasEnded: Bool {
    @_noLocks @_noAllocation get {
      switch self {
      case .amp(let chain): chain.pointee.hasFadedOut
      case .probe(let probe): probe.pointee.hasEnded
      }
    }
  }
}
