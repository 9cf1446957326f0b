import NeuralAmp

/// A JSON object and its place in the file.
struct NAMObject {
  /// Of the object; empty for that of the file.
  let path: String
  let members: JSONObject
  let remarks: NAMRemarks

  func path(of key: String) -> String { path.isEmpty ? key : "\(path).\(key)" }

  func required(_ key: String) throws(NAMFileError.Problem) -> NAMValue {
    guard let value = members[key] else { throw .missingKey(path(of: key)) }
    return NAMValue(path: path(of: key), value: value, remarks: remarks)
  }

  /// `nil` where it is missing or null: exporters spell out what is not there.
  func optional(_ key: String) -> NAMValue? {
    guard let value = members[key], value != .null else { return nil }
    return NAMValue(path: path(of: key), value: value, remarks: remarks)
  }

  func size(_ key: String, from lowest: Int = 1) throws(NAMFileError.Problem) -> Int {
    try required(key).integer(in: lowest...NetworkConfiguration.sizeLimit)
  }

  func size(_ key: String, default standard: Int) throws(NAMFileError.Problem) -> Int {
    try optional(key)?.integer(in: 1...NetworkConfiguration.sizeLimit) ?? standard
  }

  func bool(_ key: String, default standard: Bool) throws(NAMFileError.Problem) -> Bool {
    try optional(key)?.bool() ?? standard
  }

  func float(_ key: String, default standard: Float) throws(NAMFileError.Problem) -> Float {
    try optional(key)?.float() ?? standard
  }

  /// Notes keys that are not of the format, and keys that occur again.
  ///
  /// - Parameter owner: what has the keys, such as "an LSTM".
  func noteOddKeys(known: Set<String>, of owner: String) {
    for member in members.members where !known.contains(member.key) {
      remarks.note("\(path(of: member.key)): not a key of \(owner): it is ignored")
    }
    for key in members.repeatedKeys {
      remarks.note("\(path(of: key)) occurs more than once: the last one counts")
    }
  }
}
