import CVector
import KernelInterface

extension Convolver {
  /// Partitions whose products are added up before their sum goes to the total: a float loses less in two short
  /// sums than in a long one.
  private static var groupSize: Int {
    @inline(__always) get { 64 }
  }

  /// Adds the products of these partitions and the spectra that they meet: for each bin, in the order of
  /// the partitions.
  @inline(__always)
  func multiply(partitions: Range<Int>) {
    var next = partitions.lowerBound
    while next < partitions.upperBound {
      let groupEnd = (next / Self.groupSize + 1) * Self.groupSize
      let end = min(groupEnd, partitions.upperBound)
      multiplyInGroup(next..<end)
      if end == groupEnd { addSumToTotal() }
      next = end
    }
  }

  /// Up to the ring's end, and from its beginning.
  @inline(__always)
  private func multiplyInGroup(_ partitions: Range<Int>) {
    let start = slot(partitions.lowerBound)
    let count = min(partitions.count, layout.partitionCount - start)
    multiply(partition(partitions.lowerBound), spectrum(start), count: count)
    multiply(partition(partitions.lowerBound + count), spectrum(0), count: partitions.count - count)
  }

  /// The sum is zero after it.
  func addSumToTotal() {
    var index = 0
    while index < ConvolverLayout.spectrumCount {
      vector_store(vector_add(vector_load(total + index), vector_load(sum + index)), total + index)
      vector_store(splat(0), sum + index)
      index += vector_lanes
    }
  }

  /// Where in the ring the spectrum is that meets a partition.
  @inline(__always)
  private func slot(_ partition: Int) -> Int {
    let slot = position.oldest + partition
    return slot < layout.partitionCount ? slot : slot - layout.partitionCount
  }

  @inline(__always)
  private func partition(_ index: Int) -> UnsafePointer<Float> {
    weights + layout.partitionsOffset + index * ConvolverLayout.spectrumCount
  }

  @inline(__always)
  private func spectrum(_ slot: Int) -> UnsafeMutablePointer<Float> {
    state + layout.spectraOffset + slot * ConvolverLayout.spectrumCount
  }

  /// The spectrum of the two blocks before the running one, which meets the last partition.
  var newestSpectrum: UnsafeMutablePointer<Float> {
    @inline(__always) get { spectrum(slot(layout.partitionCount - 1)) }
  }

  private func multiply(_ partitions: UnsafePointer<Float>, _ spectra: UnsafePointer<Float>, count: Int) {
    let distance = ConvolverLayout.blockFrameCount
    var bin = 0
    while bin < ConvolverLayout.blockFrameCount {
      var sums = FourComplex(sum + bin, stride: vector_lanes, distance: distance)
      var offset = bin
      for _ in 0..<count {
        sums.add(
          FourComplex(spectra + offset, stride: vector_lanes, distance: distance),
          times: FourComplex(partitions + offset, stride: vector_lanes, distance: distance))
        offset += ConvolverLayout.spectrumCount
      }
      sums.store(sum + bin, stride: vector_lanes, distance: distance)
      bin += 4 * vector_lanes
    }
  }
}
