import CaseDomain

extension SyncMessage {
  /// The body of the frame, uncompressed.
  public func encode(into writer: inout CBORWriter) {
    switch self {
    case .hello(let hello): hello.encode(into: &writer)
    case .auth(let signature, let descriptor):
      writer.array(2)
      writer.bytes(signature)
      if let descriptor { writer.bytes(descriptor) } else { writer.null() }
    case .who: writer.array(0)
    case .status(let status): status.encode(into: &writer)
    case .heads(let last, let heads, let descriptors):
      writer.array(3)
      writer.bool(last)
      writer.array(heads.count)
      for head in heads { head.encode(into: &writer) }
      writer.array(descriptors.count)
      for descriptor in descriptors { writer.bytes(descriptor) }
    case .want(let wants):
      writer.array(wants.count)
      for want in wants {
        writer.array(4)
        want.have.encodeParts(into: &writer)
        writer.uint(want.seal)
      }
    case .seals(let seals):
      writer.array(seals.count)
      for seal in seals {
        writer.array(2)
        writer.bytes(seal.body)
        writer.write(SealSignature.encode(seal.signatures))
      }
    case .segments(let last, let segments):
      writer.array(2)
      writer.bool(last)
      writer.array(segments.count)
      for segment in segments { segment.encode(into: &writer) }
    case .ack(let heads):
      writer.array(heads.count)
      for head in heads { head.encode(into: &writer) }
    case .blobWant(let wants):
      writer.array(wants.count)
      for want in wants { want.encode(into: &writer) }
    case .blobChunk(let hash, let offset, let bytes):
      writer.array(3)
      writer.bytes(hash)
      writer.uint(offset)
      if let bytes { writer.bytes(bytes) } else { writer.null() }
    case .digest(let reducer, let state, let status):
      writer.array(3)
      writer.uint(reducer)
      writer.bytes(state)
      if let status { status.encode(into: &writer) } else { writer.null() }
    case .alarm(let text):
      writer.array(1)
      writer.text(text)
    case .bye(let reason):
      writer.array(1)
      writer.uint(reason.rawValue)
    }
  }

  /// Reads the body of a frame.
  public init(_ kind: Kind, body: UnsafeRawBufferPointer) throws(ProtocolViolation) {
    var reader = CBORReader(body)
    do throws(CBORError) {
      self = try SyncMessage(kind, from: &reader)
      try reader.end()
    } catch {
      throw .malformed(kind, error.description)
    }
  }

  private init(_ kind: Kind, from reader: inout CBORReader) throws(CBORError) {
    switch kind {
    case .hello: self = .hello(try Hello(from: &reader))
    case .auth:
      try reader.array(of: 2)
      let signature = Array(try reader.bytes())
      self = .auth(signature: signature, descriptor: reader.skipNull() ? nil : Array(try reader.bytes()))
    case .who:
      try reader.array(of: 0)
      self = .who
    case .status: self = .status(try SyncStatus(from: &reader))
    case .heads:
      try reader.array(of: 3)
      let last = try reader.bool()
      let heads = try reader.list(atMost: SyncLimits.headsPerMessage, FeedHead.init(from:))
      let descriptors = try reader.list(atMost: SyncLimits.headsPerMessage) {
        reader throws(CBORError) in Array(try reader.bytes())
      }
      self = .heads(last: last, heads, descriptors: descriptors)
    case .want:
      self = .want(
        try reader.list(atMost: SyncLimits.wants) { reader throws(CBORError) in
          try reader.array(of: 4)
          return Want(have: try FeedHead(parts: &reader), seal: try reader.uint())
        })
    case .seals: self = .seals(try reader.list(atMost: SyncLimits.sealsPerMessage, Seal.init(from:)))
    case .segments:
      try reader.array(of: 2)
      let last = try reader.bool()
      self = .segments(
        last: last, try reader.list(atMost: SyncLimits.segmentsPerMessage, Segment.init(from:)))
    case .ack: self = .ack(try reader.list(atMost: SyncLimits.headsPerMessage, FeedHead.init(from:)))
    case .blobWant: self = .blobWant(try reader.list(atMost: SyncLimits.blobWants, BlobWant.init(from:)))
    case .blobChunk:
      try reader.array(of: 3)
      let hash = try reader.digest()
      let offset = try reader.uint()
      let bytes = reader.skipNull() ? nil : Array(try reader.bytes())
      guard bytes?.count ?? 0 <= SyncLimits.blobPiece else { throw reader.failure("a piece is over 1 MiB") }
      self = .blobChunk(hash: hash, offset: offset, bytes: bytes)
    case .digest:
      try reader.array(of: 3)
      let reducer = try reader.uint()
      let state = try reader.digest()
      self = .digest(
        reducer: reducer, state: state, reader.skipNull() ? nil : try SyncStatus(from: &reader))
    case .alarm:
      try reader.array(of: 1)
      let text = try reader.text()
      guard text.utf8.count <= SyncLimits.alarmBytes else {
        throw reader.failure("the text is over 1,024 bytes")
      }
      self = .alarm(text)
    case .bye:
      try reader.array(of: 1)
      guard let reason = ByeReason(rawValue: try reader.uint()) else {
        throw reader.failure("unknown reason")
      }
      self = .bye(reason)
    }
  }
}

