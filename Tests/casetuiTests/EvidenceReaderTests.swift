import CaseDomain
import CaseExchange
import CaseStore
import Foundation
import Testing

@testable import casetui

/// Files are read in a process that can do nothing else; however it ends, the import goes on.
@Suite struct EvidenceReaderTests {
  @Test(arguments: ReaderAttempt.allCases) func aReaderIsDenied(attempt: ReaderAttempt) {
    #expect(attempt.isDenied(to: builtProduct("casetui")))
  }

  /// Nobody can raise what a process may use in all: where a file needs more, a fresh one reads it.
  @Test func aProcessHasSoMuchTimeInAll() throws {
    let processes = ConfinedProcesses(builtProduct("casetui"))
    func take(forBytes bytes: Int) throws -> ConfinedProcess {
      let part = FilePart(file: 0, start: 0, lengthBytes: bytes)
      return try processes.take(for: ReadingRequest(.unpacked, path: "a.gz", part))
    }
    let first = try take(forBytes: 1)
    processes.giveBack(first)
    let again = try take(forBytes: 1)
    #expect(again === first)
    processes.giveBack(again)
    let longer = try take(forBytes: 1 << 30)
    #expect(longer !== first)
    processes.giveBack(longer)
    #expect(try take(forBytes: 1) === longer)
    #expect(try longer.allow(ReadingLimits.seconds(forBytes: 1 << 30)))
    #expect(try !longer.allow(ReadingLimits.seconds(forBytes: 2 << 30)))
  }

  @Test func doctorSaysSo() throws {
    let answer = try Program(["doctor", "--store", "/nowhere", "--json"])
    let checks = try #require(answer.json["checks"] as? [[String: Any]])
    let readers = try #require(checks.first { $0["name"] as? String == "readers" })
    #expect(readers["ok"] as? Bool == true, "\(readers)")
  }

  @Test(arguments: [("dumb", false), ("", false), ("xterm-256color", true)])
  func doctorLooksAtTheTerminal(_ name: String, _ isFit: Bool) throws {
    let answer = try Program(["doctor", "--store", "/nowhere", "--json"], environment: ["TERM": name])
    let checks = try #require(answer.json["checks"] as? [[String: Any]])
    let terminal = try #require(checks.first { $0["name"] as? String == "terminal" })
    #expect(terminal["ok"] as? Bool == isFit, "\(terminal)")
  }

  /// The other process says what this one would say: objects, summary, refusals; for the shipped bundle, members of
  /// archives, tables with a mapping, and files that are refused.
  @Test func itReadsAsThisProcessReads() throws {
    let office = try TestOffice("Head Office")
    let scratch = try Scratch()
    _ = try scratch.write(KillTests.bundle(300), "b/a.json")
    _ = try scratch.write(String(KillTests.bundle(300).dropLast(2)), "b/broken.json")
    _ = try scratch.write("account,ip\nx1,203.0.113.9\nx2,203.0.113.10\n", "b/accounts.csv")
    let zip = Process()
    zip.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    zip.arguments = [
      "tar", "-czf", scratch.path + "/b/all.tar.gz", "-C", scratch.path + "/b", "a.json", "accounts.csv",
    ]
    try zip.run()
    zip.waitUntilExit()
    #expect(zip.terminationStatus == 0)
    let apart = EvidenceReader(office.store.folder, program: builtProduct("casetui"))
    let here = EvidenceReader(office.store.folder, program: nil)
    let mapping = ColumnMapping(columns: [.init("account", .id), .init("ip", .trace(.ip, exercise: nil))])
    var compared = 0
    for folder in [scratch.path + "/b", shippedBundle] {
      let bundle = try EvidenceBundle.list(folder)
      for file in bundle.files where EvidenceFormats.reader(of: file.format) != nil || file.format == .csv {
        let used = folder == shippedBundle ? nil : mapping
        #expect(try outcome(apart, file, bundle, used) == outcome(here, file, bundle, used), "\(file.path)")
        compared += 1
      }
    }
    #expect(compared >= 7)
  }

  /// Others share the temporary folder of the system.
  @Test(arguments: [nil, "/bin/false"]) func whatIsUnpackedLiesInTheStore(program: String?) throws {
    let office = try TestOffice("Head Office")
    let containers = EvidenceReader(office.store.folder, program: program).containers { false }
    #expect(containers.temporaryFolder == office.store.folder.blobs)
  }

  private struct Outcome: Equatable {
    var objects: [SourceObject] = []
    var summary: ImportSummary?
    var refusal: ImportRefusal?
  }

  private func outcome(
    _ reader: EvidenceReader, _ file: EvidenceBundle.File, _ bundle: EvidenceBundle, _ mapping: ColumnMapping?
  ) throws -> Outcome {
    var outcome = Outcome()
    do {
      outcome.summary = try reader.read(file, try bundle.open(file), mapping, { false }) {
        var object = $0
        object.facts = object.facts?.inNFC
        outcome.objects.append(object)
      }
    } catch let refusal as ImportRefusal {
      outcome.refusal = refusal
    }
    return outcome
  }

