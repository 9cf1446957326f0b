import LiveAudio
import Testing

struct LiveAudioErrorTests {
  @Test(arguments: [
    (LiveAudioError.Problem.missing(available: []), "no such device, and no sound card either"),
    (.missing(available: ["hw:A", "hw:B"]), "no such device (there are: hw:A, hw:B)"),
    (.busy(holder: nil), "in use by another program"),
    (.busy(holder: "pipewire (812)"), "in use by pipewire (812)"),
    (.channel(3, count: 2), "there is no channel 3: it has 1 to 2"),
    (.channel(2, count: 1), "there is no channel 2: it has one"),
    (.tooShort, "does not play: an xrun after every start: take a longer period or more periods"),
    (
      .nothingCameBack(outputs: [3, 4], input: 2),
      "nothing came back: is the cable in output 3 or 4 and input 2, and the level up?"
    ),
    (.interrupted(times: 6), "6 attempts to measure were interrupted: take a longer period"),
    (.call("hw_params", code: -22), "hw_params: Invalid argument"),
  ])
  func sentences(_ problem: LiveAudioError.Problem, _ sentence: String) {
    #expect(LiveAudioError(device: "hw:X", problem: problem).description == "hw:X: \(sentence)")
  }
}
