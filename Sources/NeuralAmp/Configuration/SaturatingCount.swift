/// A number of floats or frames. One that is beyond `Int` stays at `Int.max`.
struct SaturatingCount: ExpressibleByIntegerLiteral, Equatable {
  let value: Int

  init(_ value: Int) { self.value = value }

  init(integerLiteral value: Int) { self.value = value }

  static func + (left: Self, right: Self) -> Self {
    let (sum, overflows) = left.value.addingReportingOverflow(right.value)
    return Self(overflows ? .max : sum)
  }

  static func * (left: Self, right: Self) -> Self {
    let (product, overflows) = left.value.multipliedReportingOverflow(by: right.value)
    return Self(overflows ? .max : product)
  }

  static func sum(_ counts: some Sequence<SaturatingCount>) -> Self { counts.reduce(0, +) }
}
