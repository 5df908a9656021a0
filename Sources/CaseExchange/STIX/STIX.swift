/// Reads STIX 2.0 and 2.1 in constant memory: a bundle, one object, an array of objects, or an envelope of
/// TAXII 2.1.
///
/// Objects are given as they come. When the reader throws, the file as a whole is refused and the
/// caller undoes what it took in: a bundle shows only at its end whether it is one.
///
/// Source: STIX 2.0 and STIX 2.1 (OASIS Standards).
public enum STIXReader {
  /// An object above this is refused singly.
  public static let maximumObjectBytes = 16 * 1024 * 1024

  /// - Parameters:
  ///   - path: for the messages.
  ///   - isCancelled: asked before every object.
  ///   - object: takes each object in the order of the file; what it throws ends the reading.
  /// - Throws: `ImportRefusal` for the whole file, or what `object` threw.
  public static func read(
    _ source: any ByteSource, path: String, isCancelled: () -> Bool = { false },
    object: (SourceObject) throws -> Void
  ) throws -> ImportSummary {
    try read(
      source, path: path, capacity: Window.usualBytes, maximumObjectBytes: maximumObjectBytes,
      isCancelled: isCancelled, object: object)
  }

  /// With the sizes open to tests.
  package static func read(
    _ source: any ByteSource, path: String, capacity: Int, maximumObjectBytes: Int,
    isCancelled: () -> Bool = { false }, object: (SourceObject) throws -> Void
  ) throws -> ImportSummary {
    let stream = JSONStream(source, capacity: capacity, limitBytes: maximumObjectBytes + capacity)
    var pass = STIXPass(stream: stream, path: path, maximumObjectBytes: maximumObjectBytes)
    return try pass.run(isCancelled, object)
  }

  /// Whether the first bytes of a file look like STIX: valid JSON so far, and in it the type
  /// `bundle`, an id of the form `type--UUID`, or one that begins with the type of its object, three levels deep at
  /// most. Ids of others have hyphens, too.
  public static func sniff(_ bytes: UnsafeRawBufferPointer) -> Bool {
    guard let base = bytes.baseAddress?.assumingMemoryBound(to: UInt8.self) else { return false }
    var scanner = JSONScanner(base, count: bytes.count, isFinal: false)
    var key = ""
    // By depth, of the object that is open there.
    var ids: [String?] = [nil, nil, nil, nil]
    var types = ids
    // Bytes that are no JSON from some place on look like STIX by what stands before it, or not: its reader names the place.
    while let token = try? scanner.next(), token.kind != .starved, token.kind != .end {
      switch token.kind {
      case .key: key = scanner.string(of: token)
      case .string where scanner.depth <= 3:
        let text = UnsafeBufferPointer(start: base + token.start, count: token.count)
        if key == "type" && scanner.depth == 1 && text.elementsEqual("bundle".utf8) { return true }
        if key == "id", STIXIdentifier.looksLikeID(text) {
          if STIXIdentifier.endsInUUID(text) { return true }
          ids[scanner.depth] = scanner.string(of: token)
        } else if key == "type" {
          types[scanner.depth] = scanner.string(of: token)
        }
        if let id = ids[scanner.depth], let type = types[scanner.depth], STIXIdentifier.isID(id, ofType: type)
        {
          return true
        }
      case .openObject:
        key = ""
        if scanner.depth <= 3 { (ids[scanner.depth], types[scanner.depth]) = (nil, nil) }
      default: break
      }
    }
    return false
  }
}
