import NAMFormat
import NAMFuzz
import NeuralAmp
import Testing

/// What fuzzing starts from, and what it has found, in an ordinary build.
struct ReplayTests {
  @Test(arguments: FuzzFiles.corpus + FuzzFiles.crashes)
  func noFileHurts(_ path: String) throws {
    let bytes = try FuzzFiles.read(path)
    for kernel in Kernel.available { _ = try Playback.run(bytes, kernel: kernel) }
  }

  /// A seed that the loader does not follow would lead nowhere.
  @Test(arguments: FuzzFiles.corpus)
  func seedsAreNoBadFiles(_ path: String) throws {
    switch try Playback.run(FuzzFiles.read(path), kernel: .reference) {
    case .played: break
    case .refused(let error): throw error
    case .tooCostly: Issue.record("a seed settles at once")
    }
  }

  @Test func thereAreSeeds() {
    #expect(FuzzFiles.corpus.count >= 20)
  }
}
