// Values of review, votes and tracks (docs/journal.md §7.5). Who acted is the operation's author, never
// part of the value.

extension Registration {
  public var cbor: CBOR {
    .record([
      1: .text(name), 2: .array(roles.map(\.rawValue).sorted().map { .text($0) }),
      3: agency.map { .text($0.rawValue) }, 4: publicKey.map { .bytes($0) }, 5: .bool(isActive),
    ])
  }

  public init?(_ cbor: CBOR) {
    guard let name = cbor[1]?.textValue, let roles = cbor[2]?.arrayValue, let isActive = cbor[5]?.boolValue
    else {
      return nil
    }
    self.init(
      name: name, roles: Set(roles.compactMap { $0.textValue.flatMap(Role.init) }),
      agency: cbor[3]?.textValue.map { Agency($0) }, publicKey: cbor[4]?.bytesValue, isActive: isActive)
  }
}

extension Approval {
  public var cbor: CBOR { signing(nil) }

  /// With the signature of the person who acts.
  public func signing(_ signature: [UInt8]?) -> CBOR {
    .record([
      1: .text(kind.rawValue), 2: on.cbor, 3: .text(text), 4: detail.map { .text($0) },
      5: .bytes(package.bytes), 6: signature.map { .bytes($0) },
    ])
  }

  /// - Parameter isSigned: whether a signature holds; see `PersonalSignature`.
  public init?(_ cbor: CBOR, by person: Person, isSigned: Bool) {
    guard let kind = cbor[1]?.textValue.flatMap(Kind.init), let on = Day(cbor[2]),
      let text = cbor[3]?.textValue, let package = cbor[5]?.bytesValue.flatMap(Digest256.init)
    else { return nil }
    self.init(
      kind, by: person, on: on, text: text, detail: cbor[4]?.textValue, package: package, isSigned: isSigned)
  }
}

extension EquityReply {
  public var cbor: CBOR {
    .record([
      1: .text(agency.rawValue), 2: .text(answer.rawValue), 3: .text(comment), 4: on.cbor,
      5: .bytes(package.bytes),
    ])
  }

  public init?(_ cbor: CBOR, by person: Person) {
    guard let agency = cbor[1]?.textValue, let answer = cbor[2]?.textValue.flatMap(Answer.init),
      let comment = cbor[3]?.textValue, let on = Day(cbor[4]),
      let package = cbor[5]?.bytesValue.flatMap(Digest256.init)
    else { return nil }
    self.init(agency: Agency(agency), answer: answer, comment: comment, by: person, on: on, package: package)
  }
}

extension Hold {
  public var cbor: CBOR {
    .record([1: .text(reason), 2: .text(requester), 3: on.cbor, 4: reviewOn.cbor])
  }

  public init?(_ cbor: CBOR, id: EntityID, by person: Person) {
    guard let reason = cbor[1]?.textValue, let requester = cbor[2]?.textValue, let on = Day(cbor[3]),
      let reviewOn = Day(cbor[4])
    else { return nil }
    self.init(id: id, reason: reason, requester: requester, by: person, on: on, reviewOn: reviewOn)
  }
}

extension FrozenRecord {
  public var cbor: CBOR {
    .record([
      1: .uint(number), 2: .bytes(package.bytes), 3: .bytes(manifest.bytes), 4: on.cbor,
      5: withheld.withheldCBOR, 6: .uint(manifestBytes),
    ])
  }

  public init?(_ cbor: CBOR, by person: Person) {
    guard let number = cbor[1]?.uintValue, let package = cbor[2]?.bytesValue.flatMap(Digest256.init),
      let manifest = cbor[3]?.bytesValue.flatMap(Digest256.init), let on = Day(cbor[4]),
      let bytes = cbor[6]?.uintValue
    else { return nil }
    self.init(
      number: number, package: package, manifest: manifest, manifestBytes: bytes, by: person, on: on,
      withheld: [Withheld](cbor[5]))
  }
}

extension [FrozenRecord.Withheld] {
  var withheldCBOR: CBOR { .array(map { .array([$0.exhibit.cbor, .text($0.reason)]) }) }

  init(_ cbor: CBOR?) {
    self = (cbor?.arrayValue ?? []).compactMap { item in
      guard let parts = item.arrayValue, parts.count == 2, let id = ExhibitID(parts[0]),
        let why = parts[1].textValue
      else { return nil }
      return FrozenRecord.Withheld(id, reason: why)
    }
  }
}

extension Proposal {
  public var cbor: CBOR {
    .record([
      1: .text(action.rawValue), 2: .text(proposer.rawValue), 3: circulatedOn?.cbor,
      4: .array(basisSections.map { .text($0) }), 5: .text(licenceRequirement), 6: .text(reviewPolicy),
      7: .text(exceptions), 8: .text(savingsClause),
      9: .array(articulableFacts.map { .array([.text($0.text), .array($0.exhibits.map(\.cbor))]) }),
      10: .bool(treasurySits), 11: treasuryDecidedBy.map { .text($0) },
    ])
  }