extension Hello {
  /// The exact body: AUTH signs it.
  var encoded: [UInt8] {
    var writer = CBORWriter(capacity: 96)
    encode(into: &writer)
    return writer.bytes
  }

  func encode(into writer: inout CBORWriter) {
    writer.array(6)
    writer.array(versions.count)
    for version in versions { writer.uint(version) }
    writer.bytes(feed.bytes)
    writer.uint(epoch)
    writer.bytes(challenge)
    writer.uint(flags.rawValue)
    writer.uint(frameLimit)
  }

  init(from reader: inout CBORReader) throws(CBORError) {
    try reader.array(of: 6)
    versions = try reader.list(atMost: SyncLimits.versions) { reader throws(CBORError) in
      try reader.uint()
    }
    feed = try reader.feed()
    epoch = try reader.uint()
    challenge = Array(try reader.bytes(count: 32))
    flags = HelloFlags(rawValue: try reader.uint())
    frameLimit = try reader.uint()
    guard frameLimit >= UInt64(SyncLimits.body) else {
      throw reader.failure("a frame limit below version 1's")
    }
  }
}

extension SyncStatus {
  func encode(into writer: inout CBORWriter) {
    writer.array(2)
    writer.bytes(sum)
    writer.uint(count)
  }

  init(from reader: inout CBORReader) throws(CBORError) {
    try reader.array(of: 2)
    self.init(sum: try reader.digest(), count: try reader.uint())
  }
}

extension FeedHead {
  func encode(into writer: inout CBORWriter) {
    writer.array(3)
    encodeParts(into: &writer)
  }

  func encodeParts(into writer: inout CBORWriter) {
    writer.bytes(feed.bytes)
    writer.uint(seq)
    writer.bytes(hash)
  }

  init(from reader: inout CBORReader) throws(CBORError) {
    try reader.array(of: 3)
    try self.init(parts: &reader)
  }

  init(parts reader: inout CBORReader) throws(CBORError) {
    self.init(feed: try reader.feed(), seq: try reader.uint(), hash: try reader.digest())
  }
}

extension BlobWant {
  func encode(into writer: inout CBORWriter) {
    writer.array(4)
    writer.bytes(hash)
    writer.array(3)
    writer.bytes(cited.feed.bytes)
    writer.uint(cited.seq)
    withUnsafeBytes(of: cited.hash8.bigEndian) { writer.bytes($0) }
    writer.uint(size)
    writer.uint(offset)
  }

  init(from reader: inout CBORReader) throws(CBORError) {
    try reader.array(of: 4)
    hash = try reader.digest()
    try reader.array(of: 3)
    let feed = try reader.feed()
    let seq = try reader.uint()
    let hash8 = UInt64(bigEndian: try reader.bytes(count: 8).loadUnaligned(as: UInt64.self))
    cited = Dot(feed: feed, seq: seq, hash8: hash8)
    size = try reader.uint()
    offset = try reader.uint()
    guard offset <= size else { throw reader.failure("an offset beyond the blob") }
    guard size <= UInt64(Int64.max) else { throw reader.failure("a blob longer than any file") }
  }
}

extension Seal {
  init(from reader: inout CBORReader) throws(CBORError) {
    try reader.array(of: 2)
    let body = try reader.bytes()
    let signatures = try reader.item()
    do throws(JournalError) {
      try self.init(body: body, signatures: try SealSignature.decode(signatures))
    } catch {
      throw reader.failure(error.description)
    }
  }
}

extension CBORReader {
  mutating func array(of count: Int) throws(CBORError) {
    guard try array() == count else { throw failure("expected an array of \(count)") }
  }

  mutating func bool() throws(CBORError) -> Bool {
    guard let value = try item().boolValue else { throw failure("expected true or false") }
    return value
  }

  mutating func feed() throws(CBORError) -> FeedID { FeedID(bytes: try bytes(count: 16))! }

  mutating func list<Element>(
    atMost limit: Int, _ element: (inout CBORReader) throws(CBORError) -> Element
  ) throws(CBORError) -> [Element] {
    let count = try array()
    guard count <= limit else { throw failure("a list of \(count), at most \(limit) are allowed") }
    var items: [Element] = []
    items.reserveCapacity(min(count, 64))
    for _ in 0..<count { items.append(try element(&self)) }
    return items
  }
}
