import CaseDomain

/// Things people do to a case in review. Each says what stands in its way, or is recorded whole.
extension CaseStore {
  /// Decides and writes in one transaction: `body` sees the case as it is and may write.
  public func act<Result>(
    on id: CaseID, as author: Author, _ body: (inout JournalWriter, CaseFile) throws -> Result
  ) throws -> (result: Result, change: Change) {
    try write(as: author) { writer in
      let file = try writer.reader(of: self).caseFile(id, rehash: false)
      let result = try body(&writer, file)
      return (result, writer.change)
    }
  }

  /// The acting person, as this office vouches for them.
  public func person(_ author: Author) -> Person { Person(author.user, office: identity.office) }

  // MARK: people

  /// Registers one of this office's people, or changes what is registered.
  ///
  /// - Returns: what stands in the way; nothing was written then.
  /// - Throws: `StoreError.usage` for a name that says nothing.
  public func register(_ registration: Registration, as author: Author) throws -> (
    obstacles: [Obstacle], change: Change
  ) {
    guard !registration.name.saysNothing else {
      throw StoreError.usage(
        "somebody without a name cannot be registered", remedy: "give the name, as with --as")
    }
    return try write(as: author) { writer in
      let people = try writer.reader(of: self).people()
      guard people.mayRegister(person(author)) else {
        return ([.mayNotRegister(person(author), people)], writer.change)
      }
      try writer.register(registration, in: identity.office)
      return ([], writer.change)
    }
  }

  // MARK: approvals

  /// Records an act on the package as it is, signed with the author's key where there is one.
  ///
  /// - Returns: why it would not count; nothing was written then.
  public func approve(
    _ id: CaseID, _ kind: Approval.Kind, text: String, detail: String? = nil, as author: Author
  ) throws -> (obstacles: [Obstacle], change: Change) {
    let outcome = try act(on: id, as: author) { writer, file in
      let approval = Approval(
        kind, by: person(author), on: today, text: text, detail: detail, package: file.package)
      let signature = try sign(approval.cbor, of: id.cast(), as: author)
      var signed = approval
      signed.isSigned =
        signature != nil
        && PersonalSignature.holds(
          approval.signing(signature), of: id.cast(), by: author.user,
          key: file.people[approval.by]?.publicKey)
      let faults = file.faults(of: signed)
      if faults.isEmpty {
        try writer.add(Target(id.cast(), .approval), approval.signing(signature), caseID: id.cast())
      }
      return faults
    }
    return (outcome.result, outcome.change)
  }

  /// Records an agency's reply on the package as it is.
  public func reply(
    _ id: CaseID, agency: Agency, _ answer: EquityReply.Answer, comment: String, as author: Author
  ) throws -> (obstacles: [Obstacle], change: Change) {
    let outcome = try act(on: id, as: author) { writer, file in
      let person = person(author)
      let obstacles = file.mayReply(person, for: agency)
      if obstacles.isEmpty {
        let reply = EquityReply(
          agency: agency, answer: answer, comment: comment, by: person, on: today, package: file.package)
        try writer.set(
          Target(.derived("reply", from: id.cast(), agency.rawValue), .reply), reply.cbor, caseID: id.cast())
      }
      return obstacles
    }
    return (outcome.result, outcome.change)
  }

  // MARK: holds

  /// Asks everybody to wait.
  public func hold(_ id: CaseID, reason: String, requester: String, reviewOn: Day, as author: Author) throws
    -> (
      reference: String, change: Change
    )
  {
    try write(as: author) { writer in
      let (entity, reference): (EntityID, String) = try writer.create(.hold, caseID: id.cast())
      let hold = Hold(
        id: entity, reason: reason, requester: requester, by: person(author), on: today, reviewOn: reviewOn)
      try writer.set(Target(entity, .hold), hold.cbor, caseID: id.cast())
      return (reference, writer.change)
    }
  }

  /// Ends a hold. Only this, naming the hold itself, does.
  public func release(_ hold: EntityID, in id: CaseID, reason: String, as author: Author) throws -> Change {
    try write(as: author) { writer in
      try writer.add(
        Target(hold, .holdRelease), .record([1: .text(today.iso), 2: .text(reason)]), caseID: id.cast())
      return writer.change
    }
  }

  // MARK: records of the case

  /// Begins a record of a case with its one value: a claim, a contest, a hypothesis…
  public func addRecord(
    _ type: RecordType, _ field: Field, _ value: CBOR, to id: CaseID, as author: Author
  ) throws -> (id: EntityID, reference: String, change: Change) {
    try write(as: author) { writer in
      let (entity, reference): (EntityID, String) = try writer.create(type, caseID: id.cast())
      try writer.set(Target(entity, field), value, caseID: id.cast())
      return (entity, reference, writer.change)
    }
  }