  public init?(_ cbor: CBOR) {
    guard let action = cbor[1]?.textValue.flatMap(Action.init), let proposer = cbor[2]?.textValue,
      let sections = cbor[4]?.arrayValue, let facts = cbor[9]?.arrayValue
    else { return nil }
    self.init(
      action: action, proposer: Agency(proposer), circulatedOn: Day(cbor[3]),
      basisSections: sections.compactMap(\.textValue), licenceRequirement: cbor[5]?.textValue ?? "",
      reviewPolicy: cbor[6]?.textValue ?? "", exceptions: cbor[7]?.textValue ?? "",
      savingsClause: cbor[8]?.textValue ?? "",
      articulableFacts: facts.compactMap { fact in
        guard let parts = fact.arrayValue, parts.count == 2, let text = parts[0].textValue else { return nil }
        return Fact(text, exhibits: (parts[1].arrayValue ?? []).compactMap { ExhibitID($0) })
      }, treasurySits: cbor[10]?.boolValue ?? false, treasuryDecidedBy: cbor[11]?.textValue)
  }
}

extension Ballot {
  /// With the signature of the person who votes, where they have a key.
  public func signing(_ signature: [UInt8]?) -> CBOR {
    .record([
      1: .text(agency.rawValue), 2: .text(choice.rawValue), 3: on.cbor, 4: .bytes(package.bytes),
      5: reason.map { .text($0) }, 6: signature.map { .bytes($0) },
    ])
  }

  public init?(_ cbor: CBOR, by person: Person) {
    guard let agency = cbor[1]?.textValue, let choice = cbor[2]?.textValue.flatMap(Choice.init),
      let on = Day(cbor[3]), let package = cbor[4]?.bytesValue.flatMap(Digest256.init)
    else { return nil }
    self.init(
      agency: Agency(agency), choice: choice, by: person, on: on, package: package, reason: cbor[5]?.textValue
    )
  }
}

extension ExtensionConsent {
  public var cbor: CBOR {
    .record([1: .text(agency.rawValue), 2: until.cbor, 3: matter.map { .bytes($0.bytes) }])
  }

  public init?(_ cbor: CBOR, by person: Person) {
    guard let agency = cbor[1]?.textValue, let until = Day(cbor[2]) else { return nil }
    self.init(
      agency: Agency(agency), until: until, by: person,
      matter: cbor[3]?.bytesValue.flatMap(Digest256.init))
  }
}

extension EscalationStep {
  public var cbor: CBOR {
    .record([
      1: .text(level.rawValue), 2: .text(by.rawValue), 3: on.cbor, 4: result.map { .text($0.rawValue) },
      5: decidedOn?.cbor,
    ])
  }

  public init?(_ cbor: CBOR) {
    guard let level = cbor[1]?.textValue.flatMap(Level.init), let by = cbor[2]?.textValue,
      let on = Day(cbor[3])
    else { return nil }
    self.init(
      level: level, by: Agency(by), on: on, result: cbor[4]?.textValue.flatMap(Result.init),
      decidedOn: Day(cbor[5]))
  }
}

extension BlockingAuthority {
  public var cbor: CBOR {
    .record([
      1: .text(route.rawValue), 2: .text(citation), 3: .text(criterion), 4: .array(menu.map { .text($0) }),
      5: declaredOn?.cbor,
    ])
  }

  public init?(_ cbor: CBOR) {
    guard let route = cbor[1]?.textValue.flatMap(Route.init) else { return nil }
    self.init(
      route: route, citation: cbor[2]?.textValue ?? "", criterion: cbor[3]?.textValue ?? "",
      menu: (cbor[4]?.arrayValue ?? []).compactMap(\.textValue), declaredOn: Day(cbor[5]))
  }
}

extension OwnershipSweep {
  public var cbor: CBOR {
    .record([
      1: asOf.cbor, 2: .bytes(holdings.bytes), 3: .array(blocked.map { .text($0) }),
      4: .array(undetermined.map { .text($0) }), 5: rule?.cbor,
      6: seeds.map { .array($0.map { .text($0) }) },
    ])
  }

  public init?(_ cbor: CBOR) {
    guard let asOf = Day(cbor[1]), let holdings = cbor[2]?.bytesValue.flatMap(Digest256.init),
      let blocked = cbor[3]?.arrayValue, let open = cbor[4]?.arrayValue
    else { return nil }
    self.init(
      asOf: asOf, holdings: holdings, blocked: blocked.compactMap(\.textValue),
      undetermined: open.compactMap(\.textValue), rule: cbor[5].flatMap { OwnershipThreshold($0) },
      seeds: cbor[6]?.arrayValue.map { $0.compactMap(\.textValue) })
  }
}

extension OwnershipThreshold {
  public var cbor: CBOR {
    switch self {
    case .atLeast(let stake): .record([1: .int(stake.ppm), 2: .bool(false)])
    case .moreThan(let stake): .record([1: .int(stake.ppm), 2: .bool(true)])
    }
  }

