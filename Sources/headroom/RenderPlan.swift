import AudioFile
import Glibc

/// Which input becomes which output.
struct RenderPlan {
  struct Job {
    let input: String
    let output: String
  }

  let jobs: [Job]
  /// A folder that is to be made first.
  private let missingFolder: String?

  var usesStandardOutput: Bool { jobs.contains { $0.output == "-" } }

  init(inputs: [String], model: String, output: String?) throws(UsageError) {
    if inputs.isEmpty { throw UsageError("no input") }
    if inputs.count(where: { $0 == "-" }) > 1 { throw UsageError("standard input (-) is given twice") }
    let modelName = Self.stem(of: model)
    let folder = try Self.folder(output, inputCount: inputs.count)
    missingFolder = folder.flatMap { access($0, F_OK) == 0 ? nil : $0 }
    jobs = inputs.map { input in
      Job(input: input, output: Self.output(for: input, modelName, folder: folder, named: output))
    }
    try checkDistinct()
    if usesStandardOutput && isatty(STDOUT_FILENO) == 1 {
      throw UsageError("standard output is a terminal: give -o OUTPUT, or redirect it")
    }
  }

  /// Makes the output folder where it is missing. Returns why it cannot be made.
  func prepareFolder() -> String? {
    guard let missingFolder else { return nil }
    var path = missingFolder.hasPrefix("/") ? "/" : ""
    for part in missingFolder.split(separator: "/") {
      path += part
      let code = mkdir(path, 0o777) == 0 ? 0 : errno
      if code != 0 && code != EEXIST {
        return "\(path): the folder cannot be made: \(String(cString: strerror(code)))"
      }
      path += "/"
    }
    return nil
  }

  /// The folder that outputs go to; `nil` where the output is a file, or each is to be beside its input.
  private static func folder(_ output: String?, inputCount: Int) throws(UsageError) -> String? {
    guard let output, output != "-" else {
      if output == "-" && inputCount > 1 { throw UsageError("several inputs cannot go to standard output") }
      return nil
    }
    if output.hasSuffix("/") || isFolder(output) { return output }
    let container = AudioContainer(path: output)
    if inputCount == 1 {
      if container == nil { throw UsageError(AudioContainer.unknown(output).description) }
      return nil
    }
    if container != nil { throw UsageError("several inputs cannot become one file, \(output)") }
    if access(output, F_OK) == 0 {
      throw UsageError("with several inputs OUTPUT is a folder, and \(output) is a file")
    }
    return output
  }

  private static func isFolder(_ path: String) -> Bool {
    var status = stat()
    return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
  }

  private static func output(
    for input: String, _ modelName: String, folder: String?, named output: String?
  ) -> String {
    let name = "\(input == "-" ? "stdin" : stem(of: input))-\(modelName).wav"
    if let folder { return join(folder, name) }
    if let output { return output }
    return input == "-" ? "-" : join(parent(of: input), name)
  }

  private static func join(_ folder: String, _ name: String) -> String {
    folder.isEmpty || folder.hasSuffix("/") ? folder + name : "\(folder)/\(name)"
  }

  /// The folder's part of a path, with its slash.
  private static func parent(of path: String) -> String {
    path.lastIndex(of: "/").map { String(path[...$0]) } ?? ""
  }

  /// A file's name without folder and extension.
  private static func stem(of path: String) -> String {
    let name = path.split(separator: "/").last.map(String.init) ?? path
    guard let dot = name.lastIndex(of: "."), dot != name.startIndex else { return name }
    return String(name[..<dot])
  }

  private func checkDistinct() throws(UsageError) {
    var inputOfOutput: [String: String] = [:]
    for job in jobs {
      guard let other = inputOfOutput.updateValue(job.input, forKey: Self.identity(of: job.output)) else {
        continue
      }
      throw UsageError("\(other) and \(job.input) would both become \(job.output)")
    }
    // As when a folder's *.wav is rendered for the second time.
    for job in jobs where job.input != "-" {
      guard let other = inputOfOutput[Self.identity(of: job.input)], other != job.input else { continue }
      throw UsageError("\(job.input) is an input, and would be replaced by what \(other) becomes")
    }
  }

  /// The same for every spelling of a file's path, whether the file exists or not.
  private static func identity(of path: String) -> String {
    let folder = parent(of: path)
    guard path != "-", let resolved = realpath(folder.isEmpty ? "." : folder, nil) else { return path }
    defer { free(resolved) }
    return "\(String(cString: resolved))/\(path.dropFirst(folder.count))"
  }
}
