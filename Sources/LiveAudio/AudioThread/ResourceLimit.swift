import Glibc

/// getrlimit(2) and setrlimit(2).
struct ResourceLimit {
  static let unlimited = rlim_t.max
  static let realTimePriority = ResourceLimit(__RLIMIT_RTPRIO)
  static let realTimeMicroseconds = ResourceLimit(__RLIMIT_RTTIME)
  static let lockedBytes = ResourceLimit(__RLIMIT_MEMLOCK)

  private let resource: __rlimit_resource_t

  private init(_ resource: __rlimit_resource) { self.resource = __rlimit_resource_t(resource.rawValue) }

  var value: rlimit {
    var limit = rlimit()
    getrlimit(resource, &limit)
    return limit
  }

  /// Whether it could be set.
  func set(_ limit: rlimit) -> Bool {
    var limit = limit
    return setrlimit(resource, &limit) == 0
  }

  /// Raises the soft limit to the hard one, which anybody may, and returns what holds then.
  func raised() -> rlim_t {
    var limit = value
    limit.rlim_cur = limit.rlim_max
    _ = set(limit)
    return value.rlim_cur
  }
}
