/// A day as far as a source tells it: a day, a month or a year, so one of the days from `first` to `last`.
///
/// What cannot be read may be any day: to take it for silence would let a holding count that has ended.
/// Source: `docs/ownership.md` §3.
public struct StatedDay: Hashable, Sendable {
  public let first: Day
  public let last: Day

  public init(_ day: Day) { self.init(day, day) }

  /// Reads `2010`, `2010-05`, `2010-05-01` and a time of day behind it; `nil` for anything else.
  public init?(_ text: String) {
    let bytes = Array(text.utf8)
    if bytes.count > 10, bytes[10] == UInt8(ascii: " "), let day = Day(String(text.prefix(10))) {
      self.init(day)
    } else if let day = Day(text) {
      self.init(day)
    } else if bytes.count == 7, let first = Day(text + "-01"),
      let last = (28...31).reversed().lazy.compactMap({ Day(text + "-\($0)") }).first
    {
      self.init(first, last)
    } else if bytes.count == 4, let first = Day(text + "-01-01"), let last = Day(text + "-12-31") {
      self.init(first, last)
    } else if text.utf8.elementsEqual(Self.unreadable.text.utf8) {
      self = .unreadable
    } else {
      return nil
    }
  }

  private init(_ first: Day, _ last: Day) {
    self.first = first
    self.last = last
  }

  /// Stated, but in words that we cannot read.
  public static let unreadable = StatedDay(
    Day(year: 1, month: 1, day: 1)!, Day(year: 9999, month: 12, day: 31)!)

  public var isExact: Bool { first == last }

  /// As written: `2010`, `2010-05` or `2010-05-01`; `?` for what cannot be read.
  public var text: String {
    if isExact { return first.iso }
    if self == .unreadable { return "?" }
    return String(first.iso.prefix(first.month == last.month ? 7 : 4))
  }

  /// For a person.
  public var words: String { self == .unreadable ? "a day that is not readable" : text }
}

extension StatedDay {
  var cbor: CBOR { .text(text) }

  init?(_ cbor: CBOR?) {
    guard let text = cbor?.textValue else { return nil }
    self.init(text)
  }
}
