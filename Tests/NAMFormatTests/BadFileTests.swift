import CFileUser
import Glibc
import NAMFormat
import TestSupport
import Testing

/// Every file that cannot be used says so in a sentence of its own.
struct BadFileTests {
  @Test func thereAreEnough() {
    #expect(BadModelFile.all.count >= 40)
    #expect(Set(BadModelFile.all.map(\.name)).count == BadModelFile.all.count)
  }

  @Test(arguments: BadModelFile.all)
  func sentence(_ file: BadModelFile) {
    #expect(
      reason { try NAMFile(path: "amp.nam", bytes: file.bytes).makeModel() } == "amp.nam: \(file.sentence)")
  }

  /// The same from disk.
  @Test(arguments: BadModelFile.all)
  func sentenceFromDisk(_ file: BadModelFile) throws {
    let folder = try TemporaryFolder()
    let path = try folder.write(file.bytes, as: "amp.nam")
    #expect(reason { try NAMFile(path: path).makeModel() } == "\(path): \(file.sentence)")
  }

  /// Every prefix of a file is refused, and none crashes.
  @Test func everyTruncation() {
    let bytes = NAMText.lstm.bytes
    for length in 0..<bytes.count {
      let error = reason { try NAMFile(path: "amp.nam", bytes: Array(bytes.prefix(length))) }
      #expect(error?.hasPrefix("amp.nam: ") ?? false, "a file cut to \(length) bytes was taken")
    }
  }

  /// Every file with one byte changed is either refused or a file still, and none crashes.
  @Test func everyDamagedByte() {
    let bytes = NAMText.lstm.bytes
    for index in bytes.indices {
      for damage in [UInt8(0), 0x22, 0x5D, 0x7D, 0xFF, bytes[index] ^ 1] {
        var damaged = bytes
        damaged[index] = damage
        _ = try? NAMFile(path: "amp.nam", bytes: damaged).makeModel()
      }
    }
  }

  @Test func missingFile() {
    #expect(reason { try NAMFile(path: "/nowhere/amp.nam") } == "/nowhere/amp.nam: no such file")
  }

  @Test func folder() {
    #expect(reason { try NAMFile(path: "/tmp") } == "/tmp: is a directory, not a file")
  }

  @Test func fileInPlaceOfAFolder() throws {
    let folder = try TemporaryFolder()
    let path = try folder.write([], as: "file") + "/amp.nam"
    #expect(reason { try NAMFile(path: path) } == "\(path): cannot be read: Not a directory")
  }

  @Test func noPermission() throws {
    let folder = try TemporaryFolder()
    let path = try folder.write(NAMText.lstm.bytes, as: "amp.nam")
    #expect(chmod(path, 0) == 0)
    file_user_become_nobody()
    defer { file_user_restore() }
    #expect(reason { try NAMFile(path: path) } == "\(path): may not be read (permission denied)")
  }

  @Test func tooLarge() throws {
    let folder = try TemporaryFolder()
    let path = try folder.write([], as: "amp.nam")
    #expect(truncate(path, (64 << 20) + 1) == 0)
    #expect(
      reason { try NAMFile(path: path) } == "\(path): is larger than 64 MiB, the largest model file accepted")
  }

  /// A device has no size to look at first.
  @Test func endlessDevice() {
    #expect(
      reason { try NAMFile(path: "/dev/zero") }
        == "/dev/zero: is larger than 64 MiB, the largest model file accepted")
  }

  private func reason(_ body: () throws -> some Any) -> String? {
    do {
      _ = try body()
      return nil
    } catch {
      return "\(error)"
    }
  }
}
