import CALSA
import Glibc

@testable import LiveAudio

/// Which device the calls of this thread are of.
private let current: pthread_key_t = {
  var key = pthread_key_t()
  pthread_key_create(&key, nil)
  return key
}()

private var here: ScriptedDevice {
  Unmanaged<ScriptedDevice>.fromOpaque(pthread_getspecific(current)!).takeUnretainedValue()
}

private func direction(_ handle: OpaquePointer?) -> PCMDirection {
  handle == ScriptedDevice.handle(.capture) ? .capture : .playback
}

extension ScriptedDevice {
  /// On this thread, within `body`, the calls are this device's.
  func play<Result>(_ body: () -> Result) -> Result {
    pthread_setspecific(current, Unmanaged.passUnretained(self).toOpaque())
    defer { pthread_setspecific(current, nil) }
    return body()
  }

  /// What is in the place of a `snd_pcm_t`: never looked into.
  static func handle(_ direction: PCMDirection) -> OpaquePointer {
    OpaquePointer(bitPattern: direction == .capture ? 1 : 2)!
  }

  nonisolated(unsafe) static let calls: UnsafePointer<headroom_pcm_calls> = {
    let table = UnsafeMutablePointer<headroom_pcm_calls>.allocate(capacity: 1)
    table.initialize(to: makeCalls())
    return UnsafePointer(table)
  }()

  private static func makeCalls() -> headroom_pcm_calls {
    var calls = headroom_pcm_calls()
    addControl(&calls)
    addTransfer(&calls)
    addWaiting(&calls)
    return calls
  }

  private static func addControl(_ calls: inout headroom_pcm_calls) {
    calls.state = { here.state(direction($0)) }
    calls.avail_update = { here.frames(.available, direction($0)) { $0.availableCount } }
    calls.htimestamp = { here.stamp(direction($0), $1!, $2!) }
    calls.delay = { here.delay(direction($0), $1!) }
    calls.prepare = { handle in here.control(.prepare, direction(handle)) { $0.prepare() } }
    calls.drop = { handle in here.control(.drop, direction(handle)) { $0.state = SND_PCM_STATE_SETUP } }
    calls.start = { here.start(direction($0)) }
    calls.resume = { here.resume(direction($0)) }
    calls.xrun_length = { here.stream(direction($0)).xrunLength }
  }

  private static func addTransfer(_ calls: inout headroom_pcm_calls) {
    calls.mmap_begin = { here.map(direction($0), $1!, $2!, $3!) }
    calls.mmap_commit = { here.commit(direction($0), offset: Int($1), count: Int($2)) }
    calls.readi = { here.transfer(.read, interleaved: $1!, count: Int($2)) }
    calls.readn = { here.transfer(.read, planes: $1!, count: Int($2)) }
    calls.writei = {
      here.transfer(.write, interleaved: UnsafeMutableRawPointer(mutating: $1!), count: Int($2))
    }
    calls.writen = { here.transfer(.write, planes: $1!, count: Int($2)) }
  }

  private static func addWaiting(_ calls: inout headroom_pcm_calls) {
    calls.poll_descriptors = { handle, descriptors, _ in
      descriptors![0] = pollfd(fd: direction(handle) == .capture ? 0 : 1, events: 0, revents: 0)
      return 1
    }
    calls.poll_descriptors_revents = { here.events(direction($0), $1!, $3!) }
    calls.poll = { here.poll(UnsafeMutableBufferPointer(start: $0, count: Int($1)), milliseconds: $2) }
    calls.now = { here.time }
    calls.sleep = { here.sleep($0) }
  }
}

// MARK: Control

extension ScriptedDevice {
  private func state(_ direction: PCMDirection) -> snd_pcm_state_t {
    _ = answer(.state, direction)
    return stream(direction).state
  }

  /// What a stream that does not play says of it.
  private func error(_ stream: ScriptedStream) -> Int {
    switch stream.state {
    case SND_PCM_STATE_XRUN: -Int(EPIPE)
    case SND_PCM_STATE_SUSPENDED: -Int(ESTRPIPE)
    case SND_PCM_STATE_DISCONNECTED: -Int(ENODEV)
    case SND_PCM_STATE_PREPARED, SND_PCM_STATE_RUNNING: 0
    default: -Int(EBADFD)
    }
  }

  private func frames(_ call: Call, _ direction: PCMDirection, _ body: (ScriptedStream) -> Int) -> Int {
    if case .code(let code)? = answer(call, direction) { return code }
    let error = error(stream(direction))
    return error < 0 ? error : body(stream(direction))
  }

  private func control(_ call: Call, _ direction: PCMDirection, _ body: (ScriptedStream) -> Void) -> Int32 {
    if case .code(let code)? = answer(call, direction) { return Int32(code) }
    let stream = stream(direction)
    if stream.state == SND_PCM_STATE_DISCONNECTED { return -ENODEV }
    body(stream)
    return 0
  }

