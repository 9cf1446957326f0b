/// Every kind of network that can run, closed: adding one touches its folder, the switches here and in
/// `Stream+Realtime.swift`, and one parser.
enum Network {
  /// Plain memory; the ``Model`` owns what it points to.
  case lstm(LSTMNetwork)
  case program(ProgramNetwork)

  var inputChannelCount: Int {
    switch self {
    case .lstm(let network): network.configuration.inputChannelCount
    case .program(let network): network.inputChannelCount
    }
  }

  var outputChannelCount: Int {
    switch self {
    case .lstm(let network): network.configuration.outputChannelCount
    case .program(let network): network.outputChannelCount
    }
  }

  /// Scratch memory of one stream, in floats. Not state: nothing in it outlives a frame.
  var workspaceCount: Int {
    switch self {
    case .lstm(let network): network.workspaceCount
    case .program(let network): network.workspaceCount
    }
  }
}
