import CALSA

/// The buffers of one direction of a device: for a period where its own memory is not mapped, and for samples on
/// their way between integers and floats.
final class PCMStreamMemory {
  private let bytes: UnsafeMutableRawPointer
  private let areas: UnsafeMutablePointer<snd_pcm_channel_area_t>
  private let planes: UnsafeMutablePointer<UnsafeMutableRawPointer?>
  private let integers: UnsafeMutablePointer<Int32>
  private let channels: UnsafeMutablePointer<Int>
  private let usedChannelCount: Int

  /// - Parameter channels: those in use, from 0.
  init(_ configuration: StreamConfiguration, channels used: [Int]) {
    precondition(used.allSatisfy { (0..<configuration.channelCount).contains($0) }, "a channel is missing")
    let (count, period) = (configuration.channelCount, configuration.periodFrameCount)
    let sampleByteCount = configuration.format.byteCount
    bytes = .allocate(byteCount: count * period * sampleByteCount, alignment: 64)
    bytes.initializeMemory(as: UInt8.self, repeating: 0, count: count * period * sampleByteCount)
    areas = .allocate(capacity: count)
    planes = .allocate(capacity: count)
    planes.initialize(repeating: nil, count: count)
    let isPlanar = configuration.access == .planar
    for channel in 0..<count {
      let offset = (isPlanar ? channel * period : channel) * sampleByteCount
      let step = (isPlanar ? 1 : count) * sampleByteCount
      (areas + channel).initialize(
        to: snd_pcm_channel_area_t(
          addr: bytes + (isPlanar ? offset : 0), first: isPlanar ? 0 : UInt32(offset * 8),
          step: UInt32(step * 8)))
    }
    integers = .allocate(capacity: configuration.bufferFrameCount)
    integers.initialize(repeating: 0, count: configuration.bufferFrameCount)
    usedChannelCount = used.count
    channels = .allocate(capacity: max(1, used.count))
    channels.initialize(from: used, count: used.count)
  }

  deinit {
    bytes.deallocate()
    areas.deallocate()
    planes.deallocate()
    integers.deallocate()
    channels.deallocate()
  }

  func endpoint(
    _ handle: OpaquePointer, _ direction: PCMDirection, _ configuration: StreamConfiguration,
    calls: UnsafePointer<headroom_pcm_calls> = headroom_alsa_calls()
  ) -> PCMEndpoint {
    PCMEndpoint(
      pcm: headroom_pcm(handle: handle, calls: calls), direction: direction,
      transfer: Self.transfer(configuration.access),
      samples: PCMSamples(
        encoding: configuration.format.encoding, isBigEndian: configuration.format.isBigEndian,
        bitCount: configuration.significantBitCount, integers: integers,
        capacity: configuration.bufferFrameCount),
      channelCount: configuration.channelCount, periodFrameCount: configuration.periodFrameCount,
      bufferFrameCount: configuration.bufferFrameCount, areas: areas, planes: planes, channels: channels,
      usedChannelCount: usedChannelCount)
  }

  private static func transfer(_ access: PCMAccess) -> PCMEndpoint.Transfer {
    switch access {
    case .mappedPlanar, .mappedInterleaved, .mappedComplex: .mapped
    case .interleaved: .interleaved
    case .planar: .planar
    }
  }
}
