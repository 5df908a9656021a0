/// The help of a screen, made from the command table.
enum Help {
  static func lines(in scope: Scope) -> [Printable] {
    let groups: [(String, [Command])] = [
      ("Move and open", Command.moving), ("Go (g)", Command.going),
      ("Act", Command.acting + Command.reviewing + Command.owning + Command.resolving),
      ("Create (c)", Command.creating), ("Options (o)", Command.options), ("Leave", Command.leaving),
    ]
    var lines: [Printable] = []
    for (name, commands) in groups {
      let here = commands.filter { $0.scopes.contains(scope) }
      guard !here.isEmpty else { continue }
      lines.append("\(name)")
      for command in here {
        let keys = command.keys.joined(separator: "  ")
        lines.append("  " + Printable(keys).padded(to: 22) + " \(command.title)")
      }
      lines.append("")
    }
    return lines + [
      "Everything here can be done with arrows, Enter, Esc and \":\" alone.",
      "\":\" also finds every verb of the command line and makes a form of it.",
    ]
  }
}
