import CaseDomain
import CaseExchange
import CaseStore
import Foundation
import Testing

@testable import casetui

/// Decisions hold for exactly what was scanned, whatever is wrong with some of it. All of it is invented.
@Suite struct DecisionsFollowedTests {
  private let office: TestOffice
  private let scratch: Scratch

  init() throws {
    office = try TestOffice("Head Office")
    scratch = try Scratch()
  }

  private func scan(_ path: String, _ fill: (inout Importer.Options) -> Void = { _ in }) throws
    -> ImportReport
  {
    var options = Importer.Options()
    fill(&options)
    return try Importer.scan(scratch.path + path, in: office.store, options)
  }

  private func apply(
    _ path: String, _ decisions: DecisionFile, _ fill: (inout Importer.Options) -> Void = { _ in }
  ) throws -> ImportReport {
    var options = Importer.Options()
    // As a person hands them over: as bytes.
    options.decisions = (
      try DecisionFile.read(Array(decisions.text.utf8), path: "d.json"), Digest256.sha256([])
    )
    fill(&options)
    return try Importer.apply(scratch.path + path, to: nil, in: office.store, as: office.author, options)
  }

  private func titles() throws -> [String] {
    try office.store.read { try $0.exhibits().map(\.title).sorted() }
  }

  @Test func aRefusedFileStopsNoOther() throws {
    _ = try scratch.write("words", "r/a.txt")
    _ = try scratch.write("{\"type\":\"bundle\",\"objects\":[", "r/bad.json")
    let scanned = try scan("/r")
    #expect(scanned.refused == 1)
    let decisions = try #require(scanned.decisions)
    #expect(decisions.files.map(\.path).sorted() == ["a.txt", "bad.json"])
    let report = try apply("/r", decisions)
    #expect(report.refused == 1 && report.files.map(\.state) == [.new, .refused])
    #expect(try titles() == ["a.txt"])
    _ = try scratch.write("{\"type\":\"bundle\",\"objects\":[]}", "r/bad.json")
    let fault = #expect(throws: Usage.self) { try apply("/r", decisions) }
    #expect(fault?.message.contains("bad.json has changed") == true, "\(fault?.message ?? "")")
  }

  /// A file of decisions among what was scanned would be a file that nobody was asked about.
  @Test func decisionsStandOutsideOfWhatIsScanned() throws {
    _ = try scratch.write("words", "r/in/a.txt")
    let folder = scratch.path + "/r"
    func scan(_ decisions: String, _ more: String...) throws -> Answer {
      let words = ["scan", folder, "--decisions", decisions, "--as", "ann"] + more
      return try #require(try ImportCommand.parseAsRoot(words) as? ImportCommand.Scan).answer(office.store)
    }
    for inside in [folder + "/d.json", folder + "/in/d.json", folder + "/in/../d.json"] {
      #expect(throws: Usage.self) { try scan(inside) }
      #expect(!FileManager.default.fileExists(atPath: inside))
    }
    let outside = scratch.path + "/r.json"
    let answer = try scan(outside, "--from", "Aurora Foundry")
    #expect(answer.lines.last?.hasSuffix(" --from 'Aurora Foundry' --case ID") == true, "\(answer.lines)")
    let text = try String(contentsOfFile: outside, encoding: .utf8)
    #expect(text.contains("--decisions THIS_FILE --from 'Aurora Foundry' --case ID"), "\(text)")
  }

  /// What could not be read when somebody looked is not what they saw, though it can be read by now.
  @Test func whatADryRunCouldNotReadIsNotTakenIn() throws {
    _ = try scratch.write("words", "r/a.txt")
    let seen = try #require(try scan("/r").decisions?.files.first)
    func apply(_ file: DecisionFile.File) throws -> ImportReport {
      try Importer.apply(
        scratch.path + "/r", to: nil, in: office.store, as: office.author, .init(scanned: [file]))
    }
    let unread = DecisionFile.File(
      path: seen.path, sha256: nil, lengthBytes: seen.lengthBytes, format: seen.format)
    let fault = #expect(throws: Usage.self) { try apply(unread) }
    #expect(fault?.message.contains("a.txt has changed") == true)
    #expect(try titles() == [])
    _ = try apply(seen)
    #expect(try titles() == ["a.txt"])
  }

