extension LiveAudioError {
  /// Why the audio thread ended; `nil` where it was asked to. Of two devices it names the one that has gone, else the
  /// one that sets the pace.
  init?(_ end: DuplexEnd, of duplex: OpenDuplex) {
    guard let problem = Problem(end) else { return nil }
    let isCapture = duplex.capture.isDisconnected && !duplex.playback.isDisconnected
    self.init(device: (isCapture ? duplex.capture : duplex.playback).name, problem: problem)
  }
}

extension LiveAudioError.Problem {
  fileprivate init?(_ end: DuplexEnd) {
    switch end {
    case .stopped: return nil
    case .lost: self = .unplugged
    case .stalled: self = .stalled
    case .outrun: self = .tooShort
    case .failed(let code): self = .init("playing", code: code)
    }
  }
}
