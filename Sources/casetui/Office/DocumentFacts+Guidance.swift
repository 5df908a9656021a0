import CaseDocuments
import CaseDomain
import CaseStore

extension DocumentFacts {
  /// The public guidance: practices that may be published, without who gave them.
  ///
  /// Source: H.R. 8283 (IH) §4(h).
  func guidance(_ practices: [Practice]) throws -> CaseFacts {
    let exhibits = try exhibits(of: practices)
    let numbers = ExhibitNumbers(exhibits)
    var facts = CaseFacts(
      reference: "guidance \(given.dated.year)",
      title: "Best practices against model extraction attacks",
      marking: (HandlingMark.mostRestrictive(of: [.officeFloor] + exhibits.map(\.mark)) ?? .officeFloor)
        .description,
      dated: given.dated, office: office, profile: textApplied)
    facts.exhibits = numbers.listed
    facts.practices = Dictionary(grouping: practices, by: \.kind).mapValues { practices in
      practices.map { practice in
        .init(text: practice.sentence, exhibits: numbers[practice.exhibits])
      }
    }
    return facts
  }

  /// Exhibits that practices rest on, each once.
  func exhibits(of practices: [Practice]) throws -> [Exhibit] {
    var seen: Set<ExhibitID> = []
    let named = practices.flatMap(\.exhibits).filter { seen.insert($0).inserted }
    let confidence = try reader.ownersConfidential(of: seen)
    return try named.map {
      try reader.exhibit($0, rehash: false, ownersConfidential: confidence[$0] ?? [])
    }
  }
}

extension Practice {
  /// With its source; an owner's name is not part of what the owner permits.
  fileprivate var sentence: String { giver == nil ? "\(words) Source: \(source)" : words }
}
