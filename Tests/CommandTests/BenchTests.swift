import Foundation
import NeuralAmp
import TestSupport
import Testing

/// `headroom bench`. Serialized: two that measure at the same time disturb each other.
@Suite(.serialized)
struct BenchTests {
  private static let crunch = Repository.path("Models/lstm_1x16_crunch.nam")

  private func report(_ arguments: String...) throws -> [String: Any] {
    let result = try Headroom.run(["bench", "--seconds", "0.05", "--json"] + arguments)
    #expect(result.exitCode == 0 && result.errorText.isEmpty, "\(result.errorText)")
    return try #require(try JSONSerialization.jsonObject(with: Data(result.output)) as? [String: Any])
  }

  private func model(_ report: [String: Any]) throws -> [String: Any] {
    try #require((report["models"] as? [[String: Any]])?.first)
  }

  private func number(_ object: [String: Any], _ key: String) throws -> Double {
    try #require((object[key] as? NSNumber)?.doubleValue, "\(key) is missing in \(object)")
  }

  @Test func everythingIsReported() throws {
    let report = try report(Self.crunch)
    let system = try #require(report["system"] as? [String: Any])
    #expect(system["kernel_chosen_by"] as? String == SystemTests.choice)
    #expect(report["block_frames"] as? Int == 64)
    #expect(try number(report, "rounds") >= 5)
    #expect(try number(report, "clock_overhead_ns") > 0)
    #expect((report["failures"] as? [Any])?.isEmpty ?? false)
    let model = try model(report)
    #expect(model["name"] as? String == "lstm_1x16_crunch")
    #expect(model["path"] as? String == Self.crunch)
    #expect(model["architecture"] as? String == "LSTM")
    #expect(model["kernel"] as? String == system["kernel"] as? String)
    for (key, value) in [
      ("input_channels", 1), ("output_channels", 1), ("parameters", 1201), ("sample_rate", 48_000),
    ] { #expect(model[key] as? Int == value) }
    let network = try #require(model["network"] as? [String: Any])
    #expect(network["layers"] as? Int == 1 && network["hidden_size"] as? Int == 16)
  }

  @Test func figuresFitEachOther() throws {
    let model = try model(report(Self.crunch, "--block=48"))
    let fastest = try number(model, "ns_per_frame")
    #expect(fastest > 1)
    #expect(try number(model, "ns_per_frame_median") >= fastest)
    #expect(try number(model, "ns_per_frame_p99") >= fastest)
    #expect(try number(model, "ns_per_frame_worst") >= number(model, "ns_per_frame_p99"))
    #expect(try abs(number(model, "x_real_time") * fastest * 48_000 / 1e9 - 1) < 1e-9)
    let reference = try number(model, "reference_ns_per_frame")
    #expect(try abs(number(model, "x_reference") * fastest / reference - 1) < 1e-9)
    #expect(try abs(number(model, "core_ghz") * fastest / number(model, "cycles_per_frame") - 1) < 1e-9)
    #expect(try (0.1...10).contains(number(model, "core_ghz")))
    #expect(try number(model, "block_1_to_64") > 0.5)
    #expect(try number(model, "preempted_slices") >= 0)
    let periods = try #require(model["periods"] as? [[String: Any]])
    #expect(periods.map { $0["frames"] as? Int } == [32, 64, 128])
    for period in periods {
      let (deadline, block) = try (number(period, "deadline_ns"), number(period, "block_p99_ns"))
      #expect(try abs(deadline - number(period, "frames") / 48_000 * 1e9) < 1)
      #expect(try abs(number(period, "share_of_deadline") - block / deadline) < 1e-9)
      #expect(try number(period, "headroom") == (deadline / block).rounded(.down))
    }
  }

  @Test func accuracyOfACapture() throws {
    let accuracy = try #require(model(report(Self.crunch))["accuracy"] as? [String: Any])
    #expect(try number(accuracy, "max_abs_error") < 5e-6)
    #expect(try number(accuracy, "esr") < 1e-11)
    #expect(accuracy["against"] as? String == "float64")
  }

  /// Of every other architecture it is the deviation from the reference kernel, and says so.
  @Test(arguments: [
    "Models/wavenet_nano_crunch", "Tests/Goldens/models/convnet_plain", "Tests/Goldens/models/linear_2048",
    "Tests/Goldens/models/sequential_nested",
  ])
  func otherArchitectures(_ name: String) throws {
    let model = try model(report(Repository.path("\(name).nam"), "--isa", "baseline"))
    let accuracy = try #require(model["accuracy"] as? [String: Any])
    #expect(accuracy["against"] as? String == "reference")
    #expect(try number(accuracy, "max_abs_error") > 0)
    #expect(try number(accuracy, "esr") < 1e-10)
  }

  /// One that is not measured at another quality than it is asked for.
  @Test(arguments: [("0", 72), ("0.5", 662), ("1", 662)])
  func quality(_ quality: String, _ parameters: Int) throws {
    let report = try report(
      Repository.path("Tests/Goldens/models/container_wavenets.nam"), "--quality", quality)
    #expect(try number(report, "quality") == Double(quality))
    #expect(try model(report)["parameters"] as? Int == parameters)
  }

  /// The float64 that errors are measured against is right for every kind of shape: what the goldens bear
  /// out, the reference kernel, is close to it. Random weights make much of an error, so it goes by energy.
  @Test(arguments: ["1x3", "3x18", "1x6_2in_1out", "1x4_1in_2out", "2x7_2in_2out", "0x2_1in_2out"])
  func float64OfAllShapes(_ shape: String) throws {
    let path = Repository.path("Tests/Goldens/models/lstm_\(shape).nam")
    let accuracy = try #require(
      model(report(path, "--isa", "reference"))["accuracy"] as? [String: Any])
    #expect(try number(accuracy, "frames") > 1000)
    #expect(try number(accuracy, "esr") < 1e-11)
  }

