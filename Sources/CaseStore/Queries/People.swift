import CaseDomain

extension StoreReader {
  /// Everybody whom the offices in view have registered. While two registrations of one person stand, the
  /// person holds only what both give.
  public func people() throws -> People {
    let select = try sql(
      "SELECT DISTINCT entity FROM live WHERE field >= 80 AND field < 89 AND field = ?1 ORDER BY entity")
    select.bind(1, Field.registration.rawValue)
    var entities: [EntityID] = []
    while try select.step() { entities.append(try select.id(0)) }
    var people = People()
    for entity in entities {
      for value in try live(entity, .registration) {
        guard let registration = Registration(value.value) else { continue }
        let office = try office(of: value.dot.feed)
        // A registration counts only where its own office made it.
        guard entity == .derived("user", from: office.cast(), registration.name) else { continue }
        let person = Person(registration.name, office: office)
        guard var both = people[person] else {
          people[person] = registration
          continue
        }
        both.roles.formIntersection(registration.roles)
        both.isActive = both.isActive && registration.isActive
        if both.agency != registration.agency { both.agency = nil }
        if both.publicKey != registration.publicKey { both.publicKey = nil }
        people[person] = both
      }
    }
    return people
  }

  /// The office that a feed belongs to.
  func office(of feed: FeedID) throws -> OfficeID {
    guard let descriptor = try FeedRow.descriptor(of: feed, sql) else {
      throw StoreError.damaged("feed \(feed) has no descriptor")
    }
    return descriptor.office
  }

  /// Who made an operation: the author it names, as the office of its feed vouches for them.
  func person(of dot: Dot) throws -> Person {
    Person(try body(of: dot)?.author.user ?? "", office: try office(of: dot.feed))
  }
}

extension JournalWriter {
  /// Writes what the office says of one of its people.
  public mutating func register(_ registration: Registration, in office: OfficeID) throws {
    try set(
      Target(.derived("user", from: office.cast(), registration.name), .registration), registration.cbor)
  }
}
