import TestSupport

/// A disk of 64 KiB, for as long as its owner lives.
final class SmallDisk {
  /// Only root may mount a disk, and not in every container.
  static let canMount = (try? SmallDisk()) != nil

  struct NotMounted: Error {}

  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
    let script = "mkdir disk && mount -t tmpfs -o size=64k tmpfs disk"
    guard try Headroom.shell(script, in: folder).exitCode == 0 else { throw NotMounted() }
  }

  /// Lazily: who still has a file open there may close it later.
  deinit { _ = try? Headroom.shell("umount --lazy disk", in: folder) }

  /// The path of a file on it.
  func path(_ name: String) -> String { folder.path("disk/\(name)") }
}