  /// Signal and seeds are the same in every run, and so are the errors.
  @Test func accuracyIsRepeated() throws {
    let first = try model(report(Self.crunch))["accuracy"] as? NSDictionary
    let second = try model(report(Self.crunch, "--block", "7"))["accuracy"] as? NSDictionary
    #expect(first != nil && first == second)
  }

  @Test(arguments: ["reference", "baseline"])
  func chosenKernel(_ name: String) throws {
    let report = try report(Self.crunch, "--isa", name)
    #expect((report["system"] as? [String: Any])?["kernel_chosen_by"] as? String == "option")
    #expect(try model(report)["kernel"] as? String == name)
  }

  /// Gates with room to spare: on a Zen 3 the ratios are 4 and 12.
  @Test(
    .enabled(if: ResourceTests.isRelease),
    arguments: [(Kernel.baseline, 2.0), (.avx2, 7), (.avx512, 7)].filter { $0.0.isAvailable })
  func vectorsAreFaster(_ kernel: Kernel, _ least: Double) throws {
    let model = try model(report(Self.crunch, "--isa", kernel.rawValue))
    #expect(try number(model, "x_reference") > least)
  }

  @Test(.enabled(if: ResourceTests.isRelease))
  func tableOfShapes() throws {
    let result = try Headroom.run("bench", "--seconds", "0.05")
    #expect(result.exitCode == 0 && result.errorText.isEmpty)
    for part in [
      "1x8 ", "3x18 ", "a1-standard", "a1-lite", "a2-full", "ns/frame", "x reference", "headroom",
      "64 frames", "GHz",
    ] {
      #expect(result.text.contains(part), "\(part) is missing in\n\(result.text)")
    }
  }

  @Test func oneBadFileDoesNotHideTheOthers() throws {
    let result = try Headroom.run(
      "bench", "--seconds", "0.05", "/nowhere.nam", Self.crunch,
      Repository.path("README.md"))
    #expect(result.exitCode == 1)
    #expect(result.text.contains("lstm_1x16_crunch"))
    #expect(result.errorLines.count == 2)
    #expect(result.errorLines.first == "headroom: /nowhere.nam: no such file")
    #expect(result.errorLines.last?.contains("README.md") ?? false)
  }

  @Test func nothingToMeasure() throws {
    let result = try Headroom.run("bench", "/nowhere.nam")
    #expect(result.exitCode == 1)
    #expect(result.output.isEmpty)
  }

  @Test(arguments: [SIGINT, SIGTERM])
  func stopped(_ signal: Int32) throws {
    let process = try Headroom.start(["bench", Self.crunch, "--seconds", "600"])
    Thread.sleep(forTimeInterval: 1)
    kill(process.processIdentifier, signal)
    let begin = ContinuousClock.now
    Headroom.wait(for: process)
    #expect(process.terminationReason == .exit)
    #expect(process.terminationStatus == 128 + signal)
    #expect(ContinuousClock.now - begin < .seconds(5))
  }

  @Test func stoppedWithoutOutput() throws {
    let folder = try TemporaryFolder()
    let result = try Headroom.shell(
      "$HEADROOM bench --seconds 600 \(Self.crunch) & pid=$!; sleep 1; kill -TERM $pid; wait $pid",
      in: folder)
    #expect(result.exitCode == 143)
    #expect(result.output.isEmpty)
    #expect(result.errorLines.count == 1)
  }
}
