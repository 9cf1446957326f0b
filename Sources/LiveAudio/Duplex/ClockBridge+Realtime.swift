import CALSA

// Thread: audio.

extension ClockBridge {
  /// Playback starts now, with its silence.
  @_noLocks @_noAllocation
  mutating func start() {
    for channel in 0..<staging.channelCount { converters[channel].pointee.reset() }
    recovery.reset()
    fade.jump(to: 0)
    fade.aim(at: 1)
    (readCount, writtenCount, isCapturing, isDry) = (0, prefill, false, false)
  }

  /// Whether anything has come from capture since the start.
  var isFlowing: Bool {
    @_noLocks @_noAllocation get { readCount > 0 }
  }

  /// A period for playback: everything that has been captured goes in first. Silence as long as there is nothing.
  ///
  /// - Returns: as many frames, or why not: an xrun where capture has not delivered in time.
  @_noLocks @_noAllocation
  mutating func pull(
    into target: PlanarFrames, frameCount: Int, _ capture: PCMEndpoint, _ playback: PCMEndpoint
  ) -> PCMResult {
    if isDry { return pullRest(into: target, frameCount: frameCount) }
    if !isCapturing {
      if let failure = PCMFailure(Int(headroom_pcm_start(capture.pcm))) { return .failed(failure) }
      isCapturing = true
      return pullSilence(into: target, frameCount: frameCount)
    }
    var reading = ClockReading(
      read: readCount, unread: 0, capturedAt: 0, written: writtenCount, unplayed: 0, playedAt: 0,
      waiting: converters[0].pointee.delay)
    if let failure = look(at: capture, &reading.unread, &reading.capturedAt) { return .failed(failure) }
    var room = 0
    if let failure = look(at: playback, &room, &reading.playedAt) { return .failed(failure) }
    reading.unplayed = playbackBufferFrameCount - room
    if !isFlowing {
      if reading.unread == 0 { return pullSilence(into: target, frameCount: frameCount) }
      align(&reading)
    }
    if let failure = readEverything(capture) { return .failed(failure) }
    return pull(into: target, frameCount: frameCount, correction: recovery.correction(reading))
  }

  @_noLocks @_noAllocation
  private mutating func pull(
    into target: PlanarFrames, frameCount: Int, correction: Double
  ) -> PCMResult {
    if converters[0].pointee.inputFrameCount(for: frameCount, correction: correction) > 0 {
      return .failed(.xrun)
    }
    for channel in 0..<staging.channelCount {
      converters[channel].pointee.pull(
        into: target.channel(channel), count: frameCount, correction: correction)
    }
    writtenCount += frameCount
    return .frames(frameCount)
  }

  @_noLocks @_noAllocation
  private mutating func pullSilence(into target: PlanarFrames, frameCount: Int) -> PCMResult {
    for channel in 0..<target.channelCount {
      target.channel(channel).update(repeating: 0, count: frameCount)
    }
    writtenCount += frameCount
    return .frames(frameCount)
  }

  /// What is left once capture is gone, and how its last frame dies away: no sound breaks off.
  @_noLocks @_noAllocation
  private mutating func pullRest(into target: PlanarFrames, frameCount: Int) -> PCMResult {
    let missing = converters[0].pointee.inputFrameCount(for: frameCount, correction: 1)
    for channel in 0..<staging.channelCount {
      let samples = staging.channel(channel)
      for frame in 0..<missing {
        lastFrame[channel] *= Self.decay
        samples[frame] = lastFrame[channel]
      }
    }
    convert(missing)
    return pull(into: target, frameCount: frameCount, correction: 1)
  }

  /// The first frames are there, however long capture has taken to get going: with silence in front of them the
  /// delay is what it is to be.
  @_noLocks @_noAllocation
  private mutating func align(_ reading: inout ClockReading) {
    let missing = max(0, min(Int(recovery.shortfall(reading) + 0.5), room))
    for channel in 0..<staging.channelCount {
      staging.channel(channel).update(repeating: 0, count: missing)
    }
    convert(missing)
    reading.waiting += Double(missing)
  }

  /// How many frames a device has, or has room for, and when that was so.
  @_noLocks @_noAllocation
  private func look(at endpoint: PCMEndpoint, _ frames: inout Int, _ time: inout UInt64) -> PCMFailure? {
    let available = headroom_pcm_avail_update(endpoint.pcm)
    if let failure = PCMFailure(available) { return failure }
    if let failure = PCMFailure(Int(headroom_pcm_htimestamp(endpoint.pcm, &frames, &time))) { return failure }
    let now = headroom_pcm_now(endpoint.pcm.calls)
    // A device without time stamps, or with those of another clock.
    if Int64(bitPattern: now &- time).magnitude > Self.farthestStamp {
      (frames, time) = (max(0, available), now)
    }
    return nil
  }

  @_noLocks @_noAllocation
  private mutating func readEverything(_ capture: PCMEndpoint) -> PCMFailure? {
    while true {
      var count = 0
      switch capture.available() {
      case .failed(let failure): return failure
      case .frames(let available): count = min(available, room)
      }
      if count <= 0 { return nil }
      switch capture.read(into: staging, count: count) {
      case .failed(let failure): return failure
      case .frames(0): return nil
      case .frames(let read): push(read)
      }
    }
  }

  @_noLocks @_noAllocation
  private mutating func push(_ count: Int) {
    readCount += count
    fade.scale(staging, into: staging, frameCount: count)
    convert(count)
    for channel in 0..<staging.channelCount { lastFrame[channel] = staging.channel(channel)[count - 1] }
  }

  /// What is in `staging` goes into the converters.
  @_noLocks @_noAllocation
  private func convert(_ count: Int) {
    for channel in 0..<staging.channelCount {
      converters[channel].pointee.push(staging.channel(channel), count: count)
    }
  }

  /// Frames that the converter takes. What it does not stays in the device.
  private var room: Int {
    @_noLocks @_noAllocation get { capacity - Int(converters[0].pointee.delay) - 1 }
  }
}
