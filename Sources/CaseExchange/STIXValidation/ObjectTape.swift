/// The tokens of one JSON object in a flat array that is used again for the next object.
///
/// Node 0 is the object itself. The children of a container follow it directly; `next` leads over
/// them, so that neither reading nor walking needs recursion.
struct ObjectTape {
  struct Node {
    let kind: JSONToken.Kind
    let hasEscapes: Bool
    let keyHasEscapes: Bool
    /// -1 for the root.
    let parent: Int32
    /// The position of this node in a list; 0 elsewhere.
    let place: Int32
    /// -1 when the node has no key: in lists, and the root.
    let keyStart: Int32
    let keyEnd: Int32
    let start: Int32
    let end: Int32
    /// The index of the node behind this one and all that is in it.
    var next: Int32
    /// Direct members or elements.
    var count: Int32
    /// The bytes of the keys of its direct members, as written.
    var keyBytes: Int32

    var isObject: Bool { kind == .openObject }
    var isList: Bool { kind == .openArray }
    /// What it takes at most to look for one of its members, in members. A long key counts as several: it is compared,
    /// and its escapes are resolved, byte by byte.
    var walk: Int { Int(count) + Int(keyBytes) / 16 }
  }

  private(set) var nodes: [Node] = []
  private var open: [Int32] = []
  private(set) var base: UnsafePointer<UInt8>

  init() {
    base = UnsafePointer(Self.nothing)
  }

  /// One byte that is never read: `base` before the first `fill`.
  nonisolated(unsafe) private static let nothing: UnsafeMutablePointer<UInt8> = {
    let byte = UnsafeMutablePointer<UInt8>.allocate(capacity: 1)
    byte.initialize(to: 0)
    return byte
  }()

  /// 20 MB of nodes, or twice that while the array grows. Public files stay far below.
  static let maximumNodes = 500_000

  /// Reads `bytes`, which must stay where they are until the next `fill`.
  ///
  /// - Returns: `false` when the object has more than `maximumNodes` values. It was read to its end all
  ///   the same, and only its first values are here.
  mutating func fill(_ bytes: UnsafeBufferPointer<UInt8>) throws(JSONFault) -> Bool {
    nodes.removeAll(keepingCapacity: true)
    open.removeAll(keepingCapacity: true)
    base = bytes.baseAddress ?? UnsafePointer(Self.nothing)
    var scanner = JSONScanner(base, count: bytes.count, isFinal: true)
    var key: JSONToken?
    while true {
      let token = try scanner.next()
      switch token.kind {
      case .end, .starved: return nodes.count < Self.maximumNodes
      case .key: key = token
      case .closeObject, .closeArray:
        if nodes.count < Self.maximumNodes { nodes[Int(open.removeLast())].next = Int32(nodes.count) }
      default:
        guard nodes.count < Self.maximumNodes else { continue }
        add(token, key)
        key = nil
      }
    }
  }

  private mutating func add(_ token: JSONToken, _ key: JSONToken?) {
    let index = Int32(nodes.count)
    let parent = open.last ?? -1
    var place: Int32 = 0
    if parent >= 0 {
      place = nodes[Int(parent)].count
      nodes[Int(parent)].count = place + 1
      if let key { nodes[Int(parent)].keyBytes += Int32(key.count) }
    }
    nodes.append(
      Node(
        kind: token.kind, hasEscapes: token.hasEscapes, keyHasEscapes: key?.hasEscapes ?? false,
        parent: parent, place: place, keyStart: Int32(key?.start ?? -1), keyEnd: Int32(key?.end ?? -1),
        start: Int32(token.start), end: Int32(token.end), next: index + 1, count: 0, keyBytes: 0))
    if token.kind == .openObject || token.kind == .openArray { open.append(index) }
  }

  subscript(_ index: Int) -> Node { nodes[index] }

  // MARK: Text

  /// The bytes of a string or number, escapes resolved.
  func withText<Result>(of node: Node, _ body: (UnsafeBufferPointer<UInt8>) -> Result) -> Result {
    with(Int(node.start), Int(node.end), node.hasEscapes, body)
  }

  func withKey<Result>(of node: Node, _ body: (UnsafeBufferPointer<UInt8>) -> Result) -> Result {
    with(Int(node.keyStart), Int(node.keyEnd), node.keyHasEscapes, body)
  }

  private func with<Result>(
    _ start: Int, _ end: Int, _ hasEscapes: Bool, _ body: (UnsafeBufferPointer<UInt8>) -> Result
  ) -> Result {
    let raw = UnsafeBufferPointer(start: base + start, count: end - start)
    guard hasEscapes else { return body(raw) }
    return JSONText.unescape(raw).withUnsafeBufferPointer(body)
  }

  func isText(_ node: Node, _ text: StaticString) -> Bool {
    node.kind == .string && withText(of: node) { $0.isEqual(to: text) }
  }

  // MARK: Finding one's way

  /// The member of an object by name, `nil` when it is missing.
  func member(_ object: Int, _ name: UnsafeBufferPointer<UInt8>) -> Int? {
    var child = object + 1
    let end = Int(nodes[object].next)
    while child < end {
      let node = nodes[child]
      if withKey(of: node, { $0.elementsEqual(name) }) { return child }
      child = Int(node.next)
    }
    return nil
  }

  func member(_ object: Int, _ name: StaticString) -> Int? {
    member(object, UnsafeBufferPointer(start: name.utf8Start, count: name.utf8CodeUnitCount))
  }

  /// The element of a list, `nil` beyond its end.
  func element(_ list: Int, _ place: Int) -> Int? {
    var child = list + 1
    var left = place
    let end = Int(nodes[list].next)
    while child < end {
      if left == 0 { return child }
      left -= 1
      child = Int(nodes[child].next)
    }
    return nil
  }

  /// The longest path that is written out; the front of a longer one is cut.
  private static let maximumPathBytes = 512

  /// The way from the root to `index`, with `name` (a property that is missing there) at its end.
  func path(to index: Int, missing name: String? = nil) -> String {
    var parts: [String] = []
    var length = 0
    var current = index
    while current > 0 && length < Self.maximumPathBytes {
      let node = nodes[current]
      let part = node.keyStart >= 0 ? withKey(of: node, Excerpt.plain) : "[\(node.place)]"
      length += part.utf8.count
      parts.append(part)
      current = Int(node.parent)
    }
    if current > 0 { parts.append("…") }
    parts.reverse()
    if let name { parts.append(name) }
    return parts.reduce(into: "") { path, part in
      if !path.isEmpty && !part.hasPrefix("[") { path += "." }
      path += part
    }
  }
}

extension UnsafeBufferPointer<UInt8> {
  func isEqual(to text: StaticString) -> Bool {
    guard count == text.utf8CodeUnitCount else { return false }
    for index in 0..<count where self[index] != text.utf8Start[index] { return false }
    return true
  }

  func hasPrefix(_ text: StaticString) -> Bool {
    let length = text.utf8CodeUnitCount
    guard count >= length else { return false }
    for index in 0..<length where self[index] != text.utf8Start[index] { return false }
    return true
  }

  func ends(in text: StaticString) -> Bool {
    let length = text.utf8CodeUnitCount
    guard count >= length else { return false }
    for index in 0..<length where self[count - length + index] != text.utf8Start[index] { return false }
    return true
  }
}