  public init?(_ cbor: CBOR) {
    guard let stake = cbor[1]?.intValue.flatMap({ Stake(ppm: $0) }), let isMore = cbor[2]?.boolValue else {
      return nil
    }
    self = isMore ? .moreThan(stake) : .atLeast(stake)
  }
}

extension Petition {
  public var cbor: CBOR {
    .record([
      1: .text(track.rawValue), 2: .text(petitioner), 3: .text(standing.rawValue), 4: .text(ground.rawValue),
      5: .text(reasons), 6: receivedOn.cbor, 7: acknowledgedOn?.cbor,
    ])
  }

  /// What was decided, apart from the request: who decides is the operation's author.
  public static func decision(_ result: Result, on day: Day, _ reasons: String) -> CBOR {
    .record([1: .text(result.rawValue), 2: day.cbor, 3: .text(reasons)])
  }

  public init?(_ cbor: CBOR, id: EntityID, decision: CBOR?, decidedBy: Person?) {
    guard let track = cbor[1]?.textValue.flatMap(Track.init), let petitioner = cbor[2]?.textValue,
      let standing = cbor[3]?.textValue.flatMap(Standing.init),
      let ground = cbor[4]?.textValue.flatMap(Ground.init), let reasons = cbor[5]?.textValue,
      let receivedOn = Day(cbor[6])
    else { return nil }
    self.init(
      id: id, track: track, petitioner: petitioner, standing: standing, ground: ground, reasons: reasons,
      receivedOn: receivedOn, acknowledgedOn: Day(cbor[7]),
      result: decision?[1]?.textValue.flatMap(Result.init), decidedOn: Day(decision?[2]),
      decidedBy: decidedBy,
      decision: decision?[3]?.textValue)
  }
}

extension Relief {
  public var cbor: CBOR {
    .record([
      1: .text(kind.rawValue), 2: .text(authority.rawValue), 3: .text(scope), 4: from.cbor, 5: to?.cbor,
    ])
  }

  public init?(_ cbor: CBOR, id: EntityID, by person: Person) {
    guard let kind = cbor[1]?.textValue.flatMap(Kind.init),
      let authority = cbor[2]?.textValue.flatMap(BlockingAuthority.Route.init),
      let scope = cbor[3]?.textValue,
      let from = Day(cbor[4])
    else { return nil }
    self.init(
      id: id, kind: kind, authority: authority, scope: scope, from: from, to: Day(cbor[5]), by: person)
  }
}

extension PeriodicReview {
  public var cbor: CBOR { .record([1: .text(kind.rawValue), 2: on.cbor, 3: .text(result)]) }

  public init?(_ cbor: CBOR, by person: Person) {
    guard let kind = cbor[1]?.textValue.flatMap(Kind.init), let on = Day(cbor[2]),
      let result = cbor[3]?.textValue
    else { return nil }
    self.init(kind: kind, on: on, by: person, result: result)
  }
}

extension Measure {
  public var cbor: CBOR {
    let views = views.sorted { $0.key < $1.key }.map {
      CBOR.array([.text($0.key.rawValue), .text($0.value)])
    }
    return .record([
      1: .text(kind.rawValue), 2: .text(authority), 3: .text(effect), 4: .text(collateralHarm),
      5: .text(equities), 6: .array(views), 7: .text(decision.rawValue), 8: .text(reason),
    ])
  }

  public init?(_ cbor: CBOR) {
    guard let kind = cbor[1]?.textValue.flatMap(Kind.init),
      let decision = cbor[7]?.textValue.flatMap(Decision.init)
    else { return nil }
    var views: [Agency: String] = [:]
    for view in cbor[6]?.arrayValue ?? [] {
      guard let parts = view.arrayValue, parts.count == 2, let agency = parts[0].textValue,
        let text = parts[1].textValue
      else { return nil }
      views[Agency(agency)] = text
    }
    self.init(
      kind: kind, authority: cbor[2]?.textValue ?? "", effect: cbor[3]?.textValue ?? "",
      collateralHarm: cbor[4]?.textValue ?? "", equities: cbor[5]?.textValue ?? "", views: views,
      decision: decision, reason: cbor[8]?.textValue ?? "")
  }
}

extension Disclosure {
  public var cbor: CBOR {
    .record([
      1: .text(recipient), 2: .text(marking.description), 3: .text(authority), 4: .text(equities),
      5: .array(exhibits.map(\.cbor)), 6: withheld.withheldCBOR, 7: on.cbor,
    ])
  }

  public init?(_ cbor: CBOR, id: EntityID, by person: Person) {
    guard let recipient = cbor[1]?.textValue,
      let marking = cbor[2]?.textValue,
      let authority = cbor[3]?.textValue, let equities = cbor[4]?.textValue,
      let exhibits = cbor[5]?.arrayValue,
      let on = Day(cbor[7])
    else { return nil }
    self.init(
      id: id, recipient: recipient, marking: HandlingMark(stored: marking), authority: authority,
      equities: equities,
      exhibits: exhibits.compactMap { ExhibitID($0) }, withheld: [FrozenRecord.Withheld](cbor[6]), by: person,
      on: on)
  }
}
