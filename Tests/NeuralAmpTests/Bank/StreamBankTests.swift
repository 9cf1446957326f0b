import TestSupport
import Testing

@testable import NeuralAmp

struct StreamBankTests {
  /// One tile of every size, tiles of two sizes, several layers, several channels; the last two do not run side by side
  /// with every kernel, or with any.
  private static let shapes = [
    ModelShape(layers: 1, hidden: 1), ModelShape(layers: 1, hidden: 3), ModelShape(layers: 1, hidden: 8),
    ModelShape(layers: 1, hidden: 12), ModelShape(layers: 1, hidden: 16), ModelShape(layers: 1, hidden: 20),
    ModelShape(layers: 1, hidden: 24), ModelShape(layers: 1, hidden: 36), ModelShape(layers: 1, hidden: 40),
    ModelShape(layers: 2, hidden: 8), ModelShape(layers: 2, hidden: 16), ModelShape(layers: 2, hidden: 24),
    ModelShape(layers: 3, hidden: 18),
    ModelShape(layers: 1, hidden: 9, inputs: 2, outputs: 3), ModelShape(layers: 2, hidden: 50),
    ModelShape(layers: 0, hidden: 2),
  ]

  private static let cases = Kernel.available.flatMap { kernel in shapes.map { $0.on(kernel) } }

  /// As many as fill some vectors, and some that do not fill another.
  @Test(arguments: cases, [1, 3, 16, 17, 41])
  func sameBitsAsAlone(_ shape: ModelShape, _ streamCount: Int) {
    let bank = BankWithTwins(shape.model(), streamLimit: streamCount, seed: UInt64(streamCount))
    for _ in 0..<streamCount { bank.join(from: .stored) }
    for frameCount in [64, 1, 7, 33, 64] { bank.process(frameCount: frameCount) }
    #expect(bank.bank.join() == nil)
  }

  /// Streams join, leave, are copied, reset, saved and restored while others run, in any order.
  @Test(arguments: cases.filter { $0.hidden < 41 })
  func anyOrder(_ shape: ModelShape) {
    #if DEBUG
      let stepCount = 300
    #else
      let stepCount = 10_000 / 12
    #endif
    let bank = BankWithTwins(shape.model(), streamLimit: 37, seed: 5)
    for _ in 0..<stepCount { bank.step() }
  }

  @Test
  func feedForwardStreams() {
    let bank = BankWithTwins(.randomConvNet(inputs: 2), streamLimit: 5, seed: 6, comparesStates: false)
    for _ in 0..<300 { bank.step() }
  }

  @Test
  func notANumberIsSilence() {
    let bank = BankWithTwins(ModelShape(layers: 1, hidden: 8).model(), streamLimit: 16, seed: 7)
    for _ in 0..<16 { bank.join(from: .rest) }
    bank.process(frameCount: 64, changing: { $0 == 3 || $0 == 40 ? .nan : $0 == 50 ? .infinity : nil })
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
  @Test(arguments: Kernel.available.filter { $0 != .reference })
  func lanesWhereTheyPay(_ kernel: Kernel) throws {
    for hidden in [3, 8, 16, 24, 50] {
      guard case .lstm(let network) = Model.random(layers: 1, hidden: hidden, kernel: kernel).network else {
        preconditionFailure("an LSTM")
      }
      var isWithLanes = false
      for limit in 1...70 {
        let lanes = LSTMLanes(network, streamLimit: limit)
        if let lanes { #expect(lanes.leastStreamCount <= limit) }
        #expect(lanes != nil || !isWithLanes, "\(hidden) units, \(limit) streams")
        isWithLanes = lanes != nil
      }
      if hidden == 3 { #expect(isWithLanes) }
      if hidden == 50 { #expect(!isWithLanes) }
    }
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
