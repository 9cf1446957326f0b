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
