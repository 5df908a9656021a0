import CaseDomain

/// A tag file on its way from the process that reads it (docs/decisions/0034): its lines come in pieces.
extension BagTagFile {
  /// Lines of a piece; the last piece has fewer.
  static let linesOfPiece = 1_000

  /// In order: all it says but its lines comes with the last.
  public var pieces: [BagTagFile] {
    var rest = lines[...]
    var pieces: [BagTagFile] = []
    while rest.count >= Self.linesOfPiece {
      var piece = BagTagFile()
      piece.lines = Array(rest.prefix(Self.linesOfPiece))
      pieces.append(piece)
      rest = rest.dropFirst(Self.linesOfPiece)
    }
    var last = self
    last.lines = Array(rest)
    return pieces + [last]
  }

  /// Takes the next piece of what is read as `kind`.
  ///
  /// - Returns: whether it was the last.
  /// - Throws: `WireFault` for what no reader says of such a file.
  public mutating func take(_ piece: BagTagFile, of kind: Kind) throws(WireFault) -> Bool {
    guard lines.count + piece.lines.count <= Self.maximumLines, piece.isPossible(of: kind) else {
      throw WireFault()
    }
    let before = lines
    let isLast = piece.lines.count < Self.linesOfPiece
    if isLast { self = piece }
    lines = before + piece.lines
    return isLast
  }

  private func isPossible(of kind: Kind) -> Bool {
    let listed = notes.count { $0.severity == .refused }
    guard max(listed, notes.count - listed) <= ImportSummary.maximumListedProblems, unlistedFaults >= 0,
      oxums.allSatisfy({ $0.lengthBytes >= 0 && $0.files >= 0 }),
      marking.map(\.isPossible) ?? true, !lines.contains(where: \.path.isUnsafe)
    else { return false }
    switch kind {
    case .declaration: return lines.isEmpty && oxums.isEmpty && marking == nil
    case .manifest(let name, _, _):
      return declaration == nil && oxums.isEmpty && marking == nil
        && lines.allSatisfy { $0.hash.utf8.count == 2 * name.algorithm.lengthBytes }
    case .information: return declaration == nil && lines.isEmpty
    case .fetch:
      return declaration == nil && oxums.isEmpty && marking == nil && lines.allSatisfy(\.hash.isEmpty)
    }
  }
}

extension BagTagFile.Marking {
  fileprivate var isPossible: Bool {
    TLP(rawValue: light) != nil && text.utf8.count <= Self.maximumBytes
  }
}
