import AudioFile
import CRealtimeProbe
import Foundation
import TestSupport
import Testing

/// Ctrl-C, kill -9, a full disk: never a file under the final name that is not whole.
struct InterruptionTests {
  private let folder: TemporaryFolder
  private let arguments: [String]

  /// A minute through the largest capture: longer than any of these tests waits.
  init() throws {
    folder = try TemporaryFolder()
    var generator = SeededGenerator(seed: 11)
    _ = try folder.write(TestWAV(generator.floats(48_000, in: -0.5...0.5)).bytes, as: "in.wav")
    arguments = [
      "render", "-m", Repository.path("Models/lstm_2x16_lead.nam"), folder.path("in.wav"), "-o",
      folder.path("out.wav"), "--tail", "600",
    ]
  }

  @Test(arguments: [SIGINT, SIGTERM, SIGHUP])
  func signals(_ signal: Int32) throws {
    let process = try Headroom.start(arguments)
    // Long enough to be at work in a debug build too.
    Thread.sleep(forTimeInterval: 1)
    kill(process.processIdentifier, signal)
    Headroom.wait(for: process)
    #expect(process.terminationReason == .exit)
    #expect(process.terminationStatus == 128 + signal)
    #expect(try folder.names() == ["in.wav"])
  }

  @Test func ignoredSignalsStayIgnored() throws {
    let result = try Headroom.shell(
      """
      trap '' HUP
      $HEADROOM render -m \(Headroom.model) in.wav -o out.wav --tail 1 & pid=$!
      sleep 0.3; kill -HUP $pid; wait $pid
      """, in: folder)
    #expect(result.exitCode == 0)
    #expect(try folder.names() == ["in.wav", "out.wav"])
  }

  @Test func waitingForInputCanBeStopped() throws {
    let process = try Headroom.start(
      ["render", "-m", Headroom.model, "-", "-o", folder.path("out.wav")], input: Pipe())
    Thread.sleep(forTimeInterval: 1)
    kill(process.processIdentifier, SIGINT)
    Headroom.wait(for: process)
    #expect(process.terminationStatus == 130)
    #expect(try folder.names() == ["in.wav"])
  }

  /// Of several files the one for standard output, whose reader has stopped reading.
  @Test func waitingForAReaderCanBeStopped() throws {
    let result = try Headroom.shell(
      """
      mkfifo pipe; exec 3<>pipe
      $HEADROOM render -m \(Headroom.model) - in.wav --jobs 2 < in.wav > pipe & pid=$!
      head --bytes=1 <&3 > /dev/null
      kill -TERM $pid; wait $pid
      """, in: folder)
    #expect(result.exitCode == 143)
    #expect(result.errorText.hasPrefix("headroom: stopped: "))
  }

  /// Twenty times at a random moment, some before and some after the end.
  @Test func killedAtRandomMoments() throws {
    var generator = SeededGenerator(seed: 5)
    let short = ["render", "-m", Headroom.model, folder.path("in.wav"), "-o", folder.path("out.wav")]
    let begin = ContinuousClock.now
    #expect(try Headroom.run(short).exitCode == 0)
    let duration = (ContinuousClock.now - begin) / .seconds(1)
    let whole = try folder.bytes("out.wav")
    var killedCount = 0
    for _ in 0..<20 {
      try FileManager.default.removeItem(atPath: folder.path("out.wav"))
      let process = try Headroom.start(short)
      Thread.sleep(forTimeInterval: Double.random(in: 0...duration, using: &generator))
      kill(process.processIdentifier, SIGKILL)
      Headroom.wait(for: process)
      if process.terminationReason == .uncaughtSignal { killedCount += 1 }
      #expect(try folder.names().filter { $0 != "in.wav" && $0 != "out.wav" } == [])
      if try folder.names().contains("out.wav") {
        #expect(try folder.bytes("out.wav") == whole)
      } else {
        _ = try folder.write(whole, as: "out.wav")
      }
    }
    #expect(killedCount > 0)
  }

  @Test func existingFileSurvivesTheKill() throws {
    _ = try folder.write([1, 2, 3], as: "out.wav")
    let process = try Headroom.start(arguments)
    Thread.sleep(forTimeInterval: 0.5)
    kill(process.processIdentifier, SIGKILL)
    Headroom.wait(for: process)
    #expect(try folder.bytes("out.wav") == [1, 2, 3])
  }

  @Test(
    .disabled(if: headroom_test_has_thread_sanitizer(), "has files of its own, too large then"),
    arguments: ["wav", "flac", "ogg", "aiff"])
  func fileSizeLimit(_ suffix: String) throws {
    let result = try Headroom.shell(
      "ulimit -f 8; $HEADROOM render -m \(Headroom.model) in.wav -o out.\(suffix)", in: folder)
    #expect(result.exitCode == 1)
    #expect(result.errorText == "headroom: out.\(suffix): the file would be larger than is allowed here\n")
    #expect(try folder.names() == ["in.wav"])
  }

  /// A disk of its own of 64 KiB.
  @Test(.enabled(if: SmallDisk.canMount), arguments: ["wav", "flac", "aiff"])
  func fullDisk(_ suffix: String) throws {
    let result = try Headroom.shell(
      """
      mkdir disk && mount -t tmpfs -o size=64k tmpfs disk || exit
      $HEADROOM render -m \(Headroom.model) in.wav -o disk/out.\(suffix) --tail 2
      code=$?
      ls -A disk | wc -l
      umount disk
      exit $code
      """, in: folder)
    #expect(result.exitCode == 1)
    #expect(result.errorText == "headroom: disk/out.\(suffix): the disk is full\n")
    #expect(result.text.trimmingCharacters(in: .whitespacesAndNewlines) == "0")
  }
}
