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
  ],
  targets: [
    .target(name: "CRealtime", cSettings: strictC),
    .target(name: "NeuralAmp", dependencies: ["CRealtime"], swiftSettings: strict),
    .target(name: "CSimdJSON", cxxSettings: strictCXX, linkerSettings: [.linkedLibrary("simdjson")]),
    .target(name: "NAMFormat", dependencies: ["NeuralAmp", "CSimdJSON"], swiftSettings: strict),
  ],
  cxxLanguageStandard: .cxx17
)
