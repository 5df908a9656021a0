/// Something the program can do: the one table from which keys, menus, palette and help come.
struct Command: Sendable {
  let id: String
  /// In menus and the palette.
  let title: String
  /// `a s`: the prefix, then the key. Any of them works.
  let keys: [String]
  /// In the key row.
  let hint: String
  let scopes: Set<Scope>
  /// One sentence.
  let explanation: String
  /// The same on the command line; `nil` for what only moves about.
  let cli: @Sendable (Model) -> String?
  /// Why it cannot be done now; `nil` when it can.
  let obstacle: @Sendable (Model) -> Printable?
  let run: @Sendable (inout Model) -> Void

  init(
    _ id: String, _ title: String, keys: [String], hint: String = "", in scopes: Set<Scope>,
    _ explanation: String, cli: @escaping @Sendable (Model) -> String? = { _ in nil },
    unless obstacle: @escaping @Sendable (Model) -> Printable? = { _ in nil },
    run: @escaping @Sendable (inout Model) -> Void
  ) {
    self.id = id
    self.title = title
    self.keys = keys
    self.hint = hint.isEmpty ? title : hint
    self.scopes = scopes
    self.explanation = explanation
    self.cli = cli
    self.obstacle = obstacle
    self.run = run
  }
}

extension Command {
  static let all = moving + going + acting + reviewing + owning + resolving + creating + options + leaving

  static func named(_ id: String) -> Command? { all.first { $0.id == id } }

  static func active(in scope: Scope) -> [Command] { all.filter { $0.scopes.contains(scope) } }

  /// The commands that a key begins or is.
  static func begun(by name: String, in scope: Scope) -> (whole: Command?, prefixed: [Command]) {
    let active = active(in: scope)
    return (
      active.first { $0.keys.contains(name) },
      active.filter { $0.keys.contains { $0.hasPrefix(name + " ") } }
    )
  }
}

extension Key {
  /// As the command table and the help write it.
  var name: String {
    switch self {
    case .character(" "): "Space"
    case .character(let character): String(character)
    case .control(let character): "Ctrl-\(character.uppercased())"
    case .alt(let character): "Alt-\(character)"
    case .enter: "Enter"
    case .escape: "Esc"
    case .tab: "Tab"
    case .backTab: "Shift-Tab"
    case .backspace: "Backspace"
    case .delete: "Delete"
    case .up: "Up"
    case .down: "Down"
    case .left: "Left"
    case .right: "Right"
    case .pageUp: "PgUp"
    case .pageDown: "PgDn"
    case .home: "Home"
    case .end: "End"
    case .function(let number): "F\(number)"
    }
  }
}
