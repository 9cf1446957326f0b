/// What tells files apart, whether they exist or not: the same for every spelling of a path.
struct FileIdentities {
  /// Bytes: text that looks the same may be two names.
  typealias Key = [UInt8]

  /// By the folder's spelling: most files share one.
  private var folders: [String: String] = [:]

  mutating func key(_ path: String) -> Key {
    if path == "-" { return Array(path.utf8) }
    // What is written to a link replaces what it points to.
    if let resolved = FilePath.resolved(path) { return Array(resolved.utf8) }
    // That may be an output that is still to come.
    return nameKey(FilePath.followingLinks(path))
  }

  /// Of the name itself: where it is a link, not of what it points to.
  mutating func nameKey(_ path: String) -> Key {
    let folder = FilePath.parent(of: path)
    return Array("\(resolved(folder))/\(path.dropFirst(folder.count))".utf8)
  }

  private mutating func resolved(_ folder: String) -> String {
    if let known = folders[folder] { return known }
    let resolved = FilePath.resolved(folder.isEmpty ? "." : folder) ?? resolvedWithParent(folder)
    folders[folder] = resolved
    return resolved
  }

  /// Of a folder that is still to be made.
  private mutating func resolvedWithParent(_ folder: String) -> String {
    let parts = folder.split(separator: "/").filter { $0 != "." }
    guard let last = parts.last else { return folder }
    let parent = (folder.hasPrefix("/") ? "/" : "") + parts.dropLast().map { "\($0)/" }.joined()
    return "\(resolved(parent))/\(last)"
  }
}
