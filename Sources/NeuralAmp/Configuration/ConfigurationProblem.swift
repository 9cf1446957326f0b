/// Why there can be no network of a configuration or description.
public struct ConfigurationProblem: Error, Sendable, Equatable {
  /// Where: a path of keys as the `.nam` format has them, such as `layers[1].dilations`.
  public let key: String
  /// What belongs there.
  public let expected: String
  public let found: String

  init(_ key: String, expected: String, found: String) {
    self.key = key
    self.expected = expected
    self.found = found
  }

  init(_ key: String, expected: String, found: Int) {
    self.init(key, expected: expected, found: "the number \(found)")
  }

  /// The same, seen from what lies around.
  func within(_ outer: String) -> ConfigurationProblem {
    ConfigurationProblem("\(outer).\(key)", expected: expected, found: found)
  }
}

extension ConfigurationProblem {
  /// What `check` throws.
  static func found(by check: () throws(ConfigurationProblem) -> Void) -> ConfigurationProblem? {
    do throws(ConfigurationProblem) {
      try check()
      return nil
    } catch {
      return error
    }
  }

  /// Puts the key of what is checked before the keys of what is wrong with it.
  static func within(
    _ outer: String, _ check: () throws(ConfigurationProblem) -> Void
  ) throws(ConfigurationProblem) {
    do throws(ConfigurationProblem) { try check() } catch { throw error.within(outer) }
  }

  static func require(
    _ key: String, _ size: Int, in range: ClosedRange<Int>
  ) throws(ConfigurationProblem) {
    if range.contains(size) { return }
    throw ConfigurationProblem(
      key, expected: "a whole number from \(range.lowerBound) to \(range.upperBound)", found: size)
  }

  /// - Parameter reason: what else has the value.
  static func require(
    _ key: String, _ size: Int, is other: Int, _ reason: String
  ) throws(ConfigurationProblem) {
    if size != other { throw ConfigurationProblem(key, expected: "\(other), \(reason)", found: size) }
  }

  /// One or more elements, up to ``NetworkConfiguration/listLimit``.
  static func requireList(_ key: String, _ count: Int) throws(ConfigurationProblem) {
    if (1...NetworkConfiguration.listLimit).contains(count) { return }
    throw ConfigurationProblem(
      key, expected: "an array of 1 to \(NetworkConfiguration.listLimit)", found: "one of \(count)")
  }
}
