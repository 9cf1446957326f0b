import CSndFile
import Glibc
import Synchronization

/// A file descriptor as libsndfile's virtual I/O, which remembers the first system call that failed.
///
/// libsndfile itself loses what goes wrong while it closes a file, which is when encoders write their
/// last blocks and headers get their lengths; here no failed write is lost.
final class VirtualFile {
  let descriptor: Int32
  /// `errno` of the first call that failed; 0 while none has.
  private(set) var failure: Int32 = 0

  init(descriptor: Int32) {
    self.descriptor = descriptor
  }

  /// What went wrong with the last file that could not be opened is the process's, not the thread's, and so
  /// is what the libraries for MP3 set up at the first file.
  private static let opening = Mutex<Void>(())

  /// `sf_open_virtual`. `self` must outlive the handle.
  ///
  /// - Throws: `.notAudio` or `.notWritten`, in libsndfile's words.
  func open(mode: Int, info: inout SF_INFO) throws(AudioFileError.Problem) -> OpaquePointer {
    var handle: OpaquePointer?
    let reason = Self.opening.withLock { _ in
      handle = openVirtual(mode: mode, info: &info)
      return handle == nil ? String(cString: sf_strerror(nil)) : ""
    }
    guard let handle else { throw mode == SFM_READ ? .notAudio(reason) : .notWritten(reason) }
    return handle
  }

  private func openVirtual(mode: Int, info: inout SF_INFO) -> OpaquePointer? {
    // libsndfile copies the callbacks.
    var callbacks = SF_VIRTUAL_IO(
      get_filelen: { VirtualFile.of($0).length() },
      seek: { VirtualFile.of($2).seek($0, $1) },
      read: { VirtualFile.of($2).read($0, $1) },
      write: { VirtualFile.of($2).write($0, $1) },
      tell: { VirtualFile.of($0).seek(0, SEEK_CUR) })
    return sf_open_virtual(&callbacks, Int32(mode), &info, Unmanaged.passUnretained(self).toOpaque())
  }

  private static func of(_ context: UnsafeMutableRawPointer?) -> VirtualFile {
    guard let context else { preconditionFailure("a virtual file without its descriptor") }
    return Unmanaged<VirtualFile>.fromOpaque(context).takeUnretainedValue()
  }

  private func length() -> sf_count_t {
    var status = stat()
    return check(fstat(descriptor, &status)) == 0 ? sf_count_t(status.st_size) : -1
  }

  private func seek(_ offset: sf_count_t, _ whence: Int32) -> sf_count_t {
    sf_count_t(check(lseek(descriptor, Int(offset), whence)))
  }

  private func read(_ target: UnsafeMutableRawPointer?, _ count: sf_count_t) -> sf_count_t {
    transfer(count) { Glibc.read(descriptor, target?.advanced(by: $0), $1) }
  }

  private func write(_ source: UnsafeRawPointer?, _ count: sf_count_t) -> sf_count_t {
    // After a failure nothing more is written: what is on the disk stays as good as it is.
    if failure != 0 { return 0 }
    let done = transfer(count) { Glibc.write(descriptor, source?.advanced(by: $0), $1) }
    if done < count { takeBack(done) }
    return done
  }

  /// A piece of a block at a file's end would be in the way of reading what is before it.
  private func takeBack(_ count: sf_count_t) {
    let end = lseek(descriptor, 0, SEEK_CUR)
    if end == length() { _ = check(ftruncate(descriptor, end - Int(count))) }
  }

  /// Repeats a call until `count` bytes have gone through, the end is reached or it fails.
  private func transfer(_ count: sf_count_t, _ call: (_ done: Int, _ left: Int) -> Int) -> sf_count_t {
    var done = 0
    while done < Int(count) {
      let moved = call(done, Int(count) - done)
      if moved < 0 && errno == EINTR { continue }
      if check(moved) <= 0 { break }
      done += moved
    }
    return sf_count_t(done)
  }

  private func check<Value: SignedInteger>(_ result: Value) -> Value {
    if result < 0 && failure == 0 { failure = errno }
    return result
  }
}
