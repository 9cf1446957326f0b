// Thread: audio. No function here locks, allocates or waits; the attributes make the compiler check
// it all the way down. The `Realtime*` tests count at run time.

extension Processor {
  /// Processes `frameCount` frames.
  ///
  /// Any two ways of cutting a stream into blocks give the same bits. The output is finite: an input
  /// sample that is NaN or infinite counts as silence. The thread's floating-point mode is set for
  /// the call (denormals flushed to zero, round to nearest) and put back after it.
  ///
  /// Cost: frames × the model's weights.
  ///
  /// - Parameters:
  ///   - input: interleaved frames of `model.inputChannelCount` samples, full scale ±1.
  ///   - output: interleaved frames of `model.outputChannelCount` samples. It may be the same memory
  ///     as `input` where the model puts out no more channels than it takes in; otherwise the two
  ///     do not overlap.
  ///   - frameCount: 0 to ``maximumFrameCount``.
  /// - Precondition: `frameCount` is in range.
  @_noLocks @_noAllocation
  public func process(input: UnsafePointer<Float>, output: UnsafeMutablePointer<Float>, frameCount: Int) {
    require(frameCount >= 0, "process: frameCount is negative")
    require(frameCount <= maximumFrameCount, "process: more frames than maximumFrameCount")
    stream.process(input: input, output: output, frameCount: frameCount)
  }

  /// Processes as many whole frames as `input` holds, into `output`.
  ///
  /// - Parameters:
  ///   - input: interleaved frames of `model.inputChannelCount` samples.
  ///   - output: room for exactly as many frames of `model.outputChannelCount` samples.
  /// - Precondition: both hold the same number of whole frames, at most ``maximumFrameCount``.
  @_noLocks @_noAllocation
  public func process(_ input: Span<Float>, into output: inout MutableSpan<Float>) {
    let stream = stream
    let frameCount = input.count / stream.inputChannelCount
    require(frameCount <= maximumFrameCount, "process: more frames than maximumFrameCount")
    require(frameCount * stream.inputChannelCount == input.count, "process: input is not whole frames")
    require(
      frameCount * stream.outputChannelCount == output.count,
      "process: input and output do not hold the same number of frames")
    // One closure, not two nested: the outer one's captures would count references. The address is
    // good beyond its closure because the caller's access to `output` lasts for the whole call.
    let outputAddress = output.withUnsafeMutableBufferPointer { $0.baseAddress }
    input.withUnsafeBufferPointer { buffer in
      guard let input = buffer.baseAddress, let output = outputAddress else { return }
      stream.process(input: input, output: output, frameCount: frameCount)
    }
  }

  /// Processes the frames of `block` where they are.
  ///
  /// - Parameter block: interleaved frames; input before the call, output after it.
  /// - Precondition: the model puts out as many channels as it takes in; `block` holds whole frames, at
  ///   most ``maximumFrameCount``.
  @_noLocks @_noAllocation
  public func process(inPlace block: inout MutableSpan<Float>) {
    let stream = stream
    let frameCount = block.count / stream.inputChannelCount
    require(
      stream.inputChannelCount == stream.outputChannelCount,
      "process(inPlace:): the model's input and output channels differ")
    require(frameCount <= maximumFrameCount, "process(inPlace:): more frames than maximumFrameCount")
    require(frameCount * stream.inputChannelCount == block.count, "process(inPlace:): not whole frames")
    block.withUnsafeMutableBufferPointer { buffer in
      guard let samples = buffer.baseAddress else { return }
      stream.process(input: samples, output: samples, frameCount: frameCount)
    }
  }

  /// Processes one sample. The same bits as a block of one frame.
  ///
  /// - Precondition: the model has one input and one output channel.
  @_noLocks @_noAllocation
  public func process(_ sample: Float) -> Float {
    let stream = stream
    require(stream.inputChannelCount == 1, "process(sample): the model takes more than one channel")
    require(stream.outputChannelCount == 1, "process(sample): the model gives more than one channel")
    var input = sample
    var output: Float = 0
    stream.process(input: &input, output: &output, frameCount: 1)
    return output
  }

  /// Puts the stream where it started. One memory copy.
  @_noLocks @_noAllocation
  public func reset(to start: Model.Start = .rest) {
    switch start {
    case .rest: stream.copyState(from: restState)
    case .stored: stream.copyState(from: storedState)
    }
  }

  /// Writes the stream's state into `snapshot`. One memory copy.
  ///
  /// - Precondition: `snapshot` was made for this model.
  @_noLocks @_noAllocation
  public func save(into snapshot: StateSnapshot) {
    require(snapshot.modelIdentity == modelIdentity, "save: the snapshot is of another model")
    stream.copyState(to: snapshot.storage)
  }

  /// Puts the stream where it was when `snapshot` was saved, by this or any processor of the same
  /// model. One memory copy.
  ///
  /// - Precondition: `snapshot` was made for this model.
  @_noLocks @_noAllocation
  public func restore(_ snapshot: StateSnapshot) {
    require(snapshot.modelIdentity == modelIdentity, "restore: the snapshot is of another model")
    stream.copyState(from: snapshot.storage)
  }
}
