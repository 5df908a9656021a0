import CaseDocuments
import CaseDomain

func authorityFault(_ bytes: UnsafeRawBufferPointer) -> String? {
  let file = Array(bytes)
  do throws(DataFileFault) { _ = try ProfileFile.decode(file, file: "file") } catch {
    if error.reason.isEmpty || error.remedy.isEmpty { return "a fault without reason or remedy" }
  }
  do throws(DataFileFault) { _ = try HolidayFile.decode(file, file: "file") } catch {
    if error.reason.isEmpty || error.remedy.isEmpty { return "a fault without reason or remedy" }
  }
  return nil
}

/// Two names, one a line.
func nameFault(_ bytes: UnsafeRawBufferPointer) -> String? {
  let lines = bytes.split(separator: 0x0A, maxSplits: 1, omittingEmptySubsequences: false)
  let texts = lines.map { String(decoding: $0, as: UTF8.self) }
  for schema in NameSchema.allCases {
    let names = texts.map { ParsedName($0, schema: schema) }
    guard let first = names.first, let last = names.last else { return nil }
    let score = NameComparison.score(first, last)
    guard (0...1).contains(score) else { return "a score of \(score)" }
    let back = NameComparison.score(last, first)
    if back != score { return "\(score) one way, \(back) the other (\(schema))" }
    let explained = NameComparison.explain(first, last).score
    if abs(explained - score) > 1e-9 { return "\(score), explained as \(explained) (\(schema))" }
  }
  return nil
}

/// The short forms that people and tables give: days, numbers, marks, meanings of columns, traces.
func wordsFault(_ bytes: UnsafeRawBufferPointer) -> String? {
  let text = String(decoding: bytes, as: UTF8.self)
  if let day = Day(text), Day(day.iso) != day { return "a day that reads otherwise" }
  if let date = PartialDate(iso: text), PartialDate(iso: date.text) != date {
    return "a date that reads otherwise"
  }
  if let id = EntityID(text), EntityID(id.description) != id { return "an id that reads otherwise" }
  if let decoded = Hex.decode(text), Hex.decode(Hex.encode(decoded)) != decoded { return "other hexadecimal" }
  if let meaning = ColumnMapping.Meaning(word: text), ColumnMapping.Meaning(word: meaning.word) != meaning {
    return "a meaning that reads otherwise"
  }
  for kind in Trace.Kind.allCases {
    if let trace = Trace(kind, text), Trace(kind, trace.value) != trace {
      return "folding \(kind) twice differs"
    }
  }
  _ = try? HandlingMark.parse(text)
  _ = HandlingMark(stored: text)
  return nil
}

/// Whatever stands before and behind it, a passage given in confidence is found.
func leaksFault(_ bytes: UnsafeRawBufferPointer) -> String? {
  let passage = "the quarterly yield of furnace nine"
  let spans = ProtectedSpans([ProtectedPassage(passage, owner: "Larkspur Labs", exhibit: "EX-1")])
  _ = spans.leaks(in: Array(bytes))
  let half = bytes.count / 2
  let hidden = Array(bytes[..<half]) + Array("\n\(passage)\n".utf8) + Array(bytes[half...])
  return spans.leaks(in: hidden).isEmpty ? "a passage that is not found" : nil
}

func templateFault(_ bytes: UnsafeRawBufferPointer) -> String? {
  let text = String(decoding: bytes, as: UTF8.self)
  let lines = 1 + text.utf8.count { $0 == 0x0A }
  for name in ["triage_note", "press_text", "layout"] {
    do throws(TemplateFaults) { _ = try TemplateSet(replacing: [TemplateFile(name: name, text: text)]) } catch
    {
      guard let fault = error.faults.first else { return "a refusal without a fault" }
      if let line = fault.line, !(1...lines).contains(line) { return "a fault in line \(line) of \(lines)" }
    }
  }
  return nil
}
