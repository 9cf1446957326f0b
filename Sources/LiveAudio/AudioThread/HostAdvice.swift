/// What on this machine stands in the way of short periods, and how to change it. What matters most comes first.
public struct HostAdvice: Equatable, Sendable {
  /// One obstacle.
  public struct Item: Equatable, Sendable {
    /// What is not as it should be.
    public let problem: String
    /// What to do about it.
    public let remedy: String

    /// Both, in one line.
    public var sentence: String { "\(problem): \(remedy)" }
  }

  public let items: [Item]

  /// - Parameter root: where the system's files begin.
  public init(priority: RealtimePriority, memory: MemoryLock, root: String = "") {
    items = [Self.priority(priority), Self.memory(memory), Self.governor(root)].compactMap { $0 }
  }

  /// All problems and the remedy of the first, in one line; nil if there is nothing to say.
  public var summary: String? {
    guard let first = items.first else { return nil }
    return "\(items.map(\.problem).joined(separator: ", ")): \(first.remedy)"
  }

  private static let limits = "/etc/security/limits.d/audio.conf"
  private static let group = "join the group audio (sudo usermod -aG audio $USER), log in again"

  private static func priority(_ priority: RealtimePriority) -> Item? {
    switch priority {
    case .fifo, .rtkit: nil
    case .normal(let reason):
      Item(
        problem: "the audio thread runs at normal priority (\(reason))",
        remedy: "put \"@audio - rtprio 95\" and \"@audio - memlock unlimited\" into \(limits) and \(group);"
          + " or install rtkit")
    }
  }

  private static func memory(_ memory: MemoryLock) -> Item? {
    switch memory {
    case .all: nil
    case .none(let reason):
      Item(
        problem: "memory is not locked (\(reason))",
        remedy: "put \"@audio - memlock unlimited\" into \(limits) and \(group)")
    }
  }

  /// Any governor but "performance" changes the clock by load, and load is what a period has only briefly.
  private static func governor(_ root: String) -> Item? {
    let files = "/sys/devices/system/cpu/cpu*/cpufreq/scaling_governor"
    let governors = SystemFile.matching(root + files).compactMap { path in
      SystemFile.text(path)?.split(separator: "\n").first.map { String($0) }
    }
    let others = Set(governors).subtracting(["performance"]).sorted()
    if others.isEmpty { return nil }
    return Item(
      problem: "the CPU governor is \(others.joined(separator: " and "))",
      remedy: "echo performance | sudo tee \(files)")
  }
}
