import NAMFormat
import TestSupport
import Testing

/// Metadata is shown and used where it makes sense, and never stops a file from playing.
struct NAMMetadataTests {
  private func read(_ metadata: String) throws -> NAMFile {
    try NAMFile(path: "amp.nam", bytes: NAMText.lstm.with("metadata", metadata).bytes)
  }

  @Test func knownKeys() throws {
    let metadata = try read(
      """
      {"loudness": -18, "gain": 0.5, "input_level_dbu": 5.2, "output_level_dbu": 4, "name": "n",
       "modeled_by": "m", "gear_make": "k", "gear_model": "o", "gear_type": "amp", "tone_type": "clean"}
      """
    ).metadata
    #expect(metadata.loudness == -18)
    #expect(metadata.gain == 0.5)
    #expect(metadata.inputLevel == 5.2)
    #expect(metadata.outputLevel == 4)
    #expect(metadata.modeledBy == "m")
    #expect(metadata.gearMake == "k")
    #expect(metadata.gearModel == "o")
    #expect(metadata.gearType == "amp")
    #expect(metadata.toneType == "clean")
  }

  @Test func unknownKeysAreKeptInOrder() throws {
    let all = try read("{\"zeta\": 1, \"alpha\": {\"b\": [1, \"two\"]}}").metadata.all
    #expect(all.members.map(\.key) == ["zeta", "alpha"])
  }

  @Test(arguments: ["null", "[]", "5", "\"text\"", "{}", "{\"loudness\": null, \"name\": null}"])
  func anythingGoes(_ metadata: String) throws {
    #expect(try read(metadata).metadata.loudness == nil)
  }

  @Test func wrongTypesAreNoted() throws {
    let file = try read("{\"loudness\": \"loud\", \"name\": 5}")
    let notes = file.remarks.map(\.sentence)
    #expect(file.metadata.loudness == nil && file.metadata.name == nil)
    #expect(
      notes.contains("metadata.loudness: expected a number, found the string \"loud\": it is ignored"))
    #expect(notes.contains("metadata.name: expected a string, found the number 5: it is ignored"))
  }

  @Test func missingAndImplausibleValuesAreNoted() throws {
    let notes = try read("{\"input_level_dbu\": 250}").remarks.map(\.sentence)
    #expect(notes.contains("metadata.input_level_dbu is implausible: 250"))
    #expect(notes.contains("no metadata.loudness: it cannot be normalized"))
    #expect(notes.contains("no metadata.output_level_dbu: its output cannot be calibrated"))
  }
}
