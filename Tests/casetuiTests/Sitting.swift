import CaseDomain
import CaseStore
import Testing

@testable import casetui

/// A person at the terminal of a real office: keys go in, and what they ask for is done on the store at once.
typealias Sitting = KeySim<LiveOffice>

/// Answers the effects of the model from a store, on this thread.
struct LiveOffice: AppOffice {
  let effects: Effects

  init(_ store: CaseStore, as author: Author) { effects = Effects(store, as: author) { _ in } }

  func reply(to query: Query) -> Result<Reply, Trouble> { Result { try effects.reply(to: query) }.asTrouble }

  func result(of work: Work) -> Result<WorkResult, Trouble> {
    Result { try effects.result(of: work) { _ in } }.asTrouble
  }
}

extension Result where Failure == any Error {
  fileprivate var asTrouble: Result<Success, Trouble> { mapError(Trouble.init) }
}

extension KeySim where World == LiveOffice {
  init(_ store: CaseStore, as user: String) {
    self.init(80, 24, world: LiveOffice(store, as: Author(user: user)))
  }

  /// Opens the only case that the words leave in the list.
  mutating func open(_ words: String) {
    press("g", "c", "/", "text:\(words)", "Enter", "Enter")
  }

  /// Finds a verb in the palette by its words, fills in the fields by their names, and sends the form.
  mutating func verb(
    _ title: String, _ fields: KeyValuePairs<String, String> = [:],
    sourceLocation: SourceLocation = #_sourceLocation
  ) {
    press(":", "text:\(title)", "Enter")
    guard case .form(let sheet) = model.shell.dialog, case .verb(let verb) = sheet.purpose else {
      // What needs no more is done at once, or after a yes.
      if case .menu = model.shell.dialog { press("y") }
      return check(fields.isEmpty ? "" : "no form for \(title): \(text)", sourceLocation)
    }
    #expect(verb.title == title, sourceLocation: sourceLocation)
    // The cursor is in the first empty field.
    for _ in verb.parts { press("Up") }
    var left = fields.map { $0 }
    for part in verb.parts {
      if let index = left.firstIndex(where: { $0.key == part.name }) {
        press("Ctrl-U", "text:\(left.remove(at: index).value)")
      }
      press("Tab")
    }
    #expect(left.isEmpty, "\(title) has no field \(left.map(\.key))", sourceLocation: sourceLocation)
    press("Ctrl-S")
    check("", sourceLocation)
  }

  /// The last act was done: nothing waits, and nothing was refused.
  func check(_ why: String, _ sourceLocation: SourceLocation) {
    #expect(why.isEmpty, sourceLocation: sourceLocation)
    let isRefused = model.shell.statusRole == .danger || model.shell.dialog != nil
    #expect(!isRefused, "\(status)", sourceLocation: sourceLocation)
  }

  /// Picks a stage, answers what its move asks for, and makes the move when nothing is in the way.
  ///
  /// - Returns: the codes of the obstacles; empty when it was made.
  @discardableResult
  mutating func move(
    to stage: Stage, _ answers: [String] = [], sourceLocation: SourceLocation = #_sourceLocation
  ) -> [ObstacleCode] {
    press("a", "s")
    guard case .menu(let menu, let choices) = model.shell.dialog else {
      Issue.record("no menu of stages: \(text)", sourceLocation: sourceLocation)
      return []
    }
    let wanted = choices.firstIndex {
      if case .target(_, stage) = $0 { true } else { false }
    }
    guard let wanted else {
      Issue.record("\(stage) is not offered: \(text)", sourceLocation: sourceLocation)
      press("Esc")
      return []
    }
    // A heading is passed over, so count the stages only.
    let steps = choices[..<wanted].count { if case .target = $0 { true } else { false } }
    _ = menu
    for _ in 0..<steps { press("Down") }
    press("Enter")
    for answer in answers { press("Ctrl-U", "text:\(answer)", "Enter") }
    guard let page = model.page as? StagePage, let verdict = page.verdict else {
      Issue.record("nothing was checked: \(status)", sourceLocation: sourceLocation)
      return []
    }
    if verdict.decision.allowed {
      press("Enter")
      #expect(status.hasPrefix("moved "), "\(status)", sourceLocation: sourceLocation)
    }
    press("Esc")
    return verdict.decision.obstacles.map(\.code)
  }
}
