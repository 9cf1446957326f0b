import TestSupport
import Testing

/// The guest is one in which a host can be judged. Without a kernel there is nothing to show.
@Suite(.enabled(if: UserModeLinux.kernel != nil))
struct UserModeLinuxTests {
  @Test func boots() throws {
    let results = try UserModeLinux.run(
      script: """
        cat /proc/asound/card*/id > out/cards
        cat in > out/copy
        ulimit -r -l > out/limits
        touch /forbidden 2> /dev/null && echo "the host's files can be written"
        exit 3
        """, files: ["in": [1, 2, 3]])
    #expect(results.exitCode == 3)
    #expect(results.log == "")
    #expect(try results.bytes("copy") == [1, 2, 3])
    let cards = String(decoding: try results.bytes("cards"), as: UTF8.self)
    #expect(Set(cards.split(separator: "\n")) == ["Dummy", "Loopback", "pcmtest"])
    let limits = String(decoding: try results.bytes("limits"), as: UTF8.self)
    #expect(limits.contains("99") && limits.contains("unlimited"))
  }

  /// A second of waiting is a second to the microsecond, and takes none.
  @Test func timeIsVirtual() throws {
    let start = ContinuousClock.now
    let results = try UserModeLinux.run(
      script: "before=$(uptime_seconds); sleep 1000; echo $before $(uptime_seconds)")
    let numbers = results.log.split(whereSeparator: \.isWhitespace).compactMap { Double($0) }
    try #require(numbers.count == 2)
    #expect(abs(numbers[1] - numbers[0] - 1000) < 0.02)
    #expect(ContinuousClock.now - start < .seconds(60))
  }

  @Test(arguments: [16, 64])
  func loopbackIsBitExact(period: Int) throws {
    var generator = SeededGenerator(seed: 1)
    // Not a zero, so that it is found in the silence around it.
    let noise = (0..<4 * 12_000).map { _ in UInt8.random(in: 1...255, using: &generator) }
    let results = try UserModeLinux.run(
      script: """
        clock_start \(period)
        arecord --quiet --device hw:Loopback,1,0 --format S16_LE --rate 48000 --channels 2 --file-type raw \\
          --period-size \(period) --buffer-size \(64 * period) --duration 1 out/out.raw &
        recorder=$!
        sleep 0.2
        play \(period) S16_LE --file-type raw in.raw
        wait $recorder
        clock_stop
        """, files: ["in.raw": noise])
    #expect(results.log == "")
    let recorded = try results.bytes("out.raw")
    #expect(recorded.count == 4 * 48_000)
    let start = try #require(recorded.firstIndex { $0 != 0 })
    #expect(recorded.dropFirst(start).prefix(noise.count).elementsEqual(noise))
    #expect(recorded.dropFirst(start + noise.count).allSatisfy { $0 == 0 })
  }
}
