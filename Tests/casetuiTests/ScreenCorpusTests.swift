import CaseTesting
import CaseDomain
import CaseStore
import Foundation
import Testing

@testable import casetui

/// Screening against public lists, held in a store, on machines that have them.
@Suite(.serialized) struct ScreenCorpusTests {
  private static let folder = Corpus.folder?.path

  /// The names of a column of a table with plain fields before it.
  private func names(_ file: String) throws -> [String] {
    let folder = try #require(Self.folder)
    let text = try String(contentsOfFile: "\(folder)/names/yente/\(file)", encoding: .utf8)
    let all = text.split(whereSeparator: \.isNewline).dropFirst().map { Self.fields(String($0))[0] }
    #if DEBUG
      // Without optimisation a name takes some thirty times as long.
      print("SCREENING: one name in ten of \(file); build with -c release for all")
      return stride(from: 0, to: all.count, by: 10).map { all[$0] }
    #else
      return all
    #endif
  }

  /// The fields of one line of RFC 4180 without line ends in it.
  private static func fields(_ line: String) -> [String] {
    var fields = [""]
    var isQuoted = false
    for byte in line.unicodeScalars {
      switch byte {
      case "\"": isQuoted.toggle()
      case "," where !isQuoted: fields.append("")
      default: fields[fields.count - 1].unicodeScalars.append(byte)
      }
    }
    return fields
  }

  private func hold(_ entries: [(id: String, schema: NameSchema, names: [String])], in office: TestOffice)
    throws
  {
    let (caseID, _, _) = try office.store.newCase(title: "Lists", as: office.author)
    let file = try office.store.vault.take(Array("list".utf8), name: "list.txt", mediaType: "text/plain")
    try office.store.write(as: office.author) { writer in
      let exhibit = try writer.addExhibit(file, title: "List", from: "public", marking: nil, caseID: caseID)
      for (number, entry) in entries.enumerated() {
        var facts = StatedFacts()
        facts.schema = entry.schema
        facts.names = entry.names.map { ActorName($0) }
        let record = SourceRecord(
          source: "public", externalID: entry.id, type: "entry", name: entry.names.first, modified: nil,
          content: .inline(Array(entry.id.utf8)), bundle: .sha256([1]), offset: 0, length: 1, facts: facts)
        _ = try writer.takeRecord(record, of: exhibit.id, caseID: nil)
        if number.isMultiple(of: 10_000) { try writer.settle() }
      }
    }
  }

  /// Every listed name is found, and strangers are not.
  @Test(.enabled(if: folder != nil)) func listedNamesAreFoundAndStrangersAreNot() throws {
    let (positives, strangers) = (
      try names("positives_us_congress_untreated.csv"), try names("negatives_us.csv")
    )
    let office = try TestOffice("Lists")
    try hold(positives.enumerated().map { ("p\($0)", .person, [$1]) }, in: office)
    try office.store.read { reader in
      let screener = try Screener(reader)
      let missed = try positives.enumerated().filter { number, name in
        try !screener.screen(ScreeningQuery(name, schema: .person)).hits.contains { $0.id == "p\(number)" }
      }
      let found = 1 - Double(missed.count) / Double(positives.count)
      #expect(found >= 0.995, "\(missed.count) of \(positives.count) missed")
      let wrong = try strangers.filter {
        try screener.screen(ScreeningQuery($0, schema: .person)).total > 0
      }
      #expect(Double(wrong.count) / Double(strangers.count) <= 0.01, "\(wrong.count) of \(strangers.count)")
      print(
        "SCREENING: \(found * 100) % of \(positives.count) found; \(wrong.count) of \(strangers.count) wrong")
    }
  }

  /// The whole SDN list with its aliases: one name in milliseconds, all duplicates in seconds.
  @Test(.enabled(if: folder != nil)) func theWholeListIsScreenedQuickly() throws {
    let entries = try sdn()
    try #require(entries.count > 5_000)
    let office = try TestOffice("Sanctions")
    try hold(entries, in: office)
    let strangers = try names("negatives_us.csv")
    try office.store.read { reader in
      let screener = try Screener(reader)
      var wrong = 0
      var times: [Double] = []
      for name in strangers {
        let started = ContinuousClock.now
        if try screener.screen(ScreeningQuery(name, schema: .person)).total > 0 { wrong += 1 }
        times.append((ContinuousClock.now - started).seconds * 1000)
      }
      times.sort()
      print(
        "SCREENING: \(entries.count) entries, \(try reader.heldNameCount()) names; \(wrong) of \(strangers.count) wrong"
      )
      print(
        "SCREENING: median \(times[times.count / 2]) ms, p95 \(times[times.count * 95 / 100]) ms, worst \(times[times.count - 1]) ms (this build)"
      )
      #expect(Double(wrong) / Double(strangers.count) <= 0.01, "\(wrong) of \(strangers.count)")
      let sample = stride(from: 0, to: entries.count, by: 40).map { entries[$0] }
      let missed = try sample.filter { entry in
        try !screener.screen(ScreeningQuery(entry.names[0], schema: entry.schema)).hits
          .contains { $0.id == entry.id }
      }
      #expect(missed.isEmpty, "\(missed)")
    }
  }

  private func sdn() throws -> [(id: String, schema: NameSchema, names: [String])] {
    let folder = try #require(Self.folder) + "/sanctions/ofac-2018"
    var entries: [(id: String, schema: NameSchema, names: [String])] = []
    var places: [String: Int] = [:]
    for line in try lines(folder + "/sdn.csv") {
      let fields = Self.fields(line)
      guard fields.count > 2, Int(fields[0]) != nil else { continue }
      let kind = fields[2].split(separator: " ").first.map(String.init) ?? ""
      places[fields[0]] = entries.count
      entries.append((fields[0], kind == "-0-" ? .organisation : NameSchema(word: kind), [fields[1]]))
    }
    for line in try lines(folder + "/alt.csv") {
      let fields = Self.fields(line)
      if fields.count > 3, let place = places[fields[0]] { entries[place].names.append(fields[3]) }
    }
    return entries
  }

  private func lines(_ path: String) throws -> [String] {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    let isPlain = FileManager.default.fileExists(atPath: path)
    process.arguments = isPlain ? ["cat", path] : ["gzip", "-dc", path + ".gz"]
    let output = Pipe()
    process.standardOutput = output
    try process.run()
    let data = output.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return String(decoding: data, as: UTF8.self).split(whereSeparator: \.isNewline).map(String.init)
  }
}
