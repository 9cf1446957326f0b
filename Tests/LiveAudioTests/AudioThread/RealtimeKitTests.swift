import Foundation
import Synchronization
import TestSupport
import Testing

@testable import LiveAudio

/// A `busctl` that writes down how it was called.
private struct FakeBusctl {
  private let folder: TemporaryFolder
  private let kit: RealtimeKit

  /// - Parameters:
  ///   - properties, call: shell commands for what it does when it is asked for properties and to call.
  init(
    properties: String = "printf 'i 15\\nx 100000\\n'", call: String = "exit 0",
    deadline: Duration = .seconds(10), limitTime: @escaping @Sendable (Int) -> Bool = { _ in true }
  ) throws {
    folder = try TemporaryFolder()
    let script = """
      echo "$@" >> \(folder.path("calls"))
      case "$*" in *get-property*) \(properties) ;; *) \(call) ;; esac
      """
    // Read by a shell, not run as a program, which would fail while some child of another test still has the
    // file open for writing.
    let file = try folder.write([UInt8](script.utf8), as: "busctl")
    kit = RealtimeKit(command: ["sh", file], deadline: deadline, limitTime: limitTime)
  }

  func promote(_ thread: pid_t, to priority: Int) throws -> Int {
    try withExtendedLifetime(folder) { try kit.promote(thread, to: priority) }
  }

  func calls() throws -> [String] {
    String(decoding: try folder.bytes("calls"), as: UTF8.self).split(separator: "\n").map { String($0) }
  }
}

struct RealtimeKitTests {
  private static let name = "org.freedesktop.RealtimeKit1"
  private static let object = "\(name) /org/freedesktop/RealtimeKit1 \(name)"

  @Test func asksForTheMostThatIsGranted() throws {
    let microseconds = Mutex(0)
    let busctl = try FakeBusctl(limitTime: { wanted in
      microseconds.withLock { $0 = wanted }
      return true
    })
    #expect(try busctl.promote(4711, to: 70) == 15)
    #expect(
      try busctl.calls() == [
        "--system get-property \(Self.object) MaxRealtimePriority RTTimeUSecMax",
        "--system --timeout=1 call \(Self.object) MakeThreadRealtimeWithPID ttu \(getpid()) 4711 15",
      ])
    #expect(microseconds.withLock { $0 } == 100_000)
  }

  @Test func asksForNoMoreThanWanted() throws {
    let busctl = try FakeBusctl()
    #expect(try busctl.promote(4711, to: 10) == 10)
    #expect(try busctl.calls().last?.hasSuffix(" 4711 10") == true)
  }

  @Test func takesTheDefaultsWhereTheAnswerIsNone() throws {
    #expect(try FakeBusctl(properties: "echo what").promote(4711, to: 70) == 20)
  }

  @Test func refusals() throws {
    let reasons = try [
      FakeBusctl(properties: "exit 1"), FakeBusctl(call: "exit 1"), FakeBusctl(call: "kill -9 $$"),
      FakeBusctl(limitTime: { _ in false }),
    ].map { busctl in
      #expect(throws: RealtimeKit.Refusal.self) { try busctl.promote(4711, to: 70) }?.reason
    }
    let refused = "is not there or refused"
    #expect(reasons == [refused, refused, refused, "needs RLIMIT_RTTIME set, which failed"])
  }

  @Test func limitsNothingWhereItIsNotThere() throws {
    let busctl = try FakeBusctl(
      properties: "exit 1",
      limitTime: { _ in
        Issue.record("the time is limited for nothing")
        return true
      })
    #expect(throws: RealtimeKit.Refusal.self) { try busctl.promote(4711, to: 70) }
    #expect(try busctl.calls().count == 1)
  }

  @Test(arguments: ["properties", "call"]) func doesNotHang(_ where: String) throws {
    let hang = "exec sleep 20"
    let busctl =
      try `where` == "call"
      ? FakeBusctl(call: hang, deadline: .milliseconds(500))
      : FakeBusctl(properties: hang, deadline: .milliseconds(500))
    let time = ContinuousClock().measure {
      #expect(throws: RealtimeKit.Refusal(reason: "did not answer")) { try busctl.promote(4711, to: 70) }
    }
    #expect(time < .milliseconds(1900))
  }

  @Test func needsBusctl() {
    #expect(throws: RealtimeKit.Refusal(reason: "needs no-such-busctl: No such file or directory")) {
      try RealtimeKit(command: ["no-such-busctl"]).promote(4711, to: 70)
    }
  }
}
