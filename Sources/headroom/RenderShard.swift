/// One of the parts that a batch is cut into, so that several machines share it.
struct RenderShard {
  /// From 0.
  let index: Int
  let count: Int

  /// - Parameter text: `I/N`, from 1/N to N/N.
  init(_ text: String) throws(UsageError) {
    let numbers = text.split(separator: "/", omittingEmptySubsequences: false).map { Int($0) }
    guard numbers.count == 2, let number = numbers[0], let count = numbers[1],
      (1...max(1, count)).contains(number)
    else { throw UsageError("--shard: expected I/N, from 1/N to N/N, found \"\(text)\"") }
    index = number - 1
    self.count = count
  }

  /// Every `count`th job in the order of the outputs' paths, byte by byte; the jobs stay in their order.
  func select(_ jobs: [RenderPlan.Job]) -> [RenderPlan.Job] {
    let order = jobs.indices.sorted {
      jobs[$0].output.utf8.lexicographicallyPrecedes(jobs[$1].output.utf8)
    }
    let chosen = order.indices.filter { $0 % count == index }.map { order[$0] }
    return chosen.sorted().map { jobs[$0] }
  }
}
