/// A sound card that the kernel has. ``all(root:)`` lists them.
public struct SoundCard: Equatable, Sendable {
  /// Changes from boot to boot, and with the order in which cards are plugged in.
  public let index: Int
  /// Stays, unless there are several cards of one kind: letters, digits, `_` and `-`, at most 15.
  public let id: String
  /// For people: "Scarlett 2i2 USB".
  public let name: String
  /// The kernel's driver: "USB-Audio".
  public let driver: String
  public let isUSB: Bool
  public let devices: [PCMDevice]

  public init(index: Int, id: String, name: String, driver: String, isUSB: Bool, devices: [PCMDevice]) {
    self.index = index
    self.id = id
    self.name = name
    self.driver = driver
    self.isUSB = isUSB
    self.devices = devices
  }

  /// Whether no sound comes or goes: a driver that loops back, or plays nothing to nobody.
  public var isVirtual: Bool { ["Loopback", "Dummy", "PCM-TEST Driver"].contains(driver) }

  /// What ALSA calls a device of it: "hw:CARD=Scarlett,DEV=0".
  public func pcmName(_ device: PCMDevice) -> String { "hw:CARD=\(id),DEV=\(device.number)" }

  /// What ALSA calls the device to play through: the first that captures and plays, or device 0.
  var preferredPCMName: String {
    guard let duplex = devices.first(where: \.isDuplex), duplex.number != 0 else { return "hw:CARD=\(id)" }
    return pcmName(duplex)
  }

  /// Whether a person or an ALSA name means this card by `word`: its id or its index.
  func isMeant(by word: String) -> Bool { word == id || word == String(index) }

  /// Whether the card is there: one system call, for a loop that waits for it to come back. Right after that
  /// its device files may still lack the permissions that they get.
  ///
  /// - Parameter root: the folder that stands for /proc.
  public static func isPresent(id: String, root: String = "/proc") -> Bool {
    !id.isEmpty && ProcFolder(root).exists("asound/\(id)/id")
  }
}
