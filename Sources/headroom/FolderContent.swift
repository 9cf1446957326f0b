import AudioFile
import Glibc

/// The audio files in a folder and in all folders below it.
///
/// By their extensions; hidden files and folders are left out, and links to folders are not followed. In the
/// order of the names' bytes, which is the same everywhere.
enum FolderContent {
  struct File {
    let path: String
    /// The folder that it is in, below the one that was searched: empty, or with a slash at its end.
    let folder: String
  }

  /// - Parameter excluded: a folder that is not searched; it may be missing.
  static func audioFiles(in root: String, except excluded: String?) -> [File] {
    var files: [File] = []
    search(root, below: "", except: excluded.flatMap(FilePath.resolved), into: &files)
    return files
  }

  private static func search(
    _ root: String, below folder: String, except excluded: String?, into files: inout [File]
  ) {
    let path = folder.isEmpty ? root : FilePath.join(root, folder)
    guard let names = names(in: path) else {
      // Rendering it tells why it cannot be read.
      files.append(File(path: path, folder: ""))
      return
    }
    for name in names {
      let file = FilePath.join(path, name)
      if isOwnFolder(file) {
        guard excluded == nil || FilePath.resolved(file) != excluded else { continue }
        search(root, below: "\(folder)\(name)/", except: excluded, into: &files)
      } else if AudioContainer.isReadable(path: name) && !FilePath.isFolder(file) {
        files.append(File(path: file, folder: folder))
      }
    }
  }

  /// Whether it is a folder, and not a link to one.
  private static func isOwnFolder(_ path: String) -> Bool {
    var status = stat()
    return lstat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
  }

  /// Those that are not hidden; `nil` where the folder cannot be read.
  private static func names(in folder: String) -> [String]? {
    guard let stream = opendir(folder) else { return nil }
    defer { closedir(stream) }
    var names: [String] = []
    while let entry = readdir(stream) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) {
        $0.withMemoryRebound(to: CChar.self, capacity: Int(NAME_MAX) + 1) { String(cString: $0) }
      }
      if !name.hasPrefix(".") { names.append(name) }
    }
    return names.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
  }
}
