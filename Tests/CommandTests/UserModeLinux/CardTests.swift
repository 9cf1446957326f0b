import Foundation
import TestSupport
import Testing

/// `headroom devices`, and devices that somebody else has, in a kernel with cards.
@Suite(.enabled(if: UserModeLinux.kernel != nil))
struct CardTests {
  @Test func devices() throws {
    let cards = try cards(
      try UserModeLinux.run(script: "\(Headroom.path) devices --json > out/cards"))
    #expect(cards.map { $0["id"] as? String } == ["Dummy", "Loopback", "pcmtest"])
    #expect(cards.allSatisfy { $0["virtual"] as? Bool == true && $0["usb"] as? Bool == false })
    let capture = try direction("capture", ofDevice: 0, of: cards[0])
    #expect(capture["formats"] as? [String] == ["U8", "S16_LE"])
    #expect(capture["rates"] as? [Int] == [44_100, 48_000])
    #expect(capture["channels_min"] as? Int == 1 && capture["channels_max"] as? Int == 2)
    #expect(capture["period_frames_min"] as? Int == 16)
    #expect((capture["held_by"] as? [Any])?.isEmpty == true)
    let cable = try direction("playback", ofDevice: 1, of: cards[1])
    #expect(Set(try #require(cable["formats"] as? [String])).isSuperset(of: ["FLOAT_LE", "S24_3LE"]))
    #expect(
      cable["access"] as? [String] == [
        "MMAP_INTERLEAVED", "MMAP_NONINTERLEAVED", "RW_INTERLEAVED", "RW_NONINTERLEAVED",
      ])
  }

  /// One stream each way, as an interface has, and a host that plays through it.
  @Test func held() throws {
    let results = try UserModeLinux.run(
      script: """
        clock_start 64
        \(Headroom.path) live -m \(Headroom.model) -d hw:Loopback,1 --quiet &
        echo $! > out/holder
        sleep 0.1
        \(Headroom.path) devices --json > out/cards
        \(Headroom.path) devices > out/text
        for name in hw:Loopback,1,0 hw:CARD=Loopback,DEV=1; do
          \(Headroom.path) live -m \(Headroom.model) -d $name
          echo $?
          \(Headroom.path) latency -d $name
          echo $?
        done
        kill -TERM %2
        wait %2
        """, kernelArguments: ["snd_aloop.pcm_substreams=1"])
    #expect(results.exitCode == 0)
    let holder = try #require(
      Int(String(decoding: try results.bytes("holder"), as: UTF8.self).dropLast()))
    let words = "in use by headroom (\(holder))"
    #expect(
      results.log
        == ["hw:Loopback,1,0", "hw:CARD=Loopback,DEV=1"].map { name in
          String(repeating: "headroom: \(name): \(words)\n1\n", count: 2)
        }.joined())
    let card = try cards(results)[1]
    for name in ["capture", "playback"] {
      let held = try direction(name, ofDevice: 1, of: card)
      let holders = try #require(held["held_by"] as? [[String: Any]])
      #expect(holders.map { $0["pid"] as? Int } == [holder])
      #expect(holders.map { $0["command"] as? String } == ["headroom"])
      #expect(held["error"] as? String == "hw:CARD=Loopback,DEV=1: \(words)")
      #expect((try direction(name, ofDevice: 0, of: card)["held_by"] as? [Any])?.isEmpty == true)
    }
    let text = String(decoding: try results.bytes("text"), as: UTF8.self)
    #expect(text.contains("  note: hw:CARD=Loopback,DEV=1: \(words)\n"))
  }

  private func cards(_ results: UserModeLinux.Results) throws -> [[String: Any]] {
    let object = try JSONSerialization.jsonObject(with: Data(try results.bytes("cards")))
    return try #require(object as? [[String: Any]])
  }

  private func direction(
    _ name: String, ofDevice number: Int, of card: [String: Any]
  ) throws -> [String: Any] {
    let devices = try #require(card["devices"] as? [[String: Any]])
    let device = try #require(devices.first { $0["number"] as? Int == number })
    return try #require(device[name] as? [String: Any])
  }
}
