#if !DEBUG
  import NAMFormat
  import TestSupport
  import Testing

  /// A player who goes through captures does not wait: from the disk to a model at rest.
  struct LoadingTests {
    @Test
    func a1StandardIsReadyInThreeMilliseconds() throws {
      var generator = SeededGenerator(seed: 1)
      let weights = generator.floats(13_802, in: -0.2...0.2).map { "\($0)" }
      let folder = try TemporaryFolder()
      let text = NAMText.a1Standard.with("weights", NAMText.list(weights)).text()
      let path = try folder.write(Array(text.utf8), as: "standard.nam")
      // The best of many: what else the machine does takes its time too.
      var shortest = Duration.seconds(1)
      for _ in 0..<500 where shortest >= .milliseconds(3) {
        let begin = ContinuousClock.now
        let model = try NAMFile(path: path).makeModel()
        shortest = min(shortest, ContinuousClock.now - begin)
        #expect(model.prewarmFrameCount > 0)
      }
      #expect(shortest < .milliseconds(3))
    }
  }
#endif
