import Glibc
import NeuralAmp
import Synchronization
import TestSupport
import Testing

@testable import LiveAudio

/// No setting clicks: while everything is changed twenty times a second, a sine of 997 Hz stays one.
struct ClickTests {
  private static let block = AmpChainBench.block
  /// 51 ms, in frames.
  private static let interval = 38 * block
  /// What a step at -80 dBFS leaves of itself in `roughness`.
  private static let audible = 10 * 1e-4

  /// Not so loud that the amp distorts.
  private let sine = (0..<16 * interval).map { frame in
    Float(0.1 * sin(2 * .pi * 997 * Double(frame) / Double(AmpChainBench.rate)))
  }

  /// The greatest sixth difference: a high-pass that leaves -106 dB of the sine, and of a step ten times its height,
  /// of a kink six times its change of slope.
  private func roughness(_ signal: [Float]) -> Double {
    var rest = signal.map(Double.init)
    for _ in 0..<6 { rest = zip(rest.dropFirst(), rest).map { $0 - $1 } }
    return rest.map(abs).max()!
  }

  private func play(_ change: (AmpChainBench, _ count: Int) -> Void) throws -> [Float] {
    let bench = try AmpChainBench(ModelShape(layers: 1, hidden: 8).model())
    // The amp settles first, as at the start of a session nobody hears.
    _ = bench.process([Float](repeating: 0, count: 8192))
    return bench.process(sine) { frame in
      if frame > 0, frame % Self.interval == 0 { change(bench, frame / Self.interval) }
    }
  }

  @Test func seesAStep() {
    var stepped = sine
    for frame in 5000..<stepped.count { stepped[frame] += 1e-4 }
    #expect(roughness(stepped) > 0.9 * Self.audible)
    #expect(roughness(sine) < 0.01 * Self.audible)
  }

  @Test func gains() throws {
    let output = try play { bench, count in
      bench.set(inputGain: [0.1, 1, 0.5][count % 3])
      bench.set(outputGain: count % 2 == 0 ? 1 : 0.25)
    }
    #expect(roughness(output) < 0.05 * Self.audible)
  }

  @Test func bypass() throws {
    let output = try play { bench, count in
      bench.controls.pointee.isBypassed.store(count % 2 == 1, ordering: .relaxed)
    }
    #expect(roughness(output) < 0.05 * Self.audible)
  }

  @Test func mute() throws {
    let output = try play { bench, count in
      bench.controls.pointee.isMuted.store(count % 2 == 1, ordering: .relaxed)
    }
    #expect(roughness(output) < 0.05 * Self.audible)
  }

  @Test(arguments: [false, true])
  func voices(_ playsAlone: Bool) throws {
    let voices = try (1...15).map { seed in
      try Voice(
        .randomConvNet(seed: seed), channelCount: 1, AmpChainBench.timing, playsAlone: playsAlone)
    }
    let output = try play { bench, count in
      _ = bench.takeRetired()
      bench.send(voices[count - 1])
    }
    #expect(roughness(output) < 0.05 * Self.audible)
  }

  /// All of it at once.
  @Test func everything() throws {
    let output = try play { bench, count in
      bench.set(inputGain: count % 2 == 0 ? 1 : 0.3)
      bench.set(outputGain: count % 3 == 0 ? 1 : 0.5)
      bench.controls.pointee.isBypassed.store(count % 4 == 1, ordering: .relaxed)
      bench.controls.pointee.isMuted.store(count % 5 == 2, ordering: .relaxed)
    }
    #expect(roughness(output) < 0.05 * Self.audible)
  }
}
