import AudioFile

/// What the work of a batch costs, as far as it is known, in seconds for a unit of work.
struct RenderCosts {
  private struct Account {
    var work = 0.0
    var seconds = 0.0

    /// `nil` while too little is done to tell.
    var cost: Double? { seconds > 0.02 && work > 0 ? seconds / work : nil }

    mutating func add(_ work: Double, _ seconds: Double) {
      self.work += work
      self.seconds += seconds
    }
  }

  private struct Model {
    /// By the length of one stream: of all of them.
    var sideBySide = Account()
    /// By the work of all streams.
    var oneByOne = Account()
    /// The widest that there was.
    var lanes: RenderLanes?
  }

  /// Everything, by the work of all streams.
  private var all = Account()
  /// What is a file's own, by kind.
  private var own: [Account]
  private var models: [Model]

  init(kindCount: Int, modelCount: Int) {
    own = [Account](repeating: Account(), count: kindCount)
    models = [Model](repeating: Model(), count: modelCount)
  }

  /// Whether enough is done to tell anything.
  var isKnown: Bool { all.cost != nil }

  /// - Parameter part: of the job that is done, 0 to 1.
  mutating func learn(_ job: RenderForecast.Job, _ time: RenderTime, part: Double) {
    let (together, apart) = (time.sideBySide, time.oneByOne)
    let frameCount = Double(together.frameCount + apart.frameCount)
    guard frameCount > 0 else { return }
    if let lanes = time.lanes { learn(lanes, of: job.model) }
    let share = part * Double(together.frameCount) / frameCount
    models[job.model].sideBySide.add(job.length * share, together.seconds)
    models[job.model].oneByOne.add(job.work * (part - share), apart.seconds)
    own[job.kind].add(job.work * part, time.own)
    let streamCount = Double(time.lanes?.streamLimit ?? job.streamCount)
    all.add(
      job.work * part, time.own + apart.seconds + together.seconds * Double(job.streamCount) / streamCount)
  }

  private mutating func learn(_ lanes: RenderLanes, of model: Int) {
    let known = models[model].lanes?.streamLimit ?? 0
    if lanes.streamLimit > known { models[model].lanes = lanes }
  }

  /// How many streams of a model go side by side where there are enough of them; 1: one file after the other.
  func streamLimit(_ model: Int) -> Int {
    models[model].lanes.map { $0.leastStreamCount == nil ? 1 : $0.streamLimit } ?? 1
  }

  /// Of so many streams in a model, for a unit of length of each.
  func model(_ model: Int, streamCount: Int) -> Double {
    let account = models[model]
    guard let least = account.lanes?.leastStreamCount else {
      return Double(streamCount) * (account.oneByOne.cost ?? unknown)
    }
    // Of the two the one tells of the other: so many one by one take as long as all side by side.
    let (apart, together) = (account.oneByOne.cost, account.sideBySide.cost)
    if streamCount < least {
      return Double(streamCount) * (apart ?? together.map { $0 / Double(least) } ?? unknown)
    }
    return together ?? apart.map { $0 * Double(least) } ?? unknown * Double(streamCount)
  }

  /// Of a job by itself, beside the model, for a unit of its work.
  func own(_ kind: Int, of model: Int) -> Double {
    // What is unknown of a model has everything in it.
    if models[model].oneByOne.cost == nil, models[model].sideBySide.cost == nil { return 0 }
    return own[kind].cost ?? 0
  }

  private var unknown: Double { all.cost ?? 0 }
}
