// swift-tools-version: 6.0
import PackageDescription

// Somebody else's package, for Tools/check-embedding: Headroom by its version, as README has it.
let package = Package(
  name: "embedder",
  dependencies: [
    .package(url: Context.environment["HEADROOM_URL"] ?? "https://headroom.invalid", from: "99.0.0")
  ],
  targets: [
    .executableTarget(
      name: "embedder",
      dependencies: [
        .product(name: "NAMFormat", package: "headroom"),
        .product(name: "NeuralAmp", package: "headroom"),
      ])
  ]
)