  /// One that ends, traps, is silent, or talks nonsense: the file is refused, with the reason, and the next is read.
  @Test(arguments: [
    ("exit 3", "ended with 3"), ("kill -ILL $$", "signal 4"), ("kill -XCPU $$", "processor time"),
    ("printf 'nonsense that is no frame'", "no reader sends"), ("exit 71", "be confined"),
    ("printf '\\002\\000\\000\\000\\017not JSON at all'", "no reader sends"),
    ("printf '\\001\\000\\000\\000\\001x'", "no object"),
  ]) func aReaderThatBreaksOff(script: String, words: String) throws {
    let office = try TestOffice("Head Office")
    let scratch = try Scratch()
    let program = try scratch.write("#!/bin/sh\n\(script)\n", "reader")
    try FileManager.default.setAttributes([.posixPermissions: 0o700], ofItemAtPath: program)
    let path = try scratch.write(KillTests.bundle(3), "a.json")
    let bundle = try EvidenceBundle.list(path)
    let reader = EvidenceReader(office.store.folder, program: program)
    for _ in 0..<2 {
      let refusal = try #require(try outcome(reader, bundle.files[0], bundle, nil).refusal)
      #expect(refusal.reason.contains(words), "\(refusal.reason)")
      #expect(refusal.remedy.contains("--format attachment"))
    }
  }

  /// One that counts objects which it did not send, or says that somebody cancelled.
  @Test(arguments: [false, true]) func aReaderThatDeceives(cancels: Bool) throws {
    let office = try TestOffice("Head Office")
    let scratch = try Scratch()
    let bundle = try EvidenceBundle.list(try scratch.write(KillTests.bundle(3), "a.json"))
    let here = EvidenceReader(office.store.folder, program: nil)
    let honest = try #require(try outcome(here, bundle.files[0], bundle, nil).summary)
    #expect(honest.read == 3)
    let refusal = ImportRefusal.cancelled(path: "a.json", offset: 0)
    let said = cancels ? try JSONEncoder().encode(refusal) : try JSONEncoder().encode(honest)
    var frame: [UInt8] = [(cancels ? FrameConnection.Kind.refusal : .summary).rawValue]
    withUnsafeBytes(of: UInt32(said.count).bigEndian) { frame += $0 }
    try Data(frame + said).write(to: URL(fileURLWithPath: scratch.path + "/frame"))
    let program = try scratch.write("#!/bin/sh\nexec cat '\(scratch.path)/frame'\n", "reader")
    try FileManager.default.setAttributes([.posixPermissions: 0o700], ofItemAtPath: program)
    let reader = EvidenceReader(office.store.folder, program: program)
    let found = try #require(try outcome(reader, bundle.files[0], bundle, nil).refusal)
    #expect(found.kind != .cancelled)
    #expect(found.reason.contains("no reader sends"), "\(found.reason)")
  }

  /// Whatever the program's file is called, it reads apart, and what it cannot start it does not read itself.
  @Test func aRenamedProgramReadsApart() throws {
    let scratch = try Scratch()
    let office = try TestOffice("Head Office")
    try office.store.close()
    let copy = scratch.path + "/renamed"
    try FileManager.default.copyItem(atPath: builtProduct("casetui"), toPath: copy)
    let process = Process()
    let out = Pipe()
    process.executableURL = URL(fileURLWithPath: copy)
    process.arguments = ["doctor", "--store", office.path, "--json"]
    process.standardOutput = out
    process.standardInput = FileHandle.nullDevice
    try process.run()
    let said = String(decoding: out.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    #expect(said.contains("files are read in a process that can open, reach and start nothing"), "\(said)")
  }

  /// One that never answers is ended when the work is cancelled.
  @Test func aSilentReaderIsCancelled() throws {
    let office = try TestOffice("Head Office")
    let scratch = try Scratch()
    let program = try scratch.write("#!/bin/sh\nexec cat > /dev/null\n", "reader")
    try FileManager.default.setAttributes([.posixPermissions: 0o700], ofItemAtPath: program)
    let bundle = try EvidenceBundle.list(try scratch.write(KillTests.bundle(3), "a.json"))
    let reader = EvidenceReader(office.store.folder, program: program)
    var asked = 0
    let refusal = #expect(throws: ImportRefusal.self) {
      try reader.read(
        bundle.files[0], try bundle.open(bundle.files[0]), nil,
        {
          asked += 1
          return asked > 3
        }, { _ in })
    }
    #expect(refusal?.kind == .cancelled)
  }

  /// A member whose copy is broken off by whoever cancels is not refused; one that cannot be read is.
  @Test(arguments: [false, true]) func aMemberThatIsBrokenOff(cancels: Bool) throws {
    final class Damaged: ByteSource {
      func read(into buffer: UnsafeMutableRawBufferPointer) throws(SourceError) -> Int {
        throw SourceError(path: "a.json", reason: "cancelled", remedy: "begin again")
      }
    }
    let office = try TestOffice("Head Office")
    let reader = EvidenceReader(office.store.folder, program: "/bin/false")
    let file = EvidenceBundle.File(path: "a.json", lengthBytes: 1, format: .stix)
    let refusal = #expect(throws: ImportRefusal.self) {
      try reader.read(file, Damaged(), nil, { cancels }, { _ in })
    }
    #expect(refusal?.kind == (cancels ? .cancelled : .unreadable))
  }

  /// What the writer throws ends the reading, and the reader serves the next file.
  @Test func anAbandonedFileDoesNotSpoilTheNext() throws {
    struct Enough: Error {}
    let office = try TestOffice("Head Office")
    let scratch = try Scratch()
    let bundle = try EvidenceBundle.list(try scratch.write(KillTests.bundle(3000), "a.json"))
    let reader = EvidenceReader(office.store.folder, program: builtProduct("casetui"))
    #expect(throws: Enough.self) {
      try reader.read(bundle.files[0], try bundle.open(bundle.files[0]), nil, { false }) { _ in throw Enough()
      }
    }
    #expect(try outcome(reader, bundle.files[0], bundle, nil).objects.count == 3000)
  }
}
