extension People {
  /// Whether somebody may change the register: a registered lead, or anybody while nobody is registered.
  public func mayRegister(_ person: Person) -> Bool {
    let office = all.filter { $0.person.office == person.office }
    return office.isEmpty || (self[person] != nil && roles(of: person).contains(.lead))
  }
}

extension Obstacle {
  public static func mayNotRegister(_ person: Person, _ people: People) -> Obstacle {
    let leads = people.all.filter { people.roles(of: $0.person).contains(.lead) }.map(\.person.name)
    return Obstacle(
      .roleNotHeld, .policy("8.1"), "\(person) is not a registered lead and may not change the register",
      remedy: "ask \(leads.joined(separator: ", "))")
  }
}
