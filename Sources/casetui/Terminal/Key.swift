/// A key as the analyst knows it.
enum Key: Hashable, Sendable {
  case character(Character)
  /// Ctrl with a lower-case letter or one of `@ \ ] ^ _`.
  case control(Character)
  case alt(Character)
  case enter, escape, tab, backTab, backspace, delete
  case up, down, left, right, pageUp, pageDown, home, end
  /// F1 is 1.
  case function(Int)
}

/// What can happen to a program at a terminal.
enum Event: Equatable, Sendable {
  case key(Key)
  /// Pasted text as it came, with `\n` between lines. Not keys: a newline in it submits nothing.
  case paste(String)
  case resize(Size)
  /// `Wake.signal` was called: look at the queue.
  case wake
  /// The terminal is gone (ssh dropped). Nothing more will come.
  case hangup
}

extension Key {
  /// What a single scalar of input means.
  init(scalar: Unicode.Scalar) {
    switch scalar.value {
    case 9: self = .tab
    case 10, 13: self = .enter
    case 27: self = .escape
    case 8, 127: self = .backspace
    case 1...26: self = .control(Character(Unicode.Scalar(UInt8(scalar.value) + 96)))
    case 0..<32: self = .control(Character(Unicode.Scalar(UInt8(scalar.value) + 64)))
    default: self = .character(Character(scalar))
    }
  }
}
