/// Every property name, type name and word of the standard as a small number, found by its bytes
/// without making a string.
struct NameTable: Sendable {
  /// 0 is no name.
  typealias ID = UInt16

  private var slots: [ID]
  private(set) var names: [[UInt8]] = [[]]
  private var hashes: [UInt64] = [0]
  private static let slotCount = 4096

  init() {
    slots = Array(repeating: 0, count: Self.slotCount)
  }

  /// For building; the same text gives the same number.
  mutating func intern(_ text: String) -> ID {
    let bytes = Array(text.utf8)
    return bytes.withUnsafeBufferPointer { buffer in
      let known = self[buffer]
      if known != 0 { return known }
      precondition(names.count < Self.slotCount / 2, "the table is full")
      let id = ID(names.count)
      let hash = Self.hash(buffer)
      names.append(bytes)
      hashes.append(hash)
      var slot = Int(hash % UInt64(Self.slotCount))
      while slots[slot] != 0 { slot = (slot + 1) % Self.slotCount }
      slots[slot] = id
      return id
    }
  }

  /// The number of a name, 0 for one that the standard does not know.
  subscript(_ bytes: UnsafeBufferPointer<UInt8>) -> ID {
    let hash = Self.hash(bytes)
    var slot = Int(hash % UInt64(Self.slotCount))
    while slots[slot] != 0 {
      let id = slots[slot]
      if hashes[Int(id)] == hash && names[Int(id)].elementsEqual(bytes) { return id }
      slot = (slot + 1) % Self.slotCount
    }
    return 0
  }

  func text(_ id: ID) -> String { String(decoding: names[Int(id)], as: UTF8.self) }

  private static func hash(_ bytes: UnsafeBufferPointer<UInt8>) -> UInt64 {
    var hash = 0x9E37_79B9_7F4A_7C15 ^ UInt64(bytes.count)
    let raw = UnsafeRawBufferPointer(bytes)
    var index = 0
    while index + 8 <= raw.count {
      hash = (hash ^ raw.loadUnaligned(fromByteOffset: index, as: UInt64.self)) &* 0xFF51_AFD7_ED55_8CCD
      hash ^= hash >> 32
      index += 8
    }
    while index < raw.count {
      hash = (hash ^ UInt64(raw[index])) &* 0x100_0000_01B3
      index += 1
    }
    return hash ^ (hash >> 29)
  }
}

/// Some of the first 512 names of a table, as bits.
struct NameSet: Equatable, Sendable {
  private var bits: SIMD8<UInt64> = .zero
  static let capacity = 512

  init() {}

  init(_ ids: [NameTable.ID]) {
    for id in ids { insert(id) }
  }

  mutating func insert(_ id: NameTable.ID) {
    bits[Int(id >> 6)] |= 1 << UInt64(id & 63)
  }

  func contains(_ id: NameTable.ID) -> Bool {
    bits[Int(id >> 6)] & (1 << UInt64(id & 63)) != 0
  }

  var isEmpty: Bool { bits == .zero }

  func isSubset(of other: NameSet) -> Bool { bits & ~other.bits == .zero }

  func meets(_ other: NameSet) -> Bool { bits & other.bits != .zero }

  func subtracting(_ other: NameSet) -> NameSet {
    var rest = self
    rest.bits &= ~other.bits
    return rest
  }

  func intersection(_ other: NameSet) -> NameSet {
    var rest = self
    rest.bits &= other.bits
    return rest
  }

  /// In the order of their numbers, which is the order of the tables.
  var members: [NameTable.ID] {
    (0..<NameTable.ID(Self.capacity)).filter(contains)
  }
}
