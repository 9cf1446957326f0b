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

/// Where the readers of a file's parts leave their remarks.
final class NAMRemarks {
  private(set) var all: [NAMRemark] = []

  func note(_ sentence: String) { all.append(NAMRemark(level: .note, sentence: sentence)) }

  func warn(_ sentence: String) { all.append(NAMRemark(level: .warning, sentence: sentence)) }
}
