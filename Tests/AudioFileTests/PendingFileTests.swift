import AudioFile
import CFileUser
import Foundation
import NeuralAmp
import TestSupport
import Testing

/// A file appears when it is complete, or not at all.
struct PendingFileTests {
  private let bench: RenderBench
  private let input: String

  init() throws {
    bench = try RenderBench()
    input = try bench.input(TestWAV([Float](repeating: 0.5, count: 5000)))
  }

  @Test func nothingElseStays() throws {
    try bench.render(input)
    #expect(try bench.folder.names() == ["in.wav", "out.wav"])
  }

  @Test func permissionsFollowTheUsersMask() throws {
    try bench.render(input)
    var status = stat()
    #expect(stat(bench.folder.path("out.wav"), &status) == 0)
    let mask = umask(0)
    umask(mask)
    #expect(status.st_mode & 0o777 == 0o666 & ~mask)
  }

  /// A file that only its owner may read stays so.
  @Test func permissionsOfAReplacedFileStay() throws {
    _ = try bench.folder.write([1], as: "out.wav")
    #expect(chmod(bench.folder.path("out.wav"), 0o600) == 0)
    try bench.render(input)
    var status = stat()
    #expect(stat(bench.folder.path("out.wav"), &status) == 0 && status.st_mode & 0o777 == 0o600)
  }

  @Test func linkThatLeadsNowhere() throws {
    #expect(symlink("nowhere.wav", bench.folder.path("out.wav")) == 0)
    #expect(bench.problem { try bench.render(input) } == .danglingLink)
  }

  @Test func existingFileIsReplaced() throws {
    _ = try bench.folder.write([1, 2, 3], as: "out.wav")
    try bench.render(input)
    #expect(try bench.samples().count == 5000)
  }

  @Test func cancelledLeavesTheOldFile() throws {
    _ = try bench.folder.write([1, 2, 3], as: "out.wav")
    let renderer = Renderer(
      RenderModel(RenderBench.wire(), path: "amp.nam", loudness: nil), options: RenderOptions())
    #expect(
      bench.problem {
        try renderer.render(input, to: bench.folder.path("out.wav")) { $0.renderedFrameCount < 2000 }
      } == .cancelled)
    #expect(try bench.folder.bytes("out.wav") == [1, 2, 3])
    #expect(try bench.folder.names() == ["in.wav", "out.wav"])
  }

  @Test func noClobber() throws {
    _ = try bench.folder.write([1, 2, 3], as: "out.wav")
    #expect(bench.problem { try bench.render(input) { $0.replacesExisting = false } } == .exists)
    #expect(try bench.folder.bytes("out.wav") == [1, 2, 3])
    try bench.render(input, to: "new.wav") { $0.replacesExisting = false }
    #expect(try bench.folder.names() == ["in.wav", "new.wav", "out.wav"])
  }

  /// A file that comes into being while the other is rendered is not replaced either.
  @Test func noClobberHoldsToTheEnd() throws {
    var options = RenderOptions()
    options.replacesExisting = false
    let renderer = Renderer(RenderModel(RenderBench.wire(), path: "amp.nam", loudness: nil), options: options)
    #expect(
      bench.problem {
        try renderer.render(input, to: bench.folder.path("out.wav")) { _ in
          _ = try? bench.folder.write([7], as: "out.wav")
          return true
        }
      } == .exists)
    #expect(try bench.folder.bytes("out.wav") == [7])
    #expect(try bench.folder.names() == ["in.wav", "out.wav"])
  }

  @Test func linkStaysAndItsTargetIsReplaced() throws {
    _ = try bench.folder.write([1], as: "target.wav")
    #expect(symlink("target.wav", bench.folder.path("out.wav")) == 0)
    try bench.render(input)
    #expect(try bench.samples("target.wav").count == 5000)
    var status = stat()
    #expect(lstat(bench.folder.path("out.wav"), &status) == 0 && status.st_mode & S_IFMT == S_IFLNK)
  }

  @Test func devicesAreNotReplaced() throws {
    #expect(symlink("/dev/null", bench.folder.path("out.wav")) == 0)
    #expect(bench.problem { try bench.render(input) } == .notRegularFile)
  }

  @Test func inputIsNotReplaced() throws {
    #expect(bench.problem { try bench.render(input, to: "in.wav") } == .sameAsInput(input))
    #expect(link(input, bench.folder.path("same.wav")) == 0)
    #expect(bench.problem { try bench.render(input, to: "same.wav") } == .sameAsInput(input))
  }

  @Test func missingFolder() throws {
    #expect(
      bench.problem { try bench.render(input, to: "no/where.wav") }
        == .folderMissing(bench.folder.path("no")))
  }

  @Test func folderWithoutPermission() throws {
    file_user_become_nobody()
    defer { file_user_restore() }
    let isRoot = geteuid() == 0
    if !isRoot { #expect(chmod(bench.folder.path(""), 0o555) == 0) }
    defer { chmod(bench.folder.path(""), 0o755) }
    #expect(bench.problem { try bench.render(input) } == .permissionDenied)
  }

  @Test(arguments: [String(repeating: "x", count: 251), String(repeating: "🎸", count: 62)])
  func longestName(_ stem: String) throws {
    let name = stem + ".wav"
    try bench.render(input, to: name)
    #expect(try bench.samples(name).count == 5000)
  }
}
