import Testing

@testable import LiveAudio

struct HardwareNameTests {
  @Test(arguments: [
    ("hw:0", "0", 0, nil), ("hw:1,2", "1", 2, nil), ("hw:1,2,3", "1", 2, 3), ("hw:USB", "USB", 0, nil),
    ("hw:CARD=X,DEV=1", "X", 1, nil), ("hw:DEV=1,CARD=X", "X", 1, nil), ("hw:X,DEV=1", "X", 1, nil),
    ("hw:CARD=X,DEV=1,SUBDEV=4", "X", 1, 4), ("plughw:X", "X", 0, nil),
    ("plughw:CARD=X,DEV=2", "X", 2, nil), ("hw:CARD=a-b_C1,DEV=0", "a-b_C1", 0, nil),
    ("hw:CARD=hw,DEV=0", "hw", 0, nil), ("hw:X,,2", "X", 0, 2),
  ])
  func hardware(_ name: String, _ card: String, _ device: Int, _ subdevice: Int?) throws {
    let hardware = try #require(HardwareName(name))
    #expect(hardware.card == card && hardware.device == device && hardware.subdevice == subdevice)
  }

  @Test(arguments: [
    "", "hw", "hw:", "hw:,0", "hw:DEV=1", "hw:X,one", "default", "null", "sysdefault:CARD=X", "X", "hwx:0",
  ])
  func other(_ name: String) { #expect(HardwareName(name) == nil) }
}
