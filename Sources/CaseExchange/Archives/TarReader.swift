/// Lists a tar archive. Whatever lets two programs see two contents refuses the whole: where the next header
/// stands hangs on every size before it.
struct TarReader {
  private let bytes: any RandomBytes
  private let path: String
  private var listing = ArchiveListing()
  private var offset = 0
  /// What the headers before a member say of it.
  private var pending = Pending()

  private struct Pending {
    var pax: PaxRecords?
    var longName: [UInt8]?
    var hasLongLink = false
    /// Where the first of them stands.
    var offset: Int?
    var isEmpty: Bool { pax == nil && longName == nil && !hasLongLink }
  }

  private init(_ bytes: any RandomBytes, _ path: String) {
    self.bytes = bytes
    self.path = path
  }

  /// - Throws: `ArchiveFault`, `SourceError` or `CancellationError`.
  static func list(
    _ bytes: any RandomBytes, path: String, budget: inout ReadingBudget, isCancelled: () -> Bool
  ) throws -> ArchiveListing {
    var reader = TarReader(bytes, path)
    try reader.run(&budget, isCancelled)
    return reader.listing
  }

  private mutating func run(_ budget: inout ReadingBudget, _ isCancelled: () -> Bool) throws {
    while offset < bytes.lengthBytes {
      if isCancelled() { throw CancellationError() }
      let block = try bytes.bytes(at: offset, count: TarHeader.blockBytes)
      guard block.count == TarHeader.blockBytes else { throw fault("it is cut off in a header") }
      if block.allSatisfy({ $0 == 0 }) { return try finish() }
      do throws(ReadingBudget.Excess) { try budget.takeEntry() } catch { throw ArchiveFault(offset, error) }
      try visit(TarHeader(block, at: offset), &budget)
    }
    guard pending.isEmpty else { throw fault("it ends with a header that belongs to no member") }
    listing.warn(
      path, offset, nil, "it has no end mark",
      "it may be cut off between two members: ask the sender how many there are")
  }

  private func fault(_ reason: String) -> ArchiveFault { ArchiveFault(offset, reason) }

  /// Behind the end mark only zeros may follow: some programs read on.
  private mutating func finish() throws {
    guard pending.isEmpty else { throw fault("it ends with a header that belongs to no member") }
    var position = offset
    while position < bytes.lengthBytes {
      let piece = try bytes.bytes(at: position, count: 64 * 1024)
      if let index = piece.firstIndex(where: { $0 != 0 }) {
        throw ArchiveFault(position + index, "data stands behind its end mark")
      }
      guard !piece.isEmpty else { break }
      position += piece.count
    }
    if bytes.lengthBytes - offset < 2 * TarHeader.blockBytes {
      listing.warn(path, offset, nil, "its end mark is half as long as it must be", "nothing to do")
    }
  }

  private mutating func visit(_ header: TarHeader, _ budget: inout ReadingBudget) throws {
    let start = offset
    switch header.kind {
    case UInt8(ascii: "x"), UInt8(ascii: "X"), UInt8(ascii: "g"), UInt8(ascii: "L"), UInt8(ascii: "K"):
      try takeExtension(header)
    case UInt8(ascii: "M"):
      throw fault("it is one part of an archive on several volumes")
    default:
      try takeMember(header, &budget)
      pending = Pending()
      listing.entries += 1
    }
    precondition(offset > start)
  }

  // MARK: Headers that speak of the next member

  private mutating func takeExtension(_ header: TarHeader) throws {
    let size = header.sizeBytes
    let content = offset + TarHeader.blockBytes
    guard size <= PaxRecords.maximumBytes else { throw fault("an extended header has \(size) bytes") }
    let data = try bytes.bytes(at: content, count: size)
    guard data.count == size else { throw fault("it is cut off in an extended header") }
    switch header.kind {
    case UInt8(ascii: "L"):
      guard pending.longName == nil else { throw fault("two long names stand before one member") }
      pending.longName = Array(data.prefix { $0 != 0 })
    case UInt8(ascii: "K"):
      guard !pending.hasLongLink else { throw fault("two long link names stand before one member") }
      pending.hasLongLink = true
    case UInt8(ascii: "g"):
      try checkGlobal(try PaxRecords(data, at: offset))
    default:
      guard pending.pax == nil else { throw fault("two pax headers stand before one member") }
      pending.pax = try PaxRecords(data, at: offset)
    }
    if header.kind != UInt8(ascii: "g") { pending.offset = pending.offset ?? offset }
    offset = try behind(content, size)
  }

  /// A global header may carry a comment or times; a name or a size for every member is an attack or a mistake.
  private mutating func checkGlobal(_ records: PaxRecords) throws {
    for key in ["path", "linkpath", "size"] where records.value(key) != nil {
      throw fault("a global header gives every member the same \(key)")
    }
    if records.contains(prefix: "GNU.sparse.") { throw fault("a global header makes every member sparse") }
  }

