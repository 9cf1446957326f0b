/// The configurations that a device still has to offer, fewer with every choice: ALSA's hw_params, or a scripted
/// device in tests.
protocol HardwareParameters: AnyObject {
  /// Keeps only configurations with it. Returns false, and keeps all, where there are none.
  func choose(_ access: PCMAccess) -> Bool
  func choose(_ format: PCMFormat) -> Bool
  /// Never has the device's own or ALSA's resampling.
  func choose(channelCount: Int) -> Bool
  var channelCounts: ClosedRange<Int> { get }
  /// Keeps the nearest that there is. Returns a negative errno where there is none.
  func chooseNearest(rate: Int) -> Int32
  func chooseWholePeriods() -> Int32
  func chooseNearest(periodFrameCount: Int) -> Int32
  func chooseNearest(periodCount: Int) -> Int32
  /// Configures the device.
  func install() -> Int32
  /// What the device does, once it is installed.
  var installed: (rate: Int, period: Int, buffer: Int, significantBits: Int) { get }
  /// Names of what the device has, for people.
  var accessNames: String { get }
  var formatNames: String { get }
}
