import CaseDomain

/// What other files than the one that is read state under the keys of rows that stand beside each other.
///
/// Such a row is compared with all rows of its key in other files, and with none of its own but itself: these are read
/// once for each key, and not once for each row.
struct RowsElsewhere {
  struct Said: Hashable {
    let content: UInt64
    let reading: UInt64
  }

  struct Rows {
    /// What those that stand say.
    var said: Set<Said> = []
    var newest: HeldVersion?
  }

  struct Key: Hashable {
    let source: String
    let externalID: String

    static func == (left: Key, right: Key) -> Bool {
      // Swift takes composed and decomposed text for equal; ids are told apart by their bytes.
      left.source.utf8.elementsEqual(right.source.utf8)
        && left.externalID.utf8.elementsEqual(right.externalID.utf8)
    }

    func hash(into hasher: inout Hasher) {
      for byte in externalID.utf8 { hasher.combine(byte) }
    }
  }

  /// So many rows are remembered beside those of the largest key: about 16 MB. Beyond it these are read anew as they are
  /// needed.
  private let mostKept: Int
  private var file: Digest256?
  private var known: [Key: Rows] = [:]
  private var kept = 0

  init(mostKept: Int = 200_000) { self.mostKept = mostKept }

  /// - Parameters:
  ///   - file: the one that is read.
  ///   - isBack: its word does not count where it restates what another file said.
  ///   - takenIn: files that stand though the store does not know it yet.
  mutating func rows(
    _ sql: SQLCache, _ source: String, _ externalID: String, besides file: Digest256, isBack: Bool = false,
    _ takenIn: TakenIn = TakenIn()
  ) throws -> Rows {
    let key = Key(source: source, externalID: externalID)
    if self.file != file {
      known.removeAll()
      kept = 0
      self.file = file
    }
    if let rows = known[key] { return rows }
    let versions = try takenIn.standing(
      HeldVersion.held(
        sql, source, externalID, .elsewhere(than: file), besides: isBack ? file : nil), sql
    ).filter(\.stands)
    let rows = Rows(
      said: Set(versions.map { Said(content: $0.content, reading: $0.reading) }), newest: versions.last)
    if kept > mostKept { makeRoom() }
    known[key] = rows
    kept += 1 + rows.said.count
    return rows
  }

  /// The key that costs most to read stays: its rows may come in turn with those of others.
  private mutating func makeRoom() {
    let largest = known.max { $0.value.said.count < $1.value.said.count }
    known = largest.map { [$0.key: $0.value] } ?? [:]
    kept = 0
  }
}

extension HeldVersion {
  /// How a row stands to those of other files under its key, and to what was read before at its own place.
  static func taking(
    _ this: HeldVersion, besides others: RowsElsewhere.Rows, own: [HeldVersion]
  ) -> Taking {
    let isSaid =
      others.said.contains(.init(content: this.content, reading: this.reading))
      || own.contains { $0.saysTheSame(this) }
    let newest = own.last ?? others.newest
    let arrival: Arrival = isSaid ? .known : newest == nil ? .new : .changed
    return Taking(
      arrival: arrival, replaced: replaced(arrival, this, among: [newest].compactMap(\.self)))
  }
}
