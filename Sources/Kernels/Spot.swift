import CVector
import KernelInterface

// Thread: audio.

/// Where a vector's samples are in a tile: moments of a channel, or channels of a moment.
struct Spot {
  /// Whether lanes are channels.
  let isShort: Bool
  let channel: Int
  let frame: Int
  /// Channels from this one on.
  let channelCount: Int

  @inline(__always)
  func load(_ planes: Planes) -> Vector {
    let there = planes.at(frame).from(channel)
    return isShort ? there.loadChannels(channelCount) : vector_load(there.first)
  }

  @inline(__always)
  func store(_ vector: Vector, _ planes: Planes) {
    let there = planes.at(frame).from(channel)
    if isShort { there.storeChannels(vector, channelCount) } else { vector_store(vector, there.first) }
  }
}

extension Planes {
  /// The first frame of up to a vector of channels; anything in the lanes beyond the last.
  @inline(__always)
  func loadChannels(_ count: Int) -> Vector {
    stride == 1
      ? vector_load_first(first, Int64(count)) : vector_gather(first, Int64(stride), Int64(count))
  }

  @inline(__always)
  func storeChannels(_ vector: Vector, _ count: Int) {
    if stride == 1 {
      vector_store_first(vector, first, Int64(count))
    } else {
      vector_scatter(vector, first, Int64(stride), Int64(count))
    }
  }
}

extension FrameTile {
  /// Calls `body` for every vector of a tile of some channels, channel by channel or frame by frame.
  @inline(__always)
  func eachSpot(_ channelCount: Int, _ body: (Spot) -> Void) {
    if isShort {
      for frame in 0..<frameCount {
        var channel = 0
        while channel < channelCount {
          body(Spot(isShort: true, channel: channel, frame: frame, channelCount: channelCount &- channel))
          channel &+= vector_lanes
        }
      }
    } else {
      for channel in 0..<channelCount { eachSpot(of: channel, body) }
    }
  }

  /// Calls `body` for every vector of a channel, where lanes are moments.
  @inline(__always)
  func eachSpot(of channel: Int, _ body: (Spot) -> Void) {
    var frame = 0
    while frame < frameCount {
      body(Spot(isShort: false, channel: channel, frame: frame, channelCount: 1))
      frame &+= vector_lanes
    }
  }
}
