/// Every architecture that can run, closed: adding one touches its folder, the switches here and in
/// `Stream+Realtime.swift`, and one parser.
///
/// Plain memory without ownership; the ``Model`` owns what it points to.
enum Network {
  case lstm(LSTMNetwork)

  var inputChannelCount: Int {
    switch self {
    case .lstm(let network): network.configuration.inputChannelCount
    }
  }

  var outputChannelCount: Int {
    switch self {
    case .lstm(let network): network.configuration.outputChannelCount
    }
  }

  /// Scratch memory of one stream, in floats. Not state: nothing in it outlives a frame.
  var workspaceCount: Int {
    switch self {
    case .lstm(let network): network.workspaceCount
    }
  }
}
