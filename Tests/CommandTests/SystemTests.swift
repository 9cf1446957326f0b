import Foundation
import TestSupport
import Testing

/// `headroom info --system`, and the environment variable that it names.
struct SystemTests {
  /// These tests themselves may run with a kernel that is asked for.
  static let asked = ProcessInfo.processInfo.environment["HEADROOM_ISA"]
  static let choice = asked == nil ? "best_available" : "environment"

  @Test func text() throws {
    let result = try Headroom.run("info", "--system")
    #expect(result.exitCode == 0 && result.errorText.isEmpty)
    let reason = Self.asked.map { "HEADROOM_ISA=\($0)" } ?? "the best available"
    for part in ["processor", "cores", "kernels", "reference, baseline", reason, "version"] {
      #expect(result.text.contains(part), "\(part) is missing in\n\(result.text)")
    }
  }

  @Test func json() throws {
    let result = try Headroom.run("info", "--system", "--json")
    let system = try #require(
      try JSONSerialization.jsonObject(with: Data(result.output)) as? [String: Any])
    let kernels = try #require(system["kernels"] as? [String])
    #expect(kernels.starts(with: ["reference", "baseline"]))
    #expect(system["kernel"] as? String == Self.asked ?? kernels.last)
    #expect(system["kernel_title"] is String)
    #expect(system["kernel_chosen_by"] as? String == Self.choice)
    #expect((system["cores"] as? Int ?? 0) >= 1)
    #expect((system["processor"] as? String)?.isEmpty == false)
    let version = try Headroom.run("--version").text.split(whereSeparator: \.isWhitespace).last
    #expect(system["version"] as? String == version.map(String.init))
  }

  @Test func chosenByTheEnvironment() throws {
    let folder = try TemporaryFolder()
    let result = try Headroom.shell("HEADROOM_ISA=baseline $HEADROOM info --system", in: folder)
    #expect(result.exitCode == 0)
    #expect(result.text.contains("HEADROOM_ISA=baseline"))
  }

  @Test(arguments: [
    "info --system", "info $MODEL", "bench --seconds 0.05 $MODEL", "render -m $MODEL in.wav",
  ])
  func unknownInTheEnvironment(_ words: String) throws {
    let folder = try TemporaryFolder()
    let result = try Headroom.shell(
      "MODEL=\(Headroom.model); HEADROOM_ISA=mmx $HEADROOM \(words)", in: folder)
    let command = words.prefix { $0 != " " }
    #expect(result.exitCode == 2)
    #expect(result.output.isEmpty)
    #expect(
      result.errorText == """
        headroom: \(command): HEADROOM_ISA: expected one of reference, baseline, avx2, avx512, found "mmx" \
        (see 'headroom help \(command)')

        """)
  }

  /// Help is there whatever the environment says.
  @Test(arguments: ["--help", "--version", "help bench", "info --help"])
  func helpIsNotRefused(_ words: String) throws {
    let folder = try TemporaryFolder()
    #expect(try Headroom.shell("HEADROOM_ISA=mmx $HEADROOM \(words)", in: folder).exitCode == 0)
  }
}
