import CVector
import KernelInterface

// Thread: audio. What becomes of a convolution's sums while they are in registers.

protocol SumOutput: RowOutput {
  init(_ job: ConvolutionJob, _ step: UnsafePointer<Convolution>, _ frame: Int)
}

/// They are kept as they are.
struct PlainOutput: SumOutput {
  private let target: Planes

  @inline(__always)
  init(_ job: ConvolutionJob, _ step: UnsafePointer<Convolution>, _ frame: Int) {
    target = Planes(job.target + frame, step.pointee.target)
  }

  @inline(__always)
  private init(target: Planes) { self.target = target }

  @inline(__always)
  func from(_ channel: Int) -> PlainOutput { PlainOutput(target: target.from(channel)) }

  @inline(__always)
  func at(_ frame: Int) -> PlainOutput { PlainOutput(target: target.at(frame)) }

  @inline(__always)
  func store(_ vector: Vector) { vector_store(vector, target.first) }
}

/// They are activated, and what comes out may go to a skip connection too.
struct ActivatedOutput<F: ElementFunction>: SumOutput {
  private let target: Planes
  private let skip: Planes
  private let skipKind: Activating.Skip
  private let parameters: UnsafePointer<Float>

  @inline(__always)
  init(_ job: ConvolutionJob, _ step: UnsafePointer<Convolution>, _ frame: Int) {
    target = Planes(job.target + frame, step.pointee.target)
    let activation = step.pointee.activation.unsafelyUnwrapped
    skip = Planes(job.skip + frame, activation.pointee.skipTarget)
    skipKind = activation.pointee.skip
    parameters = job.parameters
  }

  @inline(__always)
  private init(_ other: ActivatedOutput, target: Planes, skip: Planes, parameters: UnsafePointer<Float>) {
    self.target = target
    self.skip = skip
    skipKind = other.skipKind
    self.parameters = parameters
  }

  @inline(__always)
  func from(_ channel: Int) -> ActivatedOutput {
    ActivatedOutput(
      self, target: target.from(channel), skip: skip.from(channel), parameters: parameters + channel)
  }

  @inline(__always)
  func at(_ frame: Int) -> ActivatedOutput {
    ActivatedOutput(self, target: target.at(frame), skip: skip.at(frame), parameters: parameters)
  }

  @inline(__always)
  func store(_ vector: Vector) {
    let y = F(parameters, channel: 0).of(vector)
    vector_store(y, target.first)
    switch skipKind {
    case .none: break
    case .set: vector_store(y, skip.first)
    case .add: vector_store(vector_add(vector_load(skip.first), y), skip.first)
    }
  }
}
