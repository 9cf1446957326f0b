import CSimdJSON

/// Puts a ``JSONValue`` together from the parser's events.
final class JSONBuilder {
  private enum Container {
    case object(JSONObject, key: String)
    case numbers([Double])
    case array([JSONValue])
  }

  private var open: [Container] = []
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
      begin_object: { JSONBuilder.of($0).open.append(.object(JSONObject(), key: "")) },
      key: { JSONBuilder.of($0).key(JSONBuilder.string($1, $2)) },
      end_object: { JSONBuilder.of($0).close() },
      begin_array: { JSONBuilder.of($0).open.append(.numbers([])) },
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

  private func close() {
    switch open.popLast() {
    case .object(let object, _): add(.object(object))
    case .numbers(let numbers): add(numbers.isEmpty ? .array([]) : .numbers(numbers))
    case .array(let elements): add(.array(elements))
    case nil: preconditionFailure("an end without a beginning")
    }
  }

  private func add(number: Double) {
    // The container is taken off the stack while it grows, so that it is not copied.
    guard case .numbers(var numbers)? = open.last else { return add(.number(number)) }
    open.removeLast()
    numbers.append(number)
    open.append(.numbers(numbers))
  }

  private func add(_ value: JSONValue) {
    switch open.popLast() {
    case nil: root = value
    case .object(var object, let key):
      object.append(key, value)
      open.append(.object(object, key: key))
    case .array(var elements):
      elements.append(value)
      open.append(.array(elements))
    case .numbers(let numbers):
      open.append(.array(numbers.map(JSONValue.number) + [value]))
    }
  }
}
