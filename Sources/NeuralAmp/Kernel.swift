import CProcessor
import Glibc
import KernelsBaseline

#if HEADROOM_VECTOR_KERNELS
  import KernelsAVX2
  import KernelsAVX512
#endif

/// The code that a model's steps run through.
///
/// Every kernel gives the same sound to within a few units in the last place of a float, and each by itself gives
/// the same bits for every block size. Between kernels bits differ: a render is repeated bit for bit on
/// another machine when the kernel is the same.
public enum Kernel: String, Sendable, CaseIterable {
  /// Plain Swift, gates in float64: what the others are tested against.
  case reference
  /// What every processor of this architecture has: SSE2 on x86-64, NEON on ARM64.
  case baseline
  /// AVX2 and FMA.
  case avx2
  /// AVX-512 F, BW, CD, DQ, VL.
  case avx512

  /// The environment variable that overrides ``preferred``.
  public static let environmentVariable = "HEADROOM_ISA"

  /// Whether this processor can run it, and this build has it.
  public var isAvailable: Bool {
    switch self {
    case .reference, .baseline: true
    #if HEADROOM_VECTOR_KERNELS
      case .avx2: headroom_has_avx2()
      case .avx512: headroom_has_avx512()
    #else
      case .avx2, .avx512: false
    #endif
    }
  }

  /// Those that this processor can run, slowest first.
  public static var available: [Kernel] { allCases.filter(\.isAvailable) }

  /// What models are made for where nothing else is said: what ``environmentVariable`` asks for, and the widest
  /// available where it is not set or cannot be had.
  public static let preferred = (try? requested()) ?? best

  /// The widest that this processor has.
  public static var best: Kernel { available.last ?? .baseline }

  /// What ``environmentVariable`` asks for; `nil` where it is not set or empty.
  public static func requested() throws(KernelError) -> Kernel? {
    guard let value = getenv(environmentVariable), value.pointee != 0 else { return nil }
    return try named(String(cString: value))
  }

  /// The kernel of that name, if this processor can run it.
  public static func named(_ name: String) throws(KernelError) -> Kernel {
    guard let kernel = Kernel(rawValue: name) else { throw .unknown(name) }
    guard kernel.isAvailable else { throw .unavailable(kernel) }
    return kernel
  }

  /// For people: "AVX2".
  public var title: String {
    switch self {
    case .reference: "reference"
    #if arch(arm64)
      case .baseline: "NEON"
    #else
      case .baseline: "SSE2"
    #endif
    case .avx2: "AVX2"
    case .avx512: "AVX-512"
    }
  }

  /// Floats in a vector; 1 for ``reference``.
  public var laneCount: Int {
    switch self {
    case .reference: 1
    case .baseline: KernelsBaseline.laneCount
    #if HEADROOM_VECTOR_KERNELS
      case .avx2: KernelsAVX2.laneCount
      case .avx512: KernelsAVX512.laneCount
    #else
      case .avx2: 8
      case .avx512: 16
    #endif
    }
  }

  /// What its gates' sums are scaled by: minus the steps of its table of powers of two that make one e.
  var gateScale: Double {
    switch self {
    case .reference: 1
    case .baseline: KernelsBaseline.gateScale
    #if HEADROOM_VECTOR_KERNELS
      case .avx2: KernelsAVX2.gateScale
      case .avx512: KernelsAVX512.gateScale
    #else
      case .avx2, .avx512: 1
    #endif
    }
  }
}

/// A kernel that cannot be had.
public enum KernelError: Error, Equatable, CustomStringConvertible {
  case unknown(String)
  case unavailable(Kernel)

  public var description: String {
    switch self {
    case .unknown(let name):
      let names = Kernel.allCases.map(\.rawValue).joined(separator: ", ")
      return "expected one of \(names), found \"\(name)\""
    case .unavailable(let kernel):
      let names = Kernel.available.map(\.rawValue).joined(separator: ", ")
      #if HEADROOM_VECTOR_KERNELS
        return "this processor has no \(kernel.title); it has \(names)"
      #else
        return "this build has no \(kernel.title); it has \(names)"
      #endif
    }
  }
}
