import Foundation
import Testing

/// `headroom devices`. What it says of cards is tested where there are some: in a kernel that simulates them.
struct DevicesTests {
  static let machineHasCards = FileManager.default.fileExists(atPath: "/proc/asound/cards")

  @Test(.enabled(if: !machineHasCards), arguments: [([], "no sound card\n"), (["--json"], "[]\n")])
  func noCard(_ options: [String], _ text: String) throws {
    let result = try Headroom.run(["devices"] + options)
    #expect(result.exitCode == 0)
    #expect(result.text == text)
    #expect(result.errorText.isEmpty)
  }

  @Test func jsonIsAnArray() throws {
    let result = try Headroom.run("devices", "--json")
    let cards = try JSONSerialization.jsonObject(with: Data(result.output)) as? [[String: Any]]
    #expect(cards?.allSatisfy { $0["id"] is String && $0["devices"] is [Any] } == true)
  }
}