  /// Sets the value of a record of a case, or of what stands beside the case under `kind` and `detail`.
  public func setRecord(
    _ entity: EntityID, _ field: Field, _ value: CBOR, of id: CaseID, as author: Author
  ) throws -> Change {
    try write(as: author) { writer in
      try writer.set(Target(entity, field), value, caseID: id.cast())
      return writer.change
    }
  }

  // MARK: petitions

  /// Records a request to reconsider.
  ///
  /// - Returns: why it is none; nothing was written then.
  public func addPetition(_ petition: Petition, to id: CaseID, as author: Author) throws -> (
    obstacles: [Obstacle], reference: String, change: Change
  ) {
    let obstacles = petition.obstacles
    guard obstacles.isEmpty else { return (obstacles, "", Change(auditNumber: 0, operations: 0)) }
    let added = try addRecord(.petition, .petition, petition.cbor, to: id, as: author)
    return ([], added.reference, added.change)
  }

  // MARK: votes

  /// Records a member's consent to a later day of the vote on the matter as it is.
  ///
  /// - Returns: why it would not count; nothing was written then.
  public func extendVote(_ id: CaseID, agency: Agency, until day: Day, as author: Author) throws -> (
    obstacles: [Obstacle], change: Change
  ) {
    let profile = try profile(on: today)
    let outcome = try act(on: id, as: author) { writer, file in
      let consent = ExtensionConsent(agency: agency, until: day, by: person(author), matter: file.matter)
      let obstacles = file.obstacles(to: consent, profile: profile)
      if obstacles.isEmpty {
        try writer.add(
          Target(CaseStore.trackRecord(.entityList, of: id), .voteExtension), consent.cbor, caseID: id.cast())
      }
      return obstacles
    }
    return (outcome.result, outcome.change)
  }

  /// Puts the matter of a request before the committee: the clock starts today.
  public func circulate(_ id: CaseID, as author: Author) throws -> (obstacles: [Obstacle], change: Change) {
    let profile = try profile(on: today)
    let outcome = try act(on: id, as: author) { writer, file in
      let obstacles = file.obstacles(toCirculateBy: person(author), on: today, profile: profile)
      if obstacles.isEmpty, var proposal = file.entityList?.proposal {
        proposal.circulatedOn = today
        try writer.set(
          Target(CaseStore.trackRecord(.entityList, of: id), .proposal), proposal.cbor, caseID: id.cast())
      }
      return obstacles
    }
    return (outcome.result, outcome.change)
  }

  /// Casts an agency's vote on the matter before the committee.
  public func vote(
    _ id: CaseID, agency: Agency, _ choice: Ballot.Choice, reason: String?, as author: Author
  ) throws -> (obstacles: [Obstacle], change: Change) {
    let profile = try profile(on: today)
    let outcome = try act(on: id, as: author) { writer, file in
      let ballot = Ballot(
        agency: agency, choice: choice, by: person(author), on: today, package: file.matter, reason: reason)
      let obstacles = file.obstacles(to: ballot, profile: profile)
      if obstacles.isEmpty {
        let track = EntityID.derived("track", from: id.cast(), Track.entityList.recordKey)
        let entity = EntityID.derived("ballot", from: track, agency.rawValue)
        let signature = try sign(ballot.signing(nil), of: entity, as: author)
        try writer.set(Target(entity, .ballot), ballot.signing(signature), caseID: id.cast())
      }
      return obstacles
    }
    return (outcome.result, outcome.change)
  }
}

extension CaseStore {
  /// Marks one cell of the matrix; unequal marks of two offices stand side by side until one is settled.
  public func setMark(_ cell: ACHCell, of id: CaseID, as author: Author) throws -> Change {
    try setRecord(
      .derived("ach", from: id.cast(), "\(cell.evidence)|\(cell.hypothesis)"), .achCell, cell.cbor, of: id,
      as: author)
  }

  /// The record of one track of a case.
  public static func trackRecord(_ track: Track, of id: CaseID) -> EntityID {
    .derived("track", from: id.cast(), track.recordKey)
  }

  /// The record of something that stands once beside a case, such as a measure of one kind.
  public static func besideRecord(_ kind: String, of id: CaseID, _ detail: String) -> EntityID {
    .derived(kind, from: id.cast(), detail)
  }
}
