import Testing

@testable import CaseExchange

/// What holds for every reader of lists.
@Suite struct AllListsTests {
  private static let indices = MadeLists.all.indices

  @Test(arguments: indices)
  func entriesAreFound(_ index: Int) throws {
    let sample = MadeLists.all[index]
    let found = try ListReaders.read(sample.format, sample.bytes, path: sample.name)
    #expect(found.refusal == nil)
    #expect(found.objects.count == sample.ids.count)
    for (object, id) in zip(found.objects, sample.ids) {
      // An id that ends in a colon goes on with a digest.
      let isSame = id.hasSuffix(":") ? object.externalID.hasPrefix(id) : object.externalID == id
      #expect(isSame, "\(object.externalID)")
    }
    #expect(Set(found.objects.map(\.externalID)).count == found.objects.count)
  }

  @Test(arguments: indices)
  func oneReaderTakesEachFile(_ index: Int) {
    let sample = MadeLists.all[index]
    #expect(ListReaders.recognising(sample.bytes, name: sample.name) == [sample.format])
    // Whatever the file is called, no other reader takes it.
    let others = ListReaders.recognising(sample.bytes, name: "renamed").filter { $0 != sample.format }
    #expect(others.isEmpty)
  }

  /// A mark at the start is no part of the first row, also where this is the only one.
  @Test func aMarkIsNoPartOfTheFirstRow() throws {
    for sample in [MadeLists.entries, MadeLists.aliases, MadeLists.addresses, MadeLists.comments] {
      let row = try #require(sample.bytes.split(separator: 0x0A).first)
      let bytes: [UInt8] = [0xEF, 0xBB, 0xBF] + Array(row) + [0x0A]
      #expect(ListReaders.recognising(bytes, name: sample.name) == [.sdnCSV], "\(sample.name)")
      let found = try ListReaders.read(.sdnCSV, bytes, path: sample.name)
      #expect(found.objects.map(\.externalID) == [sample.ids[0]] && found.summary?.refused == 0)
    }
  }

  @Test(arguments: [
    "", "a,b\n1,2\n", "1,2\n3,4\n", "1,\"text\"\n", "{\"type\":\"bundle\"}", "[]", "<sdnlist/>", "<export/>",
    "<a/>",
    "101,9001,aka\n", "source,name,type\nx,y,z\n",
    "From: a@list.example\n\nx\n",
    "{\"id\":\"x\",\"schema\":\"Person\"}\n", "Last Updated,02/01/2027\n", "Name\tCity\nx\ty\n",
    "id,name\n1,\"x",
    "1,2,3,4,5,6,7,8,9,10,11,12\n", "1,2,3,4,5,6\n",
  ])
  func nobodyTakes(_ text: String) {
    #expect(ListReaders.recognising(Array(text.utf8), name: "x.csv").isEmpty)
  }

  /// Nothing vanishes: objects, refusals and the container around them make the file, whatever the pieces.
  @Test(arguments: indices)
  func everyByteIsAccountedFor(_ index: Int) throws {
    let sample = MadeLists.all[index]
    let whole = try ListReaders.read(sample.format, sample.bytes, path: sample.name)
    #expect(whole.accountsFor(sample.bytes))
    for size in [1, 2, 3, 5, 7, 16, 61, 100, 1_000] {
      let found = try ListReaders.read(sample.format, sample.bytes, path: sample.name, pieceBytes: size)
      #expect(found == whole)
    }
    let summary = try #require(whole.summary)
    let (refused, container) = Self.rest(of: sample, whole)
    #expect(summary.refused == sample.refused.count && summary.refusedBytes == refused)
    #expect(summary.objectBytes + summary.refusedBytes + container == summary.fileBytes)
  }

