// swift-tools-version: 6.1
import PackageDescription

// The arrows of the design (docs/architecture.md §2), held by the compiler.
let argumentParser = Target.Dependency.product(name: "ArgumentParser", package: "swift-argument-parser")
let crypto = Target.Dependency.product(name: "Crypto", package: "swift-crypto")
let mustache = Target.Dependency.product(name: "Mustache", package: "swift-mustache")
let grdb = Target.Dependency.product(name: "GRDB", package: "GRDB.swift")
let subprocess = Target.Dependency.product(name: "Subprocess", package: "swift-subprocess")

// `make fuzz` sets this: it adds the program `fuzz` and instruments our own readers, and nothing else.
let isFuzzing = Context.environment["CASETUI_FUZZ"] == "1"
let instrumented: [SwiftSetting] = isFuzzing ? [.unsafeFlags(["-sanitize=fuzzer,address"])] : []

let fuzzer: [Target] =
  isFuzzing
  ? [
    .executableTarget(
      name: "fuzz", dependencies: ["FuzzTargets"], path: "fuzz/Runner",
      linkerSettings: [.unsafeFlags(["-sanitize=fuzzer,address", "-use-ld=lld"])])
  ] : []

let package = Package(
  name: "casetui",
  products: [.executable(name: "casetui", targets: ["casetui"])],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.0"),
    .package(url: "https://github.com/apple/swift-crypto", from: "4.5.1"),
    .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
    .package(url: "https://github.com/swiftlang/swift-subprocess", from: "1.0.0"),
    .package(url: "https://github.com/hummingbird-project/swift-mustache", from: "2.1.1"),
  ],
  targets: [
    .target(name: "CaseDomain", dependencies: ["CNameTables", crypto], swiftSettings: instrumented),
    .target(
      name: "CaseStore", dependencies: ["CaseDomain", "CAuthorities", "CMigrations", "CSQLiteShim", grdb]),
    .target(name: "CaseExchange", dependencies: ["CaseDomain", "CZlib"], swiftSettings: instrumented),
    .target(
      name: "CaseSync", dependencies: ["CaseDomain", "CZstd", subprocess], swiftSettings: instrumented),
    .target(
      name: "CaseDocuments", dependencies: ["CaseDomain", "CTemplates", mustache],
      swiftSettings: instrumented),
    .executableTarget(
      name: "casetui",
      dependencies: [
        "CaseDomain", "CaseStore", "CaseExchange", "CaseSync", "CaseDocuments", "CNcurses", "CSandbox",
        argumentParser,
      ]),

    // migrations/*.sql, embedded in the binary.
    .target(name: "CMigrations"),
    // authorities/*.json, embedded in the binary.
    .target(name: "CAuthorities"),
    // names/*.txt, embedded in the binary.
    .target(name: "CNameTables"),
    // templates/*.mustache, embedded in the binary.
    .target(name: "CTemplates"),
    // What Swift cannot call in SQLite: variadic functions.
    .target(name: "CSQLiteShim", linkerSettings: [.linkedLibrary("sqlite3")]),
    // What a process that reads evidence gives up.
    .target(name: "CSandbox"),
    .target(
      name: "CNcurses", linkerSettings: [.linkedLibrary("ncursesw"), .linkedLibrary("tinfo")]),
    .target(name: "CZstd", linkerSettings: [.linkedLibrary("zstd")]),
    .target(name: "CZlib", linkerSettings: [.linkedLibrary("z")]),

    .target(name: "CaseTesting", dependencies: ["CaseDomain", crypto], path: "Tests/CaseTesting"),
    .testTarget(
      name: "CaseDomainTests", dependencies: ["CaseDomain", "CaseTesting", crypto],
      exclude: ["Journal/Vectors"]),
    .testTarget(name: "CaseExchangeTests", dependencies: ["CaseDomain", "CaseExchange", "CaseTesting"]),
    .testTarget(
      name: "CaseDocumentsTests", dependencies: ["CaseDocuments", "CaseTesting"], exclude: ["Golden"]),
    .testTarget(name: "CaseStoreTests", dependencies: ["CaseStore", "CaseTesting", "CSQLiteShim", grdb]),
    .testTarget(
      name: "CaseSyncTests", dependencies: ["CaseDomain", "CaseSync", "CaseTesting", "CZstd"],
      exclude: ["Vectors"]),
    .testTarget(
      name: "casetuiTests", dependencies: ["casetui", "CaseTesting", "CNcurses", grdb],
      exclude: ["Golden"]),
    .testTarget(name: "ArchitectureTests", exclude: ["migrations.sha256"]),

    // What is fuzzed, and what must hold: run by `make fuzz` on invented bytes, by the tests on kept ones.
    .target(
      name: "FuzzTargets", dependencies: ["CaseDomain", "CaseExchange", "CaseSync", "CaseDocuments"],
      path: "fuzz/Targets", swiftSettings: instrumented),
    .testTarget(name: "FuzzTests", dependencies: ["FuzzTargets"]),
  ] + fuzzer,
  cLanguageStandard: .c2x  // `#embed`
)
