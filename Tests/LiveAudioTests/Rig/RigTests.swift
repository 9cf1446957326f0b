import CALSA
import TestSupport
import Testing

/// The simulated card does what Tools/rig/README.md says, exactly.
struct RigTests {
  static let accesses = [
    SND_PCM_ACCESS_RW_INTERLEAVED, SND_PCM_ACCESS_RW_NONINTERLEAVED, SND_PCM_ACCESS_MMAP_INTERLEAVED,
    SND_PCM_ACCESS_MMAP_NONINTERLEAVED,
  ]

  /// Frames that no other place has: interleaved, two channels.
  static func noise(frames: Int) -> [Int32] {
    var generator = SeededGenerator(seed: 1)
    return (0..<2 * frames).map { _ in Int32.random(in: .min ... .max, using: &generator) }
  }

  static func bytes(_ samples: [Int32]) -> [UInt8] { samples.withUnsafeBytes { Array($0) } }

  @Test(arguments: accesses)
  func roundTripIsTheBuffer(_ access: snd_pcm_access_t) throws {
    let folder = try TemporaryFolder()
    var card = RigCard("trip\(access.rawValue)")
    let input = Self.noise(frames: 64 * 150)
    card.infile = try folder.write(Self.bytes(input), as: "in.raw")
    card.outfile = folder.path("out.raw")
    let rig = try Rig(card, in: folder)
    try withExtendedLifetime(rig) {
      let host = try TestHost(card.name, access: access)
      try host.start()
      #expect(try host.run(periods: 200).stop == nil)
      #expect(host.captured == input + [Int32](repeating: 0, count: 2 * 64 * 50))
    }
    let silence = [Int32](repeating: 0, count: 2 * 128)
    let output = try folder.bytes("out.raw")
    #expect(output.count == 200 * 64 * 8)
    #expect(output.starts(with: Self.bytes(silence + input)))
  }

  @Test func cableDelaysByFrames() throws {
    var card = RigCard("cable")
    card.cable = 10
    let rig = try Rig(card)
    try withExtendedLifetime(rig) {
      let host = try TestHost(card.name)
      try host.start(silence: 7)
      #expect(try host.run(periods: 4).stop == nil)
      // 10 frames of nothing, the 128 that were there at the start, then the same again.
      let round = [Int32](repeating: 0, count: 2 * 10) + [Int32](repeating: 7, count: 2 * 128)
      #expect(host.captured == Array((round + round).prefix(2 * 4 * 64)))
    }
  }

  /// What is there is played to the last frame, and no further. Capture is what time passes for.
  @Test func runsDryAtTheFrame() throws {
    let folder = try TemporaryFolder()
    var card = RigCard("dry")
    card.outfile = folder.path("out.raw")
    let rig = try Rig(card, in: folder)
    let input = Self.noise(frames: 100)
    try withExtendedLifetime(rig) {
      let host = try TestHost(card.name, periods: 4)
      try host.playback.write(input)
      try host.playback.start()
      try host.capture.start()
      for state in [SND_PCM_STATE_RUNNING, SND_PCM_STATE_XRUN] {
        while try host.capture.poll()?.isReady != true {}
        _ = try host.capture.read(frames: 64)
        #expect(host.playback.state == state)
      }
      #expect(host.playback.available == -Int(EPIPE))
    }
    #expect(try folder.bytes("out.raw") == Self.bytes(input))
  }

  @Test func overflowsWhenItIsFull() throws {
    let rig = try Rig(RigCard("full"))
    try withExtendedLifetime(rig) {
      let host = try TestHost("full", periods: 3)
      try host.start()
      for available in [64, 128, -Int(EPIPE)] {
        while try host.playback.poll()?.isReady != true {}
        try host.playback.write([Int32](repeating: 0, count: 2 * 64))
        #expect(host.capture.available == available)
      }
      #expect(host.capture.state == SND_PCM_STATE_XRUN)
      #expect(host.playback.state == SND_PCM_STATE_RUNNING)
    }
  }

  @Test func xrunAtItsPeriod() throws {
    var card = RigCard("xrun")
    card.faults = [.xrun(at: 100), .underrun(at: 150)]
    let rig = try Rig(card)
    try withExtendedLifetime(rig) {
      let host = try TestHost(card.name)
      try host.start()
      #expect(try host.run(periods: 1000) == (99, .error(SND_PCM_STATE_XRUN)))
      #expect(host.capture.available == -Int(EPIPE))
      #expect(host.playback.available == -Int(EPIPE))
      try host.start()
      #expect(try host.run(periods: 1000) == (49, .error(SND_PCM_STATE_XRUN)))
      #expect(host.capture.state == SND_PCM_STATE_RUNNING)
    }
  }

  /// Two periods at once are an xrun of two, and none of three.
  @Test(arguments: [2, 3])
  func lateByOnePeriod(periods: Int) throws {
    var card = RigCard("late\(periods)")
    card.faults = [.late(periods: 1, at: 10)]
    let rig = try Rig(card)
    try withExtendedLifetime(rig) {
      let host = try TestHost(card.name, periods: periods)
      try host.start()
      #expect(try host.run(periods: 9).stop == nil)
      #expect(try host.wait() == (periods == 2 ? .error(SND_PCM_STATE_XRUN) : nil))
      #expect(host.capture.available == (periods == 2 ? -Int(EPIPE) : 128))
    }
  }

