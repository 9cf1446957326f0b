/// Why bytes are not taken for the state of a stream.
public struct StateFileError: Error, Equatable, CustomStringConvertible {
  public enum Problem: Sendable, Equatable {
    /// Something else, or what is left of a state.
    case notAState
    /// Of a later Headroom.
    case version(found: Int)
    /// Saved of another model, or for another kernel: states are bits.
    case otherModel
    /// Changed since it was saved.
    case damaged
  }

  public let problem: Problem

  public var description: String {
    switch problem {
    case .notAState: "no saved state of a stream"
    case .version(let found): "a saved state of version \(found); known is version \(StateFile.version)"
    case .otherModel: "a saved state of another model, or for another kernel"
    case .damaged: "a saved state that is damaged"
    }
  }
}

extension StateSnapshot {
  /// What a file has to hold, so that a stream can go on from this state in another process: on a machine that runs the
  /// model through the same kernel.
  public var fileBytes: [UInt8] { StateFile.bytes(state, model.identity) }

  /// From the bytes of a file.
  ///
  /// - Throws: ``StateFileError``; no byte is believed before all have been checked.
  public convenience init(of model: Model, fileBytes bytes: [UInt8]) throws(StateFileError) {
    let floats = try StateFile.floats(bytes, model.identity, count: model.stateCount)
    self.init(of: model, state: floats)
  }
}

/// The contents of a file that holds a stream's state. Little-endian words:
///
///     "HRST", version 1, the model's identity (2), number of floats, the floats' bits, a sum of all before it (2)
private enum StateFile {
  static let version = 1
  private static let magic = Array("HRST".utf8)
  private static let headerCount = 20

  static func bytes(_ state: AlignedFloats, _ identity: UInt64) -> [UInt8] {
    var bytes = magic
    append(UInt32(version), to: &bytes)
    append(identity, to: &bytes)
    append(UInt32(state.count), to: &bytes)
    for index in 0..<state.count { append(state.pointer[index].bitPattern, to: &bytes) }
    append(sum(bytes[...]), to: &bytes)
    return bytes
  }

  static func floats(
    _ bytes: [UInt8], _ identity: UInt64, count: Int
  ) throws(StateFileError) -> [Float] {
    guard bytes.count >= headerCount + 8, bytes.starts(with: magic) else {
      throw StateFileError(problem: .notAState)
    }
    let found = Int(word(bytes, at: 4))
    if found != version { throw StateFileError(problem: .version(found: found)) }
    guard sum(bytes.dropLast(8)) == long(bytes, at: bytes.count - 8) else {
      throw StateFileError(problem: .damaged)
    }
    guard long(bytes, at: 8) == identity, Int(word(bytes, at: 16)) == count,
      bytes.count == headerCount + 4 * count + 8
    else { throw StateFileError(problem: .otherModel) }
    return (0..<count).map { Float(bitPattern: word(bytes, at: headerCount + 4 * $0)) }
  }

  private static func append<Word: FixedWidthInteger>(_ word: Word, to bytes: inout [UInt8]) {
    withUnsafeBytes(of: word.littleEndian) { bytes += $0 }
  }

  private static func word(_ bytes: [UInt8], at offset: Int) -> UInt32 {
    (0..<4).reduce(0) { $0 | UInt32(bytes[offset + $1]) << UInt32(8 * $1) }
  }

  private static func long(_ bytes: [UInt8], at offset: Int) -> UInt64 {
    UInt64(word(bytes, at: offset)) | UInt64(word(bytes, at: offset + 4)) << 32
  }

  private static func sum(_ bytes: ArraySlice<UInt8>) -> UInt64 {
    var fingerprint = Fingerprint()
    for byte in bytes { fingerprint.add(UInt32(byte)) }
    return fingerprint.value
  }
}
