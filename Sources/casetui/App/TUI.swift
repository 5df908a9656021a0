import CaseDomain
import CaseStore
import Foundation

/// The terminal program: takes what happens, updates the model, runs effects, draws once for all of it.
@MainActor
enum TUI {
  /// - Returns: the exit code.
  static func run(store: CaseStore, author: Author) throws -> Int32 {
    let environment = ProcessInfo.processInfo.environment
    let mailbox = Mailbox()
    let effects = Effects(store, as: author) { mailbox.post($0) }
    var model = Model(size: Size(width: 80, height: 24))
    // The store is read while the terminal is made ready.
    for effect in model.start() { effects.run(effect) }
    let screen = try Screen(label: "casetui", environment: environment)
    defer { screen.close() }
    var pending = update(&model, .event(.resize(screen.size)))
    var isHungUp = false
    loop: while true {
      for effect in pending {
        switch effect {
        case .redraw: screen.redraw()
        case .suspend: screen.suspend()
        case .quit: break loop
        default: effects.run(effect)
        }
      }
      screen.show(view(model))
      let events = screen.events()
      pending = update(&model, .clock(CaseStore.wallClock()))
      for event in events {
        if event == .hangup { isHungUp = true }
        let messages = event == .wake ? mailbox.take() : [Message.event(event)]
        for message in messages { pending += update(&model, message) }
      }
    }
    screen.close()
    effects.finish(within: 2)
    return isHungUp ? 129 : 0
  }
}
