import Foundation
import NeuralAmp
import TestSupport
import Testing

/// Which kernel a model gets.
struct KernelSelectionTests {
  private func sentence(_ name: String) -> String? {
    do {
      _ = try Kernel.named(name)
      return nil
    } catch {
      return error.description
    }
  }

  @Test(arguments: Kernel.available)
  func knownName(_ kernel: Kernel) throws { #expect(try Kernel.named(kernel.rawValue) == kernel) }

  @Test(arguments: ["sse9", "AVX2", " avx2", ""])
  func unknownName(_ name: String) {
    #expect(throws: KernelError.unknown(name)) { try Kernel.named(name) }
    #expect(sentence(name) == "expected one of reference, baseline, avx2, avx512, found \"\(name)\"")
  }

  @Test(arguments: Kernel.allCases.filter { !$0.isAvailable })
  func unavailableName(_ kernel: Kernel) {
    let names = Kernel.available.map(\.rawValue).joined(separator: ", ")
    #expect(throws: KernelError.unavailable(kernel)) { try Kernel.named(kernel.rawValue) }
    #expect(sentence(kernel.rawValue) == "this processor has no \(kernel.title); it has \(names)")
  }

  @Test func availableKernels() {
    #expect(Kernel.available.starts(with: [.reference, .baseline]))
    #expect(Kernel.best == Kernel.available.last)
    #expect(Kernel.available.contains(Kernel.preferred))
  }

  /// AVX-512 comes with AVX2: the list has no holes.
  @Test func widerKernelsIncludeNarrowerOnes() {
    #expect(Kernel.available == Array(Kernel.allCases.prefix(Kernel.available.count)))
    let lanes = Kernel.available.map(\.laneCount)
    #expect(lanes == [1, 4, 8, 16].prefix(lanes.count).map { $0 })
  }

  @Test(arguments: Kernel.available)
  func modelKnowsItsKernel(_ kernel: Kernel) {
    #expect(Model.random(layers: 1, hidden: 3, kernel: kernel).kernel == kernel)
    #expect(Model.random(layers: 1, hidden: 3).kernel == Kernel.preferred)
  }

  /// There is nothing for vectors to do.
  @Test(arguments: Kernel.available)
  func withoutLayersItIsTheReferenceKernel(_ kernel: Kernel) {
    #expect(Model.random(layers: 0, hidden: 3, kernel: kernel).kernel == .reference)
  }

  // MARK: The environment variable, each in a process of its own: `preferred` is settled once.

  @Test(arguments: [nil, ""])
  func environmentIsNotSet(_ value: String?) async {
    await #expect(processExitsWith: .success) { [value = value as String?] in
      unsetenv(Kernel.environmentVariable)
      if let value { setenv(Kernel.environmentVariable, value, 1) }
      let requested = try Kernel.requested()
      #expect(requested == nil)
      #expect(Kernel.preferred == Kernel.best)
    }
  }

  @Test(arguments: Kernel.available)
  func environmentChooses(_ kernel: Kernel) async {
    await #expect(processExitsWith: .success) { [name = kernel.rawValue as String] in
      setenv(Kernel.environmentVariable, name, 1)
      let requested = try Kernel.requested()
      #expect(requested?.rawValue == name)
      #expect(Kernel.preferred.rawValue == name)
      #expect(Model.random(layers: 1, hidden: 3).kernel.rawValue == name)
    }
  }

  /// A program that cannot report it goes on with the widest; `requested()` says what is wrong.
  @Test(arguments: ["sse9", " "] + Kernel.allCases.filter { !$0.isAvailable }.map(\.rawValue))
  func environmentAsksForWhatCannotBeHad(_ name: String) async {
    await #expect(processExitsWith: .success) { [name = name as String] in
      setenv(Kernel.environmentVariable, name, 1)
      #expect(throws: KernelError.self) { try Kernel.requested() }
      #expect(Kernel.preferred == Kernel.best)
    }
  }
}
