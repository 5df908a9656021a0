import CaseStore

/// Which identifiers were seen and which were referred to. Hashes of 8 bytes, keyed anew in each run, so that
/// no sender can make two alike. A bundle may hold millions: beyond a limit they go to temporary files.
struct References {
  private let folder: StoreFolder
  private let limit: Int
  private var defined: KeySpill
  /// Referred to before they were seen, if they ever are.
  private var wanted: [UInt64: String] = [:]
  private var wantedBefore: [WantedFile] = []
  /// What the file at hand refers to, and how many files stood in `wantedBefore` when it began; `nil` between files.
  private var fresh: (wanted: [UInt64: String], files: Int)?

  /// - Parameter folder: where the temporary files go.
  init(in folder: StoreFolder, limit: Int = KeySpill.usualLimit) {
    self.folder = folder
    self.limit = limit
    defined = KeySpill(in: folder, limit: limit)
  }

  /// A file is read from here on: what it brings is kept, or, where it is refused, dropped as a whole.
  mutating func begin() {
    defined.begin()
    fresh = ([:], wantedBefore.count)
  }

  mutating func keep() throws {
    try defined.keep()
    guard let added = fresh?.wanted else { return }
    fresh = nil
    for (key, reference) in added { wanted[key] = reference }
    try writeWhenFull()
  }

  mutating func drop() {
    defined.drop()
    guard let files = fresh?.files else { return }
    wantedBefore.removeLast(wantedBefore.count - files)
    fresh = nil
  }

  mutating func note(_ externalID: String, _ references: [String]) throws {
    let key = key(externalID)
    if try !defined.contains(key) { try defined.add(key) }
    for reference in references {
      let key = self.key(reference)
      guard wanted[key] == nil, fresh?.wanted[key] == nil, try !defined.contains(key) else { continue }
      if fresh == nil { wanted[key] = reference } else { fresh?.wanted[key] = reference }
    }
    try writeWhenFull()
  }

  private mutating func writeWhenFull() throws {
    if let added = fresh?.wanted, added.count >= limit {
      wantedBefore.append(try WantedFile(added, in: folder))
      fresh?.wanted.removeAll()
    }
    guard wanted.count >= limit else { return }
    wantedBefore.append(try WantedFile(wanted, in: folder))
    wanted.removeAll(keepingCapacity: true)
  }

  /// How many were referred to and are neither here nor, as `holds` says, in the store.
  func dangling(_ holds: (String) throws -> Bool) throws -> Int {
    var counted = KeySpill(in: folder, limit: limit)
    var count = 0
    func look(_ key: UInt64, _ reference: String) throws {
      guard try !defined.contains(key), try !counted.contains(key), try !holds(reference) else { return }
      try counted.add(key)
      count += 1
    }
    for file in wantedBefore { try file.each(look) }
    for (key, reference) in wanted { try look(key, reference) }
    return count
  }

  private func key(_ id: String) -> UInt64 {
    var hasher = Hasher()
    // Bytes: to `String` two texts are equal that differ only in how they are composed.
    var id = id
    id.withUTF8 { hasher.combine(bytes: UnsafeRawBufferPointer($0)) }
    return UInt64(bitPattern: Int64(hasher.finalize()))
  }
}

/// Identifiers with their keys, in a temporary file that never changes.
private final class WantedFile: Sendable {
  private let file: SpillFile
  /// How many bytes each lot has; an entry is in one lot.
  private let lots: [Int]

  /// An entry is a key of 8 bytes, the identifier's length in 4, and the identifier in UTF-8.
  init(_ wanted: [UInt64: String], in folder: StoreFolder) throws {
    let file = try SpillFile(in: folder)
    self.file = file
    var lots: [Int] = []
    var lot: [UInt8] = []
    func write() throws {
      try lot.withUnsafeBytes { try file.append($0) }
      lots.append(lot.count)
      lot.removeAll(keepingCapacity: true)
    }
    for (key, reference) in wanted {
      withUnsafeBytes(of: key) { lot.append(contentsOf: $0) }
      withUnsafeBytes(of: UInt32(reference.utf8.count)) { lot.append(contentsOf: $0) }
      lot.append(contentsOf: reference.utf8)
      if lot.count > 1 << 16 { try write() }
    }
    if !lot.isEmpty { try write() }
    self.lots = lots
  }

  func each(_ body: (UInt64, String) throws -> Void) throws {
    var offset = 0
    for size in lots {
      let lot = try file.bytes(at: offset, count: size)
      offset += size
      try lot.withUnsafeBytes { lot in
        var place = 0
        while place < lot.count {
          let key = lot.loadUnaligned(fromByteOffset: place, as: UInt64.self)
          let length = Int(lot.loadUnaligned(fromByteOffset: place + 8, as: UInt32.self))
          let text = UnsafeRawBufferPointer(rebasing: lot[place + 12..<place + 12 + length])
          try body(key, String(decoding: text, as: UTF8.self))
          place += 12 + length
        }
      }
    }
  }
}
