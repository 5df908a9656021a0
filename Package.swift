// swift-tools-version: 6.1
import PackageDescription

// The arrows of the design (docs/architecture.md §2), held by the compiler.
let crypto = Target.Dependency.product(name: "Crypto", package: "swift-crypto")
let grdb = Target.Dependency.product(name: "GRDB", package: "GRDB.swift")

let package = Package(
  name: "casetui",
  dependencies: [
    .package(url: "https://github.com/apple/swift-crypto", from: "4.5.1"),
    .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
  ],
  targets: [
    .target(name: "CaseDomain", dependencies: [crypto]),
    .target(name: "CaseStore", dependencies: ["CaseDomain", "CMigrations", "CSQLiteShim", grdb]),
    .target(name: "CaseExchange", dependencies: ["CaseDomain"]),
    // migrations/*.sql, embedded in the binary.
    .target(name: "CMigrations"),
    // What Swift cannot call in SQLite: variadic functions.
    .target(name: "CSQLiteShim", linkerSettings: [.linkedLibrary("sqlite3")]),
    .testTarget(name: "CaseDomainTests", dependencies: ["CaseDomain"]),
    .testTarget(name: "CaseExchangeTests", dependencies: ["CaseExchange"]),
  ],
  cLanguageStandard: .c2x  // `#embed`
)
