import AudioFile
import Foundation
import LiveAudio
import Synchronization
import TestSupport
import Testing
import headroom

/// Live recording: all of it in the files, or silence and a number, or an error and what came before.
struct LiveRecorderTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  @Test func everythingPushedIsInTheFiles() throws {
    let recorder = try LiveRecorder(
      output: folder.path("out.wav"), input: folder.path("in.flac"), rate: 48_000, outputChannels: 2,
      inputChannels: 1)
    try recorder.start()
    for _ in 0..<200 {
      recorder.outputRing?.push(value: 0.25, frameCount: 64)
      recorder.inputRing?.push(value: -0.5, frameCount: 64)
      usleep(500)
    }
    let report = recorder.stop()
    #expect(try samples("out.wav") == [Float](repeating: 0.25, count: 2 * 200 * 64))
    #expect(try samples("in.flac") == [Float](repeating: -0.5, count: 200 * 64))
    for track in [report.output, report.input] {
      #expect(track?.frameCount == 200 * 64 && track?.droppedFrameCount == 0 && track?.failure == nil)
    }
  }

  /// As if the disk had not come round in five seconds: the ring holds four.
  @Test func slowDiskIsSilenceOfTheSameLength() throws {
    let recorder = try LiveRecorder(
      output: folder.path("out.wav"), input: nil, rate: 8000, outputChannels: 1, inputChannels: 0)
    let ring = try #require(recorder.outputRing)
    for second in 1...5 { for _ in 0..<8 { ring.push(value: Float(second), frameCount: 1000) } }
    try recorder.start()
    try waitForFrames(40_000, in: "out.wav")
    ring.push(value: 6, frameCount: 1000)
    let report = recorder.stop()
    let seconds = (1...4).flatMap { [Float](repeating: Float($0), count: 8000) }
    #expect(
      try samples("out.wav")
        == seconds + [Float](repeating: 0, count: 8000) + [Float](repeating: 6, count: 1000))
    #expect(report.output?.frameCount == 41_000 && report.output?.droppedFrameCount == 8000)
    #expect(report.output?.failure == nil && report.input == nil)
  }

  @Test(.enabled(if: SmallDisk.canMount), arguments: ["wav", "w64", "caf", "aiff", "flac"])
  func fullDiskEndsOneFile(_ suffix: String) throws {
    let disk = try SmallDisk()
    let failures = Mutex<[AudioFileError]>([])
    let recorder = try LiveRecorder(
      output: disk.path("out.\(suffix)"), input: folder.path("in.wav"), rate: 48_000, outputChannels: 2,
      inputChannels: 1
    ) { failure in failures.withLock { $0.append(failure) } }
    try recorder.start()
    var generator = SeededGenerator(seed: 3)
    let noise = generator.floats(2 * 1000, in: -0.5...0.5)
    for _ in 0..<100 {
      recorder.outputRing?.producer.push(noise, frameCount: 1000)
      recorder.inputRing?.push(value: 0.5, frameCount: 1000)
    }
    let report = recorder.stop()
    let failure = AudioFileError(path: disk.path("out.\(suffix)"), problem: .diskFull)
    #expect(report.output?.failure == failure)
    #expect(failures.withLock { $0 } == [failure])
    let readable = try AudioFileReader(path: disk.path("out.\(suffix)")).readAll()
    #expect(readable.count >= 2 * 4096)
    #expect(
      readable.indices.allSatisfy { abs(readable[$0] - noise[$0 % noise.count]) <= 1 / 8_388_608 })
    #expect(report.input?.frameCount == 100_000 && report.input?.failure == nil)
    #expect(try samples("in.wav").count == 100_000)
  }

  /// Before any sound; and the file that could be begun does not stay behind.
  @Test func existingFileIsRefused() throws {
    let existing = try folder.write([1, 2, 3], as: "in.wav")
    #expect(throws: AudioFileError(path: existing, problem: .taken)) {
      try LiveRecorder(
        output: folder.path("out.wav"), input: existing, rate: 48_000, outputChannels: 2, inputChannels: 1)
    }
    #expect(try folder.names() == ["in.wav"])
    #expect(try folder.bytes("in.wav") == [1, 2, 3])
  }

  private func samples(_ name: String) throws -> [Float] {
    try AudioFileReader(path: folder.path(name)).readAll()
  }

  private func waitForFrames(_ count: Int, in name: String) throws {
    let deadline = ContinuousClock.now + .seconds(20)
    while try AudioFileReader(path: folder.path(name)).frameCount < count, ContinuousClock.now < deadline {
      usleep(10_000)
    }
  }
}

/// Signals are the main thread's.
struct WorkerThreadTests {
  @Test func signalsDoNotComeToIt() throws {
    let blockedCount = Mutex(0)
    let thread = try WorkerThread {
      var mask = sigset_t()
      pthread_sigmask(SIG_SETMASK, nil, &mask)
      blockedCount.withLock { $0 = [SIGINT, SIGTERM, SIGHUP].count { sigismember(&mask, $0) == 1 } }
    }
    thread.join()
    #expect(blockedCount.withLock { $0 } == 3)
  }
}

extension FrameRing {
  /// A block of one value on all channels.
  fileprivate func push(value: Float, frameCount: Int) {
    let samples = [Float](repeating: value, count: frameCount * producer.channelCount)
    producer.push(samples, frameCount: frameCount)
  }
}
