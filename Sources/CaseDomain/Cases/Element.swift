/// One thing that the text requires to be shown, by the code people use for it.
///
/// Source: H.R. 8283 (IH) §3.
public enum Element: String, CaseIterable, Codable, Sendable {
  case cs1 = "CS1", cs2 = "CS2", cs3 = "CS3"
  case ecA = "EC-A", ecB = "EC-B", ecC = "EC-C"
  case f1 = "F1", f2 = "F2", f3 = "F3", f4 = "F4", f5 = "F5", fx = "FX"
  case m1 = "M1", m2 = "M2", m3 = "M3", m4i = "M4i", m4ii = "M4ii", m4iii = "M4iii"
  case p1 = "P1", p2 = "P2", p3 = "P3", p4 = "P4"
  case x1 = "X1", x2 = "X2", x3 = "X3"
  case ow1 = "OW1", ow2 = "OW2"

  public enum Group: String, CaseIterable, Sendable {
    case closedModel = "closed-source AI model"
    case entityOfConcern = "entity of concern"
    case provider = "fraudulent account network provider"
    case freeExpression = "free-expression exception"
    case attack = "model extraction attack"
    case manner = "manner of the querying"
    case purpose = "purpose factor"
    case exclusion = "exclusion"
    case owner = "owner"

    public var elements: [Element] { Element.allCases.filter { $0.group == self } }
  }

  public var group: Group {
    switch self {
    case .cs1, .cs2, .cs3: .closedModel
    case .ecA, .ecB, .ecC: .entityOfConcern
    case .f1, .f2, .f3, .f4, .f5: .provider
    case .fx: .freeExpression
    case .m1, .m2, .m3: .attack
    case .m4i, .m4ii, .m4iii: .manner
    case .p1, .p2, .p3, .p4: .purpose
    case .x1, .x2, .x3: .exclusion
    case .ow1, .ow2: .owner
    }
  }

  /// The answer the case needs. "Not met" for what would take the conduct out of the text.
  public var answerNeeded: Finding.Result {
    group == .exclusion || group == .freeExpression ? .notMet : .met
  }

  public var citation: Citation {
    switch self {
    case .cs1, .cs2, .cs3: .bill("3(2)")
    case .ecA: .bill("3(4)(A)")
    case .ecB: .bill("3(4)(B)")
    case .ecC: .bill("3(4)(C)")
    case .f1, .f2, .f3, .f4, .f5, .fx: .bill("3(7)")
    case .m1, .m2, .m3: .bill("3(11)(A)")
    case .m4i: .bill("3(11)(A)(i)")
    case .m4ii: .bill("3(11)(A)(ii)")
    case .m4iii: .bill("3(11)(A)(iii)")
    case .p1, .p2, .p3, .p4: .bill("3(11)(B)")
    case .x1, .x2, .x3: .bill("3(11)(C)")
    case .ow1, .ow2: .bill("3(13)")
    }
  }

  public var title: String {
    switch self {
    case .cs1: "key technical information is proprietary"
    case .cs2: "access is governed by the owner's terms"
    case .cs3: "access only through an interface the owner controls"
    case .ecA: "located, or parent headquartered, in a country of concern"
    case .ecB: "under direction or control of a country of concern"
    case .ecC: "conducts or attempts an attack, whatever its country"
    case .f1: "foreign entity"
    case .f2: "knowingly and intentionally"
    case .f3: "creates, sells, brokers or otherwise provides accounts"
    case .f4: "the accounts let entities of concern reach closed models"
    case .f5: "access otherwise barred by location restrictions"
    case .fx: "only location information for free expression"
    case .m1: "unauthorised"
    case .m2: "extracts capabilities of a closed-source model"
    case .m3: "purpose to replicate, develop, train or improve another model"
    case .m4i: "circumvents access controls, identity checks or limits"
    case .m4ii: "fraudulent, misrepresented or unauthorised credentials"
    case .m4iii: "breaches terms that specifically bar such use"
    case .p1: "volume, structure, pattern, coordination or timing"
    case .p2: "concentration on particular capabilities"
    case .p3: "coordinated multiple accounts"
    case .p4: "correlation with another model's timeline"
    case .x1: "compliant with the terms"
    case .x2: "within a permitted exception"
    case .x3: "the owner expressly authorised it"
    case .ow1: "holds rights enough to authorise or restrict"
    case .ow2: "is a United States person"
    }
  }
}
