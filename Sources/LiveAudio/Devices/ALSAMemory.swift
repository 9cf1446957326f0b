/// One of alsa-lib's opaque structures, for as long as `body` takes.
func withALSA<Result, Failure>(
  _ allocate: (UnsafeMutablePointer<OpaquePointer?>) -> Int32, _ free: (OpaquePointer?) -> Void,
  _ body: (OpaquePointer) throws(Failure) -> Result
) throws(Failure) -> Result {
  var memory: OpaquePointer?
  guard allocate(&memory) >= 0, let memory else { preconditionFailure("no memory for a few hundred bytes") }
  defer { free(memory) }
  return try body(memory)
}
