import CaseDomain

extension RecordWarning {
  /// Of an identifier whose own check digits do not fit.
  init?(_ identifier: ScreeningFacts.Identifier) {
    guard let defect = identifier.defect else { return nil }
    self.init(reason: defect, remedy: ScreeningFacts.Identifier.defectRemedy)
  }
}

extension SourceObject {
  /// What is wrong with the identifiers it states.
  var identifierWarnings: [RecordWarning] {
    guard let facts, !facts.identifiers.isEmpty else { return [] }
    return facts.identifiers.compactMap { RecordWarning($0) }
  }
}
