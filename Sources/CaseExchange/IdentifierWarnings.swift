import CaseDomain

extension RecordWarning {
  /// Of an identifier whose own check digits do not fit.
  init?(_ identifier: ScreeningFacts.Identifier) {
    guard let defect = identifier.defect else { return nil }
    self.init(reason: defect, remedy: ScreeningFacts.Identifier.defectRemedy)
  }
}

extension RecordWarning {
  /// Of the first id that the journal, whose texts are in NFC, writes otherwise than its source: one that differs from it
  /// in this alone becomes one with it.
  init?(idsNotInNFC ids: [String]) {
    guard let id = ids.first(where: { !$0.inNFC.utf8.elementsEqual($0.utf8) }) else { return nil }
    self.init(
      reason: "the id \(RowDefect.quote(id)) is not in the Unicode form in which ids are kept (NFC)",
      remedy:
        "it is one with any id that differs from it in this form alone; look for such in the file, and if they "
        + "are two, ask the sender for ids that can be told apart")
  }
}

extension SourceObject {
  /// What is wrong with its own id, those it names, and the identifiers it states.
  var identifierWarnings: [RecordWarning] {
    let ids: [String?] = [externalID, facts?.holding?.owner, facts?.holding?.owned, facts?.about]
    let form = RecordWarning(idsNotInNFC: ids.compactMap(\.self))
    return [form].compactMap(\.self) + (facts?.identifiers ?? []).compactMap { RecordWarning($0) }
  }
}