  /// Nobody was asked about what a scan refused, so it stays out though it can be read by now; a file of an earlier
  /// build does not say what was.
  @Test(arguments: [nil, 1] as [Int?]) func whatTheScanRefusedStaysOut(step: Int?) throws {
    _ = try scratch.write("words", "r/a.txt")
    _ = try scratch.write("id,email\n1,a@x.example\n", "r/b.csv")
    var decisions = try #require(try scan("/r").decisions)
    let place = try #require(decisions.files.firstIndex { $0.path == "b.csv" })
    decisions.files[place].isRefused = true
    let report = try apply("/r", decisions) { $0.stepObjects = step }
    #expect(report.files.first { $0.path == "b.csv" }?.state == .refused)
    #expect(report.files.count == 2 && report.refused == 1 && report.new == 0)
    #expect(report.problems.contains { $0.path == "b.csv" && $0.reason.hasPrefix("the scan refused it") })
    #expect(try titles() == ["a.txt"])
    decisions.files[place].isRefused = false
    #expect(try apply("/r", decisions) { $0.stepObjects = step }.new == 1)
    #expect(try titles() == ["a.txt", "b.csv"])
  }

  /// What is broken off by whoever cancels is not refused: the scan ends without decisions.
  @Test func aCancelledScanRefusesNothing() throws {
    let path = try scratch.write("nonsense", "x.json")
    var asked = 0
    func scan(as format: EvidenceFormat, afterAnswers answers: Int) throws -> ImportReport {
      asked = 0
      var options = Importer.Options()
      options.format = format
      return try Importer.scan(
        path, in: office.store, options,
        isCancelled: {
          asked += 1
          return asked > answers
        })
    }
    #expect(try scan(as: .stix, afterAnswers: .max).refused == 1)
    // The last time it is asked is when the file was found bad.
    let untilItIsRefused = asked - 1
    #expect(throws: CancellationError.self) { try scan(as: .stix, afterAnswers: untilItIsRefused) }
  }

