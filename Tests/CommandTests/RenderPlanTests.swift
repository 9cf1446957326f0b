import Foundation
import TestSupport
import Testing

@testable import headroom

/// What a batch refuses before anything is done, and what shards leave each other.
struct RenderPlanTests {
  private let batch: RenderBatch
  private var folder: TemporaryFolder { batch.folder }
  private let options = ["-m", RenderBatch.models[0], "-o", "out", "--name", "{input}"]

  init() throws {
    batch = try RenderBatch()
    try batch.makeFolder("out")
    for (index, name) in ["a", "b"].enumerated() {
      _ = try folder.write(TestWAV([Float](repeating: 0.1, count: 100 + index)).bytes, as: "\(name).wav")
    }
  }

  private func link(_ name: String, to target: String) throws {
    try FileManager.default.createSymbolicLink(
      atPath: folder.path(name), withDestinationPath: target)
  }

  @Test func outputThatIsALinkToAnInput() throws {
    try link("out/a.wav", to: "../b.wav")
    let before = try folder.bytes("b.wav")
    let result = try batch.run(["a.wav", "b.wav"] + options)
    #expect(result.exitCode == 2)
    #expect(result.errorLines[0].contains("b.wav is an input, and would be replaced by what a.wav becomes"))
    #expect(try folder.bytes("b.wav") == before)
  }

  @Test func outputThatIsALinkToAnother() throws {
    _ = try folder.write([1, 2, 3], as: "out/b.wav")
    try link("out/a.wav", to: "b.wav")
    let result = try batch.run(["a.wav", "b.wav"] + options)
    #expect(result.exitCode == 2)
    #expect(result.errorLines[0].contains("a.wav and b.wav would both become out/b.wav"))
    #expect(try folder.bytes("out/b.wav") == [1, 2, 3])
  }

  /// By the time that a.wav is rendered, there is what b.wav became.
  @Test(arguments: ["b.wav", "../out/b.wav", "other.wav"])
  func outputThatIsALinkToAnotherStillToCome(_ target: String) throws {
    try link("out/a.wav", to: target)
    try link("out/other.wav", to: folder.path("out/b.wav"))
    let result = try batch.run(["b.wav", "a.wav", "--sequential"] + options)
    #expect(result.exitCode == 2)
    #expect(result.errorLines[0].contains("b.wav and a.wav would both become out/a.wav"))
    #expect(!FilePath.exists(folder.path("out/b.wav")))
  }

  /// The folder is still to be made too.
  @Test func outputThatIsALinkToAnotherInAFolderStillToCome() throws {
    try link("out/a.wav", to: "../new/b.wav")
    _ = try folder.write(Array("input,output\nb.wav,new/b.wav\na.wav,out/a.wav\n".utf8), as: "list.csv")
    let result = try batch.run(["--manifest", "list.csv", "-m", RenderBatch.models[0], "--sequential"])
    #expect(result.exitCode == 2)
    #expect(result.errorLines[0].contains("b.wav and a.wav would both become out/a.wav"))
    #expect(!FilePath.exists(folder.path("new")))
  }

  @Test func outputThatIsALinkInACircle() throws {
    try link("out/a.wav", to: "a.wav")
    #expect(try batch.run(["a.wav", "b.wav"] + options).exitCode == 1)
    #expect(FilePath.exists(folder.path("out/b.wav")))
  }

  /// It is no output of the batch only because a link leads to it.
  @Test func outputThatIsALinkToWhatIsFound() throws {
    try batch.makeFolder("in")
    for name in ["a.wav", "b.wav"] { _ = try folder.write(folder.bytes(name), as: "in/\(name)") }
    try link("out/a.wav", to: "../in/b.wav")
    let before = try folder.bytes("in/b.wav")
    let result = try batch.run(["-r", "in"] + options)
    #expect(result.exitCode == 2)
    #expect(
      result.errorLines[0].contains("in/b.wav is an input, and would be replaced by what in/a.wav becomes"))
    #expect(try folder.bytes("in/b.wav") == before)
  }

  /// What is beside its inputs is found the second time, be it a link.
  @Test func outputsThatAreFoundAreNoInputs() throws {
    try batch.makeFolder("in")
    _ = try folder.write(folder.bytes("a.wav"), as: "in/a.wav")
    _ = try folder.write([1, 2, 3], as: "elsewhere.wav")
    try link("in/a-amp.wav", to: "../elsewhere.wav")
    let arguments = ["-r", "in", "-m", RenderBatch.models[0], "--name", "{input}-amp"]
    for _ in 0..<2 { #expect(try batch.run(arguments).exitCode == 0) }
    #expect(Set(try batch.content("in").keys) == ["a-amp.wav", "a.wav"])
    #expect(try folder.bytes("elsewhere.wav").count > 100)
  }

  /// The link stays, and what it points to is replaced.
  @Test func outputThatIsALinkToSomethingElse() throws {
    _ = try folder.write([1, 2, 3], as: "elsewhere.wav")
    try link("out/a.wav", to: "../elsewhere.wav")
    #expect(try batch.run(["a.wav", "b.wav"] + options).exitCode == 0)
    #expect(try folder.bytes("elsewhere.wav").count > 100)
  }

  /// What a shard has made others may be writing to, where nobody sees it.
  @Test func shardsLeaveFolders() throws {
    _ = try folder.write([1], as: "a.wav")
    let arguments = ["a.wav", "-m", RenderBatch.models[0], "-o", "new/"]
    #expect(try batch.run(arguments).exitCode == 1)
    #expect(!FilePath.exists(folder.path("new")))
    #expect(try batch.run(arguments + ["--shard", "1/1"]).exitCode == 1)
    #expect(FilePath.isFolder(folder.path("new")))
  }
}
