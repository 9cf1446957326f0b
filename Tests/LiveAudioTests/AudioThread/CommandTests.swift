import Glibc
import Testing

@testable import LiveAudio

struct CommandTests {
  @Test func isLookedUpOnThePathAndItsOutputRead() throws {
    #expect(try Command(["echo", "a b", "c"]).output(within: .seconds(2)) == "a b c\n")
  }

  @Test func hasNoInputAndItsErrorsGoNowhere() throws {
    let script = "cat; readlink /proc/self/fd/2"
    #expect(try Command(["sh", "-c", script]).output(within: .seconds(2)) == "/dev/null\n")
  }

  @Test func isNotWaitedForByWhatItLeavesBehind() throws {
    let begin = ContinuousClock.now
    #expect(try Command(["sh", "-c", "sleep 2 &"]).output(within: .seconds(5)) == "")
    #expect(ContinuousClock.now - begin < .seconds(1))
  }

  @Test func isKilledAtItsDeadline() throws {
    let time = ContinuousClock().measure {
      #expect(throws: Command.Failure.tookTooLong) {
        try Command(["sleep", "20"]).output(within: .milliseconds(100))
      }
    }
    #expect(time < .seconds(1))
  }

  @Test func failures() {
    #expect(throws: Command.Failure.notStarted(ENOENT)) {
      try Command(["/no/such/program"]).output(within: .seconds(1))
    }
    #expect(throws: Command.Failure.failed) { try Command(["false"]).output(within: .seconds(2)) }
  }
}