  private func start(_ direction: PCMDirection) -> Int32 {
    control(.start, direction) { stream in
      stream.start(at: time)
      if isLinked { (stream === playback ? capture : playback).start(at: time) }
    }
  }

  /// Few devices can; those that can need not be asked twice.
  private func resume(_ direction: PCMDirection) -> Int32 {
    if case .code(let code)? = answer(.resume, direction) { return Int32(code) }
    return -ENOSYS
  }

  private func stamp(
    _ direction: PCMDirection, _ frames: UnsafeMutablePointer<snd_pcm_uframes_t>,
    _ stamp: UnsafeMutablePointer<snd_htimestamp_t>
  ) -> Int32 {
    let code = self.frames(.stamp, direction) { $0.availableCount }
    if code >= 0 {
      frames.pointee = snd_pcm_uframes_t(code)
      stamp.pointee.tv_sec = Int(stream(direction).stamp / 1_000_000_000)
      stamp.pointee.tv_nsec = Int(stream(direction).stamp % 1_000_000_000)
    }
    return Int32(min(code, 0))
  }

  private func delay(_ direction: PCMDirection, _ frames: UnsafeMutablePointer<snd_pcm_sframes_t>) -> Int32 {
    let code = self.frames(.delay, direction) { $0.queuedCount }
    if code >= 0 { frames.pointee = code }
    return Int32(min(code, 0))
  }
}

// MARK: Transfer

extension ScriptedDevice {
  private func transfer(
    _ call: Call, count: Int, _ address: (_ frame: Int, _ channel: Int) -> UnsafeMutablePointer<Float>
  ) -> Int {
    let direction = call == .read ? PCMDirection.capture : .playback
    var wanted = count
    switch answer(call, direction) {
    case .code(let code): return code
    case .atMost(let most): wanted = min(count, most)
    default: break
    }
    let error = error(stream(direction))
    if error < 0 { return error }
    if call == .read { noteFirstRead() }
    if stream(direction).availableCount == 0 { return -Int(EAGAIN) }
    let moved = stream(direction).copy(wanted, address)
    note(moved)
    return moved
  }

  private func transfer(_ call: Call, interleaved memory: UnsafeMutableRawPointer, count: Int) -> Int {
    let stream = call == .read ? capture : playback
    let samples = memory.assumingMemoryBound(to: Float.self)
    return transfer(call, count: count) { samples + $0 * stream.configuration.channelCount + $1 }
  }

  private func transfer(
    _ call: Call, planes: UnsafeMutablePointer<UnsafeMutableRawPointer?>, count: Int
  ) -> Int {
    transfer(call, count: count) { planes[$1]!.assumingMemoryBound(to: Float.self) + $0 }
  }

  private func map(
    _ direction: PCMDirection, _ areas: UnsafeMutablePointer<UnsafePointer<snd_pcm_channel_area_t>?>,
    _ offset: UnsafeMutablePointer<snd_pcm_uframes_t>, _ count: UnsafeMutablePointer<snd_pcm_uframes_t>
  ) -> Int32 {
    var wanted = Int(count.pointee)
    switch answer(.map, direction) {
    case .code(let code): return Int32(code)
    case .atMost(let most): wanted = min(wanted, most)
    default: break
    }
    let error = error(stream(direction))
    if error < 0 { return Int32(error) }
    if direction == .capture { noteFirstRead() }
    let mapped = stream(direction).map(wanted)
    areas.pointee = mapped.areas
    (offset.pointee, count.pointee) = (UInt(mapped.offset), UInt(mapped.count))
    return 0
  }

  private func commit(_ direction: PCMDirection, offset: Int, count: Int) -> Int {
    var committed = count
    switch answer(.commit, direction) {
    case .code(let code): return code
    case .atMost(let most): committed = min(count, most)
    default: break
    }
    let error = error(stream(direction))
    if error < 0 { return error }
    stream(direction).commit(committed, from: offset)
    note(committed)
    return committed
  }
}

// MARK: Waiting

extension ScriptedDevice {
  private func events(
    _ direction: PCMDirection, _ descriptors: UnsafeMutablePointer<pollfd>,
    _ events: UnsafeMutablePointer<UInt16>
  ) -> Int32 {
    events.pointee = UInt16(bitPattern: descriptors[0].revents)
    switch answer(.events, direction) {
    case .code(let code): return Int32(code)
    case .events(let scripted): events.pointee = UInt16(scripted)
    case .fault: events.pointee = UInt16(POLLERR)
    default: break
    }
    return 0
  }

  private func poll(_ descriptors: UnsafeMutableBufferPointer<pollfd>, milliseconds: Int32) -> Int32 {
    let answer = answer(.poll, nil)
    if case .code(let code)? = answer { return Int32(code) }
    let count = wait(descriptors, milliseconds: milliseconds)
    if case .late(let periods)? = answer { advance(to: time + UInt64(periods) * periodTime) }
    return count
  }

  private func sleep(_ duration: UInt64) {
    _ = answer(.sleep, nil)
    advance(to: time + duration)
  }
}
