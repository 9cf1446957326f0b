import TestSupport
import Testing

/// `headroom live` while cards are pulled out and come back.
@Suite(.enabled(if: UserModeLinux.kernel != nil))
struct UnplugTests {
  private func absences(_ result: Headroom.Result) -> [String] {
    result.errorLines.filter { $0.contains("waiting") }
  }

  /// Under another number too: another card has taken the old one, and is not taken for it.
  @Test func comesBack() throws {
    let guest = try GuestLive(
      """
      clock_start 64
      card_number Loopback > out/before
      begin live -d hw:$(< out/before),1,0 --format S32_LE
      sleep 0.1
      round_trip first -s 0.3
      timed departure unplug
      sleep 0.5
      replug
      timed return bash -c "until [[ -e /proc/asound/Loopback/pcm1p/sub0/hw_params ]] &&
        grep -q 48000 /proc/asound/Loopback/pcm1p/sub0/hw_params; do sleep 0.01; done"
      sleep 0.1
      round_trip second -s 0.3
      unplug
      echo pcmtest.0 > /sys/bus/platform/drivers/pcmtest/unbind
      echo pcmtest.0 > /sys/bus/platform/drivers/pcmtest/bind
      replug
      card_number Loopback > out/after
      sleep 0.3
      round_trip third -s 0.3
      stop TERM
      """)
    #expect(try guest.text("before") != guest.text("after"))
    // The kernel waits until nobody has the card open.
    #expect(try guest.duration("departure") < 0.1)
    #expect(try guest.duration("return") < 0.3)
    for name in ["first", "second", "third"] { try guest.expectRoundTrip(name, frames: 128) }
    let result = try guest.result("live")
    #expect(result.exitCode == 0)
    let device = "hw:CARD=Loopback,DEV=1,SUBDEV=0"
    let sentence = "headroom: \(device): has gone; waiting for it to come back"
    #expect(absences(result) == [sentence, sentence])
    #expect(result.errorLines.count { $0.hasPrefix("headroom: from \(device): ") } == 3)
  }

  /// Of two cards, the one that has gone is named.
  @Test func oneOfTwo() throws {
    let guest = try GuestLive(
      """
      driver=/sys/bus/platform/drivers/snd_aloop
      begin live --capture hw:A,1,0 --playback hw:B,1,0 -p 512 -n 4
      sleep 0.3
      for card in snd_aloop.0 snd_aloop.1; do
        echo $card > $driver/unbind
        sleep 0.1
        echo $card > $driver/bind
        sleep 0.5
      done
      stop TERM
      """, kernelArguments: ["snd_aloop.enable=1,1", "snd_aloop.index=1,2", "snd_aloop.id=A,B"])
    let result = try guest.result("live")
    #expect(result.exitCode == 0)
    #expect(
      absences(result)
        == ["hw:A,1,0", "hw:B,1,0"].map { "headroom: \($0): has gone; waiting for it to come back" })
    #expect(result.errorLines.count { $0.hasPrefix("headroom: two clocks") } == 3)
  }

  @Test func takenBySomebodyElse() throws {
    let guest = try GuestLive(
      """
      clock_start 64
      begin first -d $host --json
      first=$live
      sleep 0.1
      begin second -d $host
      finish
      begin third -d $host --json
      finish
      unplug
      replug
      play 64 FLOAT_LE --duration 1 /dev/zero &
      arecord --quiet --device $host --format FLOAT_LE --rate 48000 --channels 2 --period-size 64 \\
        --buffer-size 4096 --duration 1 /dev/null
      sleep 0.3
      echo $first > out/first.id
      name=first live=$first
      stop TERM
      """)
    let first = try guest.result("first")
    #expect(first.exitCode == 0)
    let events = try LiveEvents(first).all.compactMap { $0["event"] as? String }
    #expect(
      events.filter { $0 != "status" } == ["playing", "interrupted", "playing", "summary"], "\(events)")
    let number = try guest.text("first.id").split(separator: "\n")[0]
    for name in ["second", "third"] {
      let result = try guest.result(name)
      #expect(result.exitCode == 1 && result.output.isEmpty)
      #expect(result.errorText == "headroom: hw:Loopback,1,0: in use by headroom (\(number))\n")
      #expect(try guest.duration(name) < 0.1)
    }
  }
}
