import Foundation
import TestSupport
import Testing

@testable import LiveAudio

struct HostAdviceTests {
  /// A machine whose processors have these governors.
  private func machine(_ governors: [String]) throws -> TemporaryFolder {
    let folder = try TemporaryFolder()
    for (number, governor) in governors.enumerated() {
      let path = "sys/devices/system/cpu/cpu\(number)/cpufreq"
      try FileManager.default.createDirectory(
        atPath: folder.path(path), withIntermediateDirectories: true)
      _ = try folder.write([UInt8]("\(governor)\n".utf8), as: "\(path)/scaling_governor")
    }
    return folder
  }

  private func advice(
    _ priority: RealtimePriority = .fifo(70), _ memory: MemoryLock = .all, _ governors: [String] = []
  ) throws -> HostAdvice {
    let folder = try machine(governors)
    return HostAdvice(priority: priority, memory: memory, root: folder.path(""))
  }

  @Test(arguments: [
    ([], nil),
    (["performance", "performance"], nil),
    (["performance", "powersave"], "the CPU governor is powersave"),
    (["schedutil", "powersave", "schedutil"], "the CPU governor is powersave and schedutil"),
  ])
  func governor(_ governors: [String], _ problem: String?) throws {
    #expect(try advice(.fifo(70), .all, governors).items.map(\.problem) == [problem].compactMap { $0 })
  }

  @Test func nothingToSay() throws {
    #expect(try advice().summary == nil)
    #expect(try advice(.rtkit(20)).items.isEmpty)
  }

  @Test func everySentenceSaysWhatToDoInOneLine() throws {
    let advice = try advice(.normal(reason: "why"), .none(reason: "so"), ["powersave"])
    let sentences = advice.items.map(\.sentence)
    #expect(sentences.count == 3)
    #expect(sentences.allSatisfy { !$0.contains("\n") })
    #expect(
      sentences[0].hasPrefix("the audio thread runs at normal priority (why): put \"@audio - rtprio 95\""))
    #expect(sentences[0].hasSuffix("or install rtkit"))
    #expect(sentences[1].contains("memory is not locked (so): put \"@audio - memlock unlimited\" into /etc/"))
    #expect(
      sentences[2]
        == "the CPU governor is powersave: echo performance"
        + " | sudo tee /sys/devices/system/cpu/cpu*/cpufreq/scaling_governor")
  }

  @Test func theSummaryNamesAllAndHelpsWithTheFirst() throws {
    let all = try advice(.normal(reason: "why"), .none(reason: "so"), ["powersave"])
    let problems = "the audio thread runs at normal priority (why), memory is not locked (so)"
    #expect(all.summary == "\(problems), the CPU governor is powersave: \(all.items[0].remedy)")
    let one = try advice(.fifo(70), .all, ["powersave"])
    #expect(one.summary == one.items[0].sentence)
  }
}
