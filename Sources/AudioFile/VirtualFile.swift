import CFile
import CSndFile
import Glibc
import Synchronization

/// A file descriptor as libsndfile's virtual I/O, which remembers the first system call that failed.
///
/// libsndfile itself loses what goes wrong while it closes a file, which is when encoders write their
/// last blocks and headers get their lengths; here no failed write is lost.
///
/// libsndfile asks for a few kilobytes at a time: a buffer makes one system call of many such requests.
final class VirtualFile {
  let descriptor: Int32
  /// `errno` of the first call that failed; 0 while none has.
  private(set) var failure: Int32 = 0
  /// Whether what is written may stay here until ``flush()``.
  var buffersWrites = true

  private static let bufferByteCount = 1 << 16
  private static let writebackByteCount = 1 << 20

  private let buffer = UnsafeMutableRawBufferPointer.allocate(
    byteCount: VirtualFile.bufferByteCount, alignment: 64)
  /// Of the buffer, what was read and not yet asked for.
  private var unread = 0..<0
  /// Of the buffer, what is not yet written.
  private var unwrittenCount = 0
  /// Written since the system was last told to begin with it.
  private var pendingByteCount = 0

  init(descriptor: Int32) {
    self.descriptor = descriptor
  }

  deinit { buffer.deallocate() }

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
    flush()
    var status = stat()
    return check(fstat(descriptor, &status)) == 0 ? sf_count_t(status.st_size) : -1
  }

  private func seek(_ offset: sf_count_t, _ whence: Int32) -> sf_count_t {
    flush()
    let ahead = unread.count
    // Only to tell where it is.
    if offset == 0 && whence == SEEK_CUR { return sf_count_t(check(lseek(descriptor, 0, SEEK_CUR)) - ahead) }
    unread = 0..<0
    return sf_count_t(check(lseek(descriptor, Int(offset) - (whence == SEEK_CUR ? ahead : 0), whence)))
  }

  private func read(_ target: UnsafeMutableRawPointer?, _ count: sf_count_t) -> sf_count_t {
    flush()
    guard let target else { return 0 }
    let wanted = UnsafeMutableRawBufferPointer(start: target, count: Int(count))
    var done = take(into: wanted)
    while done < wanted.count {
      let rest = UnsafeMutableRawBufferPointer(rebasing: wanted[done...])
      if rest.count >= buffer.count {
        return sf_count_t(done) + transfer(rest.count) { Glibc.read(descriptor, rest.baseAddress! + $0, $1) }
      }
      unread = 0..<Int(transfer(buffer.count) { Glibc.read(descriptor, buffer.baseAddress! + $0, $1) })
      if unread.isEmpty { break }
      done += take(into: rest)
    }
    return sf_count_t(done)
  }

  /// From the buffer. Returns how many bytes there were.
  private func take(into target: UnsafeMutableRawBufferPointer) -> Int {
    let count = min(unread.count, target.count)
    target.copyMemory(from: UnsafeRawBufferPointer(rebasing: buffer[unread.prefix(count)]))
    unread = unread.dropFirst(count)
    return count
  }

  private func write(_ source: UnsafeRawPointer?, _ count: sf_count_t) -> sf_count_t {
    guard let source, failure == 0 else { return 0 }
    let bytes = UnsafeRawBufferPointer(start: source, count: Int(count))
    if bytes.count > buffer.count - unwrittenCount { flush() }
    if !buffersWrites || bytes.count >= buffer.count { return put(bytes) }
    UnsafeMutableRawBufferPointer(rebasing: buffer[unwrittenCount...]).copyMemory(from: bytes)
    unwrittenCount += bytes.count
    return count
  }

  /// Back to the beginning, as another handle finds it. Returns whether that was possible.
  func rewind() -> Bool { seek(0, SEEK_SET) == 0 }

  /// Writes what is still here.
  func flush() {
    let count = unwrittenCount
    unwrittenCount = 0
    if count > 0 { _ = put(UnsafeRawBufferPointer(rebasing: buffer[..<count])) }
  }

  private func put(_ bytes: UnsafeRawBufferPointer) -> sf_count_t {
    // After a failure nothing more is written: what is on the disk stays as good as it is.
    if failure != 0 { return 0 }
    let done = transfer(bytes.count) { Glibc.write(descriptor, bytes.baseAddress! + $0, $1) }
    if done < bytes.count { takeBack(done) }
    startWriteback(after: Int(done))
    return done
  }

  /// What is written is on its way to the disk while the next is computed: whoever waits for all of it waits less.
  private func startWriteback(after count: Int) {
    pendingByteCount += count
    guard buffersWrites, pendingByteCount >= Self.writebackByteCount else { return }
    pendingByteCount = 0
    headroom_file_start_writeback(descriptor)
  }

  /// A piece of a block at a file's end would be in the way of reading what is before it.
  private func takeBack(_ count: sf_count_t) {
    let end = lseek(descriptor, 0, SEEK_CUR)
    if end == length() { _ = check(ftruncate(descriptor, end - Int(count))) }
  }

  /// Repeats a call until `count` bytes have gone through, the end is reached or it fails.
  private func transfer(_ count: Int, _ call: (_ done: Int, _ left: Int) -> Int) -> sf_count_t {
    var done = 0
    while done < count {
      let moved = call(done, count - done)
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
