import KernelInterface

/// A program as one stream runs it, and the plans of its parts. Allocates in `init` only.
final class ProgramPlans {
  let program: UnsafeMutablePointer<Program>
  private let lstms: UnsafeMutableBufferPointer<LSTMPlan>
  private let convolvers: UnsafeMutableBufferPointer<ConvolverPlan>

  /// - Parameter make: gets the plans, as long as this lives.
  init(
    lstms: [LSTMPlan], convolvers: [ConvolverPlan],
    _ make: (UnsafePointer<LSTMPlan>, UnsafePointer<ConvolverPlan>) -> Program
  ) {
    self.lstms = .copy(of: lstms)
    self.convolvers = .copy(of: convolvers)
    program = .allocate(capacity: 1)
    program.initialize(to: make(self.lstms.baseAddress!, self.convolvers.baseAddress!))
  }

  deinit {
    program.deallocate()
    lstms.deallocate()
    convolvers.deallocate()
  }
}
