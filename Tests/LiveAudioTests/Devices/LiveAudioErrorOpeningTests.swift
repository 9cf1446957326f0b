import Glibc
import Testing

@testable import LiveAudio

struct LiveAudioErrorOpeningTests {
  static let cards: [SoundCard] = [.hdmi, .webcam]

  @Test(arguments: [
    ("hw:1,3", PCMDirection.capture, "cannot do capture: it has playback only"),
    ("hw:C920", .playback, "cannot do playback: it has capture only"),
  ])
  func wrongDirection(_ name: String, _ direction: PCMDirection, _ sentence: String) {
    let error = LiveAudioError(notFound: name, direction, among: Self.cards)
    #expect(error.description == "\(name): \(sentence)")
  }

  @Test(arguments: [
    ("hw:1,0", PCMDirection.capture), ("hw:C920", .capture), ("hw:Gone", .playback), ("rig", .playback),
  ])
  func notFound(_ name: String, _ direction: PCMDirection) {
    let available = ["hw:CARD=HDMI,DEV=3", "hw:CARD=HDMI,DEV=7", "hw:CARD=C920,DEV=0"]
    #expect(
      LiveAudioError(notFound: name, direction, among: Self.cards)
        == LiveAudioError(device: name, problem: .missing(available: available)))
  }

  @Test(arguments: [
    (-EBUSY, LiveAudioError.Problem.busy(holder: nil)), (-EINVAL, .call("open", code: -EINVAL)),
    (-EACCES, .call("open", code: -EACCES)),
  ])
  func codes(_ code: Int32, _ problem: LiveAudioError.Problem) {
    #expect(LiveAudioError(opening: "rig", .capture, code: code).problem == problem)
  }
}
