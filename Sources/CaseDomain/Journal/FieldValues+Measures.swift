// Values of submissions, counts and practices (docs/journal.md §7.5).

private func exhibitList(_ cbor: CBOR?) -> [ExhibitID]? {
  guard let items = cbor?.arrayValue else { return nil }
  let read = items.compactMap { ExhibitID($0) }
  return read.count == items.count ? read : nil
}

extension Submission {
  /// Who recorded it is the operation's author.
  public var cbor: CBOR {
    .record([
      1: owner.cbor, 2: receivedOn.cbor, 3: .text(givenBy), 4: .text(channel), 5: .bool(isVoluntary),
      6: .text(terms.use), 7: .text(terms.sharing), 8: .bool(terms.isConfidential),
      9: .array(exhibits.map(\.cbor)),
    ])
  }

  public init?(_ cbor: CBOR, id: EntityID, by person: Person) {
    guard let owner = OwnerID(cbor[1]), let receivedOn = Day(cbor[2]), let givenBy = cbor[3]?.textValue,
      let channel = cbor[4]?.textValue, let isVoluntary = cbor[5]?.boolValue, let use = cbor[6]?.textValue,
      let sharing = cbor[7]?.textValue, let isConfidential = cbor[8]?.boolValue,
      let exhibits = exhibitList(cbor[9])
    else { return nil }
    self.init(
      id: id, owner: owner, receivedOn: receivedOn, givenBy: givenBy, channel: channel,
      isVoluntary: isVoluntary, terms: Terms(use: use, sharing: sharing, isConfidential: isConfidential),
      exhibits: exhibits, by: person)
  }
}

extension AttemptCount {
  /// Without the withdrawal, which is an operation of its own.
  public var cbor: CBOR {
    .record([
      1: .text(unit.rawValue), 2: .int(count), 3: .bool(isLowerBound), 4: window.first.cbor,
      5: window.last.cbor, 6: .text(claimant), 7: asOf.cbor, 8: exhibit.cbor,
    ])
  }

  public init?(_ cbor: CBOR, id: EntityID, withdrawal: Withdrawal? = nil) {
    guard let unit = cbor[1]?.textValue.flatMap(Unit.init), let count = cbor[2]?.intValue, count >= 0,
      let isLowerBound = cbor[3]?.boolValue, let first = Day(cbor[4]), let last = Day(cbor[5]),
      let window = ConductWindow(first: first, last: last), let claimant = cbor[6]?.textValue,
      let asOf = Day(cbor[7]), let exhibit = ExhibitID(cbor[8])
    else { return nil }
    self.init(
      id: id, count: count, isLowerBound: isLowerBound, unit: unit, window: window, claimant: claimant,
      asOf: asOf, exhibit: exhibit, withdrawal: withdrawal)
  }
}

extension Practice {
  /// Without the withdrawal, which is an operation of its own; the author is the operation's.
  public var cbor: CBOR {
    .record([
      1: .text(kind.rawValue), 2: .text(text), 3: .text(source), 4: .array(exhibits.map(\.cbor)),
      5: giver?.id.cbor, 6: giver.map { .text($0.name) }, 7: permission.map { .text($0.signer) },
      8: permission?.on.cbor, 9: .text(strengths), 10: .text(weaknesses),
    ])
  }

  /// What is said of a giver or of a permission and cannot be read is not passed over: nothing is read then.
  public init?(_ cbor: CBOR, id: EntityID, withdrawal: Withdrawal? = nil, by person: Person) {
    guard let kind = cbor[1]?.textValue.flatMap(Kind.init), let text = cbor[2]?.textValue,
      let source = cbor[3]?.textValue, let exhibits = exhibitList(cbor[4])
    else { return nil }
    var giver: Giver?
    if cbor[5] != nil || cbor[6] != nil {
      guard let id = OwnerID(cbor[5]), let name = cbor[6]?.textValue else { return nil }
      giver = Giver(id: id, name: name)
    }
    var permission: Permission?
    if cbor[7] != nil || cbor[8] != nil {
      guard let signer = cbor[7]?.textValue, let on = Day(cbor[8]) else { return nil }
      permission = Permission(signer: signer, on: on)
    }
    self.init(
      id: id, kind: kind, text: text, source: source, exhibits: exhibits, giver: giver,
      permission: permission, strengths: cbor[9]?.textValue ?? "", weaknesses: cbor[10]?.textValue ?? "",
      withdrawal: withdrawal, author: person)
  }
}

extension Withdrawal {
  public var cbor: CBOR { .record([1: on.cbor, 2: .text(reason)]) }

  public init?(_ cbor: CBOR) {
    guard let on = Day(cbor[1]), let reason = cbor[2]?.textValue else { return nil }
    self.init(on: on, reason: reason)
  }
}
