import CSampleRate
import LiveAudio

/// A rate converter to be measured: gives out what it has for a block of input.
protocol Converter {
  init(from inputRate: Int, to outputRate: Int)
  mutating func convert(_ input: ArraySlice<Float>) -> [Float]
}

extension Converter {
  /// - Parameter step: frames in a block.
  mutating func convert(_ input: [Float], step: Int) -> [Float] {
    stride(from: 0, to: input.count, by: step).flatMap { start in
      convert(input[start..<min(start + step, input.count)])
    }
  }
}

/// Headroom's.
struct OwnConverter: Converter {
  let memory: RateConverterMemory

  init(from inputRate: Int, to outputRate: Int) {
    self.init(table: SincTable(from: inputRate, to: outputRate))
  }

  init(table: SincTable) {
    memory = RateConverterMemory(table: table, maximumFrameCount: 4096)
  }

  func convert(_ input: ArraySlice<Float>) -> [Float] {
    input.withUnsafeBufferPointer { memory.converter.pointee.push($0.baseAddress!, count: input.count) }
    return pull(memory.converter.pointee.availableFrameCount, correction: 1)
  }

  func pull(_ count: Int, correction: Double) -> [Float] {
    [Float](unsafeUninitializedCapacity: count) { buffer, initialized in
      if let output = buffer.baseAddress {
        memory.converter.pointee.pull(into: output, count: count, correction: correction)
      }
      initialized = count
    }
  }
}

/// One of libsamplerate's.
final class LibraryConverter {
  private let state: OpaquePointer
  private let ratio: Double

  init(_ kind: Int, from inputRate: Int, to outputRate: Int) {
    var code: Int32 = 0
    state = src_new(Int32(kind), 1, &code)!
    ratio = Double(outputRate) / Double(inputRate)
  }

  deinit { src_delete(state) }

  func convert(_ input: ArraySlice<Float>) -> [Float] {
    input.withUnsafeBufferPointer { input in
      [Float](unsafeUninitializedCapacity: 2 * input.count + 2) { output, count in
        var data = SRC_DATA()
        data.data_in = input.baseAddress
        data.input_frames = input.count
        data.data_out = output.baseAddress
        data.output_frames = output.count
        data.src_ratio = ratio
        precondition(src_process(state, &data) == 0 && data.input_frames_used == input.count)
        count = data.output_frames_gen
      }
    }
  }
}

struct FastestSinc: Converter {
  private let library: LibraryConverter
  init(from inputRate: Int, to outputRate: Int) {
    library = LibraryConverter(SRC_SINC_FASTEST, from: inputRate, to: outputRate)
  }
  func convert(_ input: ArraySlice<Float>) -> [Float] { library.convert(input) }
}

struct MediumSinc: Converter {
  private let library: LibraryConverter
  init(from inputRate: Int, to outputRate: Int) {
    library = LibraryConverter(SRC_SINC_MEDIUM_QUALITY, from: inputRate, to: outputRate)
  }
  func convert(_ input: ArraySlice<Float>) -> [Float] { library.convert(input) }
}

struct Linear: Converter {
  private let library: LibraryConverter
  init(from inputRate: Int, to outputRate: Int) {
    library = LibraryConverter(SRC_LINEAR, from: inputRate, to: outputRate)
  }
  func convert(_ input: ArraySlice<Float>) -> [Float] { library.convert(input) }
}
