import TestSupport
import Testing

@testable import NeuralAmp

struct StreamBankTests {
  /// They run side by side with every vector kernel, of four lanes too: one layer and several, and fewer channels out
  /// than in.
  private static let shapesInLanes = [
    ModelShape(layers: 1, hidden: 3), ModelShape(layers: 2, hidden: 4),
    ModelShape(layers: 1, hidden: 3, inputs: 2),
  ]

  /// One tile of every size, tiles of two sizes, several layers, several channels; most do not run side by side with
  /// every kernel, the last two with none.
  private static let shapes = [
    ModelShape(layers: 1, hidden: 1), ModelShape(layers: 1, hidden: 8), ModelShape(layers: 1, hidden: 12),
    ModelShape(layers: 1, hidden: 16), ModelShape(layers: 1, hidden: 20), ModelShape(layers: 1, hidden: 24),
    ModelShape(layers: 1, hidden: 36), ModelShape(layers: 1, hidden: 40), ModelShape(layers: 2, hidden: 8),
    ModelShape(layers: 2, hidden: 16), ModelShape(layers: 2, hidden: 24), ModelShape(layers: 3, hidden: 18),
    ModelShape(layers: 1, hidden: 9, inputs: 2, outputs: 3), ModelShape(layers: 2, hidden: 50),
    ModelShape(layers: 0, hidden: 2),
  ]

  private static let casesInLanes = Kernel.availableVector.flatMap { kernel in
    shapesInLanes.map { $0.on(kernel) }
  }
  private static let cases =
    Kernel.availableVector.flatMap { kernel in shapes.map { $0.on(kernel) } }
    + shapesOfReference.map { $0.on(.reference) }

  // One after the other, whatever the shape; and slow in a debug build.
  #if DEBUG
    private static let shapesOfReference = shapes.filter { $0.hidden < 10 }
  #else
    private static let shapesOfReference = shapes
  #endif

  private static let streamLimit = 37

  /// As many as fill some vectors, and some that do not fill another.
  @Test(arguments: casesInLanes + cases, [1, 3, 16, 17, 41])
  func sameBitsAsAlone(_ shape: ModelShape, _ streamCount: Int) {
    let bank = BankWithTwins(shape.model(), streamLimit: streamCount, seed: UInt64(streamCount))
    for _ in 0..<streamCount { bank.join(from: .stored) }
    for frameCount in [64, 1, 7, 33, 64] { bank.process(frameCount: frameCount) }
    #expect(bank.bank.join() == nil)
  }

  /// Streams join, leave, are copied, reset, saved, restored and loaded from a file's bytes while others run, in any
  /// order.
  @Test(arguments: casesInLanes)
  func anyOrderInLanes(_ shape: ModelShape) throws {
    #expect(lanes(of: shape.model(), streamLimit: Self.streamLimit) != nil)
    try takeSteps(10_000, shape)
  }

  @Test(arguments: cases.filter { $0.hidden < 41 })
  func anyOrder(_ shape: ModelShape) throws {
    #if DEBUG
      let stepCount = 300
    #else
      let stepCount = 10_000 / 12
    #endif
    try takeSteps(stepCount, shape)
  }

  private func takeSteps(_ count: Int, _ shape: ModelShape) throws {
    let bank = BankWithTwins(shape.model(), streamLimit: Self.streamLimit, seed: 5)
    for _ in 0..<count { try bank.step() }
  }

  @Test
  func feedForwardStreams() throws {
    let bank = BankWithTwins(.randomConvNet(inputs: 2), streamLimit: 5, seed: 6, comparesStates: false)
    for _ in 0..<300 { try bank.step() }
  }

  @Test
  func notANumberIsSilence() {
    let bank = BankWithTwins(ModelShape(layers: 1, hidden: 8).model(), streamLimit: 16, seed: 7)
    for _ in 0..<16 { bank.join(from: .rest) }
    bank.process(frameCount: 64, changes: [3: .nan, 40: .nan, 50: .infinity])
    bank.process(frameCount: 64)
  }

  @Test
  func whetherItFits() {
    let model = ModelShape(layers: 1, hidden: 8).model()
    let bank = StreamBank(model: model, streamLimit: 3, maximumFrameCount: 64)
    #expect(bank.fits(model, streamLimit: 3, maximumFrameCount: 64))
    #expect(bank.fits(model, streamLimit: 3, maximumFrameCount: 1))
    #expect(!bank.fits(model, streamLimit: 3, maximumFrameCount: 65))
    #expect(!bank.fits(model, streamLimit: 2, maximumFrameCount: 64))
    #expect(!bank.fits(.random(layers: 1, hidden: 8), streamLimit: 3, maximumFrameCount: 64))
  }

  /// Never so many that most lanes would idle, and no more than there are.
  @Test(arguments: Kernel.available)
  func bestStreamLimit(_ kernel: Kernel) {
    let model = Model.random(layers: 1, hidden: 3, kernel: kernel)
    for count in 1...100 {
      let best = StreamBank.bestStreamLimit(model, of: count)
      #expect(best >= 1 && best <= count)
      // More streams are never a reason for fewer.
      #expect(best <= StreamBank.bestStreamLimit(model, of: count + 1))
    }
    let most = StreamBank.bestStreamLimit(model, of: 1000)
    #expect(kernel == .reference ? most == 1 : most >= 4)
    #expect(StreamBank.bestStreamLimit(.randomConvNet(), of: 1000) == 1)
  }

  /// Where there can never be enough streams for lanes to be faster, nothing is laid out for them; where one more stream
  /// does not fit into a vector, those that fill one still run side by side.
  @Test(arguments: Kernel.availableVector)
  func lanesWhereTheyPay(_ kernel: Kernel) {
    for hidden in [3, 8, 16, 24, 50] {
      let model = Model.random(layers: 1, hidden: hidden, kernel: kernel)
      var isWithLanes = false
      for limit in 1...70 {
        let lanes = lanes(of: model, streamLimit: limit)
        if let lanes { #expect(lanes.leastStreamCount <= limit) }
        #expect(lanes != nil || !isWithLanes, "\(hidden) units, \(limit) streams")
        isWithLanes = lanes != nil
      }
      if hidden == 3 { #expect(isWithLanes) }
      if hidden == 50 { #expect(!isWithLanes) }
    }
  }

  private func lanes(of model: Model, streamLimit: Int) -> LSTMLanes? {
    guard case .lstm(let network) = model.network else { preconditionFailure("an LSTM") }
    return LSTMLanes(network, streamLimit: streamLimit)
  }

  @Test
  func numbers() {
    let bank = StreamBank(
      model: ModelShape(layers: 1, hidden: 8).model(), streamLimit: 3, maximumFrameCount: 1)
    #expect([bank.join(), bank.join(), bank.join(), bank.join()] == [0, 1, 2, nil])
    bank.leave(1)
    #expect(!bank.contains(1) && bank.contains(2) && !bank.contains(3) && !bank.contains(-1))
    #expect(bank.streamCount == 2)
    #expect(bank.copy(2) == 1)
    #expect(bank.copy(0) == nil)
  }
}
