/// Reads an authority profile from the bytes of its file. The form is `docs/authority.md` §2.
///
/// Strict: unknown and missing keys, keys that come twice, numbers out of range or in another unit than the
/// rules read them in are refused, with file, place, reason and remedy.
public enum ProfileFile {
  /// - Parameter file: how faults name it.
  public static func decode(_ bytes: [UInt8], file: String) throws(DataFileFault) -> AuthorityProfile {
    try profile(DataNode.parse(bytes, file: file))
  }

  private static func profile(_ node: DataNode) throws(DataFileFault) -> AuthorityProfile {
    let object = try node.object([
      "kind", "instrument", "textVersion", "title", "inForceFrom", "inForceTo", "enactedOn", "updatesRunFrom",
      "lookBackCounts", "elementsNeedingOrigins", "parameters", "committees", "switches", "readings",
    ])
    var profile = AuthorityProfile(
      kind: try object.required("kind").choice(AuthorityProfile.Kind.self),
      instrument: try object.required("instrument").text(),
      textVersion: try object.required("textVersion").text(),
      title: try object.required("title").text(),
      inForceFrom: try object.required("inForceFrom").day())
    if let node = object["inForceTo"] {
      let day = try node.day()
      if day < profile.inForceFrom {
        throw node.fault("\(day) lies before inForceFrom", "give the last day, or leave it out")
      }
      profile.inForceTo = day
    }
    if let node = object["enactedOn"] {
      if profile.kind == .policy { throw node.fault("a policy is not enacted", "remove it") }
      profile.enactedOn = try node.day()
    }
    if let node = object["updatesRunFrom"] {
      profile.updatesRunFrom = try node.choice(AuthorityProfile.UpdateStart.self)
    }
    if let node = object["lookBackCounts"] {
      profile.lookBackCounts = try node.choice(AuthorityProfile.LookBackCount.self)
    }
    try readLists(of: object, into: &profile)
    return profile
  }

  private static func readLists(
    of object: DataObject, into profile: inout AuthorityProfile
  ) throws(DataFileFault) {
    let kind = profile.kind
    profile.elementsNeedingOrigins = try distinct(object["elementsNeedingOrigins"], by: \.self) {
      node throws(DataFileFault) in try node.choice(Element.self)
    }
    profile.parameters = try distinct(try object.required("parameters"), by: \.key) {
      node throws(DataFileFault) in try parameter(node, kind)
    }
    profile.committees = try distinct(object["committees"], by: \.code) {
      node throws(DataFileFault) in try committee(node, kind)
    }
    profile.switches = try distinct(object["switches"], by: \.key) {
      node throws(DataFileFault) in try datedRule(node, kind)
    }
    profile.readings =
      try object["readings"]?.list().map { node throws(DataFileFault) in try node.text() } ?? []
  }

  /// The items of a list, no two of one key; empty when there is no list.
  private static func distinct<Item, Key: Hashable>(
    _ list: DataNode?, by key: (Item) -> Key, _ read: (DataNode) throws(DataFileFault) -> Item
  ) throws(DataFileFault) -> [Item] {
    var seen: Set<Key> = []
    var items: [Item] = []
    for node in try list?.list() ?? [] {
      let item = try read(node)
      guard seen.insert(key(item)).inserted else {
        throw node.fault("the list has this one already", "keep one of the two")
      }
      items.append(item)
    }
    return items
  }

  // MARK: Rules

  private static let provenance = ["source", "section", "status"]

  private struct Provenance {
    let source: String?
    let section: String
    let status: RuleStatus
  }

  /// Where a rule comes from. What is not the office's own choice must say so, or it would be cited wrongly.
  private static func provenance(
    _ object: DataObject, _ kind: AuthorityProfile.Kind
  ) throws(DataFileFault) -> Provenance {
    let status = try object.required("status").choice(RuleStatus.self)
    let source = try object["source"]?.text()
    let section = try object.required("section").text(mayBeEmpty: source != nil)
    if status == .agencyPolicy, source != nil {
      throw object.node.fault("agency policy has a source", "remove the source, or correct the status")
    }
    if kind == .policy, status != .agencyPolicy, source == nil {
      throw object.node.fault(
        "this is said to be \(status.rawValue), without a source",
        "name the instrument, or call it \(RuleStatus.agencyPolicy.rawValue)")
    }
    return Provenance(source: source, section: section, status: status)
  }

