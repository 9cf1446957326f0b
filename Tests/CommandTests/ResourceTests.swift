import AudioFile
import Foundation
import TestSupport
import Testing

/// Time and memory that the program takes. In release builds: debug builds are too slow to tell.
struct ResourceTests {
  static let isRelease: Bool = {
    #if DEBUG
      false
    #else
      true
    #endif
  }()

  /// An hour of stereo FLAC goes through in less than 64 MB.
  @Test(.enabled(if: isRelease))
  func memoryDoesNotGrowWithLength() throws {
    let folder = try TemporaryFolder()
    _ = try folder.write(TestWAV([0.5, -0.5], channels: 2).bytes, as: "in.wav")
    let model = Repository.path("Tests/Goldens/models/lstm_1x1.nam")
    let long = try Headroom.run(
      "render", "-m", model, "in.wav", "-o", "hour.flac", "--tail", "3600", in: folder)
    #expect(long.exitCode == 0, "\(long.errorText)")

    let process = try Headroom.start(
      ["render", "-m", model, folder.path("hour.flac"), "-o", folder.path("out.flac")])
    let peak = peakKilobytes(process)
    #expect(process.terminationStatus == 0)
    #expect(try AudioFileReader(path: folder.path("out.flac")).frameCount == 3600 * 48_000 + 1)
    #expect(peak > 1000)
    #expect(peak < 64_000, "\(peak) kB resident")
  }

  /// A thousand files on many threads go through in less than 256 MB.
  @Test(.enabled(if: isRelease))
  func memoryDoesNotGrowWithTheBatch() throws {
    let folder = try TemporaryFolder()
    for index in 0..<1000 {
      _ = try folder.write(TestWAV([0.5, -0.5], channels: 2).bytes, as: "\(index).wav")
    }
    let process = try Headroom.start(
      ["render", "-r", folder.url.path(percentEncoded: false), "-o", folder.path("out"), "--jobs", "8"]
        + RenderBatch.modelOptions)
    let peak = peakKilobytes(process)
    #expect(process.terminationStatus == 0)
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path("out")).count == 3000)
    #expect(peak > 1000)
    #expect(peak < 256_000, "\(peak) kB resident")
  }

  /// Long files on many threads, which end up in each other's chunks.
  @Test(.enabled(if: isRelease))
  func memoryDoesNotGrowWithTheThreads() throws {
    let folder = try TemporaryFolder()
    let samples = [Float](repeating: 0.25, count: 2 * 75 * 48_000)
    let wav = TestWAV(samples, channels: 2).bytes
    for index in 0..<8 { _ = try folder.write(wav, as: "\(index).wav") }
    let process = try Headroom.start([
      "render", "-r", folder.url.path(percentEncoded: false), "-o", folder.path("out"), "--jobs", "16", "-m",
      Repository.path("Tests/Goldens/models/linear_4_bias.nam"),
    ])
    let peak = peakKilobytes(process)
    #expect(process.terminationStatus == 0)
    #expect(peak > 1000)
    #expect(peak < 128_000, "\(peak) kB resident")
  }

  /// Looking at a capture takes no longer than a person notices.
  @Test(.enabled(if: isRelease))
  func infoIsQuick() throws {
    // The best of many: what else the machine does takes its time too.
    var shortest = Duration.seconds(1)
    for _ in 0..<200 where shortest >= .milliseconds(30) {
      let begin = ContinuousClock.now
      let result = try Headroom.run("info", Repository.path("Models/lstm_2x16_lead.nam"))
      shortest = min(shortest, ContinuousClock.now - begin)
      #expect(result.exitCode == 0)
    }
    #expect(shortest < .milliseconds(30))
  }

  /// Until it ends.
  private func peakKilobytes(_ process: Process) -> Int {
    var peak = 0
    while process.isRunning {
      peak = max(peak, residentKilobytes(process.processIdentifier))
      Thread.sleep(forTimeInterval: 0.02)
    }
    return peak
  }

  /// VmHWM: the largest resident set so far; 0 when the process is gone.
  private func residentKilobytes(_ process: Int32) -> Int {
    guard let status = try? String(contentsOfFile: "/proc/\(process)/status", encoding: .utf8),
      let line = status.split(separator: "\n").first(where: { $0.hasPrefix("VmHWM:") })
    else { return 0 }
    return line.split(whereSeparator: { !$0.isNumber }).first.flatMap { Int($0) } ?? 0
  }
}
