import CaseDomain

extension CaseStore {
  /// Records what a person judges of two bearers: replaces what was judged of the pair, here and by whom it
  /// came from; judged otherwise than the same, an actor is no more what was accepted as it.
  ///
  /// - Throws: `StoreError.notFound` or `.ambiguous` for a bearer, `.invalid` when both are one.
  public func judge(
    _ one: NameBearer, _ other: NameBearer, _ verdict: PairJudgement.Verdict, reason: String,
    as author: Author
  ) throws -> (id: String, change: Change) {
    guard let judgement = PairJudgement(one, other, verdict) else {
      throw StoreError.invalid("both are one and the same record", remedy: "name two records")
    }
    guard !reason.saysNothing else {
      throw StoreError.invalid("a judgement needs a reason", remedy: "say why: --reason")
    }
    return try write(as: author) { writer in
      let reader = try writer.reader(of: self)
      for bearer in [one, other] { try reader.requireStated(bearer) }
      let stands = try reader.judgement(one, other)
      if verdict != .same {
        for row in try reader.accepted(one) where row.other(than: one).isSame(as: other) {
          try writer.removeAcceptance(row, basis: reason)
        }
      }
      // The same verdict for another reason: the reason is what is new.
      try writer.set(
        Target(judgement.entity, .pairJudgement), judgement.cbor, basis: reason,
        again: stands.map { $0.reason != reason } ?? false)
      return (String(judgement.entity.description.prefix(12)), writer.change)
    }
  }

  /// Takes a judgement back. What was judged stays in the journal; nothing follows from it any more.
  public func undoJudgement(_ text: String, reason: String?, as author: Author) throws -> (
    undone: JudgementRow, change: Change
  ) {
    try write(as: author) { writer in
      let row = try writer.reader(of: self).judgement(named: text)
      guard let withdrawn = PairJudgement(row.first, row.second, .withdrawn) else {
        throw StoreError.notFound("judgement \(text)", list: JudgementRow.list)
      }
      let target = Target(withdrawn.entity, .pairJudgement)
      if try !writer.projection.live(target).isEmpty, withdrawn.entity.description.hasPrefix(row.id) {
        try writer.set(target, withdrawn.cbor, basis: reason)
      } else {
        try writer.removeAcceptance(row, basis: reason)
        // Of an element that is gone nothing would be shown: the pair says that, why and by whom; again, where an earlier
        // judgement of it was taken back before.
        let live = try writer.projection.live(target)
        if live.allSatisfy({ PairJudgement($0.value)?.verdict == .withdrawn }) {
          try writer.set(target, withdrawn.cbor, basis: reason, again: true)
        }
      }
      return (row, writer.change)
    }
  }
}

extension JournalWriter {
  /// Takes back a judgement that was made by accepting a proposal: an element of the actor's set.
  fileprivate mutating func removeAcceptance(_ row: JudgementRow, basis: String?) throws {
    guard case .actor(let actor) = row.first, case .entry(let source, let id) = row.second,
      let verdict = row.verdict.flatMap({ Judgement.Verdict(rawValue: $0.rawValue) })
    else { return }
    // Earlier builds did not name the source.
    for source in [source, nil] {
      try remove(
        Target(actor.cast(), .judgements),
        Judgement(externalID: id, verdict: verdict, source: source).cbor, basis: basis)
    }
  }
}
