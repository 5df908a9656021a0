import Foundation
import FuzzTargets

// libFuzzer's own entrance, which takes the function to call and leaves `main` to us.
@_silgen_name("LLVMFuzzerRunDriver")
private func runDriver(
  _ count: UnsafeMutablePointer<CInt>,
  _ arguments: UnsafeMutablePointer<UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>>,
  _ run: @convention(c) (UnsafePointer<UInt8>?, Int) -> CInt
) -> CInt

/// The target of this process; a C function cannot carry it along.
nonisolated(unsafe) private var target: FuzzTarget?

/// `FUZZ_TARGET=NAME fuzz [options of libFuzzer] [folders of seeds]`; without a name, the list of names.
@main
enum Fuzz {
  static func main() {
    let name = ProcessInfo.processInfo.environment["FUZZ_TARGET"] ?? ""
    guard let found = FuzzTarget.all.first(where: { $0.name == name }) else {
      print(FuzzTarget.all.map(\.name).joined(separator: "\n"))
      exit(name.isEmpty ? 0 : 2)
    }
    target = found
    var count = CommandLine.argc
    var arguments = CommandLine.unsafeArgv
    exit(
      runDriver(&count, &arguments) { start, count in
        // `fatalError` prints the reason in release builds, too, and libFuzzer keeps the bytes.
        if let fault = target?.fault(UnsafeRawBufferPointer(start: start, count: count)) {
          fatalError("does not hold: \(fault)")
        }
        return 0
      })
  }
}
