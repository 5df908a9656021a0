import Testing

@testable import CaseDomain

@Suite struct OwnershipProofTests {
  @Test func steps() throws {
    let closure = try Chart("X 50 A, X 50 B, A 25 C, B 25 C").closure("X")
    #expect(
      closure.proof(for: key("C"))?.lines == [
        "X is a seed",
        "X holds 50.0000 % of A: 50.0000 % in all, at least 50 %",
        "X holds 50.0000 % of B: 50.0000 % in all, at least 50 %",
        "A holds 25.0000 %, B holds 25.0000 % of C: 50.0000 % in all, at least 50 %",
      ])
    #expect(closure.proof(for: key("X"))?.lines == ["X is a seed"])
    #expect(closure.proof(for: key("none")) == nil)
    #expect(try Chart("").closure("Z").proof(for: key("Z"))?.lines == ["Z is a seed"])
  }

  /// Of a long chain the steps nearest to the party, and where the others are told.
  @Test func aProofAmongManyIsCut() throws {
    let closure = try Chart("X 50 A, A 60 B, B 70 C, C 80 D, X 10 D").closure("X")
    #expect(
      closure.proof(for: key("D"), most: 2)?.lines == [
        "B is blocked, as its own proof shows", "B holds 70.0000 % of C: 70.0000 % in all, at least 50 %",
        "C holds 80.0000 % of D: 80.0000 % together (90.0000 % with all others in the set), at least 50 %",
      ])
    #expect(closure.proof(for: key("B"), most: 2) == closure.proof(for: key("B")))
    #expect(closure.proof(for: [key("D"), key("A"), key("none")]) == closure.proof(for: key("D")))
    #expect(closure.proof(for: [key("none")]) == nil)
  }

  @Test func theLargestSharesThatSuffice() throws {
    let closure = try Chart("X 10 C, Y 33.3333 C, Z 20 C, W 5 C").closure("W X Y Z")
    #expect(
      closure.proof(for: key("C"))?.lines == [
        "Y is a seed", "Z is a seed",
        "Y holds 33.3333 %, Z holds 20.0000 % of C: 53.3333 % together "
          + "(68.3333 % with all others in the set), at least 50 %",
      ])
  }

  @Test func anotherThreshold() throws {
    let threshold = OwnershipThreshold.moreThan(Stake(ppm: 333_333)!)
    let proof = try Chart("X 33.3334 C").closure("X", threshold: threshold).proof(for: key("C"))
    #expect(
      proof?.lines == ["X is a seed", "X holds 33.3334 % of C: 33.3334 % in all, more than 33.3333 %"])
  }

  /// A holding inside a ring is no reason for what it follows from.
  @Test func noStepRestsOnALaterOne() throws {
    let closure = try Chart("X 50 A, B 50 A, A 50 B").closure("X")
    #expect(
      closure.proof(for: key("A"))?.steps == [
        .seed(key("X")), .held(key("A"), by: [.init(owner: key("X"), ppm: 500_000)], allPPM: 1_000_000),
      ])
  }

  /// A proof rests on what is certain: the least of a disputed share, nothing of an unknown one.
  @Test func onlyWhatIsCertain() throws {
    let closure = try Chart("X 30 C, X 40 C, Y 20 C, Z ? C").closure("X Y Z")
    #expect(
      closure.proof(for: key("C"))?.lines.last
        == "X holds 30.0000 %, Y holds 20.0000 % of C: 50.0000 % in all, at least 50 %")
    let open = try Chart("X 30 C, Z ? C").closure("X Z")
    #expect(open.proof(for: key("C")) == nil)
    #expect(open.openShares(for: key("C")).map(\.description) == ["Z of C: 0.0000 % to 70.0000 % (unknown)"])
  }

  /// Where many are listed, each names what is nearest to it, and which owners tell the rest: all of them in full
  /// would grow with the square of a chain.
  @Test func openSharesOfMany() throws {
    let names = (0...99).map { "P\($0 < 10 ? "0" : "")\($0)" }
    let closure = try Chart(zip(names, names.dropFirst()).map { "\($0) ? \($1)" }.joined(separator: ", "))
      .closure("P00")
    #expect(closure.openShares(for: key("P99")).count == 99)
    let near = closure.openShares(for: key("P99"), most: 32)
    #expect(near.shares.map(\.owned.text) == (68...99).map { "P\($0)" })
    #expect(near.beyond == [key("P67")] && near.unlisted == 0 && near.unlistedBeyond == 0)
    let whole = closure.openShares(for: key("P20"), most: 32)
    #expect(whole.shares == closure.openShares(for: key("P20")) && whole.beyond == [])
    var (told, next): (Set<OpenShare>, [OwnershipKey]) = ([], [key("P99")])
    while let one = next.popLast() {
      let open = closure.openShares(for: one, most: 32)
      told.formUnion(open.shares)
      next += open.beyond
    }
    #expect(told == Set(closure.openShares(for: key("P99"))))
  }

  /// A company with more open shares than are listed says how many more; one above it is listed whole, or named.
  @Test func openSharesOfOneCompany() throws {
    let owners = (10...49).map { "Z\($0)" }
    let stars = owners.map { "\($0) ? C" }.joined(separator: ", ") + ", C ? D"
    let closure = try Chart(stars).closure(owners.joined(separator: " "))
    let own = closure.openShares(for: key("C"), most: 32)
    #expect(own.shares.map(\.owner.text) == Array(owners.prefix(32)))
    #expect(own.unlisted == 8 && own.beyond == [])
    let above = closure.openShares(for: key("D"), most: 32)
    #expect(above.shares.map(\.owner) == [key("C")] && above.beyond == [key("C")] && above.unlisted == 0)
    #expect(closure.openShares(for: key("E"), most: 32) == OpenShares())
  }

  @Test func disputedShares() throws {
    let closure = try Chart("X 30 C, X 60 C, Z 10 C, Z 20 C").closure("X")
    #expect(
      closure.openShares(for: key("C")) == [
        OpenShare(
          owner: key("X"), owned: key("C"), possiblePPM: 300_000...600_000, reason: .conflicting)
      ])
  }

  /// The example of docs/ownership.md §6.
  @Test func theWorkedExample() throws {
    let chart = "Birch 50 Alder, Birch 25 Cedar, Alder 25 Cedar, Cedar ? Dogwood, Elm 45 Dogwood"
    let closure = try Chart(chart).closure("Birch")
    #expect(
      closure.proof(for: key("Cedar"))?.lines == [
        "Birch is a seed",
        "Birch holds 50.0000 % of Alder: 50.0000 % in all, at least 50 %",
        "Alder holds 25.0000 %, Birch holds 25.0000 % of Cedar: 50.0000 % in all, at least 50 %",
      ])
    #expect(closure.names(.undetermined) == "Dogwood")
    #expect(
      closure.openShares(for: key("Dogwood")).map(\.description) == [
        "Cedar of Dogwood: 0.0000 % to 55.0000 % (unknown)"
      ])
    let more = try Chart(chart.replacing("Elm 45", with: "Elm 50.0001")).closure("Birch")
    #expect(more.answer(for: key("Dogwood")) == .notBlocked)
  }
}
