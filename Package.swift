// swift-tools-version: 6.1
import PackageDescription

// The arrows of the design (docs/architecture.md §2), held by the compiler.
let crypto = Target.Dependency.product(name: "Crypto", package: "swift-crypto")

let package = Package(
  name: "casetui",
  dependencies: [
    .package(url: "https://github.com/apple/swift-crypto", from: "4.5.1"),
  ],
  targets: [
    .target(name: "CaseDomain", dependencies: [crypto]),
    .target(name: "CaseExchange", dependencies: ["CaseDomain"]),
    .testTarget(name: "CaseDomainTests", dependencies: ["CaseDomain"]),
    .testTarget(name: "CaseExchangeTests", dependencies: ["CaseExchange"]),
  ]
)
