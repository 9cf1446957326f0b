/// The `metadata` of a `.nam` file. All of it is optional, none of it changes the sound, and files in
/// the field often carry guesses: nothing here is ever an error.
public struct NAMMetadata: Sendable {
  /// Everything, as the file has it, unknown keys included.
  public let all: JSONObject
  /// Level of the model's output for the trainer's own test input: 20·log10(RMS), in dB.
  public let loudness: Double?
  /// How driven the capture is, 0 to 1.
  public let gain: Double?
  /// RMS level at the gear's input of a 1 kHz sine that peaks at 0 dBFS on the interface, in dBu.
  public let inputLevel: Double?
  /// RMS level at the gear's output that records as a 1 kHz sine peaking at 0 dBFS, in dBu.
  public let outputLevel: Double?
  public let name: String?
  public let modeledBy: String?
  public let gearMake: String?
  public let gearModel: String?
  public let gearType: String?
  public let toneType: String?

  /// Keys that the format defines.
  public static let knownKeys: Set = [
    "date", "loudness", "gain", "name", "modeled_by", "gear_make", "gear_model", "gear_type", "tone_type",
    "input_level_dbu", "output_level_dbu", "training",
  ]

  static func read(_ object: JSONObject, _ remarks: NAMRemarks) -> NAMMetadata {
    let fields = MetadataFields(object, remarks)
    return NAMMetadata(
      all: object,
      loudness: fields.number("loudness", plausible: -80...20, missing: "it cannot be normalized"),
      gain: fields.number("gain", plausible: 0...1),
      inputLevel: fields.number(
        "input_level_dbu", plausible: -40...40, missing: "its input cannot be calibrated"),
      outputLevel: fields.number(
        "output_level_dbu", plausible: -40...40, missing: "its output cannot be calibrated"),
      name: fields.string("name"), modeledBy: fields.string("modeled_by"),
      gearMake: fields.string("gear_make"), gearModel: fields.string("gear_model"),
      gearType: fields.string("gear_type"), toneType: fields.string("tone_type"))
  }
}

/// Looks up metadata and says what is missing or odd.
private struct MetadataFields {
  private let object: JSONObject
  private let remarks: NAMRemarks

  init(_ object: JSONObject, _ remarks: NAMRemarks) {
    self.object = object
    self.remarks = remarks
    for key in object.repeatedKeys {
      remarks.note("metadata.\(key) occurs more than once: the last one counts")
    }
  }

  func number(
    _ key: String, plausible: ClosedRange<Double>, missing consequence: String? = nil
  ) -> Double? {
    switch object[key] {
    case .number(let value)?:
      if !plausible.contains(value) {
        remarks.note("metadata.\(key) is implausible: \(JSONValue.text(of: value))")
      }
      return value
    case nil, .null?:
      if let consequence { remarks.note("no metadata.\(key): \(consequence)") }
    case .some(let other):
      remarks.note("metadata.\(key): expected a number, found \(other.kind): it is ignored")
    }
    return nil
  }

  func string(_ key: String) -> String? {
    switch object[key] {
    case .string(let text)?: return text
    case nil, .null?: return nil
    case .some(let other):
      remarks.note("metadata.\(key): expected a string, found \(other.kind): it is ignored")
      return nil
    }
  }
}
