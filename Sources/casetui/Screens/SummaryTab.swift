import CaseDomain

/// The case in words: where it stands, who has it, what stands in the way of the next stage.
struct SummaryTab: Sendable {
  private(set) var summary: CaseSummary?
  var scroll = Scroll()

  mutating func take(_ summary: CaseSummary) { self.summary = summary }

  mutating func layout(_ body: Size) {
    scroll.layout(lines: sheet.wrapped(to: body.width - 2).count, height: body.height)
  }

  private var sheet: Sheet {
    var sheet = Sheet()
    guard let summary else {
      sheet.add("reading the case…", .dim)
      return sheet
    }
    let line = summary.line
    sheet.add("\(line.title)", .heading)
    sheet.add("Marking", "\(line.mark.description)")
    sheet.add(
      "Stage", "\(line.stage)" + (line.isContested ? "   ! contested: two moves stand apart" : ""),
      line.isContested ? .warning : .plain)
    if let track = line.track { sheet.add("Tracks", "\(track)") }
    sheet.add("Subject", "\(summary.subject ?? "none set")")
    sheet.add("Theory", "\(summary.theory ?? "none chosen")")
    sheet.add(
      "Owners", "\(summary.owners.isEmpty ? "none recorded" : summary.owners.joined(separator: ", "))")
    sheet.add("Assigned", "\(line.assignees.isEmpty ? "nobody" : line.assignees)")
    sheet.add("Evidence", counted(line.exhibits, "exhibit"))
    if line.conflicts > 0 {
      sheet.add("Conflicts", "! " + counted(line.conflicts, "conflict") + " to settle: g s", .warning)
    }
    for absent in summary.absent { sheet.add("Rests on", "! \(absent)", .warning) }
    for reason in summary.takeDown {
      sheet.add("Published", "! \(reason.message)", .warning)
      sheet.add("", "do: \(reason.remedy)")
    }
    sheet.add("Elements", "\(summary.elementsMet) of \(summary.elements) as the case needs them")
    addObstacles(summary, to: &sheet)
    if !summary.notes.isEmpty {
      sheet.gap()
      sheet.add("Notes", .heading)
      for note in summary.notes { sheet.add("\(note)", indent: 2) }
    }
    return sheet
  }

  private func addObstacles(_ summary: CaseSummary, to sheet: inout Sheet) {
    guard let next = summary.next else { return }
    sheet.gap()
    if summary.obstacles.isEmpty {
      sheet.add("To \(next): nothing that is checked stands in the way (a s moves the case)", .ok)
    } else {
      sheet.add("To \(next): \(counted(summary.obstacles.count, "obstacle"))", .heading)
    }
    for obstacle in summary.obstacles {
      sheet.add("\(obstacle.message)", .warning, indent: 2)
      sheet.add("do: \(obstacle.remedy)", indent: 4)
    }
    if summary.isSweepUnchecked {
      sheet.add("not checked here: whether its ownership sweep still follows", .dim, indent: 2)
    }
  }

  func draw(in rect: Rect, of frame: inout Frame) {
    sheet.draw(in: rect.inset(x: 1), of: &frame, top: scroll.top)
    frame.cursor = Point(x: rect.x + 1, y: rect.y)
  }
}
