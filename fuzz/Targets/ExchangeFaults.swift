import CaseDomain
import CaseExchange

/// Windows so small that nearly every token is cut by their end.
private let smallWindow = 16
private let usualWindow = 256 * 1024

func jsonFault(_ bytes: UnsafeRawBufferPointer) -> String? {
  var (parsed, validated): (JSONError?, JSONError?)
  do throws(JSONError) { _ = try JSON.parse(bytes) } catch { parsed = error }
  do throws(JSONError) { try JSON.validate(bytes) } catch { validated = error }
  return parsed == validated ? nil : "parsing and checking differ"
}

func stixFault(_ bytes: UnsafeRawBufferPointer) -> String? {
  _ = STIXReader.sniff(bytes)
  let file = Array(bytes)
  let outcomes = [usualWindow, smallWindow].map { capacity in
    ReadingOutcome(MemorySource(file)) { source, object in
      try STIXReader.read(
        source, path: "file", capacity: capacity, maximumObjectBytes: STIXReader.maximumObjectBytes,
        object: object)
    }
  }
  return outcomesFault(file, outcomes) ?? rewrittenFault(outcomes[0])
}

/// What was read from STIX goes out as a bundle, and that bundle holds the same bytes.
private func rewrittenFault(_ outcome: ReadingOutcome) -> String? {
  guard outcome.refusal == nil, !outcome.objects.isEmpty else { return nil }
  var written: [UInt8] = []
  var writer = STIXWriter { written += $0 }
  do {
    try writer.begin(id: .init(uuid: (1, 0, 0, 0, 0, 0, 64, 0, 128, 0, 0, 0, 0, 0, 0, 1)))
    for object in outcome.objects { try writer.append(object.bytes) }
    try writer.finish()
  } catch {
    return "an object that cannot be written: \(error)"
  }
  let again = ReadingOutcome(MemorySource(written)) { try STIXReader.read($0, path: "file", object: $1) }
  return again.objects.map(\.bytes) == outcome.objects.map(\.bytes) ? nil : "a bundle that reads otherwise"
}

func stixValidatorFault(_ bytes: UnsafeRawBufferPointer) -> String? {
  let object = bytes.bindMemory(to: UInt8.self)
  for version in [nil, "2.0"] {
    var validator = STIXValidator()
    let findings = validator.check(object, specVersion: version)
    if findings.count > STIXValidator.maximumFindings { return "\(findings.count) findings" }
    if validator.check(object, specVersion: version) != findings { return "other findings the second time" }
    let isJSON = (try? JSON.validate(bytes)) != nil
    if !isJSON, findings.first?.rule != .json { return "no JSON, and no finding says so" }
  }
  return nil
}

func csvFault(_ bytes: UnsafeRawBufferPointer) -> String? {
  _ = CSVReader.sniff(bytes)
  let file = Array(bytes)
  var rows: [[String]] = []
  let outcomes = [usualWindow, smallWindow].map { capacity in
    rows = []
    return ReadingOutcome(MemorySource(file)) { source, object in
      try CSVReader.read(source, path: "file", capacity: capacity) {
        rows.append($1.fields)
        try object($0)
      }
    }
  }
  return outcomesFault(file, outcomes) ?? rewrittenFault(rows)
}

/// Rows that are written and read again are the same, byte for byte.
private func rewrittenFault(_ rows: [[String]]) -> String? {
  guard let width = rows.first?.count else { return nil }
  let writer = CSVWriter(isFormulaSafe: false)
  let table = writer.row((0..<width).map { "c\($0)" }) + rows.flatMap(writer.row)
  var again: [[String]] = []
  let outcome = ReadingOutcome(MemorySource(table)) { source, object in
    try CSVReader.read(source, path: "file") {
      again.append($1.fields)
      try object($0)
    }
  }
  guard outcome.refusal == nil else { return "rows that were written do not read" }
  let isSame = again.elementsEqual(rows) { $0.elementsEqual($1) { $0.utf8.elementsEqual($1.utf8) } }
  return isSame ? nil : "rows that read otherwise"
}

func csvMappedFault(_ bytes: UnsafeRawBufferPointer) -> String? {
  let words = ["id", "name", "aliases", "country", "created", "modified", "hmac:payment:drill"]
  let meanings = words + Trace.Kind.allCases.map(\.rawValue)
  // Whichever of these the first line names: a mapping must fit its table.
  let head = String(decoding: bytes.prefix { $0 != 0x0A && $0 != 0x0D }, as: UTF8.self).split(separator: ",")
  let mapping = ColumnMapping(
    columns: meanings.filter { head.contains(Substring($0)) }.compactMap { word in
      ColumnMapping.Meaning(word: word).map { .init(word, $0) }
    })
  return outcomesFault(Array(bytes), pieces: [.max, 7]) { source, object in
    try CSVReader.read(source, path: "file", mapping: mapping) { found, _ in try object(found) }
  }
}

func holdingsFault(_ bytes: UnsafeRawBufferPointer) -> String? {
  let file = Array(bytes)
  var readings: [HoldingCSV.Reading?] = []
  for piece in [Int.max, 3] {
    do {
      readings.append(try HoldingCSV.read(MemorySource(file, pieceBytes: piece), path: "file"))
    } catch let refusal as ImportRefusal {
      if refusal.offset ?? 0 > file.count { return "a refusal behind the end" }
      readings.append(nil)
    } catch {
      return "a reader threw what is no refusal: \(error)"
    }
  }
  guard let reading = readings[0] else { return readings[1] == nil ? nil : "another outcome in other pieces" }
  if let holding = reading.holdings.first(where: { !isSound($0) }) { return "it holds on no day: \(holding)" }
  return readings[1] == reading ? nil : "another outcome in other pieces"
}

private func isSound(_ holding: Holding) -> Bool {
  guard let from = holding.from, let to = holding.to else { return true }
  return from < to
}

/// What comes from the process that reads evidence: what is read is written so that it reads the same.
func sourceObjectFault(_ bytes: UnsafeRawBufferPointer) -> String? {
  // Refusing is what most bytes deserve; a refusal of what was written here is a fault below.
  guard let object = try? SourceObject(wire: bytes) else { return nil }
  var wire: [UInt8] = []
  object.encode(into: &wire)
  let again = wire.withUnsafeBytes { try? SourceObject(wire: $0) }
  return again == object ? nil : "an object was written and read as another"
}
