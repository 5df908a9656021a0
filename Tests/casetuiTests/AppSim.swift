import CaseDomain

@testable import casetui

/// What answers the effects of the model.
protocol AppOffice {
  func reply(to query: Query) -> Result<Reply, Trouble>
  func result(of work: Work) -> Result<WorkResult, Trouble>
}

extension AppWorld: AppOffice {
  func reply(to query: Query) -> Result<Reply, Trouble> { .success(reply(to: query)) }
}

/// Drives the model by keys and answers its effects from an invented office.
typealias AppSim = KeySim<AppWorld>

extension KeySim where World == AppWorld {
  init(_ width: Int = 100, _ height: Int = 30) { self.init(width, height, world: AppWorld()) }
}

/// Drives the model by keys and answers its effects.
struct KeySim<World: AppOffice> {
  var model: Model
  var world: World
  /// Every effect the model asked for, in order.
  private(set) var effects: [Effect] = []
  /// Long work stays unanswered until `answerWork`.
  var holdsWork = false
  private var held: [Effect] = []

  init(_ width: Int = 100, _ height: Int = 30, world: World) {
    model = Model(size: Size(width: width, height: height))
    self.world = world
    answer(model.start() + update(&model, .clock(AppWorld.now)))
  }

  /// `g`, `Enter`, `Space`, `Esc`; `text:…` types what follows.
  mutating func press(_ names: String...) {
    for name in names {
      if name.hasPrefix("text:") {
        for character in name.dropFirst(5) { send(.event(.key(.character(character)))) }
      } else {
        send(.event(.key(Self.key(name))))
      }
    }
  }

  mutating func send(_ message: Message) { answer(update(&model, message)) }

  mutating func answerWork() {
    let waiting = held
    held = []
    holdsWork = false
    answer(waiting)
  }

  private mutating func answer(_ asked: [Effect]) {
    effects += asked
    for effect in asked {
      switch effect {
      case .ask(let query, let generation):
        switch world.reply(to: query) {
        case .success(let reply): send(.reply(query, reply, generation: generation))
        case .failure(let trouble): send(.failed(query, trouble, generation: generation))
        }
      case .work where holdsWork: held.append(effect)
      case .work(let work, let generation):
        switch world.result(of: work) {
        case .success(let result): send(.done(work, result, generation: generation))
        case .failure(let trouble): send(.workFailed(work, trouble, generation: generation))
        }
      case .cancelWork, .redraw, .suspend, .quit: break
      }
    }
  }

  var works: [Work] { effects.compactMap { if case .work(let work, _) = $0 { work } else { nil } } }
  var frame: Frame { view(model).frame }
  var text: String { frame.text }
  var banner: String { String(text.prefix { $0 != "\n" }) }
  var status: String { model.shell.status.text }

  /// The row with the cursor.
  var cursorRow: String {
    guard let y = frame.cursor?.y else { return "" }
    return String(text.split(separator: "\n", omittingEmptySubsequences: false)[y])
  }

  private static func key(_ name: String) -> Key {
    switch name {
    case "Enter": .enter
    case "Esc": .escape
    case "Space": .character(" ")
    case "Backspace": .backspace
    case "Tab": .tab
    case "Up": .up
    case "Down": .down
    case "Left": .left
    case "Right": .right
    case "PgDn": .pageDown
    case "PgUp": .pageUp
    case "End": .end
    case "Home": .home
    case _ where name.hasPrefix("Ctrl-"): .control(Character(name.dropFirst(5).lowercased()))
    default: .character(Character(name))
    }
  }
}
