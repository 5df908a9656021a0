import CaseDomain

extension StoreReader {
  /// What all offices share on the texts of the law.
  static let authority = EntityID.derived("authority", from: EntityID(high: 0, low: 0))

  static func enactment(of name: ProfileName) -> EntityID {
    .derived("enactment", from: authority, name.description)
  }

  /// The texts that ship, those that were added, and the days of enactment that nobody disputes.
  public func profileHistory() throws -> ProfileHistory {
    let added = try live(StoreReader.authority, .authorityProfile).sorted {
      ($0.hlc, $0.hash) < ($1.hlc, $1.hash)
    }
    var history = ShippedProfiles.history
    for value in added {
      guard let file = value.value[1]?.bytesValue, let body = try body(of: value.dot) else {
        throw StoreError.damaged("operation \(value.hash) does not hold an authority profile")
      }
      history = try history.recording(
        ProfileChange(
          .added(try ProfileFile.decode(file, file: "operation \(value.hash)")), by: body.author.user,
          on: Day(milliseconds: body.saidAtMilliseconds), basis: body.basis ?? "not stated"))
    }
    for name in Set(history.profiles(knownOn: store.today).map(\.name)) {
      guard let state = RegisterState(try live(StoreReader.enactment(of: name), .enactment)),
        !state.isConflict,
        let body = try body(of: state.shown.dot)
      else { continue }
      history = try history.recording(
        ProfileChange(
          .enacted(name, on: Day(state.shown.value)), by: body.author.user,
          on: Day(milliseconds: body.saidAtMilliseconds), basis: body.basis ?? "not stated"))
    }
    return history
  }

  /// The text by which an event of that day is judged; the one that ships, when none was in force.
  public func profile(on day: Day) throws -> AuthorityProfile {
    try profileHistory().inForce(on: day) ?? .introduced
  }
}

extension CaseStore {
  /// The text by which an event of that day is judged.
  public func profile(on day: Day) throws -> AuthorityProfile { try read { try $0.profile(on: day) } }

  /// Records the day on which a text became law; two offices with two days have a conflict to settle.
  ///
  /// - Throws: `ProfileRefusal`; nothing was written then.
  public func setEnactment(of name: ProfileName, _ day: Day, basis: String, as author: Author) throws
    -> Change
  {
    try write(as: author) { writer in
      let history = try writer.reader(of: self).profileHistory()
      _ = try history.recording(
        ProfileChange(.enacted(name, on: day), by: author.user, on: today, basis: basis))
      try writer.set(Target(StoreReader.enactment(of: name), .enactment), .text(day.iso), basis: basis)
      return writer.change
    }
  }

  /// Takes in a version of a text or a policy as its file has it.
  ///
  /// - Throws: `ProfileRefusal` or `DataFileFault`; nothing was written then.
  public func addProfile(_ file: [UInt8], named name: String, basis: String, as author: Author) throws -> (
    profile: AuthorityProfile, change: Change
  ) {
    let profile = try ProfileFile.decode(file, file: name)
    return try write(as: author) { writer in
      let history = try writer.reader(of: self).profileHistory()
      _ = try history.recording(ProfileChange(.added(profile), by: author.user, on: today, basis: basis))
      try writer.add(
        Target(StoreReader.authority, .authorityProfile), .record([1: .bytes(file)]), basis: basis)
      return (profile, writer.change)
    }
  }
}
