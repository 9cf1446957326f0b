import CRealtimeSanitizer
import Glibc
import NeuralAmp
import TestSupport

// What the audio thread runs, between RealtimeSanitizer's marks: it aborts with a stack at the first
// allocation, lock, system call or print. Without the sanitizer there is nothing to check: exit code 77.
//
//   realtime-check            exits 0 when nothing happened
//   realtime-check --provoke  allocates on purpose: has to abort

guard realtime_sanitizer_is_linked() else {
  print("realtime-check: built without RealtimeSanitizer, nothing checked")
  exit(77)
}

func realtime(_ work: () -> Void) {
  realtime_sanitizer_enter()
  work()
  realtime_sanitizer_exit()
}

if CommandLine.arguments.contains("--provoke") {
  realtime { UnsafeMutableRawPointer.allocate(byteCount: 64, alignment: 16).deallocate() }
  print("realtime-check: an allocation went unseen")
  exit(1)
}

for shape in ModelShape.few {
  let channels = shape.inputs
  let processor = shape.processor(maximumFrameCount: 256)
  let snapshot = StateSnapshot(of: processor.model)
  let samples = UnsafeMutablePointer<Float>.allocate(capacity: 256 * channels)
  let integers = UnsafeMutablePointer<Int32>.allocate(capacity: 256 * channels)
  samples.initialize(repeating: 0.5, count: 256 * channels)
  integers.initialize(repeating: 0, count: 256 * channels)
  for frameCount in [1, 64, 256] {
    realtime { processor.process(input: samples, output: samples, frameCount: frameCount) }
    realtime { processor.save(into: snapshot) }
    realtime { processor.reset() }
    realtime { processor.restore(snapshot) }
    realtime {
      _ = SampleConversion.quantize(samples, to: integers, count: frameCount * channels, bitCount: 24)
    }
    if channels == 1 { realtime { _ = processor.process(0.25) } }
  }
}
for test in TestNetwork.all {
  let processor = test.processor(maximumFrameCount: 256)
  let snapshot = StateSnapshot(of: processor.model)
  let input = UnsafeMutablePointer<Float>.allocate(capacity: 256 * test.inputs)
  let output = UnsafeMutablePointer<Float>.allocate(capacity: 256 * test.outputs)
  input.initialize(repeating: 0.5, count: 256 * test.inputs)
  output.initialize(repeating: 0, count: 256 * test.outputs)
  for frameCount in [1, 64, 256] {
    realtime { processor.process(input: input, output: output, frameCount: frameCount) }
    realtime { processor.save(into: snapshot) }
    realtime { processor.reset() }
    realtime { processor.restore(snapshot) }
  }
}

let kernels = Kernel.available.map(\.title).joined(separator: ", ")
print("realtime-check: \(kernels): nothing on the audio thread allocates, locks or waits")
