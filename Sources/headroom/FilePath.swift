import Glibc

/// Paths as text, and the files that they name.
enum FilePath {
  static func join(_ folder: String, _ name: String) -> String {
    folder.isEmpty || folder.hasSuffix("/") ? folder + name : "\(folder)/\(name)"
  }

  /// The folder's part of a path, with its slash.
  static func parent(of path: String) -> String {
    path.lastIndex(of: "/").map { String(path[...$0]) } ?? ""
  }

  /// A file's name without folder and extension.
  static func stem(of path: String) -> String {
    let name = path.split(separator: "/").last.map(String.init) ?? path
    guard let dot = name.lastIndex(of: "."), dot != name.startIndex else { return name }
    return String(name[..<dot])
  }

  static func exists(_ path: String) -> Bool { access(path, F_OK) == 0 }

  /// A symbolic link stands for its target.
  static func isFolder(_ path: String) -> Bool { kind(path) == S_IFDIR }

  /// A symbolic link stands for its target.
  static func isRegularFile(_ path: String) -> Bool { kind(path) == S_IFREG }

  private static func kind(_ path: String) -> mode_t? {
    var status = stat()
    return stat(path, &status) == 0 ? status.st_mode & S_IFMT : nil
  }

  /// 0 where there is no such file.
  static func byteCount(_ path: String) -> Int {
    var status = stat()
    return stat(path, &status) == 0 ? Int(status.st_size) : 0
  }

  /// The path without links, `.` and `..`; `nil` where there is no such file.
  static func resolved(_ path: String) -> String? {
    guard let resolved = realpath(path, nil) else { return nil }
    defer { free(resolved) }
    return String(cString: resolved)
  }

  /// Where links lead whose target may be missing.
  static func followingLinks(_ path: String) -> String {
    var path = path
    // As many as the system follows: they may go round in a circle.
    for _ in 0..<40 {
      guard let target = linkTarget(path) else { break }
      path = target.hasPrefix("/") ? target : join(parent(of: path), target)
    }
    return path
  }

  /// As the link has it; `nil` where there is no link.
  private static func linkTarget(_ path: String) -> String? {
    let capacity = Int(PATH_MAX)
    return withUnsafeTemporaryAllocation(of: CChar.self, capacity: capacity) { buffer in
      guard let base = buffer.baseAddress, case let count = readlink(path, base, capacity), count > 0 else {
        return nil
      }
      return String(decoding: UnsafeRawBufferPointer(buffer).prefix(count), as: UTF8.self)
    }
  }

  /// Makes a folder and those that it is in, where they are missing. Returns why it cannot be made.
  ///
  /// - Parameter made: gets those that were missing.
  static func makeFolder(_ folder: String, _ made: inout [String]) -> String? {
    if isFolder(folder) { return nil }
    var path = folder.hasPrefix("/") ? "/" : ""
    for part in folder.split(separator: "/") {
      path += part
      let code = mkdir(path, 0o777) == 0 ? 0 : errno
      if code == 0 { made.append(path) }
      if code != 0 && code != EEXIST {
        return "\(path): the folder cannot be made: \(String(cString: strerror(code)))"
      }
      path += "/"
    }
    return nil
  }

  /// Takes those away again that nothing is in; each is behind the one that it is in.
  static func removeEmptyFolders(_ made: [String]) { for folder in made.reversed() { rmdir(folder) } }
}
