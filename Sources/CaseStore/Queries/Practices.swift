import CaseDomain

/// A practice as it stands in the store.
public struct PracticeRow: Hashable, Sendable {
  public let id: EntityID
  public let reference: String
  /// `nil` while offices say unequal things of it, or when this version cannot read it.
  public let practice: Practice?
  /// Why it stays out of what is published; empty when it may be published.
  public let reserves: [Practice.Reserve]

  public var mayBePublished: Bool { practice != nil && reserves.isEmpty }
}

extension StoreReader {
  /// Every practice of every office in view, by reference.
  public func practices() throws -> [PracticeRow] {
    let select = try sql("SELECT entity, reference FROM record WHERE type = ?1 ORDER BY reference, entity")
    select.bind(1, RecordType.practice.rawValue)
    var found: [(EntityID, String)] = []
    while try select.step() { found.append((try select.id(0), select.text(1))) }
    return try found.map { try practice($0, reference: $1) }
  }

  private func practice(_ entity: EntityID, reference: String) throws -> PracticeRow {
    guard let state = RegisterState(try live(entity, .practice)), !state.isConflict,
      let practice = Practice(
        state.shown.value, id: entity, withdrawal: try withdrawal(of: entity),
        by: try person(of: state.shown.dot))
    else { return PracticeRow(id: entity, reference: reference, practice: nil, reserves: []) }
    let known = try practice.exhibits.filter { try isExhibit($0) }
    var confidence = try ownersConfidential(of: Set(practice.exhibits))
    if let giver = practice.giver, confidence.values.contains(where: { !$0.isEmpty }) {
      // The giver under the identifier of another case is the giver all the same.
      let same = try ownerNames().identifiers(of: giver.id)
      confidence = confidence.mapValues { owners in
        owners.isDisjoint(with: same) ? owners : owners.subtracting(same).union([giver.id])
      }
    }
    return PracticeRow(
      id: entity, reference: reference, practice: practice,
      reserves: practice.reserves(confidence: confidence, known: Set(known)))
  }

  /// The first withdrawal of a record that can be read.
  func withdrawal(of entity: EntityID) throws -> Withdrawal? {
    try live(entity, .withdrawal).sorted { ($0.hlc, $0.hash) < ($1.hlc, $1.hash) }
      .compactMap { Withdrawal($0.value) }.first
  }

  /// Whether it is here, and not taken back as a whole.
  private func isExhibit(_ id: ExhibitID) throws -> Bool {
    guard try !isHidden(id) else { return false }
    let select = try sql("SELECT 1 FROM exhibit WHERE id = ?1")
    select.bind(1, id)
    defer { select.reset() }
    return try select.step()
  }
}
