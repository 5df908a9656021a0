import CaseDomain

/// Who approved, who answered, who asked to wait, what was closed, and how the committee voted.
struct ReviewTab: Sendable {
  enum Item: Equatable, Sendable {
    case approval(Int)
    case reply(Agency)
    case hold(EntityID)
    case record(UInt64)
    case ballot(Int)
    case uncounted(Int)
    case matter
    case irregularity(Int)
  }

  private(set) var procedure: Procedure?
  private var list = SectionList<Item>()

  /// The hold that a release would end.
  var selectedHold: Hold? {
    guard case .hold(let id) = list.selected else { return nil }
    return procedure?.holds.first { $0.id == id }
  }

  mutating func take(_ procedure: Procedure) {
    self.procedure = procedure
    list.set(
      Self.irregularities(procedure) + Self.vote(procedure) + Self.approvals(procedure)
        + Self.replies(procedure) + Self.holds(procedure) + Self.records(procedure))
  }

  mutating func layout(_ body: Size) { list.layout(body) }
  mutating func handle(_ key: Key, _ shell: inout Shell) -> Bool { list.handle(key, &shell) }
  func draw(in rect: Rect, of frame: inout Frame) { list.draw(in: rect, of: &frame) }

  private typealias Row = SectionList<Item>.Row

  private static func irregularities(_ procedure: Procedure) -> [Row] {
    guard !procedure.irregularities.isEmpty else { return [] }
    return [.heading("Irregular moves: they have no effect outside")]
      + procedure.irregularities.enumerated().map { index, move -> Row in
        var sheet = Sheet()
        sheet.add("\(move.from?.description ?? "none") to \(move.to)", .heading)
        sheet.add("\(move.by) \(move.fault)", .danger)
        return .row(
          .irregularity(index), "\(move.by) \(move.fault)", role: .danger, sign: "!", sheet
        )
      }
  }

  // MARK: the vote

  private static func vote(_ procedure: Procedure) -> [Row] {
    guard let vote = procedure.vote else { return [] }
    let tally = vote.tally
    let count: Printable =
      "\(tally.inFavour) for, \(tally.against) against, \(tally.abstained) abstaining, \(tally.missing.count) out"
    let deadline: Printable = tally.deadline.map { "by \($0.iso)" } ?? "not circulated"
    var matter = Sheet()
    matter.add(
      "To \(vote.proposal.action.rawValue) the entry, proposed by \(vote.proposal.proposer)", .heading)
    matter.add("Outcome", "\(tally.outcome.rawValue), by \(tally.rule.rawValue)")
    matter.add("Tally", count)
    matter.add("Deadline", tally.deadline.map { "\($0.iso)" } ?? "none: not circulated yet")
    if !tally.missing.isEmpty {
      matter.add(
        "Silent", "\(tally.missing.map(\.rawValue).joined(separator: ", ")): silence is not assent", .warning)
    }
    for later in vote.extensions {
      matter.add("Later day", "\(later.consent.agency) agrees to \(later.consent.until)")
      if let fault = later.fault { matter.add("X not counted: \(fault)", .danger) }
    }
    for step in vote.escalation {
      let result: Printable = step.result.map { "\($0.rawValue)" } ?? "undecided"
      matter.add("Taken up", "\(step.level.rawValue) by \(step.by) on \(step.on): " + result)
    }
    let heading: Printable = "Vote: \(tally.outcome.rawValue), " + count
    let words: Printable = "\(vote.proposal.action.rawValue) the entry, votes " + deadline
    var rows: [Row] = [.heading(heading), .row(.matter, words, matter)]
    rows += tally.members.map { row($0, tally) }
    for (index, fault) in tally.faults.enumerated() {
      let ballot = tally.uncounted[index].ballot
      let words: Printable = column("\(ballot.agency)", 11) + "NOT COUNTED: \(fault)"
      rows.append(.row(.uncounted(index), words, role: .danger, sign: "!", sheet(of: ballot, fault)))
    }
    return rows
  }

  private static func row(_ member: Agency, _ tally: Tally) -> Row {
    guard let index = tally.counted.firstIndex(where: { $0.agency == member }) else {
      return .remark(column("\(member)", 11) + "no vote that counts", .warning)
    }
    let ballot = tally.counted[index]
    let choice: Printable = column("\(member)", 11) + column("\(ballot.choice.rawValue)", 9)
    let words: Printable = choice + column("\(ballot.by)", 16) + "\(ballot.on)"
    return .row(.ballot(index), words, sheet(of: ballot, nil))
  }

  private static func sheet(of ballot: Ballot, _ fault: String?) -> Sheet {
    var sheet = Sheet()
    sheet.add("\(ballot.agency): \(ballot.choice.rawValue)", .heading)
    sheet.add("Cast", "\(ballot.on) by \(ballot.by)")
    sheet.add("Reason", "\(ballot.reason ?? "none given")")
    if let fault {
      sheet.add("X not counted: \(fault)", .danger)
    } else {
      sheet.add("it counts", .ok)
    }
    return sheet
  }

  // MARK: approvals and replies

