import CaseDomain

/// Something wrong with one row, or worth a note.
struct RowDefect: Equatable {
  let reason: String
  let remedy: String
  let severity: ImportProblem.Severity

  init(_ reason: String, remedy: String, severity: ImportProblem.Severity = .refused) {
    self.reason = reason
    self.remedy = remedy
    self.severity = severity
  }

  /// What a message shows of a field: at most 40 scalars.
  static func quote(_ text: String) -> String {
    let shown = text.unicodeScalars.prefix(40)
    return "\"\(String(shown))\(shown.endIndex < text.unicodeScalars.endIndex ? "…" : "")\""
  }

  /// At most eight names, each quoted.
  static func quote(_ names: [String]) -> String {
    let shown = names.prefix(8).map { quote($0) }.joined(separator: ", ")
    return names.count > 8 ? "\(shown) and \(names.count - 8) more" : shown
  }
}

/// Where a table of holdings has its columns, and how a row is read.
struct HoldingColumns {
  struct Missing: Error { let names: [String] }

  private static let names = ["owner", "owned", "percent", "from", "to"]
  /// In the order of `names`.
  private let places: [Int]
  let unused: [String]

  static func find(in header: [String]) -> Result<HoldingColumns, Missing> {
    func place(_ name: String) -> Int? { header.firstIndex { $0.utf8.elementsEqual(name.utf8) } }
    let missing = names.filter { place($0) == nil }
    guard missing.isEmpty else { return .failure(Missing(names: missing)) }
    let places = names.compactMap(place)
    let unused = header.indices.filter { !places.contains($0) }.map { header[$0] }
    return .success(HoldingColumns(places: places, unused: unused))
  }

  /// A holding, or everything that stands in its way; beside a holding there may be warnings.
  ///
  /// - Parameter fields: as many as the header has.
  func holding(_ fields: [String]) -> (Holding?, [RowDefect]) {
    var defects: [RowDefect] = []
    func read<Value>(_ name: Int, _ parse: (String, String) throws(Refused) -> Value) -> Value? {
      do { return try parse(fields[places[name]], Self.names[name]) } catch {
        defects.append(error.defect)
        return nil
      }
    }
    let owner = read(0, Self.key)
    let owned = read(1, Self.key)
    let share = read(2, Self.share)
    let from = read(3, Self.day)
    let to = read(4, Self.day)
    for key in [owner, owned].compactMap({ $0 }) where Self.hasSpaceAround(key.text) {
      defects.append(
        RowDefect(
          "the id \(RowDefect.quote(key.text)) begins or ends with a space, which is part of it",
          remedy: "take the space out if the same id stands elsewhere without it", severity: .warning))
    }
    guard let owner, let owned, let share, let from, let to else { return (nil, defects) }
    guard
      let holding = Holding(
        owner: owner, owned: owned, share: share.value, from: from.value, to: to.value)
    else {
      defects.append(
        RowDefect(
          "it ends on \(to.text), not after it begins on \(from.text), so it holds on no day",
          remedy: "to is the first day it no longer holds: set it after from, or take the row out"))
      return (nil, defects)
    }
    return (holding, defects)
  }

  // MARK: One field

  /// A field that may be empty.
  private struct Optionally<Value> {
    let value: Value?
    let text: String
  }

  private struct Refused: Error {
    let defect: RowDefect
    init(_ reason: String, _ remedy: String) { defect = RowDefect(reason, remedy: remedy) }
  }

  private static func key(_ field: String, _ name: String) throws(Refused) -> OwnershipKey {
    guard let key = OwnershipKey(field) else {
      throw Refused("\(name) is empty", "give the id of the \(name == "owner" ? "owner" : "company")")
    }
    return key
  }

  private static func day(_ field: String, _ name: String) throws(Refused) -> Optionally<Day> {
    if field.isEmpty { return Optionally(value: nil, text: field) }
    guard field.utf8.count == 10, let day = Day(field) else {
      throw Refused(
        "\(name) is \(RowDefect.quote(field)), which is not a day",
        "write it as YYYY-MM-DD, such as 2026-04-15, or leave it empty for no limit")
    }
    return Optionally(value: day, text: field)
  }

  static func stake(_ text: String) -> Stake? { try? share(text, "share").value }

  private static func share(_ field: String, _ name: String) throws(Refused) -> Optionally<Stake> {
    if field.isEmpty { return Optionally(value: nil, text: field) }
    let parts = field.utf8.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
    let decimals = parts.count == 2 ? parts[1] : Substring().utf8
    guard parts.count <= 2, isNumber(parts[0]), parts.count == 1 || isNumber(decimals) else {
      throw Refused(
        "\(name) is \(RowDefect.quote(field)), which is not a number",
        "write digits with a point for decimals, such as 33.3333, without sign or space; "
          + "leave it empty when unknown")
    }
    guard decimals.count <= 4 else {
      throw Refused(
        "\(name) is \(RowDefect.quote(field)), with more than 4 decimals",
        "write two rows, one rounded down and one rounded up: the share counts as between them; keep the exact figure as evidence"
      )
    }
    let padded = Array(decimals) + Array(repeating: UInt8(ascii: "0"), count: 4 - decimals.count)
    let digits = parts[0].drop { $0 == UInt8(ascii: "0") } + padded
    guard digits.count <= 7, let stake = Stake(ppm: digits.reduce(0) { $0 * 10 + Int($1 - 0x30) }) else {
      throw Refused(
        "\(name) is \(RowDefect.quote(field)), more than 100",
        "correct it; a share is at most 100 percent")
    }
    return Optionally(value: stake, text: field)
  }

  private static func isNumber(_ digits: Substring.UTF8View) -> Bool {
    !digits.isEmpty && digits.allSatisfy { (0x30...0x39).contains($0) }
  }

  private static func hasSpaceAround(_ text: String) -> Bool {
    [text.unicodeScalars.first, text.unicodeScalars.last].contains { $0?.properties.isWhitespace == true }
  }
}
