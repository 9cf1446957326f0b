import Glibc
import NeuralAmp

/// The machine, and the kernel that models run through on it; also the JSON of `info --system`.
struct SystemDescription: Encodable {
  /// Why a kernel is used.
  enum Choice: String, Encodable {
    case best = "best_available"
    case environment
    /// An option of the command.
    case option
  }

  let version: String
  /// As the processor calls itself.
  let processor: String
  /// Those that are online.
  let cores: Int
  let kernel: Kernel
  let choice: Choice
  let kernels = Kernel.available

  /// - Parameter option: the kernel that an option asks for, which goes before everything else.
  init(option: Kernel? = nil) {
    version = Version.current
    processor = Self.processorName
    cores = sysconf(Int32(_SC_NPROCESSORS_ONLN))
    kernel = option ?? .preferred
    let requested = try? Kernel.requested()
    choice = option != nil ? .option : requested != nil ? .environment : .best
  }

  enum CodingKeys: String, CodingKey {
    case version, processor, cores, kernel, kernels
    case kernelTitle = "kernel_title"
    case choice = "kernel_chosen_by"
  }

  func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(version, forKey: .version)
    try container.encode(processor, forKey: .processor)
    try container.encode(cores, forKey: .cores)
    try container.encode(kernel.rawValue, forKey: .kernel)
    try container.encode(kernel.title, forKey: .kernelTitle)
    try container.encode(choice, forKey: .choice)
    try container.encode(kernels.map(\.rawValue), forKey: .kernels)
  }

  /// For people.
  var text: String {
    let names = kernels.map { $0.title == $0.rawValue ? $0.title : "\($0.rawValue) (\($0.title))" }
    return """
      processor      \(Console.printable(processor))
      cores          \(cores)
      kernels        \(names.joined(separator: ", "))
      kernel         \(kernel.title): \(reason)
      version        \(version)
      """
  }

  private var reason: String {
    switch choice {
    case .best: "the best available"
    case .environment: "\(Kernel.environmentVariable)=\(kernel.rawValue)"
    case .option: "asked for"
    }
  }

  /// From /proc/cpuinfo; the architecture where that has no name, as on ARM64.
  private static var processorName: String {
    guard let file = fopen("/proc/cpuinfo", "r") else { return architecture }
    defer { fclose(file) }
    var line: UnsafeMutablePointer<CChar>?
    var capacity = 0
    defer { free(line) }
    while getline(&line, &capacity, file) > 0 {
      guard let line, strncmp(line, "model name", 10) == 0, let colon = strchr(line, 58) else { continue }
      let words = String(cString: colon + 1).split(whereSeparator: \.isWhitespace)
      if !words.isEmpty { return words.joined(separator: " ") }
    }
    return architecture
  }

  private static var architecture: String {
    #if arch(arm64)
      "ARM64"
    #else
      "x86-64"
    #endif
  }
}
