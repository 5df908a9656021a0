/// What votes, replies and signatures bind: one number over everything a decision rests on.
///
/// Each live value of a package field counts with its record, field and encoded value, and nothing else: who
/// stated it, when, and in which order it came to this replica change nothing. Source: agency policy §8.8.
public enum PackageDigest {
  public static func over(_ values: some Sequence<(target: Target, value: [UInt8])>) -> Digest256 {
    let items = values.map { item -> [UInt8] in
      var writer = CBORWriter(capacity: item.value.count + 40)
      writer.array(3)
      writer.bytes(item.target.entity.bytes)
      writer.uint(item.target.field)
      writer.bytes(item.value)
      return writer.bytes
    }
    let unique = Set(items).sorted { $0.lexicographicallyPrecedes($1) }
    return Digest256.sha256(Array("casetui-package/1".utf8) + unique.flatMap { $0 })
  }
}
