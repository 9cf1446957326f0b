import NAMFormat
import NAMFuzz
import NeuralAmp
import TestSupport
import Testing

struct MutatorTests {
  private let seed = NAMText.lstm.with("sample_rate", "null").bytes

  @Test func sameSeedSameFile() {
    for seed in 0..<50 as Range<UInt64> {
      var one = Mutator(seed: seed)
      var two = Mutator(seed: seed)
      #expect(one.mutate(self.seed) == two.mutate(self.seed))
    }
  }

  /// Random bytes would be refused, all of them: of these a good part gets as far as the audio.
  @Test func someStillPlay() throws {
    var outcomes: [Bool] = []
    for seed in 0..<300 as Range<UInt64> {
      var mutator = Mutator(seed: seed)
      let mutated = mutator.mutate(self.seed)
      let outcome = try Playback.run(mutated, kernel: .baseline)
      outcomes.append(outcome == .played && mutated != self.seed)
    }
    #expect((30...270).contains(outcomes.count { $0 }))
  }

  /// From whatever text.
  @Test(arguments: ["", "{", "]]", "\"", "\"\\", "{\"a\": [1, {\"b\"", "1 2 3", "{\"weights\": []}"])
  func brokenTexts(_ text: String) {
    for seed in 0..<100 as Range<UInt64> {
      var mutator = Mutator(seed: seed)
      _ = mutator.mutate(Array(text.utf8))
    }
  }
}