  @Test func suspendAndResume() throws {
    var card = RigCard("suspend")
    card.faults = [.suspend(at: 20)]
    card.resume = "3"
    let rig = try Rig(card)
    try withExtendedLifetime(rig) {
      let host = try TestHost(card.name)
      try host.start()
      #expect(try host.run(periods: 1000) == (19, .error(SND_PCM_STATE_SUSPENDED)))
      #expect(throws: ALSAFailure(call: "read", code: -ESTRPIPE)) { try host.capture.read(frames: 64) }
      for side in [host.capture, host.playback] {
        for attempt in 1...3 {
          snd_pcm_resume(side.pcm)
          #expect(side.state == (attempt < 3 ? SND_PCM_STATE_SUSPENDED : SND_PCM_STATE_RUNNING))
        }
      }
      // The twentieth period, which was there, comes too.
      #expect(try host.run(periods: 100).stop == nil)
    }
  }

  @Test func suspendForEverUntilPrepared() throws {
    var card = RigCard("sleeper")
    card.faults = [.suspend(at: 20)]
    card.resume = "never"
    let rig = try Rig(card)
    try withExtendedLifetime(rig) {
      let host = try TestHost(card.name)
      try host.start()
      #expect(try host.run(periods: 1000).done == 19)
      for _ in 0..<10 { snd_pcm_resume(host.capture.pcm) }
      #expect(host.capture.state == SND_PCM_STATE_SUSPENDED)
      try host.start()
      #expect(try host.run(periods: 100).stop == nil)
    }
  }

  @Test func unplugAndReplug() throws {
    var card = RigCard("unplug")
    card.faults = [.unplug(at: 30)]
    card.replug = "2"
    let rig = try Rig(card)
    let away = ALSAFailure(call: "open", code: -ENODEV)
    try withExtendedLifetime(rig) {
      do {
        let host = try TestHost(card.name)
        try host.start()
        #expect(try host.run(periods: 1000) == (29, .error(SND_PCM_STATE_DISCONNECTED)))
        #expect(try host.playback.poll()?.contains(.invalid) == true)
        #expect(throws: ALSAFailure(call: "prepare", code: -ENODEV)) { try host.capture.prepare() }
      }
      #expect(throws: away) { try TestPCM.open(card.name, SND_PCM_STREAM_CAPTURE) }
      #expect(throws: away) { try TestPCM.open(card.name, SND_PCM_STREAM_PLAYBACK) }
      let host = try TestHost(card.name)
      try host.start()
      #expect(try host.run(periods: 100).stop == nil)
    }
  }

  @Test func stallTimesOut() throws {
    var card = RigCard("stall")
    card.faults = [.stall(at: 40)]
    let rig = try Rig(card)
    try withExtendedLifetime(rig) {
      let host = try TestHost(card.name)
      try host.start()
      #expect(try host.run(periods: 40).stop == nil)
      #expect(try host.run(periods: 1, timeout: 10) == (0, .timeout))
      #expect(host.capture.state == SND_PCM_STATE_RUNNING)
      snd_pcm_drop(host.capture.pcm)
      snd_pcm_drop(host.playback.pcm)
      try host.start()
      #expect(try host.run(periods: 100).stop == nil)
    }
  }

  /// A minute of one card is a minute and 60 ms of another that is 1000 ppm faster.
  @Test func cardsDrift() throws {
    var fast = RigCard("fast")
    fast.driftPPM = 1000
    let rig = try Rig(RigCard("even"), fast)
    try withExtendedLifetime(rig) {
      let capture = try TestPCM("even", SND_PCM_STREAM_CAPTURE, period: 256, periods: 4)
      let playback = try TestPCM("fast", SND_PCM_STREAM_PLAYBACK, period: 256, periods: 4)
      let block = [Int32](repeating: 0, count: 2 * 256)
      try capture.prepare()
      try playback.prepare()
      for _ in 0..<4 { try playback.write(block) }
      try playback.start()
      try capture.start()
      var captured = 0
      var played = 4 * 256
      while captured < 60 * 48_000 {
        if try capture.poll()?.isReady == true { captured += try capture.read(frames: 256).count / 2 }
        if try playback.poll()?.isReady == true {
          try playback.write(block)
          played += 256
        }
      }
      #expect(captured == 60 * 48_000)
      #expect(played - playback.delay == 60 * 48_048)
    }
  }

  @Test func callsFailAsOftenAsTheyShould() throws {
    var card = RigCard("flaky")
    card.openError = "EBUSY 2"
    card.prepareError = "EIO 1"
    card.startError = "EPIPE 1"
    let rig = try Rig(card)
    try withExtendedLifetime(rig) {
      for _ in 0..<2 {
        #expect(throws: ALSAFailure(call: "open", code: -EBUSY)) {
          try TestPCM.open(card.name, SND_PCM_STREAM_CAPTURE)
        }
      }
      // alsa-lib prepares once by itself, in hw_params.
      #expect(throws: ALSAFailure(call: "hw_params", code: -EIO)) {
        try TestPCM(card.name, SND_PCM_STREAM_CAPTURE)
      }
      let capture = try TestPCM(card.name, SND_PCM_STREAM_CAPTURE)
      #expect(throws: ALSAFailure(call: "start", code: -EPIPE)) { try capture.start() }
      try capture.start()
      #expect(capture.state == SND_PCM_STATE_RUNNING)
    }
  }

  @Test func oneStreamForEachDirection() throws {
    let rig = try Rig(RigCard("single"))
    try withExtendedLifetime(rig) {
      let capture = try TestPCM("single", SND_PCM_STREAM_CAPTURE)
      #expect(throws: ALSAFailure(call: "open", code: -EBUSY)) {
        try TestPCM.open("single", SND_PCM_STREAM_CAPTURE)
      }
      withExtendedLifetime(capture) {}
    }
  }
}