  /// How many bytes the refused rows have and how many the frame, found without the reader: by the marks of the
  /// sample, and by what is left when all others are struck out.
  private static func rest(of sample: MadeLists.Sample, _ found: ListReading) -> (
    refused: Int, container: Int
  ) {
    var left = sample.bytes
    for object in found.objects.reversed() {
      left.removeSubrange(object.offset..<object.offset + object.length)
    }
    if sample.isXML {
      let refused = sample.refused.reduce(0) { $0 + $1.utf8.count }
      return (refused, left.count - refused)
    }
    var refused = 0
    var container = 0
    for (index, line) in left.split(separator: 0x0A, omittingEmptySubsequences: false).enumerated() {
      let row = line.last == 0x0D ? line.dropLast() : line
      let isRefused = index >= sample.headLines && sample.refused.contains { row.starts(with: $0.utf8) }
      if isRefused { refused += row.count }
      container += line.count - (isRefused ? row.count : 0)
      // Apart from titles and header, the frame of a table is ends of lines.
      #expect(
        isRefused || index < sample.headLines || row.isEmpty || row.elementsEqual([0x1A]), "\(sample.name)")
    }
    return (refused, container + left.count { $0 == 0x0A })
  }

  /// The same bytes in a window that is far too small, and grows.
  @Test func smallWindows() throws {
    for sample in MadeLists.all {
      let whole = try ListReaders.read(sample.format, sample.bytes, path: sample.name)
      for capacity in [1_500, 2_048] {
        #expect(try Self.read(sample, capacity: capacity) == whole.objects, "\(sample.name)")
      }
    }
  }

  private static func read(_ sample: MadeLists.Sample, capacity: Int) throws -> [SourceObject] {
    var found: [SourceObject] = []
    let source = MemorySource(sample.bytes, pieceBytes: 11)
    let isCancelled = { false }
    func table<Table: ListTable>(_ table: Table) throws {
      var pass = ListTablePass(table, source, path: sample.name, capacity: capacity)
      _ = try pass.run(isCancelled) { found.append($0) }
    }
    func document<List: XMLList>(_ list: List) throws {
      var pass = XMLListPass(list, source, path: sample.name, capacity: capacity)
      _ = try pass.run(isCancelled) { found.append($0) }
    }
    switch sample.format {
    case .sdnCSV: try table(SDNTable(list: OFACList.name(ofFile: sample.name)))
    case .sdnXML: try document(SDNXMLList(list: "sdn"))
    case .deniedPersons: try table(DeniedPersonsTable())
    case .screeningList: try table(ScreeningListTable())
    case .unXML: try document(UNXMLList())
    case .euXML: try document(EUXMLList())
    case .euCSV where sample.name == MadeLists.euConsolidated.name: try table(EUConsolidatedTable())
    case .euCSV: try table(EUTable())
    case .ukCSV: try table(UKTable())
    default: Issue.record("no reader for \(sample.format)")
    }
    return found
  }

  /// A row that is too long is refused by itself: the others are what they were, and its bytes are counted.
  @Test(arguments: [1_100_000, 26_000_000])
  func aLongRowIsRefusedSingly(_ lengthBytes: Int) throws {
    let isField = lengthBytes < 2_000_000
    let field = "\"" + String(repeating: "x", count: isField ? lengthBytes : 900_000) + "\""
    let row = Array(Array(repeating: field, count: lengthBytes / 1_000_000).joined(separator: ",").utf8)
    let samples = isField ? MadeLists.all : [MadeLists.entries, MadeLists.ukList]
    for sample in samples where !sample.isXML {
      let whole = try ListReaders.read(sample.format, sample.bytes, path: sample.name)
      let ends = sample.bytes.indices.filter { sample.bytes[$0] == 0x0A }
      let start = ends[max(1, sample.headLines) - 1] + 1
      var bytes = sample.bytes
      bytes.insert(contentsOf: row + Array("\r\n".utf8), at: start)
      let found = try ListReaders.read(sample.format, bytes, path: sample.name)
      #expect(found.objects.map(\.externalID) == whole.objects.map(\.externalID), "\(sample.name)")
      #expect(found.accountsFor(bytes), "\(sample.name)")
      let summary = try #require(found.summary)
      let before = try #require(whole.summary)
      #expect(summary.refused == before.refused + 1, "\(sample.name)")
      #expect(summary.refusedBytes == before.refusedBytes + row.count, "\(sample.name)")
      let problem = try #require(found.problems.first { $0.offset == start })
      #expect(problem.reason.contains(isField ? "a field is longer" : "a row is longer"))
    }
  }

  /// Bytes changed or cut off: a refusal or a summary that adds up, never a trap.
  @Test(arguments: 0..<400 as Range<UInt64>)
  func damage(seed: UInt64) throws {
    var random = Seeded(seed)
    for sample in MadeLists.all {
      let bytes = random.damaged(sample.bytes)
      let found = try ListReaders.read(sample.format, bytes, path: sample.name)
      if let refusal = found.refusal {
        #expect(!refusal.reason.isEmpty && !refusal.remedy.isEmpty && refusal.offset != nil, "\(sample.name)")
      } else {
        #expect(found.accountsFor(bytes), "\(sample.name)")
      }
      _ = ListReaders.recognising(bytes, name: sample.name)
    }
  }

  @Test(arguments: indices)
  func everyPrefixIsReadOrRefused(_ index: Int) throws {
    let sample = MadeLists.all[index]
    for count in stride(from: 0, to: sample.bytes.count, by: 13) {
      let bytes = Array(sample.bytes[..<count])
      let found = try ListReaders.read(sample.format, bytes, path: sample.name)
      #expect(found.refusal != nil || found.accountsFor(bytes))
      _ = ListReaders.recognising(bytes, name: sample.name)
    }
  }

  @Test(arguments: indices)
  func cancelling(_ index: Int) throws {
    let sample = MadeLists.all[index]
    let reader = try #require(ListReaders.all.first { $0.format == sample.format })
    let refusal = #expect(throws: ImportRefusal.self) {
      try reader.read(MemorySource(sample.bytes), path: "x", isCancelled: { true }) { _ in
        Issue.record("an object after the cancellation")
      }
    }
    #expect(refusal?.kind == .cancelled)
  }

  @Test(arguments: ListReaders.all.map { $0.format })
  func foreignFilesAreRefusedWhole(_ format: EvidenceFormat) throws {
    for text in ["", "a,b\n1,2\n", "<a><b/></a>", "{}", "\u{1}\u{2}"] {
      let found = try ListReaders.read(format, Array(text.utf8), path: "x")
      #expect(found.refusal?.kind == .malformed, "\(format) \(text)")
    }
  }
}
