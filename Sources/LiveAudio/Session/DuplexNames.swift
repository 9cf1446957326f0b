/// The two devices that are played through, by ALSA's names, the same for as long as the cards are called so.
struct DuplexNames: Equatable, Sendable {
  let capture: String
  let playback: String

  init(_ options: LiveOptions) throws(LiveAudioError) {
    capture = try Self.name(options.captureDevice)
    playback =
      options.playbackDevice == options.captureDevice ? capture : try Self.name(options.playbackDevice)
  }

  private static func name(_ text: String?) throws(LiveAudioError) -> String {
    guard let text else { return try DeviceName.preferred() }
    return try DeviceName.resolve(text)
  }
}
