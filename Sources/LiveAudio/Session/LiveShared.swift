/// What the audio thread and the others share.
struct LiveShared {
  let controls: UnsafePointer<LiveControls>
  let statistics: UnsafePointer<LiveStatistics>
}

/// Owns it.
final class LiveSharedMemory {
  let shared: LiveShared
  private let controls: UnsafeMutablePointer<LiveControls>
  private let statistics: UnsafeMutablePointer<LiveStatistics>

  init() {
    controls = .allocate(capacity: 1)
    controls.initialize(to: LiveControls())
    statistics = .allocate(capacity: 1)
    statistics.initialize(to: LiveStatistics())
    shared = LiveShared(controls: UnsafePointer(controls), statistics: UnsafePointer(statistics))
  }

  deinit {
    controls.deinitialize(count: 1)
    controls.deallocate()
    statistics.deinitialize(count: 1)
    statistics.deallocate()
  }
}
