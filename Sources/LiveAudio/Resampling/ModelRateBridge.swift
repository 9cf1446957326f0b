/// One channel from the device's rate to the model's and back: n device frames in give exactly n out, whatever
/// n is, with a constant latency. Plain memory, no ownership: a ``ModelRateBridgeMemory`` owns it.
///
/// No cushion is needed beyond the two filters. After N device frames in all the model has had
/// K(N) = ceil(N · model rate / device rate), since each filter starts on silence that ends where the first
/// frame begins. The way back then has to make frame N - 1, at (N - 1) · model rate / device rate of the
/// model's frames; that is less than K(N), so the last model frame that it needs is there. It stays so
/// where the way back starts less than a model frame's share of a device frame early; that is used to have
/// the latency a whole number of device frames.
///
/// What runs on the audio thread is in `ModelRateBridge+Realtime.swift`.
package struct ModelRateBridge {
  /// Device frames in a block, at most.
  package let maximumFrameCount: Int
  /// Model frames in a block, at most: ceil(`maximumFrameCount` · model rate / device rate).
  package let maximumModelFrameCount: Int
  /// From input to output, in device frames: exactly, always.
  package let latency: Int

  let deviceToModel: UnsafeMutablePointer<RateConverter>
  let modelToDevice: UnsafeMutablePointer<RateConverter>
}
