import NeuralAmp

// Thread: audio. Any two ways of cutting a stream into blocks give the same bits: which frames make an output
// frame, and how, depends on nothing but its number.

extension ModelRateBridge {
  /// Takes in a block from the device and gives out what there is of it at the model's rate.
  ///
  /// - Parameters:
  ///   - input: `count` frames.
  ///   - count: 0 to ``maximumFrameCount``.
  ///   - output: room for ``maximumModelFrameCount`` frames.
  /// - Returns: how many there are: 0 to ``maximumModelFrameCount``, not the same in every block.
  @_noLocks @_noAllocation
  package func toModel(
    _ input: UnsafePointer<Float>, count: Int, into output: UnsafeMutablePointer<Float>
  ) -> Int {
    require(count <= maximumFrameCount, "ModelRateBridge.toModel: more frames than maximumFrameCount")
    deviceToModel.pointee.push(input, count: count)
    let modelCount = deviceToModel.pointee.availableFrameCount
    deviceToModel.pointee.pull(into: output, count: modelCount)
    return modelCount
  }

  /// Takes in what the model made of the block and gives out as many frames as the device gave.
  ///
  /// - Parameters:
  ///   - input: as many frames as ``toModel(_:count:into:)`` gave, `modelCount`.
  ///   - output: room for as many frames as it was given, `count`.
  @_noLocks @_noAllocation
  package func fromModel(
    _ input: UnsafePointer<Float>, count modelCount: Int, into output: UnsafeMutablePointer<Float>,
    count: Int
  ) {
    modelToDevice.pointee.push(input, count: modelCount)
    modelToDevice.pointee.pull(into: output, count: count)
  }

  /// Puts both ways where they were at first.
  @_noLocks @_noAllocation
  package func reset() {
    deviceToModel.pointee.reset()
    modelToDevice.pointee.reset()
  }
}
