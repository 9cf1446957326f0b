import KernelInterface

/// Where everything has its memory, in floats from the start of the state and of the workspace.
///
/// State: the positions, rings, then the states of parts. Workspace: planes, then what parts need.
struct ProgramPlaces {
  private(set) var rings: [Ring] = []
  private(set) var recurrent: [(state: Int, workspace: Int, frames: Int)] = []
  private(set) var responses: [(state: Int, workspace: Int)] = []
  /// Where lanes are channels: floats from frame to frame of the planes.
  let planeCount: Int
  private(set) var stateCount: Int
  private(set) var workspaceCount: Int

  init(_ builder: ProgramBuilder) {
    stateCount = Self.cacheLines(1 + builder.ringShapes.count)
    planeCount = builder.planeLimit
    workspaceCount = Self.cacheLines(builder.planeLimit * Program.tileFrameCount)
    for shape in builder.ringShapes {
      let ring = Ring(
        offset: stateCount, channelCount: shape.channelCount, historyCount: shape.historyCount)
      rings.append(ring)
      stateCount += ring.floatCount
    }
    for part in builder.recurrent {
      let (state, workspace) = take(part.storedState.count, part.network.workspaceCount)
      let configuration = part.network.configuration
      let frameCount = configuration.inputChannelCount + configuration.outputChannelCount
      let (_, frames) = take(0, frameCount * Program.tileFrameCount)
      recurrent.append((state, workspace, frames))
    }
    responses = builder.responses.map { take($0.layout.stateCount, ConvolverLayout.workspaceCount) }
    // Vectors of channels may be loaded from beyond the last.
    workspaceCount += 16
  }

  private mutating func take(_ state: Int, _ workspace: Int) -> (state: Int, workspace: Int) {
    defer {
      stateCount += Self.cacheLines(state)
      workspaceCount += Self.cacheLines(workspace)
    }
    return (stateCount, workspaceCount)
  }

  private static func cacheLines(_ count: Int) -> Int { (count + 15) / 16 * 16 }
}
