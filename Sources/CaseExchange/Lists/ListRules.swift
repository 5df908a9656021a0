import CaseDomain

/// What every list asks of its entries before a byte is written.
struct ListRules {
  let format: String
  /// Of which lists the format has a place for entries.
  let lists: Set<PublishedEntry.List>
  /// Whether the format can say that an entry has ended.
  var takesEnded = false

  /// The entries in the order of the list: by number, then subject; whatever order they came in.
  func ordered(_ entries: [PublishedEntry]) throws(ListFault) -> [PublishedEntry] {
    let sorted = entries.sorted {
      ($0.uid, $0.subject, $0.publishedOn) < ($1.uid, $1.subject, $1.publishedOn)
    }
    for (index, entry) in sorted.enumerated() {
      try check(entry)
      if index > 0, sorted[index - 1].uid == entry.uid, !entry.follows(sorted[index - 1]) {
        throw ListFault(
          format, entry, "uid", "the number \(entry.uid) is taken by \(sorted[index - 1].reference)",
          remedy: "give each entry a number of its own")
      }
    }
    return sorted
  }

  private func check(_ entry: PublishedEntry) throws(ListFault) {
    guard entry.isPublic else {
      throw ListFault(
        format, entry, "marking", "it is marked \(entry.marking)",
        remedy: "publish only what is marked UNCLASSIFIED TLP:CLEAR, or have the marking changed")
    }
    guard lists.contains(entry.list) else {
      throw ListFault(
        format, entry, "", "it is on the list \(entry.list.rawValue), for which this format has no place",
        remedy: "write it in the format of its own list")
    }
    guard takesEnded || entry.status.isInForce else {
      throw ListFault(
        format, entry, "status", "it is \(entry.status.rawValue), and the format cannot say so",
        remedy: "leave it out of the list")
    }
    guard entry.list == .attackers else { return }
    guard let expires = entry.expiresOn, expires > entry.publishedOn else {
      throw ListFault(
        format, entry, "expires_on", "an entry of the attackers list has a term that ends after it began",
        remedy: "set the day of expiry")
    }
    guard !entry.basis.isEmpty else {
      throw ListFault(
        format, entry, "basis", "it says neither conducted nor directed",
        remedy: "the attackers list has no other basis (H.R. 8283 (IH) §4(g)(1)(A))")
    }
  }

  /// - Throws: when a number stands twice in one kind of part.
  func checkNumbers<Value>(
    _ parts: KeyPath<PublishedEntry, [Numbered<Value>]>, _ field: String, in entries: [PublishedEntry]
  ) throws(ListFault) {
    var seen: Set<UInt32> = []
    for entry in entries {
      for part in entry[keyPath: parts] where !seen.insert(part.uid).inserted {
        throw ListFault(
          format, entry, field, "the number \(part.uid) is used twice", remedy: "give each one its own")
      }
    }
  }

  /// - Throws: when a text holds what XML 1.0 cannot carry: no official format has a way to write it.
  func checkCharacters(_ text: String, _ field: String, of entry: PublishedEntry) throws(ListFault) {
    for scalar in text.unicodeScalars where !Self.isWritable(scalar) {
      throw ListFault(
        format, entry, field,
        "it holds the control character U+\(String(scalar.value, radix: 16, uppercase: true))",
        remedy: "take it out of the entry")
    }
  }

  private static func isWritable(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x9, 0xA, 0xD: true
    case 0..<0x20, 0xFFFE, 0xFFFF: false
    default: true
    }
  }
}

extension PublishedEntry {
  /// Whether it is a listing of the same subject on the same list, after another one that has ended.
  fileprivate func follows(_ other: PublishedEntry) -> Bool {
    followsAnother && !other.status.isInForce && list == other.list && subject == other.subject
  }

  /// What names its objects in a format that knows them by ids, beside its list and subject: nothing of a first listing.
  /// What is listed again has ids of its own, as an object that was revoked or deleted does not come back.
  ///
  /// Source: STIX 2.1 (OASIS Standard) §3.2, `revoked`.
  func idSuffix(_ separator: String) -> String { followsAnother ? separator + publishedOn.iso : "" }
}
