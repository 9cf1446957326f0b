import TestSupport
import Testing

@testable import headroom

struct LiveCaptureTests {
  private func capture(_ name: String, quality: Double = 1) throws -> LiveCapture {
    try LiveCapture(path: Repository.path("Tests/Goldens/models/\(name).nam"), quality: quality)
  }

  /// One step for each network that there is.
  @Test func stepsFromTheWholeToTheSmallest() throws {
    var capture = try capture("container_wavenets")
    var models = [try capture.model().byteCount]
    while let next = capture.stepped(by: -1) {
      capture = next
      models.append(try capture.model().byteCount)
    }
    #expect(capture.shownQuality == 0)
    #expect(models.count > 1 && Set(models).count == models.count)
    for _ in models.dropFirst() { capture = try #require(capture.stepped(by: 1)) }
    #expect(capture.shownQuality == 1)
    #expect(capture.stepped(by: 1) == nil)
  }

  @Test func onlyOneQuality() throws {
    let capture = try capture("lstm_1x3", quality: 0.5)
    #expect(capture.shownQuality == nil)
    #expect(capture.stepped(by: -1) == nil && capture.stepped(by: 1) == nil)
  }

  @Test func keepsItsQuality() throws {
    #expect(try capture("container_wavenets", quality: 0.25).reloaded().quality == 0.25)
  }

  @Test func refusesSeveralChannels() throws {
    #expect(throws: LiveFailure.self) { try capture("lstm_2x7_2in_2out").model() }
  }
}
