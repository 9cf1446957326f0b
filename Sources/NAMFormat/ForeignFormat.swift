/// What people hand in for a `.nam` file, told apart by content and not by name.
public enum ForeignFormat: Sendable, Equatable, CaseIterable {
  case html, xml, zip, gzip, wav, aiff, flac, ogg, mp3, png, jpeg, pdf
  case namb, utf16, zeros, lfsPointer, guitarML, rtNeural

  var sentence: String {
    switch self {
    case .html: "a web page, not a model: the download gave a page instead of the file"
    case .xml: "an XML document, not a model"
    case .zip: "a zip archive (or a PyTorch checkpoint), not a model: unpack or export it first"
    case .gzip: "a gzip archive, not a model: unpack it first"
    case .wav: "a WAV audio file, not a model (an impulse response or a recording)"
    case .aiff: "an AIFF audio file, not a model"
    case .flac: "a FLAC audio file, not a model"
    case .ogg: "an OGG audio file, not a model"
    case .mp3: "an MP3 audio file, not a model"
    case .png, .jpeg: "a picture, not a model"
    case .pdf: "a PDF document, not a model"
    case .namb: "a binary .namb model, which is not supported yet: use the .nam file"
    case .utf16: "text in UTF-16; a .nam file is UTF-8"
    case .zeros: "all zero bytes: a broken copy or download"
    case .lfsPointer: "a Git LFS pointer, not the model that it stands for: run git lfs pull"
    case .guitarML: "a GuitarML model, which is not supported yet"
    case .rtNeural: "an RTNeural (AIDA-X) model, which is not supported yet"
    }
  }

  /// Told by the first bytes; `nil` where the text may be JSON.
  static func detect(_ bytes: UnsafeRawBufferPointer) -> ForeignFormat? {
    if let format = signatures.first(where: { bytes.starts(with: $0.bytes) })?.format { return format }
    if bytes.starts(with: Array("RIFF".utf8)) || bytes.starts(with: Array("RF64".utf8)) { return .wav }
    if bytes.prefix(4096).allSatisfy({ $0 == 0 }) { return .zeros }
    return detectMarkup(bytes)
  }

  private static let signatures: [(bytes: [UInt8], format: ForeignFormat)] = [
    (Array("PK".utf8) + [3, 4], .zip), (Array("PK".utf8) + [5, 6], .zip), ([0x1F, 0x8B], .gzip),
    (Array("FORM".utf8), .aiff), (Array("fLaC".utf8), .flac), (Array("OggS".utf8), .ogg),
    (Array("ID3".utf8), .mp3), ([0x89] + Array("PNG".utf8), .png), ([0xFF, 0xD8, 0xFF], .jpeg),
    (Array("%PDF".utf8), .pdf), (Array("BMAN".utf8), .namb),
    (Array("version https://git-lfs".utf8), .lfsPointer),
    ([0xFF, 0xFE], .utf16), ([0xFE, 0xFF], .utf16),
  ]

  private static func detectMarkup(_ bytes: UnsafeRawBufferPointer) -> ForeignFormat? {
    let text = bytes.prefix(1024).drop { $0.isJSONWhiteSpace }
    guard text.first == UInt8(ascii: "<") else { return nil }
    let start = String(decoding: text, as: UTF8.self).lowercased()
    return start.contains("<html") || start.hasPrefix("<!doctype") || !start.hasPrefix("<?xml") ? .html : .xml
  }

  /// Told by the keys of the JSON object: other tools' models are JSON too.
  static func detect(_ object: JSONObject) -> ForeignFormat? {
    if object["model_data"] != nil && object["state_dict"] != nil { return .guitarML }
    if object["layers"] != nil && object["in_shape"] != nil { return .rtNeural }
    return nil
  }
}
