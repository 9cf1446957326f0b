import NAMFormat
import NeuralAmp
import TestSupport
import Testing

/// What can be worked out at load is: of two captures of the same shape, the one whose modulations do not heed the
/// condition has fewer weights left to run. That its output is right is the goldens' affair.
struct FoldingTests {
  @Test
  func constantModulationsAreFolded() throws {
    let all = try model("wavenet_all_films")
    let some = try model("wavenet_constant_films")
    #expect(all.parameterCount == some.parameterCount)
    // 5 of 8 in each of 3 layers, some of which share a cache line with what stays.
    #expect(all.model.byteCount - some.model.byteCount > 512)
  }

  private func model(_ name: String) throws -> (parameterCount: Int, model: Model) {
    let file = try NAMFile(path: Repository.path("Tests/Goldens/models/\(name).nam"))
    return (file.network(quality: 1).parameterCount, try file.makeModel())
  }
}
