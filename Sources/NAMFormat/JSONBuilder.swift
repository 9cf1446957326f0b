import CSimdJSON

/// Puts a ``JSONValue`` together from the parser's events.
final class JSONBuilder {
  private enum Container {
    case object(JSONObject, key: String)
    /// The elements are in `numbers`.
    case numbers
    case array([JSONValue])
  }

  private var open: [Container] = []
  /// Of the innermost container, as long as all that it holds are numbers.
  private var numbers: [Double] = []
  private var root: JSONValue?

  /// The value, once the parser has said that the text is whole.
  func finish() -> JSONValue {
    guard let root, open.isEmpty else { preconditionFailure("the parser did not send a whole value") }
    return root
  }

  /// - Parameter body: gets a sink that sends to this builder, good during the call.
  func withSink<Result>(_ body: (UnsafePointer<headroom_json_sink>) -> Result) -> Result {
    var sink = headroom_json_sink(
      context: Unmanaged.passUnretained(self).toOpaque(),
      begin_object: { JSONBuilder.of($0).begin(.object(JSONObject(), key: "")) },
      key: { JSONBuilder.of($0).key(JSONBuilder.string($1, $2)) },
      end_object: { JSONBuilder.of($0).close() },
      begin_array: { JSONBuilder.of($0).begin(.numbers) },
      end_array: { JSONBuilder.of($0).close() },
      string: { JSONBuilder.of($0).add(.string(JSONBuilder.string($1, $2))) },
      number: { JSONBuilder.of($0).add(number: $1) },
      boolean: { JSONBuilder.of($0).add(.bool($1)) },
      null: { JSONBuilder.of($0).add(.null) })
    return withExtendedLifetime(self) { body(&sink) }
  }

  private static func of(_ context: UnsafeMutableRawPointer?) -> JSONBuilder {
    guard let context else { preconditionFailure("an event without its builder") }
    return Unmanaged<JSONBuilder>.fromOpaque(context).takeUnretainedValue()
  }

  private static func string(_ text: UnsafePointer<CChar>?, _ length: Int) -> String {
    String(decoding: UnsafeRawBufferPointer(start: text, count: length), as: UTF8.self)
  }

  private func key(_ key: String) {
    guard case .object(let object, _)? = open.popLast() else {
      preconditionFailure("a key outside an object")
    }
    open.append(.object(object, key: key))
  }

  private func begin(_ container: Container) {
    mixNumbers()
    open.append(container)
  }

  private func close() {
    switch open.popLast() {
    case .object(let object, _): add(.object(object))
    case .numbers:
      let closed = numbers
      numbers = []
      add(closed.isEmpty ? .array([]) : .numbers(closed))
    case .array(let elements): add(.array(elements))
    case nil: preconditionFailure("an end without a beginning")
    }
  }

  private func add(number: Double) {
    guard case .numbers? = open.last else { return add(.number(number)) }
    numbers.append(number)
  }

  private func add(_ value: JSONValue) {
    mixNumbers()
    // The container is taken off the stack while it grows, so that it is not copied.
    switch open.popLast() {
    case nil: root = value
    case .object(var object, let key):
      object.append(key, value)
      open.append(.object(object, key: key))
    case .array(var elements):
      elements.append(value)
      open.append(.array(elements))
    case .numbers: preconditionFailure("numbers have been mixed")
    }
  }

  /// Makes an array of numbers, if that is innermost, one of any values.
  private func mixNumbers() {
    guard case .numbers? = open.last else { return }
    open[open.count - 1] = .array(numbers.map(JSONValue.number))
    numbers = []
  }
}
