import CaseDomain

/// What the cases list is searched in as one types: one folded text for each row, in one block.
struct CaseIndex: Equatable, Sendable {
  private var bytes: [UInt8] = []
  private var ends: [Int] = []

  init(_ cases: [CaseLine]) {
    ends.reserveCapacity(cases.count)
    for line in cases {
      for text in [line.reference, line.title, line.stage, line.track ?? "", line.assignees] { add(text) }
      ends.append(bytes.count)
    }
  }

  /// Most texts are ASCII, which folds much faster.
  private mutating func add(_ text: String) {
    if text.utf8.allSatisfy({ $0 < 0x80 }) {
      for byte in text.utf8 { bytes.append((0x41...0x5A).contains(byte) ? byte | 0x20 : byte) }
    } else {
      bytes.append(contentsOf: text.lowercased().utf8)
    }
    bytes.append(0x20)
  }

  /// The rows that hold every word.
  func rows(with text: String) -> [Int] {
    let words = text.lowercased().split(separator: " ").map { Array($0.utf8) }
    return bytes.withUnsafeBufferPointer { bytes in
      ends.indices.filter { row in
        let range = (row == 0 ? 0 : ends[row - 1])..<ends[row]
        return words.allSatisfy { Self.contains(bytes, range, $0) }
      }
    }
  }

  private static func contains(_ bytes: UnsafeBufferPointer<UInt8>, _ range: Range<Int>, _ word: [UInt8])
    -> Bool
  {
    guard range.count >= word.count else { return false }
    for start in range.lowerBound...(range.upperBound - word.count) where bytes[start] == word[0] {
      if word.indices.allSatisfy({ bytes[start + $0] == word[$0] }) { return true }
    }
    return false
  }
}

/// In which order the cases list is.
enum CaseOrder: String, CaseIterable, Sendable {
  case changed = "last change, newest first"
  case reference = "number"
  case title = "title"
  case stage = "stage"
  case conflicts = "conflicts, most first"
  case exhibits = "exhibits, most first"

  func sorted(_ rows: [Int], of cases: [CaseLine]) -> [Int] {
    switch self {
    case .changed: rows
    case .reference: rows.sorted { cases[$0].reference < cases[$1].reference }
    case .title: rows.sorted { cases[$0].title < cases[$1].title }
    case .stage: rows.sorted { (cases[$0].stageRank, $0) < (cases[$1].stageRank, $1) }
    case .conflicts: rows.sorted { (-cases[$0].conflicts, $0) < (-cases[$1].conflicts, $1) }
    case .exhibits: rows.sorted { (-cases[$0].exhibits, $0) < (-cases[$1].exhibits, $1) }
    }
  }
}

extension CaseLine {
  fileprivate var stageRank: Int {
    SpineStage(rawValue: stage).flatMap { SpineStage.allCases.firstIndex(of: $0) } ?? .max
  }
}
