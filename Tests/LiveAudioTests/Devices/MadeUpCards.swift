@testable import LiveAudio

extension PCMDevice {
  static func duplex(_ number: Int) -> PCMDevice {
    PCMDevice(number: number, name: "both", captureSubdevices: 1, playbackSubdevices: 1)
  }
  static func playing(_ number: Int) -> PCMDevice {
    PCMDevice(number: number, name: "HDMI", captureSubdevices: 0, playbackSubdevices: 1)
  }
  static func capturing(_ number: Int) -> PCMDevice {
    PCMDevice(number: number, name: "webcam", captureSubdevices: 1, playbackSubdevices: 0)
  }
}

extension SoundCard {
  static func madeUp(
    _ index: Int, _ id: String, driver: String = "HDA-Intel", usb: Bool = false, _ devices: PCMDevice...
  ) -> SoundCard {
    SoundCard(index: index, id: id, name: id, driver: driver, isUSB: usb, devices: devices)
  }

  static let loopback = madeUp(0, "Loopback", driver: "Loopback", .duplex(0), .duplex(1))
  static let dummy = madeUp(5, "Dummy", driver: "Dummy", .duplex(0))
  static let test = madeUp(6, "pcmtest", driver: "PCM-TEST Driver", .duplex(0))
  static let hdmi = madeUp(1, "HDMI", .playing(3), .playing(7))
  static let webcam = madeUp(2, "C920", driver: "USB-Audio", usb: true, .capturing(0))
  static let builtIn = madeUp(3, "PCH", .duplex(0), .playing(1))
  static let scarlett = madeUp(4, "Scarlett", driver: "USB-Audio", usb: true, .duplex(0))
  static let second = madeUp(7, "Scarlett_1", driver: "USB-Audio", usb: true, .playing(0), .duplex(2))
}
