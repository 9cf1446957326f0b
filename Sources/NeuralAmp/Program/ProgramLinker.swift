import KernelInterface

/// The steps of a program in one of its forms, in memory of their own.
final class LinkedForm {
  let form: ProgramForm
  private let linker: ProgramLinker
  private let steps: UnsafeMutableBufferPointer<Step>

  init(
    _ builder: ProgramBuilder, _ places: ProgramPlaces, _ lanes: ProgramLinker.Lanes,
    input: ProgramBuilder.Place, output: ProgramBuilder.Place
  ) {
    let linker = ProgramLinker(places, lanes)
    self.linker = linker
    steps = .copy(of: builder.steps.map { $0(linker) })
    form = ProgramForm(
      steps: steps.baseAddress!, stepCount: steps.count, input: linker.signal(input),
      output: linker.signal(output))
  }

  deinit { steps.deallocate() }
}

/// Makes steps of what the builder has noted, now that everything has its place; owns what they point to.
final class ProgramLinker {
  enum Lanes { case tiles, frames }

  let places: ProgramPlaces
  private let lanes: Lanes
  private var owned: [UnsafeMutableRawPointer] = []

  init(_ places: ProgramPlaces, _ lanes: Lanes) {
    self.places = places
    self.lanes = lanes
  }

  deinit { for pointer in owned { pointer.deallocate() } }

  func convolve(_ step: Convolution) -> Step { .convolve(keep(step)) }
  func activate(_ step: Activating) -> Step { .activate(keep(step)) }
  func combine(_ step: Combination) -> Step { .combine(keep(step)) }
  func modulate(_ step: Modulating) -> Step { .modulate(keep(step)) }
  func recur(_ step: Recurrence) -> Step { .recur(keep(step)) }
  func respond(_ step: Response) -> Step { .respond(keep(step)) }

  /// Steps are plain data, without anything to release.
  func keep<Details>(_ details: Details) -> UnsafePointer<Details> {
    let memory = UnsafeMutableRawPointer.allocate(
      byteCount: MemoryLayout<Details>.stride, alignment: AlignedFloats.alignment)
    owned.append(memory)
    return UnsafePointer(memory.initializeMemory(as: Details.self, repeating: details, count: 1))
  }

  func signal(_ place: ProgramBuilder.Place?) -> Signal? { place.map(signal) }

  func signal(_ place: ProgramBuilder.Place) -> Signal {
    guard let index = place.ring else { return planes(place.channel) }
    let ring = places.rings[index]
    return Signal(
      ring.memory, offset: ring.offset + place.channel * ring.stride, position: 1 + index,
      stride: ring.stride,
      frameCount: ring.frameCount)
  }

  private func planes(_ channel: Int) -> Signal {
    switch lanes {
    case .tiles:
      Signal(
        .planes, offset: channel * Program.tileFrameCount, position: 0, stride: Program.tileFrameCount)
    case .frames:
      Signal(.planes, offset: channel, position: 0, stride: 1, frameStride: places.planeCount)
    }
  }
}
