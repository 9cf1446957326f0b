import Foundation
import TestSupport

/// A folder that looks like /proc to who reads what is written into it.
struct MadeUpProc {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  var root: String { folder.url.path(percentEncoded: false) }

  func write(_ text: String, to path: String) throws {
    let file = folder.url.appending(path: path)
    try FileManager.default.createDirectory(
      at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(text.utf8).write(to: file)
  }

  /// Card `index`, and the link that goes by its id.
  func addCard(_ index: Int, id: String) throws {
    try write("\(id)\n", to: "asound/card\(index)/id")
    try FileManager.default.createSymbolicLink(
      atPath: folder.path("asound/\(id)"), withDestinationPath: "card\(index)")
  }

  func open(_ subdevice: String, by thread: Int) throws {
    let status = """
      state: RUNNING
      owner_pid   : \(thread)
      trigger_time: 12.000296704
      tstamp      : 0.000000000
      delay       : 24000
      -----
      hw_ptr      : 19200

      """
    try write(status, to: "asound/\(subdevice)/status")
  }

  func addThread(_ thread: Int, of process: Int, named name: String) throws {
    try write("\(name)\n", to: "\(thread)/comm")
    try write("Name:\t\(name)\nUmask:\t0022\nTgid:\t\(process)\nPid:\t\(thread)\n", to: "\(thread)/status")
  }
}
