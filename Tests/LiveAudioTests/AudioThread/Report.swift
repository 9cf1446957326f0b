import Synchronization

/// A value that the body leaves for the test.
final class Report<Value: Sendable>: Sendable {
  private let storage: Mutex<Value?> = Mutex(nil)

  var value: Value? {
    get { storage.withLock { $0 } }
    set { storage.withLock { $0 = newValue } }
  }
}
