import Testing

@testable import LiveAudio

struct DeviceNameTests {
  static let cards: [SoundCard] = [.loopback, .hdmi, .webcam, .builtIn, .scarlett, .second]

  private func resolve(_ text: String) throws(LiveAudioError) -> String {
    try DeviceName.resolve(text, among: Self.cards) { $0 == "default" || $0 == "rig:1" }
  }

  @Test(arguments: [
    ("Scarlett", "hw:CARD=Scarlett"), ("4", "hw:CARD=Scarlett"), ("0", "hw:CARD=Loopback"),
    ("Scarlett_1", "hw:CARD=Scarlett_1,DEV=2"), ("HDMI", "hw:CARD=HDMI"),
  ])
  func card(_ text: String, _ name: String) throws { #expect(try resolve(text) == name) }

  @Test(arguments: ["hw:CARD=Scarlett,DEV=0", "plughw:Scarlett_1,2", "hw:HDMI,7", "default", "rig:1"])
  func alsaName(_ name: String) throws { #expect(try resolve(name) == name) }

  /// An index is not kept: it may be another card's soon.
  @Test(arguments: [
    ("hw:4", "hw:CARD=Scarlett,DEV=0"), ("hw:0,1,3", "hw:CARD=Loopback,DEV=1,SUBDEV=3"),
    ("plughw:CARD=4,DEV=0", "plughw:CARD=Scarlett,DEV=0"),
  ])
  func alsaNameByIndex(_ text: String, _ name: String) throws { #expect(try resolve(text) == name) }

  @Test(arguments: ["scarlett", "8", "", "hw:8", "hw:Scarlett,1", "hw:CARD=Nope,DEV=0", "hw:", "dflt"])
  func unknown(_ text: String) {
    let available = [
      "hw:CARD=Loopback,DEV=0", "hw:CARD=Loopback,DEV=1", "hw:CARD=HDMI,DEV=3", "hw:CARD=HDMI,DEV=7",
      "hw:CARD=C920,DEV=0", "hw:CARD=PCH,DEV=0", "hw:CARD=PCH,DEV=1", "hw:CARD=Scarlett,DEV=0",
      "hw:CARD=Scarlett_1,DEV=0", "hw:CARD=Scarlett_1,DEV=2",
    ]
    #expect(throws: LiveAudioError(device: text, problem: .missing(available: available))) {
      try resolve(text)
    }
  }

  /// What alsa-lib itself knows, on every machine.
  @Test(arguments: ["null", "default", "file:/dev/null,raw"])
  func configured(_ name: String) throws { #expect(try DeviceName.resolve(name) == name) }

  @Test(arguments: ["no-such-pcm", "no.such.pcm", ":", "no:such"])
  func notConfigured(_ name: String) {
    #expect(throws: LiveAudioError.self) { try DeviceName.resolve(name) }
  }

  @Test(arguments: [
    ([SoundCard.loopback, .hdmi, .webcam, .builtIn, .scarlett], "hw:CARD=Scarlett"),
    ([.second, .scarlett], "hw:CARD=Scarlett_1,DEV=2"), ([.scarlett, .second], "hw:CARD=Scarlett"),
    ([.loopback, .hdmi, .webcam, .builtIn], "hw:CARD=PCH"),
    ([.webcam, .dummy, .loopback], "hw:CARD=Dummy"), ([.test], "hw:CARD=pcmtest"),
  ])
  func preferred(_ cards: [SoundCard], _ name: String) throws {
    #expect(try DeviceName.preferred(among: cards) == name)
  }

  @Test(arguments: [[], [SoundCard.hdmi, .webcam]])
  func noDuplexDevice(_ cards: [SoundCard]) {
    #expect(throws: LiveAudioError(device: "default", problem: .noDuplexDevice)) {
      try DeviceName.preferred(among: cards)
    }
  }
}
