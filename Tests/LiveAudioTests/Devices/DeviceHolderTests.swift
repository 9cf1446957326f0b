import LiveAudio
import Testing

/// With a folder in the place of /proc.
struct DeviceHolderTests {
  private let proc: MadeUpProc

  init() throws {
    proc = try MadeUpProc()
    try proc.addCard(1, id: "X-1_b")
    try proc.write("closed\n", to: "asound/card1/pcm0p/sub0/status")
  }

  private func find(_ name: String, _ direction: PCMDirection = .playback) -> [DeviceHolder]? {
    DeviceHolder.find(pcm: name, direction: direction, root: proc.root)
  }

  @Test func nobody() { #expect(find("hw:1,0") == []) }

  @Test(arguments: ["hw:2,0", "hw:1,7", "hw:CARD=Gone,DEV=0"])
  func noSuchDevice(_ name: String) { #expect(find(name) == []) }

  @Test(arguments: ["default", "null", "jack"])
  func noHardware(_ name: String) { #expect(find(name) == nil) }

  @Test(arguments: ["hw:1", "hw:1,0", "hw:CARD=X-1_b,DEV=0", "hw:X-1_b", "plughw:X-1_b,0", "hw:1,0,0"])
  func holder(_ name: String) throws {
    try proc.open("card1/pcm0p/sub0", by: 812)
    try proc.addThread(812, of: 812, named: "pipewire")
    let holders = try #require(find(name))
    #expect(holders == [DeviceHolder(processID: 812, command: "pipewire", subdevice: 0)])
    #expect(find(name, .capture) == [])
  }

  @Test func byCard() throws {
    try proc.open("card1/pcm3c/sub0", by: 5)
    for card in ["1", "X-1_b"] {
      let holders = DeviceHolder.find(card: card, device: 3, direction: .capture, root: proc.root)
      #expect(holders.map(\.processID) == [5])
    }
  }

  /// People know the process, not the thread of it that the kernel tells.
  @Test func threadOfAProcess() throws {
    try proc.open("card1/pcm0p/sub0", by: 830)
    try proc.addThread(830, of: 812, named: "data-loop.0")
    try proc.addThread(812, of: 812, named: "pipewire")
    #expect(find("hw:1")?.map(\.description) == ["pipewire (812)"])
  }

  @Test func severalSubdevices() throws {
    for (subdevice, owner) in [(0, 7), (2, 9), (10, 7)] {
      try proc.open("card1/pcm0p/sub\(subdevice)", by: owner)
      try proc.addThread(owner, of: owner, named: "aplay")
    }
    #expect(find("hw:1")?.map(\.subdevice) == [0, 2, 10])
    #expect(find("hw:1,0,2")?.map(\.processID) == [9])
    #expect(DeviceHolder.list(find("hw:1") ?? []) == "aplay (7), aplay (9)")
  }

  /// A program that has just ended, or is hidden.
  @Test func nameless() throws {
    try proc.open("card1/pcm0p/sub0", by: 44)
    #expect(DeviceHolder.list(find("hw:1") ?? []) == "process 44")
  }

  /// A program outside the container that looks.
  @Test func outside() throws {
    try proc.open("card1/pcm0p/sub0", by: 0)
    #expect(find("hw:1") == [DeviceHolder(processID: nil, command: nil, subdevice: 0)])
    #expect(DeviceHolder.list(find("hw:1") ?? []) == "another program")
  }

  @Test func listOfNobody() { #expect(DeviceHolder.list([]) == nil) }
}
