import NAMFormat
import NeuralAmp

// Plays a few blocks of a sawtooth through a capture: prints the kernel, and a checksum of the output's bits.

let file = try NAMFile(path: CommandLine.arguments[1])
let processor = Processor(model: try file.makeModel(), maximumFrameCount: 64)
var checksum: UInt64 = 0
for start in stride(from: 0, to: 1024, by: 64) {
  var block = (start..<start + 64).map { Float($0 % 97) / 97 - 0.5 }
  var samples = block.mutableSpan
  processor.process(inPlace: &samples)
  for sample in block { checksum = checksum &* 31 &+ UInt64(sample.bitPattern) }
}
print(processor.model.kernel.rawValue, String(checksum, radix: 16))