  private static func approvals(_ procedure: Procedure) -> [Row] {
    let void = procedure.approvals.count { !$0.faults.isEmpty }
    let heading: Printable =
      "Approvals: \(grouped(procedure.approvals.count))" + (void > 0 ? ", \(grouped(void)) void" : "")
    let rows = procedure.approvals.enumerated().map { index, given -> Row in
      let approval = given.approval
      let state: Printable = given.faults.isEmpty ? "valid" : "VOID"
      var sheet = Sheet()
      sheet.add("\(approval.kind.title)" + (approval.detail.map { " (\($0))" } ?? ""), .heading)
      sheet.add("Given", "\(approval.on) by \(approval.by)")
      sheet.add("Signed", approval.isSigned ? "with a personal key that holds" : "no")
      sheet.add(Printable(approval.text, cells: 2000))
      if given.faults.isEmpty { sheet.add("it counts", .ok) }
      for fault in given.faults {
        sheet.add("X \(fault.message)", .danger)
        sheet.add("\(fault.code.rawValue)  \(fault.section)  (\(fault.status.rawValue))", .dim, indent: 2)
        sheet.add("do: \(fault.remedy)", indent: 2)
      }
      let act: Printable = column("\(approval.kind.title)", 23) + state.padded(to: 6)
      let words: Printable = act + column("\(approval.by)", 16) + "\(approval.on)"
      return given.faults.isEmpty
        ? .row(.approval(index), words, sheet)
        : .row(.approval(index), words, role: .danger, sign: "!", sheet)
    }
    return [.heading(heading)] + (rows.isEmpty ? [.remark("none given: a p gives one")] : rows)
  }

  private static func replies(_ procedure: Procedure) -> [Row] {
    let given = procedure.replies.count { $0.reply != nil && !$0.isStale }
    return [.heading("Equity replies: \(grouped(given)) of \(grouped(procedure.replies.count))")]
      + procedure.replies.map { answer -> Row in
        var sheet = Sheet()
        sheet.add("\(answer.agency)", .heading)
        guard let reply = answer.reply else {
          sheet.add("no reply: silence is not assent", .warning)
          return .row(
            .reply(answer.agency), column("\(answer.agency)", 11) + "MISSING", role: .warning, sign: "!",
            sheet)
        }
        sheet.add("Answer", "\(reply.answer.rawValue)")
        sheet.add("Entered", "\(reply.on) by \(reply.by)")
        if !reply.comment.isEmpty { sheet.add(Printable(reply.comment, cells: 2000)) }
        if answer.isStale { sheet.add("X the package has changed since: send it again", .danger) }
        let isObjection = reply.answer == .hold || reply.answer == .nonConcur && !answer.isDisposed
        if reply.answer == .nonConcur {
          sheet.add(
            answer.isDisposed ? "the decider has dealt with it" : "X the decider has not dealt with it",
            answer.isDisposed ? .ok : .danger)
        }
        let words: Printable =
          column("\(answer.agency)", 11) + column("\(reply.answer.rawValue)", 20)
          + (answer.isStale ? "VOID: changed since" : "\(reply.on)")
        let isOpen = answer.isStale || isObjection
        return .row(
          .reply(answer.agency), words, role: isOpen ? .danger : .plain, sign: isOpen ? "!" : "", sheet)
      }
  }

  // MARK: holds and records

  private static func holds(_ procedure: Procedure) -> [Row] {
    let open = procedure.holds.count(where: \.isOpen)
    return [.heading("Holds: \(grouped(open)) open")]
      + procedure.holds.map { hold -> Row in
        var sheet = Sheet()
        sheet.add(Printable(hold.reason, cells: 2000), .heading)
        sheet.add("For", "\(hold.requester)")
        sheet.add("Placed", "\(hold.on) by \(hold.by)")
        sheet.add("Review", "\(hold.reviewOn)")
        if let day = hold.releasedOn { sheet.add("Released", "\(day): \(hold.releaseReason ?? "")") }
        let state: Printable = hold.isOpen ? "OPEN, review \(hold.reviewOn)" : "released"
        let words: Printable =
          column("\(hold.requester)", 14) + state.padded(to: 25) + Printable(hold.reason, cells: 300)
        return hold.isOpen
          ? .row(.hold(hold.id), words, role: .warning, sign: "!", sheet) : .row(.hold(hold.id), words, sheet)
      }
  }

  private static func records(_ procedure: Procedure) -> [Row] {
    [.heading("Frozen records: \(grouped(procedure.records.count))")]
      + (procedure.records.isEmpty ? [.remark("none: casetui record freeze closes one")] : [])
      + procedure.records.map { closed -> Row in
        let record = closed.record
        var sheet = Sheet()
        sheet.add("record \(record.number)", .heading)
        sheet.add("Closed", "\(record.on) by \(record.by)")
        sheet.add("Manifest", "\(Hex.encode(record.manifest.bytes))")
        sheet.add("Package", "\(Hex.encode(record.package.bytes))")
        sheet.add(
          closed.holds ? "it holds: nothing has changed since" : "X void: the package has changed since",
          closed.holds ? .ok : .danger)
        for item in record.withheld {
          sheet.add("withheld " + procedure.names(of: [item.exhibit]) + ": \(item.reason)", indent: 2)
        }
        let state: Printable = closed.holds ? "holds" : "VOID: changed since"
        let words: Printable =
          column("record \(record.number)", 11) + column(state, 21) + "\(record.on) by \(record.by)"
        return closed.holds
          ? .row(.record(record.number), words, sheet)
          : .row(.record(record.number), words, role: .danger, sign: "!", sheet)
      }
  }
}
