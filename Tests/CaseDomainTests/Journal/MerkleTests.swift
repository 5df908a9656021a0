import CaseDomain
import Testing

@Suite struct MerkleTests {
  @Test(arguments: 1..<40)
  func everyPathLeadsToTheRoot(count: Int) {
    let leaves = (0..<count).map { Digest256.sha256([UInt8($0)]) }
    let root = Merkle.root(leaves)
    for index in 0..<count {
      let path = Merkle.path(to: index, in: leaves)
      #expect(Merkle.root(from: leaves[index], at: index, of: count, path: path) == root)
      #expect(Merkle.root(from: leaves[index], at: index, of: count, path: path + [.zero]) == nil)
      if count > 1 {
        #expect(Merkle.root(from: leaves[index], at: index, of: count, path: Array(path.dropLast())) == nil)
        let other = Merkle.root(from: .zero, at: index, of: count, path: path)
        #expect(other != root)
      }
    }
  }

  @Test func sumsOfDigestsAreAGroup() {
    let (a, b) = (Digest256.sha256([1]), Digest256.sha256([2]))
    #expect(a &+ b == b &+ a)
    #expect((a &+ b) &- b == a)
    #expect(a &+ a.negated == .zero)
    #expect(a &+ .zero == a)
  }
}
