/// Something missing or odd about a usable file.
public struct NAMRemark: Sendable, Equatable {
  public enum Level: Sendable {
    /// Worth knowing when the file is looked at.
    case note
    /// Worth knowing whenever the file is used.
    case warning
  }

  public let level: Level
  public let sentence: String
}