  /// Where the next header stands.
  private func behind(_ content: Int, _ size: Int) throws -> Int {
    guard size <= bytes.lengthBytes - content else { throw fault("it is cut off in a member") }
    let padded = (size + TarHeader.blockBytes - 1) / TarHeader.blockBytes * TarHeader.blockBytes
    return min(bytes.lengthBytes, content + padded)
  }

  // MARK: Members

  private mutating func takeMember(_ header: TarHeader, _ budget: inout ReadingBudget) throws {
    let start = pending.offset ?? offset
    var content = offset + TarHeader.blockBytes
    let raw = try name(header)
    let size = try size(header)
    let isFolder =
      header.kind == UInt8(ascii: "5") || (isPlain(header.kind) && raw.last == UInt8(ascii: "/"))
    if header.kind == UInt8(ascii: "S"), header.hasMoreMaps { content = try behindMaps(content) }
    if isFolder || isWithoutData(header.kind), size != 0 {
      // Some programs skip the data that such a size announces, and some do not.
      throw fault("an entry that holds no data states \(size) bytes")
    }
    let next = try behind(content, size)
    defer { offset = next }
    let name = MemberName(raw)
    func refuse(_ reason: String, _ remedy: String) { listing.refuse(path, start, name, reason, remedy) }
    if let refusal = name.refusal {
      if isFolder, raw.allSatisfy({ $0 == UInt8(ascii: ".") || $0 == UInt8(ascii: "/") }),
        raw.first != UInt8(ascii: "/"),
        !raw.starts(with: "..".utf8), !raw.isEmpty
      {
        // `./` is how tar calls the folder it was started in.
        return listing.folders += 1
      }
      return refuse(refusal, "ask what it was meant to be")
    }
    if isFolder { return listing.folders += 1 }
    if let (reason, remedy) = kindRefusal(header.kind) { return refuse(reason, remedy) }
    if pending.pax?.contains(prefix: "GNU.sparse.") == true {
      return refuse("it is a sparse file", "ask for it packed whole")
    }
    do throws(ReadingBudget.Excess) { try budget.take(size) } catch { throw ArchiveFault(start, error) }
    if let warning = name.warning {
      listing.warn(path, start, name.text, warning, "check what it is called in the original")
    }
    let modified = header.modified.flatMap(UTCTime.text)
    listing.add(name.text, in: path, at: start) { unique in
      ArchiveMember(path: unique, lengthBytes: size, modified: modified, offset: content, packedBytes: size)
    }
  }

  private func isPlain(_ kind: UInt8) -> Bool {
    [0, UInt8(ascii: "0"), UInt8(ascii: "7")].contains(kind)
  }

  /// Links, devices, folders, pipes and volume labels.
  private func isWithoutData(_ kind: UInt8) -> Bool { "123456V".utf8.contains(kind) }

  private func kindRefusal(_ kind: UInt8) -> (String, String)? {
    switch kind {
    case 0, UInt8(ascii: "0"), UInt8(ascii: "7"): nil
    case UInt8(ascii: "1"): ("it is a hard link", "ask for the file it points to")
    case UInt8(ascii: "2"): ("it is a symbolic link", "ask for the file it points to")
    case UInt8(ascii: "3"), UInt8(ascii: "4"): ("it is a device", "ask the sender to leave it out")
    case UInt8(ascii: "6"): ("it is a pipe", "ask the sender to leave it out")
    case UInt8(ascii: "S"): ("it is a sparse file", "ask for it packed whole")
    case UInt8(ascii: "V"): ("it is the label of a volume", "nothing to do")
    default: ("it is of the unknown kind \(MemberName.escaped([kind]))", "ask for it packed as a plain file")
    }
  }

  private func name(_ header: TarHeader) throws -> [UInt8] {
    let pax = pending.pax?.value("path")
    if pending.pax?.isAmbiguous("path") == true { throw fault("a pax header gives a member two names") }
    if let pax, let long = pending.longName, pax != long {
      throw fault("two headers give a member two names")
    }
    return pax ?? pending.longName ?? header.name
  }

  /// A pax size may only stand in for one that does not fit into the header.
  private func size(_ header: TarHeader) throws -> Int {
    guard let text = pending.pax?.value("size") else { return header.sizeBytes }
    if pending.pax?.isAmbiguous("size") == true { throw fault("a pax header gives a member two sizes") }
    guard let size = PaxRecords.number(text) else {
      throw fault("a pax header states a size that is no number")
    }
    let most = 0o77777777777
    guard size == header.sizeBytes || (size > most && [0, most].contains(header.sizeBytes)) else {
      throw fault("two headers give a member two sizes: \(size) and \(header.sizeBytes)")
    }
    return size
  }

  private func behindMaps(_ start: Int) throws -> Int {
    var position = start
    while true {
      let block = try bytes.bytes(at: position, count: TarHeader.blockBytes)
      guard block.count == TarHeader.blockBytes else { throw fault("it is cut off in a header") }
      position += TarHeader.blockBytes
      if block[504] == 0 { return position }
    }
  }
}
