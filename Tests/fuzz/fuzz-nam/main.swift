import CFuzzer
import Glibc
import NAMFuzz
import NeuralAmp
import TestSupport

// Plays files that may be anything.
//
//   fuzz-nam FILE...   as it is always built: plays each through all kernels, and says what came of it
//
// Tools/fuzz builds it with FUZZER defined, for libFuzzer: then the arguments are libFuzzer's.

#if FUZZER
  var count = CommandLine.argc
  var arguments: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>? = CommandLine.unsafeArgv
  exit(LLVMFuzzerRunDriver(&count, &arguments, fuzz))
#else
  for path in CommandLine.arguments.dropFirst() {
    let bytes = try FuzzFiles.read(path)
    for kernel in Kernel.available {
      print("\(path): \(kernel.rawValue): \(try Playback.run(bytes, kernel: kernel))")
    }
  }
#endif
