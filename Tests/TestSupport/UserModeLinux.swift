import Foundation

/// A whole kernel with ALSA's drivers in virtual time, for one script: see Tools/rig/README.md.
public enum UserModeLinux {
  /// What a script left behind. The folder, with the results in `out`, is removed with its owner.
  public struct Results {
    public let folder: TemporaryFolder
    /// The script's own.
    public let exitCode: Int32
    /// What it said, on standard output and standard error.
    public var log: String {
      (try? folder.bytes("out/run.log")).map { String(decoding: $0, as: UTF8.self) } ?? ""
    }

    /// A file that the script wrote into `out`.
    public func bytes(_ name: String) throws -> [UInt8] { try folder.bytes("out/" + name) }
  }

  /// There was no end of it in time, or no beginning.
  public struct Failure: Error, CustomStringConvertible {
    public let description: String
  }

  /// The path of the kernel: HEADROOM_UML_KERNEL, else what Tools/rig/build-kernel built. Nil: there is none.
  public static let kernel: String? = {
    let environment = ProcessInfo.processInfo.environment
    let cache = environment["XDG_CACHE_HOME"] ?? (environment["HOME"] ?? "") + "/.cache"
    let path = environment["HEADROOM_UML_KERNEL"] ?? cache + "/headroom/linux-uml"
    return FileManager.default.isExecutableFile(atPath: path) ? path : nil
  }()

  /// Runs a bash script, which finds `files` where it starts, and the functions of Tools/rig/jobs.sh.
  ///
  /// - Parameter deadline: in real seconds.
  public static func run(
    script: String, files: [String: [UInt8]] = [:], kernelArguments: [String] = [], deadline: Int = 60
  ) throws -> Results {
    let jobs = Repository.root.appending(path: ".build/uml-jobs")
    try FileManager.default.createDirectory(at: jobs, withIntermediateDirectories: true)
    let folder = try TemporaryFolder(in: jobs)
    for (name, bytes) in files { _ = try folder.write(bytes, as: name) }
    _ = try folder.write(Array("source \"$RIG/jobs.sh\"\n\(script)\n".utf8), as: "run.sh")
    let exitCode = try start(folder, kernelArguments, deadline: deadline)
    return Results(folder: folder, exitCode: exitCode)
  }

  private static func start(
    _ folder: TemporaryFolder, _ kernelArguments: [String], deadline: Int
  ) throws -> Int32 {
    let process = Process()
    process.executableURL = URL(filePath: Repository.path("Tools/rig/uml"))
    process.arguments = [folder.url.path(percentEncoded: false)] + kernelArguments
    process.environment = ProcessInfo.processInfo.environment.merging(
      ["HEADROOM_UML_SECONDS": "\(deadline)"]) { $1 }
    let pipe = Pipe()
    process.standardError = pipe
    try process.run()
    let complaint = String(decoding: pipe.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    if !complaint.isEmpty { throw Failure(description: complaint) }
    return process.terminationStatus
  }
}
