/// Where the audio thread is. What leads from state to state is in `DuplexLoop+Realtime.swift`.
///
///     starting ──► waiting ◄──► moving
///        ▲            │           │
///        │            ▼           ▼
///        ├─────── interrupted ──► ended(lost)      gone
///        │            │
///        │            ▼
///        └──────── resuming                        suspended
enum DuplexState {
  /// Both directions stand still and are about to be prepared, filled with silence and started.
  case starting
  case waiting
  /// Both have at least a period.
  case moving
  case interrupted(PCMFailure)
  /// The machine has slept; so many times the device was not ready yet.
  case resuming(attempt: Int)
  case ended(DuplexEnd)
}

/// How the audio thread ended.
enum DuplexEnd: Equatable {
  /// It was asked to, and has faded out.
  case stopped
  /// The device has gone.
  case lost
  /// Its clock stands still.
  case stalled
  /// An xrun after every start.
  case outrun
  /// A negative errno, again and again.
  case failed(Int32)
}
