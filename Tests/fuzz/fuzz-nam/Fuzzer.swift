#if FUZZER
  import CFuzzer
  import NAMFuzz
  import NeuralAmp

  /// One file. The kernel goes by its length, so that a kept file meets the same one again. libFuzzer's own
  /// `main`, which is linked but not run, asks for the name.
  @_cdecl("LLVMFuzzerTestOneInput")
  public func fuzz(_ data: UnsafePointer<UInt8>?, _ size: Int) -> CInt {
    let kernels = Kernel.available
    do throws(Playback.Failure) {
      let bytes = Array(UnsafeBufferPointer(start: data, count: size))
      _ = try Playback.run(bytes, kernel: kernels[size % kernels.count])
    } catch {
      fatalError("\(error)")
    }
    return 0
  }

  /// libFuzzer finds it by its name. One file in eight is changed by libFuzzer, which knows nothing of JSON.
  @_cdecl("LLVMFuzzerCustomMutator")
  public func mutate(
    _ data: UnsafeMutablePointer<UInt8>, _ size: Int, _ capacity: Int, _ seed: CUnsignedInt
  ) -> Int {
    if seed % 8 == 0 { return LLVMFuzzerMutate(data, size, capacity) }
    var mutator = Mutator(seed: UInt64(seed))
    let mutated = mutator.mutate(Array(UnsafeBufferPointer(start: data, count: size)))
    guard mutated.count <= capacity else { return LLVMFuzzerMutate(data, size, capacity) }
    _ = UnsafeMutableBufferPointer(start: data, count: capacity).update(fromContentsOf: mutated)
    return mutated.count
  }
#endif
