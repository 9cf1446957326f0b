/// The memory of one channel through a model of another rate. Allocates in `init` only.
package final class ModelRateBridgeMemory {
  /// Good for as long as this object lives. Thread: one at a time.
  package let bridge: ModelRateBridge
  private let deviceToModel: RateConverterMemory
  private let modelToDevice: RateConverterMemory

  /// - Parameters:
  ///   - toModel: from the device's rate to the model's; shared with other channels.
  ///   - fromModel: back.
  ///   - maximumFrameCount: the longest block, 1 or more, in device frames.
  package init(toModel: SincTable, fromModel: SincTable, maximumFrameCount: Int) {
    precondition(
      toModel.inputRate == fromModel.outputRate && toModel.outputRate == fromModel.inputRate,
      "the way back has to lead to the rate that the way there comes from")
    let (deviceRate, modelRate) = (toModel.inputRate, toModel.outputRate)
    let maximumModelFrameCount = (maximumFrameCount * modelRate + deviceRate - 1) / deviceRate
    // In 1 / device rate of a model frame, from its filter's latency to the next whole number of device frames.
    let headStart = fromModel.halfLength * deviceRate % modelRate
    deviceToModel = RateConverterMemory(table: toModel, maximumFrameCount: maximumFrameCount)
    modelToDevice = RateConverterMemory(
      table: fromModel, maximumFrameCount: maximumModelFrameCount, headStart: headStart)
    bridge = ModelRateBridge(
      maximumFrameCount: maximumFrameCount, maximumModelFrameCount: maximumModelFrameCount,
      latency: toModel.halfLength + fromModel.halfLength * deviceRate / modelRate,
      deviceToModel: deviceToModel.converter, modelToDevice: modelToDevice.converter)
  }
}
