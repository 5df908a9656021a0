/// How an item may be handled: a CUI marking, if it carries one, and a TLP label.
/// Printed `CUI//SP-LEI/PROPIN//FEDCON TLP:AMBER`.
public struct HandlingMark: Hashable, Sendable {
  /// `nil` for what is not controlled, such as a public web page.
  public var cui: CUIMark?
  public var tlp: TLP

  public init(cui: CUIMark?, tlp: TLP) {
    self.cui = cui
    self.tlp = tlp
  }

  /// What an unmarked item is taken for until a person marks it: `CUI TLP:AMBER`.
  public static let officeFloor = HandlingMark(cui: .basic, tlp: .amber)

  /// What a marking is taken for that cannot be read: `CUI TLP:RED`.
  public static let strictest = HandlingMark(cui: .basic, tlp: .red)

  /// At least as restrictive as both: the higher TLP label, the union of the CUI parts.
  public func joined(with other: HandlingMark) -> HandlingMark {
    let marks = [cui, other.cui].compactMap { $0 }
    return HandlingMark(
      cui: marks.dropFirst().reduce(marks.first) { $0?.joined(with: $1) }, tlp: max(tlp, other.tlp))
  }

  /// The mark of a product made from several items; `nil` when there are none.
  public static func mostRestrictive(of marks: some Sequence<HandlingMark>) -> HandlingMark? {
    marks.reduce(nil) { sum, mark in sum?.joined(with: mark) ?? mark }
  }
}

extension HandlingMark: CustomStringConvertible {
  public var description: String { (cui.map { "\($0) " } ?? "UNCLASSIFIED ") + tlp.description }
}