  /// What was looked at in a dry run is what the terminal takes in, or nothing is.
  @Test func theTerminalTakesInWhatItsDryRunShowed() throws {
    func afterItsDryRun() throws -> Sitting {
      _ = try scratch.write(#"{"type":"bundle","objects":[]}"#, "g/chg.json")
      _ = try scratch.write("words", "g/a.txt")
      var sitting = Sitting(office.store, as: "ann")
      sitting.press("g", "i", "text:\(scratch.path)/g", "Enter", "t", "w")
      #expect(sitting.text.contains("Nothing has been written"), "\(sitting.text)")
      return sitting
    }
    for (file, text, words) in [
      ("g/chg.json", #"{"id":"P-1","schema":"Person","properties":{"name":["Quill"]}}"#, "chg.json"),
      ("g/a.txt", "other words", "a.txt has changed"), ("g/new.txt", "more words", "new.txt is new"),
    ] {
      var sitting = try afterItsDryRun()
      _ = try scratch.write(text, file)
      sitting.press("C")
      #expect(!sitting.text.contains(">4 receipt"), "\(sitting.text)")
      #expect(sitting.status.contains("the bundle has changed since the scan"), "\(sitting.status)")
      #expect(sitting.status.contains(words), "\(sitting.status)")
      #expect(try titles().isEmpty, "\(file)")
      try FileManager.default.removeItem(atPath: scratch.path + "/" + file)
    }
    var sitting = try afterItsDryRun()
    sitting.press("C")
    #expect(sitting.text.contains(">4 receipt"), "\(sitting.text)")
    #expect(try titles() == ["a.txt", "chg.json"])
  }

  @Test func theyHoldForOneWayOfReading() throws {
    _ = try scratch.write("id,modified\n1,2099-01-01\n", "f/fut.csv")
    let decisions = try #require(try scan("/f/fut.csv") { $0.format = .attachment }.decisions)
    #expect(
      decisions.text.contains("--decisions THIS_FILE --format attachment --case ID"), "\(decisions.text)")
    #expect(try DecisionFile.read(Array(decisions.text.utf8), path: "d.json") == decisions)
    let refused = #expect(throws: Usage.self) { try apply("/f/fut.csv", decisions) }
    #expect(refused?.message == "the scan was made with another --format than this import has")
    var earlier = decisions
    earlier.reading?.format = nil
    let fault = #expect(throws: Usage.self) { try apply("/f/fut.csv", earlier) }
    #expect(fault?.message.contains("fut.csv is read as csv, and was scanned as attachment") == true)
    #expect(try apply("/f/fut.csv", decisions) { $0.format = .attachment }.files.count == 1)
    let sent = try #require(try scan("/f") { $0.sender = "Northgate" }.decisions)
    for (word, fill) in [
      ("--from", { (options: inout Importer.Options) in options.sender = "Southgate" }),
      ("--from", { (options: inout Importer.Options) in options.sender = nil }),
      (
        "--mapping",
        { (options: inout Importer.Options) in
          options.sender = "Northgate"
          options.mapping = ColumnMapping(columns: [.init("id", .id)])
        }
      ),
    ] {
      let fault = #expect(throws: Usage.self) { try apply("/f", sent, fill) }
      #expect(fault?.message.contains(word) == true, "\(fault?.message ?? "")")
    }
    #expect(try apply("/f", sent) { $0.sender = "Northgate" }.new == 1)
  }

  /// Who leaves out an archive means what is in it.
  @Test func withAContainerGoesWhatItHolds() throws {
    _ = try scratch.write("words", "c/in.txt")
    let tar = Process()
    tar.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    tar.currentDirectoryURL = URL(fileURLWithPath: scratch.path)
    tar.arguments = ["sh", "-c", "mkdir e && tar cf e/e.tar c && echo x > e/other.txt"]
    try tar.run()
    tar.waitUntilExit()
    var decisions = try #require(try scan("/e").decisions)
    decisions.questions.append(.init(about: .macros, path: "e.tar", says: "x", answer: "leave"))
    let report = try apply("/e", decisions)
    #expect(report.files.map(\.state) == [.left, .left, .new])
    #expect(try titles() == ["other.txt"])
  }

  @Test func leavingOneNameKeepsItsTwin() throws {
    _ = try scratch.write("words", "t/\u{E9}.txt")
    _ = try scratch.write("other words", "t/e\u{301}.txt")
    var decisions = try #require(try scan("/t").decisions)
    decisions.questions.append(.init(about: .macros, path: "\u{E9}.txt", says: "x", answer: "leave"))
    let report = try apply("/t", decisions)
    #expect(report.files.map(\.state) == [.new, .left])
  }

  /// Tables that are called alike but for their Unicode form are two tables, in the scan and in the import.
  @Test func tablesOfOneLookAreTwo() throws {
    _ = try scratch.write("id,email\n1,a@x.example\n", "t/\u{E9}.csv")
    _ = try scratch.write("id,email\n1,b@x.example\n2,c@x.example\n", "t/e\u{301}.csv")
    let scanned = try scan("/t")
    #expect(scanned.new == 3 && scanned.changed == 0)
    let report = try apply("/t", try #require(scanned.decisions))
    #expect(report.new == 3 && report.changed == 0)
  }

  /// A file that is wrong by two manifests, under a name in another Unicode form, is one question.
  @Test func aFileOfABagIsOneQuestion() throws {
    _ = try scratch.write("BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n", "b/bagit.txt")
    _ = try scratch.write("words", "b/data/\u{E9}.txt")
    for (name, length) in [("sha256", 64), ("md5", 32)] {
      _ = try scratch.write(
        "\(String(repeating: "0", count: length))  data/e\u{301}.txt\n", "b/manifest-\(name).txt")
    }
    let decisions = try #require(try scan("/b").decisions)
    let asked = decisions.questions.filter { $0.about == .manifest }
    #expect(asked.map { Array($0.path.utf8) } == [Array("data/\u{E9}.txt".utf8)])
    #expect(try apply("/b", decisions).refused == 0)
  }

  @Test func questionsBeyondTheFileAreCounted() {
    var open = OpenQuestions(today: office.store.today)
    let file = EvidenceBundle.File(path: "a", lengthBytes: 1, format: .attachment)
    for _ in 0..<100_002 { open.ask(.macros, file, "x", answer: "take") }
    #expect(open.unasked == 2)
  }

  /// A record that is beyond what an entry of the journal can hold is refused by itself, in the scan, too.
  @Test(arguments: [nil, 1] as [Int?]) func aLongIdentifierIsRefusedSingly(step: Int?) throws {
    let long = String(repeating: "x", count: 600_000)
    _ = try scratch.write("id,email\n\(long),a@x.example\n2,b@x.example\n", "l/a.csv")
    _ = try scratch.write("words", "l/z.txt")
    let scanned = try scan("/l")
    #expect(scanned.refused == 1 && scanned.new == 1)
    let report = try apply("/l", try #require(scanned.decisions)) { $0.stepObjects = step }
    #expect(report.refused == 1 && report.new == 1 && report.files.map(\.state) == [.new, .new])
    #expect(report.problems.contains { $0.reason == "its identifier is longer than 4096 bytes" })
  }
}
