import CaseDomain

/// All-day events as an iCalendar stream (RFC 5545), for the calendars people already use.
public struct ICalendar: Hashable, Sendable {
  public struct Event: Hashable, Sendable {
    /// The same for the same matter in every export, so that a calendar replaces instead of doubling.
    public var uid: String
    public var day: Day
    public var summary: String
    /// May have several lines; empty for none.
    public var description: String
    /// It takes place no more: a calendar that has it drops it.
    public var isCancelled: Bool

    public init(
      uid: String, day: Day, summary: String, description: String = "", isCancelled: Bool = false
    ) {
      self.isCancelled = isCancelled
      self.uid = uid
      self.day = day
      self.summary = summary
      self.description = description
    }
  }

  public static let product = "-//casetui//deadlines//EN"

  /// At least one: RFC 5545 §3.6 knows no empty calendar.
  public let events: [Event]
  /// When the export was made, in Unix milliseconds.
  public let stampMilliseconds: UInt64

  /// `nil` without events.
  public init?(_ events: [Event], stampMilliseconds: UInt64) {
    if events.isEmpty { return nil }
    self.events = events
    self.stampMilliseconds = stampMilliseconds
  }

  /// UTF-8 with CRLF, no line longer than 75 octets.
  public var bytes: [UInt8] {
    let head = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:\(Self.product)", "CALSCALE:GREGORIAN"]
    return (head + events.flatMap(lines) + ["END:VCALENDAR"]).flatMap(Self.folded)
  }

  private func lines(_ event: Event) -> [String] {
    var lines = [
      "BEGIN:VEVENT", "UID:\(Self.escaped(event.uid))", "DTSTAMP:\(stamp)",
      "DTSTART;VALUE=DATE:\(Self.basic(event.day))",
    ]
    // DTEND is the first day after the event.
    if let end = event.day.adding(days: 1) { lines.append("DTEND;VALUE=DATE:\(Self.basic(end))") }
    lines.append("SUMMARY:\(Self.escaped(event.summary))")
    if !event.description.isEmpty { lines.append("DESCRIPTION:\(Self.escaped(event.description))") }
    if event.isCancelled { lines.append("STATUS:CANCELLED") }
    // A deadline takes no time of the day.
    return lines + ["TRANSP:TRANSPARENT", "END:VEVENT"]
  }

  // MARK: Values

  private static func basic(_ day: Day) -> String { String(day.iso.filter { $0 != "-" }) }

  /// `20261122T004500Z`.
  private var stamp: String {
    let seconds = Int(stampMilliseconds / 1_000 % 86_400)
    let parts = [seconds / 3_600, seconds / 60 % 60, seconds % 60].map { $0 < 10 ? "0\($0)" : "\($0)" }
    return "\(Self.basic(Day(milliseconds: stampMilliseconds)))T\(parts.joined())Z"
  }

  /// TEXT of RFC 5545 §3.3.11. A line end of any kind becomes `\n`; other control characters, which the
  /// format does not allow, become U+FFFD so that their loss shows.
  static func escaped(_ text: String) -> String {
    var result = String.UnicodeScalarView()
    var afterReturn = false
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\n" where afterReturn: break
      case "\r", "\n", "\u{85}", "\u{2028}", "\u{2029}": result.append(contentsOf: "\\n".unicodeScalars)
      case "\\", ";", ",": result.append(contentsOf: ["\\", scalar])
      case "\t": result.append(scalar)
      case _ where scalar.properties.generalCategory == .control: result.append("\u{FFFD}")
      default: result.append(scalar)
      }
      afterReturn = scalar == "\r"
    }
    return String(result)
  }

  // MARK: Lines

  /// A content line with its CRLF, folded so that no piece has more than 75 octets and no character is cut
  /// (RFC 5545 §3.1).
  static func folded(_ line: String) -> [UInt8] {
    var bytes: [UInt8] = []
    var octets = 0
    for scalar in line.unicodeScalars {
      let width = UTF8.width(scalar)
      if octets + width > 75 {
        bytes += [0x0D, 0x0A, 0x20]
        octets = 1
      }
      bytes += Array(String(scalar).utf8)
      octets += width
    }
    return bytes + [0x0D, 0x0A]
  }
}
