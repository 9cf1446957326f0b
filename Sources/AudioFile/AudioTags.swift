import CSndFile

/// The tags that go from an input to its output.
public struct AudioTags: Sendable, Equatable {
  public var title: String?
  public var artist: String?
  public var comment: String?

  public init(title: String? = nil, artist: String? = nil, comment: String? = nil) {
    self.title = title
    self.artist = artist
    self.comment = comment
  }

  private static var fields: [(key: Int32, value: WritableKeyPath<AudioTags, String?>)] {
    [(Int32(SF_STR_TITLE), \.title), (Int32(SF_STR_ARTIST), \.artist), (Int32(SF_STR_COMMENT), \.comment)]
  }

  /// `sf_get_string`.
  init(readFrom file: OpaquePointer) {
    for field in Self.fields {
      guard let text = sf_get_string(file, field.key) else { continue }
      self[keyPath: field.value] = String(cString: text)
    }
  }

  /// `sf_set_string`, before the first frame. A container without tags leaves them out.
  func write(to file: OpaquePointer) {
    for field in Self.fields {
      guard let text = self[keyPath: field.value] else { continue }
      _ = sf_set_string(file, field.key, text)
    }
  }
}
