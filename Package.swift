// swift-tools-version: 6.2
import PackageDescription

let strict: [SwiftSetting] = [.treatAllWarnings(as: .error)]
let strictC: [CSetting] = [.treatAllWarnings(as: .error)]
let strictCXX: [CXXSetting] = [.treatAllWarnings(as: .error)]

let package = Package(
  name: "Headroom",
  products: [
    .library(name: "NeuralAmp", targets: ["NeuralAmp"]),
    .library(name: "NAMFormat", targets: ["NAMFormat"]),
    .library(name: "AudioFile", targets: ["AudioFile"]),
    .executable(name: "headroom", targets: ["headroom"]),
  ],
  targets: [
    .target(name: "CRealtime", cSettings: strictC),
    .target(name: "NeuralAmp", dependencies: ["CRealtime"], swiftSettings: strict),
    .target(name: "CSimdJSON", cxxSettings: strictCXX, linkerSettings: [.linkedLibrary("simdjson")]),
    .target(name: "NAMFormat", dependencies: ["NeuralAmp", "CSimdJSON"], swiftSettings: strict),
    .systemLibrary(name: "CSndFile", pkgConfig: "sndfile", providers: [.apt(["libsndfile1-dev"])]),
    .systemLibrary(name: "CSampleRate", pkgConfig: "samplerate", providers: [.apt(["libsamplerate0-dev"])]),
    .target(
      name: "AudioFile", dependencies: ["NeuralAmp", "CSndFile", "CSampleRate"], swiftSettings: strict),

    .executableTarget(
      name: "headroom", dependencies: ["NeuralAmp", "NAMFormat", "AudioFile"], swiftSettings: strict),

    .target(
      name: "TestSupport", dependencies: ["NeuralAmp"], path: "Tests/TestSupport", swiftSettings: strict),
    .target(name: "CRealtimeProbe", path: "Tests/CRealtimeProbe", cSettings: strictC),
    .target(name: "CFileUser", path: "Tests/CFileUser", cSettings: strictC),
    .target(name: "CRealtimeSanitizer", path: "Tests/CRealtimeSanitizer", cSettings: strictC),
    .executableTarget(
      name: "realtime-check", dependencies: ["NeuralAmp", "CRealtimeSanitizer", "TestSupport"],
      path: "Tests/realtime-check", swiftSettings: strict),
    .testTarget(
      name: "NeuralAmpTests", dependencies: ["NeuralAmp", "CRealtimeProbe", "TestSupport"],
      swiftSettings: strict),
    .testTarget(
      name: "RealtimeTests", dependencies: ["NeuralAmp", "CRealtimeProbe", "TestSupport"],
      swiftSettings: strict),
    .testTarget(
      name: "NAMFormatTests", dependencies: ["NAMFormat", "NeuralAmp", "CFileUser", "TestSupport"],
      swiftSettings: strict),
    .testTarget(
      name: "AudioFileTests", dependencies: ["AudioFile", "NeuralAmp", "CFileUser", "TestSupport"],
      swiftSettings: strict),
    .testTarget(
      name: "CommandTests", dependencies: ["headroom", "AudioFile", "TestSupport"], swiftSettings: strict),
    .testTarget(
      name: "GoldenTests", dependencies: ["NeuralAmp", "NAMFormat", "AudioFile", "TestSupport"],
      swiftSettings: strict),
  ],
  cxxLanguageStandard: .cxx17
)
