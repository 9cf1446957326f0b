import Foundation
import TestSupport

/// The files that fuzzing starts from, and those it has found.
public enum FuzzFiles {
  /// One small file for every feature of the format.
  public static let corpus = paths(in: "Tests/fuzz/corpus")
  /// Each broke a promise once.
  public static let crashes = paths(in: "Tests/fuzz/crashes")

  public static func read(_ path: String) throws -> [UInt8] {
    Array(try Data(contentsOf: URL(filePath: path)))
  }

  private static func paths(in folder: String) -> [String] {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: Repository.path(folder))) ?? []
    return names.filter { !$0.hasPrefix(".") }.sorted().map { Repository.path("\(folder)/\($0)") }
  }
}
