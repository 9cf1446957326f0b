/// A program that has a device open now.
public struct DeviceHolder: Equatable, Sendable, CustomStringConvertible {
  /// `nil` where it runs in a container and this process does not see it.
  public let processID: Int?
  /// The program's name; `nil` where it is hidden, or the program has just ended.
  public let command: String?
  public let subdevice: Int

  public init(processID: Int?, command: String?, subdevice: Int) {
    self.processID = processID
    self.command = command
    self.subdevice = subdevice
  }

  /// "pipewire (812)"
  public var description: String {
    guard let processID else { return "another program" }
    return command.map { "\($0) (\(processID))" } ?? "process \(processID)"
  }

  /// All of them, each named once; `nil` for nobody.
  public static func list(_ holders: [DeviceHolder]) -> String? {
    var names: [String] = []
    for name in holders.map(\.description) where !names.contains(name) { names.append(name) }
    return names.isEmpty ? nil : names.joined(separator: ", ")
  }
}

extension DeviceHolder {
  /// Who has a device open in that direction, by subdevice.
  ///
  /// - Parameter card: its id or its index.
  /// - Parameter root: the folder that stands for /proc.
  public static func find(
    card: String, device: Int, direction: PCMDirection, root: String = "/proc"
  ) -> [DeviceHolder] {
    let proc = ProcFolder(root)
    let cardFolder = Int(card) == nil ? card : "card\(card)"
    let folder = "asound/\(cardFolder)/pcm\(device)\(direction == .capture ? "c" : "p")"
    return proc.numbers(in: folder, prefix: "sub").compactMap { subdevice in
      proc.number("owner_pid", in: "\(folder)/sub\(subdevice)/status").map {
        DeviceHolder(owner: $0, subdevice: subdevice, proc)
      }
    }
  }

  /// The same by ALSA's name of the device, "hw:CARD=X,DEV=0", "hw:1,0", "plughw:X"; `nil` where that means no
  /// hardware.
  public static func find(
    pcm name: String, direction: PCMDirection, root: String = "/proc"
  ) -> [DeviceHolder]? {
    guard let hardware = HardwareName(name) else { return nil }
    return find(card: hardware.card, device: hardware.device, direction: direction, root: root)
      .filter { hardware.subdevice == nil || hardware.subdevice == $0.subdevice }
  }

  /// The kernel tells the thread that opened the device. Its process has the name that people know.
  private init(owner thread: Int, subdevice: Int, _ proc: ProcFolder) {
    let process = proc.number("Tgid", in: "\(thread)/status") ?? thread
    self.init(
      processID: thread > 0 ? process : nil, command: proc.firstLine("\(process)/comm"), subdevice: subdevice)
  }
}
