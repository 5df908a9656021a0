import CaseDomain

/// What owners give, figures that are claimed, and practices.
extension CaseStore {
  /// Records what an owner gave. When it was given in confidence, its exhibits count so in the same
  /// transaction: at no moment is one on record without the other. What came in one of them, such as in an archive or
  /// a mail, was given with it: it is put into the case and into the submission.
  ///
  /// - Returns: what stands in the way, and nothing was written then; and what came in the exhibits that are named.
  public func receive(_ submission: Submission, in id: CaseID, as author: Author) throws -> (
    obstacles: [Obstacle], reference: String?, contents: [ExhibitID], change: Change
  ) {
    let outcome = try act(on: id, as: author) { writer, file -> ([Obstacle], String?, [ExhibitID]) in
      let reader = try writer.reader(of: self)
      var held: [ExhibitID: Set<OwnerID>] = [:]
      for exhibit in submission.exhibits { held[exhibit] = try reader.ownConfidence(of: exhibit) }
      let obstacles = submission.obstacles(in: file, held: held, on: today)
      guard obstacles.isEmpty else { return (obstacles, nil, []) }
      let within = try reader.projection.contents(of: submission.exhibits)
      let contents = try within.filter { try !reader.isHidden($0) }
      for exhibit in contents { try writer.link(exhibit, to: id) }
      var whole = submission
      whole.exhibits += contents
      let (entity, reference): (EntityID, String) = try writer.create(.submission, caseID: id.cast())
      try writer.set(Target(entity, .submission), whole.cbor, caseID: id.cast())
      guard submission.terms.isConfidential else { return ([], reference, contents) }
      // What this owner gave in confidence already, maybe as another case names it, is so.
      for exhibit in submission.exhibits where held[exhibit]?.count != 1 {
        try writer.set(Target(exhibit.cast(), .confidence), submission.owner.cbor)
      }
      for exhibit in within { try writer.addConfidence(of: exhibit, to: submission.owner) }
      return ([], reference, contents)
    }
    return (outcome.result.0, outcome.result.1, outcome.result.2, outcome.change)
  }

  /// Records a figure beside those that are there.
  ///
  /// - Returns: what stands in the way; nothing was written then.
  public func claim(_ count: AttemptCount, in id: CaseID, as author: Author) throws -> (
    obstacles: [Obstacle], reference: String?, change: Change
  ) {
    let outcome = try act(on: id, as: author) { writer, file -> ([Obstacle], String?) in
      let obstacles = count.obstacles(in: file, on: today)
      guard obstacles.isEmpty else { return (obstacles, nil) }
      let (entity, reference): (EntityID, String) = try writer.create(.attemptCount, caseID: id.cast())
      try writer.set(Target(entity, .attemptCount), count.cbor, caseID: id.cast())
      return ([], reference)
    }
    return (outcome.result.0, outcome.result.1, outcome.change)
  }

  /// Records a sign that somebody reports.
  ///
  /// - Returns: what stands in the way; nothing was written then.
  public func report(_ indicator: Indicator, in id: CaseID, as author: Author) throws -> (
    obstacles: [Obstacle], reference: String?, change: Change
  ) {
    let outcome = try act(on: id, as: author) { writer, file -> ([Obstacle], String?) in
      let reader = try writer.reader(of: self)
      let obstacles = try indicator.obstacles(in: file, on: today) { try reader.isAnyStanding($0) }
      guard obstacles.isEmpty else { return (obstacles, nil) }
      let (entity, reference): (EntityID, String) = try writer.create(.indicator, caseID: id.cast())
      try writer.set(Target(entity, .indicator), indicator.cbor, caseID: id.cast())
      return ([], reference)
    }
    return (outcome.result.0, outcome.result.1, outcome.change)
  }

  /// Records a practice; it belongs to no case.
  ///
  /// - Returns: what stands in the way; nothing was written then.
  public func learn(_ practice: Practice, as author: Author) throws -> (
    obstacles: [Obstacle], id: EntityID?, reference: String?, change: Change
  ) {
    let obstacles = practice.obstacles(on: today)
    return try write(as: author) { writer in
      guard obstacles.isEmpty else { return (obstacles, nil, nil, writer.change) }
      let (entity, reference): (EntityID, String) = try writer.create(.practice)
      try writer.set(Target(entity, .practice), practice.cbor)
      return ([], entity, reference, writer.change)
    }
  }

  /// Takes a count, an indicator or a practice back. Nothing takes a withdrawal away again.
  ///
  /// - Throws: `StoreError.invalid` without a reason, and when it is taken back already: of two reasons one alone would
  ///   be shown.
  public func withdraw(_ entity: EntityID, of id: CaseID?, reason: String, as author: Author) throws -> Change
  {
    guard !reason.saysNothing else {
      throw StoreError.invalid("a withdrawal needs its reason", remedy: "pass --reason TEXT")
    }
    return try write(as: author) { writer in
      guard try writer.projection.live(entity, .withdrawal).isEmpty else {
        throw StoreError.invalid(
          "\(try writer.reader(of: self).reference(of: entity)) is taken back already",
          remedy: "the reason that was given stands; record anew what should hold again")
      }
      try writer.add(
        Target(entity, .withdrawal), Withdrawal(on: today, reason: reason).cbor, caseID: id?.cast())
      return writer.change
    }
  }
}
