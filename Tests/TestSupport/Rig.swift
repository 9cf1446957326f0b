import Foundation
import Synchronization

/// Simulated cards on one virtual clock of their own, as ALSA devices: by name in this process as long as this
/// lives, and in others that get `environment`. What else is started from here sees the cards of all rigs.
///
///     var card = RigCard("amp")
///     card.faults = [.xrun(at: 100)]
///     let rig = try Rig(card)
///     snd_pcm_open(&pcm, "amp", SND_PCM_STREAM_PLAYBACK, 0)
public final class Rig {
  /// The plugin could not be built.
  public struct BuildError: Error {
    public let output: String
  }

  /// Holds the configuration, and has room for the files of a test.
  public let folder: TemporaryFolder
  private let names: [String]

  public init(_ cards: RigCard..., in folder: TemporaryFolder? = nil) throws {
    let plugin = try Rig.built.get() + "/libasound_module_pcm_headroom_rig.so"
    self.folder = try folder ?? TemporaryFolder()
    names = cards.map(\.name)
    let clock = UUID().uuidString
    let definitions = cards.map { ($0.name, $0.definition(clock: clock)) }
    let text = Rig.head(plugin: plugin) + definitions.map(\.1).joined()
    _ = try self.folder.write(Array(text.utf8), as: "asound.conf")
    try RigConfiguration.shared.add(definitions, plugin: plugin)
  }

  deinit { RigConfiguration.shared.remove(names) }

  /// For a program that is to see the cards, and no others.
  public var environment: [String: String] { ["ALSA_CONFIG_PATH": folder.path("asound.conf")] }

  /// The path of the program `roundtrip`.
  public static func roundTripProgram() throws -> String { try built.get() + "/roundtrip" }

  /// Where everything is, built once for each process.
  private static let built = Result { () throws(BuildError) in try build() }

  private static func build() throws(BuildError) -> String {
    let folder = Repository.path(".build/rig")
    let process = Process()
    process.executableURL = URL(filePath: Repository.path("Tools/rig/build"))
    process.arguments = [folder]
    let pipe = Pipe()
    process.standardOutput = pipe
    process.standardError = pipe
    do { try process.run() } catch { throw BuildError(output: "\(error)") }
    let output = String(decoding: pipe.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    if process.terminationStatus != 0 { throw BuildError(output: output) }
    return folder
  }

  /// ALSA's own definitions, and where the plugin is.
  static func head(plugin: String) -> String {
    "</usr/share/alsa/alsa.conf>\npcm_type.headroom_rig { lib \"\(plugin)\" }\n"
  }
}

/// What this process's alsa-lib reads: the cards of all rigs that live.
///
/// alsa-lib reads its configuration again when the file is another one. So there is a new file for every change,
/// and a link to the current one, of which the environment tells: once, since nothing else is safe.
private final class RigConfiguration: Sendable {
  static let shared = RigConfiguration()

  private struct State {
    var definitions: [String: String] = [:]
    var plugin = ""
    var folder: URL?
    var changes = 0
  }

  private let state = Mutex(State())

  func add(_ definitions: [(name: String, text: String)], plugin: String) throws {
    try state.withLock { state in
      for definition in definitions {
        precondition(state.definitions[definition.name] == nil, "two cards are named \(definition.name)")
        state.definitions[definition.name] = definition.text
      }
      state.plugin = plugin
      try Self.write(&state)
    }
  }

  /// The file keeps them until the next is added: nobody opens them.
  func remove(_ names: [String]) {
    state.withLock { state in for name in names { state.definitions[name] = nil } }
  }

  private static func write(_ state: inout State) throws {
    let folder = try state.folder ?? makeFolder()
    state.folder = folder
    state.changes += 1
    let file = folder.appending(path: "\(state.changes).conf").path(percentEncoded: false)
    let text = Rig.head(plugin: state.plugin) + state.definitions.values.sorted().joined()
    try Data(text.utf8).write(to: URL(filePath: file))
    let link = folder.appending(path: "new").path(percentEncoded: false)
    symlink(file, link)
    rename(link, folder.appending(path: "asound.conf").path(percentEncoded: false))
  }

  private static var ownFolder: URL { Repository.root.appending(path: ".build/rig/process-\(getpid())") }

  private static func makeFolder() throws -> URL {
    let folder = ownFolder
    try? FileManager.default.removeItem(at: folder)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    atexit { try? FileManager.default.removeItem(at: RigConfiguration.ownFolder) }
    setenv("ALSA_CONFIG_PATH", folder.appending(path: "asound.conf").path(percentEncoded: false), 1)
    return folder
  }
}
