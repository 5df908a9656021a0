/// What identifies a profile: one version of one instrument.
public struct ProfileName: Hashable, Sendable, CustomStringConvertible {
  public let instrument: String
  public let textVersion: String

  public init(_ instrument: String, _ textVersion: String) {
    self.instrument = instrument
    self.textVersion = textVersion
  }

  /// By bytes: no two texts are told apart by how their names are composed.
  public static func == (left: ProfileName, right: ProfileName) -> Bool {
    left.instrument.utf8.elementsEqual(right.instrument.utf8)
      && left.textVersion.utf8.elementsEqual(right.textVersion.utf8)
  }

  public func hash(into hasher: inout Hasher) {
    for byte in instrument.utf8 { hasher.combine(byte) }
    hasher.combine(UInt8(0))
    for byte in textVersion.utf8 { hasher.combine(byte) }
  }

  public var description: String { "\(instrument) (\(textVersion))" }
}

extension AuthorityProfile {
  public var name: ProfileName { ProfileName(instrument, textVersion) }
}

/// One thing an office did to its profiles, with who and when.
public struct ProfileChange: Hashable, Sendable {
  public enum What: Hashable, Sendable {
    /// A new text or policy; or, under a name that is there already, its correction.
    case added(AuthorityProfile)
    /// The day a text became law; `nil` takes a mistaken day back.
    case enacted(ProfileName, on: Day?)
  }

  public let what: What
  public let by: String
  public let on: Day
  /// What it rests on, such as the public law number.
  public let basis: String

  public init(_ what: What, by: String, on: Day, basis: String) {
    self.what = what
    self.by = by
    self.on = on
    self.basis = basis
  }
}

/// Why a change to the profiles was turned down.
public enum ProfileRefusal: Error, Hashable, Sendable {
  case unknown(ProfileName)
  case policyEnacted(ProfileName)
  case enactedLater(Day, recordedOn: Day)
  case noOne
  case noBasis

  /// Printed after "refused: ", so no full stop.
  public var message: String {
    switch self {
    case .unknown(let name): "there is no profile \(name)"
    case .policyEnacted(let name): "\(name) is a policy; only a text is enacted"
    case .enactedLater(let day, let recorded): "the day of enactment \(day) lies after \(recorded)"
    case .noOne: "the change names nobody who made it"
    case .noBasis: "the change does not say what it rests on"
    }
  }

  public var remedy: String {
    switch self {
    case .unknown: "name one that `authority list` shows, or add its file first"
    case .policyEnacted: "name the text, such as H.R. 8283 and its version"
    case .enactedLater: "record the day once it has come"
    case .noOne: "give the name of the person"
    case .noBasis: "give the public law number or where the day was read"
    }
  }
}

/// The profiles of an office over time: those shipped, and what was changed since. Nothing is taken away, so
/// that a decision keeps the profile that was in force, and known, on its day.
public struct ProfileHistory: Hashable, Sendable {
  public let shipped: [AuthorityProfile]
  /// By the day they were recorded; of one day in the order in which they came.
  public private(set) var changes: [ProfileChange]

  public init(shipped: [AuthorityProfile], changes: [ProfileChange] = []) {
    self.shipped = shipped
    self.changes = changes.enumerated()
      .sorted { ($0.element.on, $0.offset) < ($1.element.on, $1.offset) }.map(\.element)
  }

  /// The history with one change more.
  public func recording(_ change: ProfileChange) throws(ProfileRefusal) -> ProfileHistory {
    if change.by.saysNothing { throw .noOne }
    if change.basis.saysNothing { throw .noBasis }
    if case .enacted(let name, let day) = change.what {
      guard let profile = profiles(knownOn: change.on).first(where: { $0.name == name }) else {
        throw .unknown(name)
      }
      if profile.kind == .policy { throw .policyEnacted(name) }
      if let day, day > change.on { throw .enactedLater(day, recordedOn: change.on) }
    }
    return ProfileHistory(shipped: shipped, changes: changes + [change])
  }

  /// Every version known on that day, each as it stood then; later ones last.
  public func profiles(knownOn day: Day) -> [AuthorityProfile] {
    changes.filter { $0.on <= day }.reduce(into: shipped) { known, change in
      switch change.what {
      case .added(var profile):
        // A correction that is silent about enactment leaves what was recorded.
        let before = known.first { $0.name == profile.name }
        profile.enactedOn = profile.enactedOn ?? before?.enactedOn
        known.removeAll { $0.name == profile.name }
        known.append(profile)
      case .enacted(let name, let enacted):
        if let index = known.firstIndex(where: { $0.name == name }) { known[index].enactedOn = enacted }
      }
    }
  }

  /// The text in force on a day with the policy in force on it; `nil` when no text is.
  ///
  /// - Parameter known: the day whose knowledge counts; the day itself when `nil`. A decision of the past keeps
  ///   what was known then; a clock table of today asks with today.
  public func inForce(on day: Day, knownOn known: Day? = nil) -> AuthorityProfile? {
    let profiles = profiles(knownOn: known ?? day)
    func latest(_ kind: AuthorityProfile.Kind) -> AuthorityProfile? {
      profiles.filter { $0.kind == kind && $0.isInForce(on: day) }
        .reduce(nil) { best, next in
          best.map { $0.inForceFrom > next.inForceFrom } == true ? best : next
        }
    }
    guard let text = latest(.text) else { return nil }
    return latest(.policy).map(text.merging(policy:)) ?? text
  }
}
