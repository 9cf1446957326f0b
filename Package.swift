// swift-tools-version: 6.2
import PackageDescription

let strict: [SwiftSetting] = [.treatAllWarnings(as: .error)]
let strictC: [CSetting] = [.treatAllWarnings(as: .error)]
let strictCXX: [CXXSetting] = [.treatAllWarnings(as: .error)]

/// `HEADROOM_PORTABLE=1 swift build`: no unsafe flags, and only the kernel that every processor runs.
let portable = Context.environment["HEADROOM_PORTABLE"] == "1"

/// `HEADROOM_TESTABLE=1 swift test -c release`: tests may look into those modules of a release build that they
/// do look into. All others stay what the program is made of, unlike with `-Xswiftc -enable-testing`: the
/// kernels, which take longest, are compiled once for both.
let testable: [SwiftSetting] =
  Context.environment["HEADROOM_TESTABLE"] == "1" ? [.unsafeFlags(["-enable-testing"])] : []

/// The vector kernels: one source, compiled for an instruction set. Always optimised and as a whole, in debug
/// builds too: the proof that they neither lock nor allocate needs every generic function specialised.
func kernels(_ name: String, _ instructions: [String]) -> Target {
  let flags =
    // With threads counted, if only one, there is an object file for each source, as in all debug builds.
    // Lines for a debugger take a third of the time to compile. SwiftPM's own -g comes after a plain -gnone.
    ["-O", "-whole-module-optimization", "-num-threads", "1", "-Xfrontend", "-gnone"]
    + instructions.flatMap { ["-Xcc", $0] }
  return .target(
    name: name, dependencies: ["CVector", "KernelInterface"],
    swiftSettings: strict + (portable ? [] : [.unsafeFlags(flags)]))
}

#if arch(x86_64)
  let vectorTargets =
    portable
    ? [] : [kernels("KernelsAVX2", ["-mavx2", "-mfma"]), kernels("KernelsAVX512", ["-march=x86-64-v4"])]
#else
  let vectorTargets: [Target] = []
#endif
let kernelTargets = [kernels("KernelsBaseline", [])] + vectorTargets
let vectors: [SwiftSetting] = vectorTargets.isEmpty ? [] : [.define("HEADROOM_VECTOR_KERNELS")]

let package = Package(
  name: "Headroom",
  products: [
    .library(name: "NeuralAmp", targets: ["NeuralAmp"]),
    .library(name: "NAMFormat", targets: ["NAMFormat"]),
    .library(name: "AudioFile", targets: ["AudioFile"]),
    .library(name: "LiveAudio", targets: ["LiveAudio"]),
    .executable(name: "headroom", targets: ["headroom"]),
  ],
  targets: [
    .target(name: "CRealtime", cSettings: strictC),
    .target(name: "CVector", cSettings: strictC),
    .target(name: "KernelInterface", swiftSettings: strict),
    .target(name: "CProcessor", cSettings: strictC),
    .target(name: "CBenchmark", cSettings: strictC),
    .target(
      name: "NeuralAmp",
      dependencies: ["CRealtime", "CProcessor", "KernelInterface"]
        + kernelTargets.map { .byName(name: $0.name) },
      swiftSettings: strict + vectors + testable),
    .target(name: "CSimdJSON", cxxSettings: strictCXX, linkerSettings: [.linkedLibrary("simdjson")]),
    .target(name: "NAMFormat", dependencies: ["NeuralAmp", "CSimdJSON"], swiftSettings: strict),
    .systemLibrary(name: "CSndFile", pkgConfig: "sndfile", providers: [.apt(["libsndfile1-dev"])]),
    .systemLibrary(name: "CSampleRate", pkgConfig: "samplerate", providers: [.apt(["libsamplerate0-dev"])]),
    .target(
      name: "AudioFile", dependencies: ["NeuralAmp", "CFile", "CSndFile", "CSampleRate"],
      swiftSettings: strict + testable),
    .target(name: "CALSA", cSettings: strictC, linkerSettings: [.linkedLibrary("asound")]),
    .target(name: "CThread", cSettings: strictC),
    .target(name: "CFile", cSettings: strictC),
    .target(
      name: "LiveAudio", dependencies: ["NeuralAmp", "CALSA", "CRealtime", "CThread"],
      swiftSettings: strict + testable),

    .executableTarget(
      name: "headroom",
      dependencies: [
        "NeuralAmp", "NAMFormat", "AudioFile", "LiveAudio", "CRealtime", "CBenchmark", "CThread",
      ],
      swiftSettings: strict + testable),

    .target(
      name: "TestSupport", dependencies: ["NeuralAmp"], path: "Tests/TestSupport", swiftSettings: strict),
    .target(name: "CRealtimeProbe", path: "Tests/CRealtimeProbe", cSettings: strictC),
    .target(name: "CFileUser", path: "Tests/CFileUser", cSettings: strictC),
    .target(name: "CRealtimeSanitizer", path: "Tests/CRealtimeSanitizer", cSettings: strictC),
    .executableTarget(
      name: "realtime-check", dependencies: ["NeuralAmp", "CRealtimeSanitizer", "TestSupport"],
      path: "Tests/realtime-check", swiftSettings: strict),
    .systemLibrary(name: "CFuzzer", path: "Tests/fuzz/CFuzzer"),
    .target(
      name: "NAMFuzz", dependencies: ["NAMFormat", "NeuralAmp", "TestSupport"], path: "Tests/fuzz/NAMFuzz",
      swiftSettings: strict),
    .executableTarget(
      name: "fuzz-nam", dependencies: ["NAMFuzz", "NeuralAmp", "CFuzzer"], path: "Tests/fuzz/fuzz-nam",
      swiftSettings: strict),
    .testTarget(
      name: "NAMFuzzTests", dependencies: ["NAMFuzz", "NAMFormat", "NeuralAmp", "TestSupport"],
      swiftSettings: strict),
    .testTarget(
      name: "NeuralAmpTests",
      dependencies: ["NeuralAmp", "KernelInterface", "CRealtimeProbe", "TestSupport"]
        + kernelTargets.map { .byName(name: $0.name) },
      swiftSettings: strict + vectors),
    .testTarget(
      name: "RealtimeTests", dependencies: ["NeuralAmp", "NAMFormat", "CRealtimeProbe", "TestSupport"],
      swiftSettings: strict),
    .testTarget(
      name: "NAMFormatTests", dependencies: ["NAMFormat", "NeuralAmp", "CFileUser", "TestSupport"],
      swiftSettings: strict),
    .testTarget(
      name: "AudioFileTests",
      dependencies: ["AudioFile", "NeuralAmp", "NAMFormat", "CFileUser", "TestSupport"],
      swiftSettings: strict),
    .testTarget(
      name: "LiveAudioTests",
      dependencies: [
        "LiveAudio", "NeuralAmp", "AudioFile", "CALSA", "CSampleRate", "CRealtimeProbe", "TestSupport",
      ],
      swiftSettings: strict),
    .testTarget(
      name: "CommandTests",
      dependencies: ["headroom", "NeuralAmp", "AudioFile", "LiveAudio", "CRealtimeProbe", "TestSupport"],
      swiftSettings: strict),
    .testTarget(
      name: "GoldenTests", dependencies: ["NeuralAmp", "NAMFormat", "AudioFile", "TestSupport"],
      swiftSettings: strict),
  ] + kernelTargets,
  cxxLanguageStandard: .cxx17
)