  private static func parameter(
    _ node: DataNode, _ kind: AuthorityProfile.Kind
  ) throws(DataFileFault) -> Parameter {
    let object = try node.object(["key", "value", "unit"] + provenance)
    let key = try object.required("key").choice(Parameter.Key.self)
    let unitNode = try object.required("unit")
    let unit = try unitNode.choice(Parameter.Unit.self)
    guard unit == key.unit else {
      throw unitNode.fault(
        "\(key.rawValue) is not read in \(unit.rawValue)", "give it in \(key.unit.rawValue)")
    }
    let from = try provenance(object, kind)
    return Parameter(
      key, try value(try object.required("value"), unit), unit, source: from.source, section: from.section,
      status: from.status)
  }

  private static func value(
    _ node: DataNode, _ unit: Parameter.Unit
  ) throws(DataFileFault) -> Parameter.Value {
    if let range = unit.range { return .number(try node.number(in: range)) }
    if unit == .strength { return .strength(try node.choice(WeighedSupport.Strength.self)) }
    let text = try node.text()
    guard let grade = AdmiraltyGrade(text), grade.description.utf8.elementsEqual(text.utf8), grade.isJudged
    else { throw node.fault("this is not a grade that can be met", "give A to E and 1 to 5, such as C3") }
    return .grade(grade)
  }

  private static func committee(
    _ node: DataNode, _ kind: AuthorityProfile.Kind
  ) throws(DataFileFault) -> Committee {
    let object = try node.object(
      [
        "code", "title", "chair", "members", "conditionalMembers", "condition", "observers", "votingRule",
      ] + provenance)
    let from = try provenance(object, kind)
    let members = try agencies(object.required("members"))
    if members.isEmpty { throw node.fault("the committee has no members", "name those with a vote") }
    let chair = try object["chair"].map { node throws(DataFileFault) in Agency(try node.text()) }
    if let chair, !members.contains(chair) {
      throw node.fault("the chair is not a member", "name one of the members")
    }
    let conditional = try agencies(object["conditionalMembers"])
    let condition = try object["condition"]?.text()
    if conditional.isEmpty != (condition == nil) {
      throw node.fault("conditionalMembers and condition do not go together", "give both or neither")
    }
    let observers = try agencies(object["observers"])
    let everyone = members + conditional + observers
    if Set(everyone).count != everyone.count {
      throw node.fault("an agency is named in two places", "name it once")
    }
    return Committee(
      code: try object.required("code").choice(Committee.Code.self),
      title: try object.required("title").text(), chair: chair, members: members,
      conditionalMembers: conditional, condition: condition, observers: observers,
      votingRule: try object["votingRule"].map { node throws(DataFileFault) in try votingRule(node, kind) },
      source: from.source, section: from.section, status: from.status)
  }

  private static func agencies(_ list: DataNode?) throws(DataFileFault) -> [Agency] {
    try distinct(list, by: \.self) { node throws(DataFileFault) in Agency(try node.text()) }
  }

  private static func votingRule(
    _ node: DataNode, _ kind: AuthorityProfile.Kind
  ) throws(DataFileFault) -> VotingRule {
    let object = try node.object(["add", "removeOrModify", "postpone"] + provenance)
    let from = try provenance(object, kind)
    return VotingRule(
      add: try object.required("add").choice(Tally.Rule.self),
      removeOrModify: try object.required("removeOrModify").choice(Tally.Rule.self),
      postpone: try object.required("postpone").choice(Tally.Rule.self),
      source: from.source, section: from.section, status: from.status)
  }

  private static func datedRule(
    _ node: DataNode, _ kind: AuthorityProfile.Kind
  ) throws(DataFileFault) -> DatedRule {
    let object = try node.object(["key", "title", "periods"] + provenance)
    let from = try provenance(object, kind)
    let list = try object.required("periods")
    var periods: [DatedRule.Period] = []
    for node in try list.list() {
      let next = try period(node)
      if let last = periods.last, last.to.map({ $0 >= next.from }) ?? true {
        throw node.fault(
          "this period begins before the one above it has ended", "order them; only the last may be open")
      }
      periods.append(next)
    }
    if periods.isEmpty { throw list.fault("there is no period", "give at least one") }
    return DatedRule(
      key: try object.required("key").choice(DatedRule.Key.self),
      title: try object.required("title").text(), periods: periods, source: from.source,
      section: from.section, status: from.status)
  }

  private static func period(_ node: DataNode) throws(DataFileFault) -> DatedRule.Period {
    let object = try node.object(["from", "to", "state"])
    let period = DatedRule.Period(
      from: try object.required("from").day(),
      to: try object["to"].map { node throws(DataFileFault) in try node.day() },
      state: try object.required("state").choice(DatedRule.State.self))
    if let to = period.to, to < period.from {
      throw node.fault("the period ends on \(to), before it begins", "correct the days")
    }
    return period
  }
}
