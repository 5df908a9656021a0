/// One element of a document with all that is in it, held in memory: an entry of a list.
///
/// Flat arrays, so that building, walking and freeing it need no recursion.
struct XMLElement {
  /// Elements and attributes together. An entry of a real list has some hundreds.
  static let maximumNodes = 20_000

  private struct Node {
    let name: String
    var text = ""
    var attributes: [(name: String, value: String)] = []
    var firstChild: Int?
    var lastChild: Int?
    var next: Int?
  }

  private var nodes: [Node] = []
  private var open: [Int] = []
  private var weight = 0
  private let ignoresPrefixes: Bool

  /// - Parameter ignoresPrefixes: elements are known by what stands behind the colon of their names.
  init(ignoresPrefixes: Bool = false) { self.ignoresPrefixes = ignoresPrefixes }

  /// More than `maximumNodes`: nothing further was kept.
  private(set) var isTooLarge = false

  mutating func take(_ token: XMLToken, _ stream: borrowing XMLStream) {
    guard !isTooLarge else { return }
    switch token.kind {
    case .open:
      let name = stream.text(of: token)
      push(ignoresPrefixes ? Self.local(name) : name, stream.attributes())
    case .close: if !open.isEmpty { open.removeLast() }
    case .text, .section: if let index = open.last { nodes[index].text += stream.text(of: token) }
    default: break
    }
  }

  private mutating func push(_ name: String, _ attributes: [(name: String, value: String)]) {
    weight += 1 + attributes.count
    guard weight <= Self.maximumNodes else {
      isTooLarge = true
      return
    }
    let index = nodes.count
    nodes.append(Node(name: name, attributes: attributes))
    if let parent = open.last {
      if let last = nodes[parent].lastChild {
        nodes[last].next = index
      } else {
        nodes[parent].firstChild = index
      }
      nodes[parent].lastChild = index
    }
    open.append(index)
  }

  /// A name without its prefix.
  static func local(_ name: String) -> String {
    guard let colon = name.utf8.firstIndex(of: UInt8(ascii: ":")) else { return name }
    return String(name[name.utf8.index(after: colon)...])
  }

  /// A place in the element. Place 0 is the element itself.
  struct Place: Hashable { fileprivate let index: Int }

  static let top = Place(index: 0)

  func name(_ place: Place) -> String { nodes[place.index].name }

  /// Its own text, without white space around it; `nil` when that is empty.
  func text(_ place: Place) -> String? { StatedText.trimmed(nodes[place.index].text) }

  /// `nil` when there is no such attribute, or it is empty.
  func attribute(_ name: String, _ place: Place) -> String? {
    nodes[place.index].attributes.first { $0.name.utf8.elementsEqual(name.utf8) }
      .flatMap { StatedText.trimmed($0.value) }
  }

  func children(_ place: Place) -> [Place] {
    var found: [Place] = []
    var next = nodes[place.index].firstChild
    while let index = next {
      found.append(Place(index: index))
      next = nodes[index].next
    }
    return found
  }

  /// The elements at the end of a path of names, in the order of the text.
  func all(_ path: String..., at place: Place = top) -> [Place] { all(path, at: place) }

  private func all(_ path: [String], at place: Place) -> [Place] {
    path.reduce([place]) { places, name in
      places.flatMap { children($0).filter { self.name($0).utf8.elementsEqual(name.utf8) } }
    }
  }

  /// The text of the first element at the end of a path of names that has one.
  func text(at path: String...) -> String? { all(path, at: Self.top).lazy.compactMap { text($0) }.first }

  /// The text of the first element called `name` in `place` that has one.
  func first(_ name: String, at place: Place = top) -> String? {
    all(name, at: place).lazy.compactMap { text($0) }.first
  }
}
